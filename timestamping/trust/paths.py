"""Certificate paths: the only file that knows pyhanko-certvalidator (pinned; its interface changes often).

The library builds and validates paths by RFC 5280; revocation is judged by `revocation`. It is asked without fetching,
so nothing here touches a network. Its coroutines then never suspend and are driven to their end without an event loop,
which lets callers live in one.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, TypeGuard, TypeVar

from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import DigestAlgorithm, SignedDigestAlgorithm
from asn1crypto.keys import PublicKeyInfo
from pyhanko_certvalidator.authority import TrustAnchor
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    NotYetValidError,
    PathError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    AlgorithmUsageConstraint,
    AlgorithmUsagePolicy,
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.registry import CertificateRegistry, TrustManager
from pyhanko_certvalidator.validate import async_validate_path

from domain.signatures.levels import SubIndication
from timestamping.cms import Certificate, Reason, Verdict, doubt, failure, judged, readable_certificates, warning
from timestamping.trust.algorithms import AlgorithmPolicy
from timestamping.trust.anchors import Anchor, TrustStore
from timestamping.trust.extensions import label
from timestamping.trust.ocsp import needs_no_check
from timestamping.trust.plain_paths import plain_path
from timestamping.trust.policy_files import DEFAULT_POLICY
from timestamping.trust.revocation import (
    CertificateStatus,
    ReadMaterial,
    RevocationMaterial,
    RevocationRules,
    Status,
    read_material,
    status_of,
)
from timestamping.trust.signed_objects import certificate_fits

_MAX_CERTIFICATES = 200  # path building is a search; more candidates than any real token or package carries end it
_MAX_PATHS = 8
_MAX_STEPS = 1_000  # candidates looked at in one search; a real path has some ten
_LENIENT = RevocationRules()
_NO_REVOCATION = CertRevTrustPolicy(
    RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PathVerdict:
    """verdict: does the leaf lead to an anchor? path: leaf first, anchor last, empty when none was built.

    anchor: the one reached. statuses: what is known about the revocation of each certificate of the path below the
    anchor, in the order of the path, with the list or answer that decided it.
    """

    verdict: Verdict
    path: tuple[Certificate, ...] = ()
    anchor: Anchor | None = None
    statuses: tuple[CertificateStatus, ...] = field(default=(), repr=False)

    @property
    def revocation_checked(self) -> bool:
        """Was revocation data about the leaf at hand and usable?"""
        return bool(self.statuses) and self.statuses[0].status is not Status.UNKNOWN


def validate_path(
    leaf: Certificate,
    others: Sequence[Certificate],
    store: TrustStore,
    at: datetime,
    *,
    revocation: RevocationMaterial | None = None,
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
    rules: RevocationRules = _LENIENT,
) -> PathVerdict:
    """Does `leaf` lead to an anchor trusted at `at`, every certificate on the way valid at `at` (aware UTC)?

    `others` help building the path and are not trusted. A certificate revoked after `at` does no harm. rules: whether
    revocation data is needed and how fresh; by default its absence is a warning. The path comes first: of a leaf
    outside its period that leads nowhere it is said that it leads nowhere.
    """
    anchors = store.at(at)
    direct = next((anchor for anchor in anchors if anchor.certificate == leaf), None)
    if direct is not None:
        return PathVerdict(judged(_validity(leaf, at)), (leaf,), direct)
    offered = [*others, *store.intermediates]
    early = _validity(leaf, at)
    if early:
        within = min(max(at, leaf.not_before), leaf.not_after)
        chained = _found(leaf, offered, anchors, within, algorithms)
        return PathVerdict(judged(early if not _unchained(chained) else [chained, *map(_unproven, early)]))
    found = _found(leaf, offered, anchors, at, algorithms)
    if isinstance(found, Reason):
        return PathVerdict(judged([found]))
    material = read_material(revocation or RevocationMaterial())
    return _best([_about_revocation(path, anchors, material, at, rules, offered) for path in found])


def _found(
    leaf: Certificate,
    others: Sequence[Certificate],
    anchors: tuple[Anchor, ...],
    at: datetime,
    algorithms: AlgorithmPolicy,
) -> list[tuple[Certificate, ...]] | Reason:
    """The paths that hold, revocation apart; the first reason against one when none does."""
    if not anchors:
        return _no_chain("no trust anchor is known for that moment")
    if len(others) > _MAX_CERTIFICATES:
        return _no_chain(f"more than {_MAX_CERTIFICATES} certificates offered for one path")
    plain = plain_path(leaf, others, anchors, at, algorithms)
    return searched_paths(leaf, others, anchors, at, algorithms) if plain is None else [plain]


def searched_paths(
    leaf: Certificate,
    others: Sequence[Certificate],
    anchors: tuple[Anchor, ...],
    at: datetime,
    algorithms: AlgorithmPolicy,
) -> list[tuple[Certificate, ...]] | Reason:
    """The same by the library alone, for paths of any shape."""
    problem: Reason | None = None
    holding: list[tuple[Certificate, ...]] = []
    try:
        context = _context(others, anchors, at, algorithms)
        for path in _driven(_paths(context, asn1_x509.Certificate.load(leaf.der))):
            against = _problem(context, path)
            if against is None:
                holding.append(_certificates(path))
            problem = problem or against
    except _SearchTooLongError:
        return _no_chain(f"no path found within {_MAX_STEPS} steps: the certificates name each other in too many ways")
    except PathError:
        return _no_chain(f"no path from {label(leaf)} to a trusted certificate")
    except Exception as error:  # hostile certificates make the library raise anything; it ends here
        return _general(f"a certificate of the path cannot be read: {error}")
    return holding or problem or _no_chain("no path to a trusted certificate")


def _best(verdicts: Sequence[PathVerdict]) -> PathVerdict:
    """The first that passes, else the first."""
    return next((verdict for verdict in verdicts if verdict.verdict.passed), verdicts[0])


def _about_revocation(
    path: tuple[Certificate, ...],
    anchors: tuple[Anchor, ...],
    material: ReadMaterial,
    at: datetime,
    rules: RevocationRules,
    offered: Sequence[Certificate],
) -> PathVerdict:
    """The verdict on a path that holds otherwise."""
    anchor = next((item for item in anchors if item.certificate == path[-1]), None)
    asked = [rules, *([rules.for_authorities] * (len(path) - 2))]
    statuses = tuple(
        status_of(certificate, issuer, material, at, wanted, offered)
        for (certificate, issuer), wanted in zip(pairwise(path), asked, strict=False)
    )
    reasons = [*material.reasons, *(reason for status in statuses for reason in status.reasons)]
    for number, status in enumerate(statuses):
        reasons.extend(_about_status(status, number, rules, leaf_known=statuses[0].status is not Status.UNKNOWN))
    return PathVerdict(judged(dict.fromkeys(reasons)), path, anchor, statuses)


def _about_status(status: CertificateStatus, number: int, rules: RevocationRules, *, leaf_known: bool) -> list[Reason]:
    """What the status of the certificate at that place of the path (0: the leaf) means for the path."""
    match status.status:
        case Status.GOOD:
            return []
        case Status.REVOKED if number == 0:
            return [failure("certificate-revoked", f"{_named(status)} was {_when(status)}", SubIndication.REVOKED)]
        case Status.REVOKED:
            text = f"the authority {_named(status)} was {_when(status)}"
            return [doubt("authority-revoked", text, SubIndication.REVOKED_CA_NO_POE)]
        case Status.ON_HOLD:
            return [doubt("certificate-on-hold", f"{_named(status)} is on hold", SubIndication.TRY_LATER)]
        case Status.UNKNOWN if needs_no_check(status.certificate):
            return []
        case Status.UNKNOWN if rules.required:
            text = f"nothing usable at hand says whether {_named(status)} was revoked"
            return [doubt("revocation-unknown", text, SubIndication.TRY_LATER)]
        case Status.UNKNOWN if number == 0:
            return [warning("revocation-not-checked", "no revocation data was at hand for the certificate")]
        case Status.UNKNOWN if leaf_known:
            return [warning("authority-revocation-not-checked", "no revocation data was at hand for its authorities")]
        case Status.UNKNOWN:
            return []


def _named(status: CertificateStatus) -> str:
    return label(status.certificate)


def _when(status: CertificateStatus) -> str:
    return f"revoked on {status.revoked_at:%Y-%m-%d %H:%M:%S} UTC"


def _context(
    others: Sequence[Certificate],
    anchors: tuple[Anchor, ...],
    at: datetime,
    algorithms: AlgorithmPolicy,
) -> ValidationContext:
    registry = _SigningIssuers()
    registry.register_multiple(asn1_x509.Certificate.load(certificate.der) for certificate in others)
    return ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(anchor.certificate.der) for anchor in anchors],
        certificate_registry=registry,
        moment=at,
        allow_fetching=False,
        revinfo_policy=_NO_REVOCATION,
        time_tolerance=timedelta(0),
        algorithm_usage_policy=_DatedAlgorithms(algorithms),
    )


async def _paths(context: ValidationContext, leaf: asn1_x509.Certificate) -> list[ValidationPath]:
    """The first few paths. Raises _SearchTooLongError when there is none among the first steps of the search."""
    found: list[ValidationPath] = []
    try:
        async for path in context.path_builder.async_build_paths_lazy(leaf):
            found.append(path)
            if len(found) >= _MAX_PATHS:
                break
    except _SearchTooLongError:
        if not found:
            raise
    return found


class _SearchTooLongError(Exception):
    """The certificates at hand name each other in too many ways."""


class _SigningIssuers(CertificateRegistry):
    """Certificates at hand, each followed only to those whose key really signed it, and only for so many steps.

    The library follows names: twenty certificates of one name have more orders than can ever be tried.
    """

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def find_potential_issuers(
        self, cert: asn1_x509.Certificate, trust_manager: TrustManager
    ) -> Iterator[TrustAnchor | asn1_x509.Certificate]:
        """Anchors by that name, then the issuers. Raises _SearchTooLongError."""
        for issuer in super().find_potential_issuers(cert, trust_manager):
            self._steps += 1
            if self._steps > _MAX_STEPS:
                raise _SearchTooLongError
            if not isinstance(issuer, asn1_x509.Certificate) or _signed(cert, issuer):
                yield issuer


def _signed(below: asn1_x509.Certificate, above: asn1_x509.Certificate) -> bool:
    pair = readable_certificates([below.dump(), above.dump()])
    return len(pair) == 2 and certificate_fits(*pair)


def _problem(context: ValidationContext, path: ValidationPath) -> Reason | None:
    try:
        _driven(async_validate_path(context, path))
    except ExpiredError as error:
        return doubt("certificate-expired", str(error), SubIndication.OUT_OF_BOUNDS_NO_POE)
    except NotYetValidError as error:
        return doubt("certificate-not-yet-valid", str(error), SubIndication.OUT_OF_BOUNDS_NO_POE)
    except DisallowedAlgorithmError as error:
        return doubt("path-algorithm-too-weak", str(error), SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE)
    except ValidationError as error:
        return _general(str(error))
    except Exception as error:  # as above
        return _general(f"a certificate of the path cannot be read: {error}")
    return None


def _certificates(path: ValidationPath) -> tuple[Certificate, ...]:
    """Leaf first, anchor last."""
    return tuple(Certificate(item.dump()) for item in reversed(list(path.iter_certs(include_root=True))))


def _validity(leaf: Certificate, at: datetime) -> list[Reason]:
    """A signer's own period is judged at the proven moment, so it fails for good (EN 319 102-1, table 5)."""
    if leaf.valid_at(at):
        return []
    period = f"valid from {leaf.not_before:%Y-%m-%d %H:%M:%S} to {leaf.not_after:%Y-%m-%d %H:%M:%S} UTC"
    if at > leaf.not_after:
        return [failure("certificate-expired", f"the certificate was {period}", SubIndication.EXPIRED)]
    return [failure("certificate-not-yet-valid", f"the certificate is {period}", SubIndication.NOT_YET_VALID)]


def _unchained(found: object) -> TypeGuard[Reason]:
    """Does it say that nothing leads to an anchor? That comes before validity (EN 319 102-1, 5.2.6.4)."""
    without = (SubIndication.NO_CERTIFICATE_CHAIN_FOUND, SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE)
    return isinstance(found, Reason) and found.subindication in without


def _unproven(reason: Reason) -> Reason:
    """A finding about the period of a certificate that nobody vouches for: what it says of itself proves nothing."""
    return doubt(reason.code, reason.message, SubIndication.OUT_OF_BOUNDS_NO_POE)


def _no_chain(text: str) -> Reason:
    return doubt("no-trusted-path", text, SubIndication.NO_CERTIFICATE_CHAIN_FOUND)


def _general(text: str) -> Reason:
    return doubt("path-invalid", text, SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE)


def _driven(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits for anything."""
    try:
        coroutine.send(None)
    except StopIteration as finished:
        result: T = finished.value
        return result
    coroutine.close()
    raise RuntimeError("path validation tried to wait although fetching is off")


class _DatedAlgorithms(AlgorithmUsagePolicy):
    """Our dated policy in the library's words."""

    def __init__(self, policy: AlgorithmPolicy) -> None:
        self._policy = policy

    def digest_algorithm_allowed(self, algo: DigestAlgorithm, moment: datetime | None) -> AlgorithmUsageConstraint:
        return self._judged(algo["algorithm"].native, moment)

    def signature_algorithm_allowed(
        self, algo: SignedDigestAlgorithm, moment: datetime | None, public_key: PublicKeyInfo | None
    ) -> AlgorithmUsageConstraint:
        try:
            name = str(algo.hash_algo)
        except ValueError:  # EdDSA names no hash
            return AlgorithmUsageConstraint(allowed=True)
        return self._judged(name, moment)

    def _judged(self, name: str, moment: datetime | None) -> AlgorithmUsageConstraint:
        end = self._policy.hash_ends.get(name)
        if end is None or (moment is not None and moment < end):
            return AlgorithmUsageConstraint(allowed=True)
        reason = f"{name} is not relied on since {end:%Y-%m-%d}"
        return AlgorithmUsageConstraint(allowed=False, not_allowed_after=end, failure_reason=reason)
