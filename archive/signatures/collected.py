"""What extending needs from outside a file, and the validation data of one certificate collected with it.

Data that stands in the file already is used first, the sources are asked for the rest; nothing is taken that does not
judge the path completely (`timestamping.trust.collect`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from archive.signatures.raising import IMPRINT_HASH, Stamper
from archive.signatures.refusals import SignerNotValidError, ValidationDataMissingError
from domain.signatures.levels import Indication
from timestamping.cms import Certificate, SignedData, SignerInfo, oids
from timestamping.der import DerError, read_oid
from timestamping.trust import (
    DEFAULT_POLICY,
    AlgorithmPolicy,
    ChainedSource,
    Freshness,
    Preference,
    RevocationMaterial,
    RevocationRules,
    RevocationSource,
    StoredSource,
    TrustStore,
    ValidationData,
    ValidationDataLackingError,
    collect,
)

_BTK: Final = "2.16.792.1.61.0.1.5070.3."
GRACE: Final[dict[str, timedelta]] = {_BTK + "1.1": timedelta(hours=24), _BTK + "2.1": timedelta(hours=24)}
"""Profiles P2 and P3: how long after the time-stamp a revocation may still be reported (BTK guide, K-15)."""
_FRESH_AFTER_SIGNING: Final = frozenset({*GRACE, _BTK + "3.1"})
"""P2 to P4: revocation data counts only when it is not older than what it judges."""


class ArchiveForm(StrEnum):
    """Which archive time-stamp is made: v3 (EN 319 122-1) or, for partners on TS 101 733 1.8, v2."""

    V2 = "v2"
    V3 = "v3"


@dataclass(frozen=True, slots=True)
class Means:
    """Whom to ask and what to make.

    stamper: gives time-stamps. trust: whom paths must lead to. now: our clock (aware UTC). source: of revocation data
    and missing issuers; None leaves what the file and `certificates` hold. archive_form, digest: of archive
    time-stamps, the hash as hashlib names it. freshness: of revocation data about signers without a BTK profile and
    about time-stamp authorities. prefer: kind asked for first about a leaf. certificates: given beside the file.
    """

    stamper: Stamper
    trust: TrustStore
    now: Callable[[], datetime]
    source: RevocationSource | None = None
    archive_form: ArchiveForm = ArchiveForm.V3
    digest: str = IMPRINT_HASH
    freshness: Freshness = Freshness.CURRENT
    prefer: Preference = "ocsp"
    algorithms: AlgorithmPolicy = DEFAULT_POLICY
    certificates: tuple[Certificate, ...] = field(default=(), repr=False)

    def knowing(self, certificates: Collection[Certificate]) -> Means:
        """The same, with further certificates at hand."""
        return replace(self, certificates=(*self.certificates, *certificates))

    def freshness_for(self, policy: str | None) -> Freshness:
        """How fresh revocation data about a signer with that policy must be."""
        return Freshness.ISSUED_AFTER if policy in _FRESH_AFTER_SIGNING else self.freshness


def validation_of(
    leaf: Certificate, at: datetime, means: Means, inside: SignedData, freshness: Freshness
) -> ValidationData:
    """Everything that judges `leaf` at `at`; what `inside` (a file or a token) holds is used first.

    Raises SignerNotValidError when the certificate is no good then, ValidationDataMissingError when it cannot be told.
    """
    known = (*inside.certificate_list, *means.certificates)
    material = RevocationMaterial(inside.revocation_lists, inside.ocsp_responses)
    stored = StoredSource(known, material)
    source = ChainedSource((stored, means.source)) if means.source else stored
    rules = RevocationRules(required=True, freshness=freshness)
    try:
        found = collect(
            leaf, known, means.trust, source, at, prefer=means.prefer, rules=rules, algorithms=means.algorithms
        )
    except ValidationDataLackingError as error:
        raise ValidationDataMissingError(signer=leaf.subject_text, detail=str(error)) from None
    verdict = found.verdict.verdict
    if verdict.indication is Indication.FAILED:
        raise SignerNotValidError(signer=leaf.subject_text, detail=verdict.reasons[0].message)
    if not verdict.passed:
        raise ValidationDataMissingError(signer=leaf.subject_text, detail=verdict.reasons[0].message)
    return found


def known_certificates(inside: SignedData, means: Means) -> tuple[Certificate, ...]:
    """Those of the file and those given beside it."""
    return (*inside.certificate_list, *means.certificates)


def policy_of(signer: SignerInfo) -> str | None:
    """The signature policy that the signer names, None when it names none that can be read."""
    attributes = signer.signed_of(oids.SIGNATURE_POLICY)
    try:
        return read_oid(attributes[0].single.child(0)) if attributes else None
    except DerError:
        return None


def grace_end_of(policy: str | None, proven: datetime) -> datetime | None:
    """When the grace period of a signature that is proven at `proven` ends; None when its policy has none (K-15)."""
    grace = GRACE.get(policy or "")
    return None if grace is None else proven + grace
