"""What stored revocation data says of one certificate at one moment (RFC 5280, 6.3; RFC 6960; EN 319 102-1, 5.2.5).

How one question is decided:
1. every list and answer about the certificate is checked: signer, signature, scope; those that fail are set aside
   with a warning that names the reason;
2. a revocation at or before the moment decides, however old the data is; a revocation after it does no harm;
3. "good" counts only when it is fresh for the moment as the caller's rules ask, and not when it was said after the
   certificate had ended, because authorities forget ended certificates;
4. a certificate on hold is decided by the latest data; while it says so nothing can be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from timestamping.cms import Certificate, Reason, warning
from timestamping.der import DerError
from timestamping.trust.extensions import distribution_points, is_authority
from timestamping.trust.ocsp import OcspAnswer, is_authorised, needs_no_check, read_ocsp_answer
from timestamping.trust.revocation_lists import RevocationList, read_revocation_list

_ON_HOLD = 6
_MAX_ITEMS = 2_000  # lists and answers offered for one question; more are an attack on our time


@dataclass(frozen=True, slots=True)
class RevocationMaterial:
    """Stored revocation data as DER: CertificateLists, and OCSPResponses or BasicOCSPResponses."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def joined(self, other: RevocationMaterial) -> RevocationMaterial:
        """Both, equal encodings once."""
        crls, ocsps = dict.fromkeys((*self.crls, *other.crls)), dict.fromkeys((*self.ocsps, *other.ocsps))
        return RevocationMaterial(tuple(crls), tuple(ocsps))


class RevocationKind(StrEnum):
    """Where a statement came from."""

    CRL = "crl"
    OCSP = "ocsp"


class Freshness(StrEnum):
    """When "good" counts for a moment (EN 319 102-1, 5.2.5).

    CURRENT: issued after the moment, or before it and still valid then by its nextUpdate.
    ISSUED_AFTER: issued at or after the moment (BTK P2 to P4; validation data of a time-stamp).
    ANY: always; for callers that judge freshness themselves.
    """

    CURRENT = "current"
    ISSUED_AFTER = "issued-after"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class RevocationRules:
    """What the caller asks of revocation data.

    required: without usable data the status is unknown and the path in doubt; else a warning says so.
    freshness: see there. max_age: "good" may be at most this much older than the moment, whatever nextUpdate says.
    Both are asked of the leaf: lists about authorities come months apart, for these CURRENT is the strictest.
    """

    required: bool = False
    freshness: Freshness = Freshness.CURRENT
    max_age: timedelta | None = None

    @property
    def for_authorities(self) -> RevocationRules:
        """What is asked of data about the authorities of the path."""
        loose = Freshness.ANY if self.freshness is Freshness.ANY else Freshness.CURRENT
        return RevocationRules(self.required, loose)


class Status(StrEnum):
    """What is known of a certificate at the moment."""

    GOOD = "good"
    REVOKED = "revoked"
    ON_HOLD = "on-hold"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RevocationUse:
    """One list or answer that speaks of the certificate and is rightly signed.

    produced_at: of an OCSP answer, else None. data: bytes as given. signer: the certificate that signed it.
    revoked_at, reason: what it says; None for good. fresh: does it satisfy the rules for the moment?
    """

    kind: RevocationKind
    this_update: datetime
    next_update: datetime | None
    produced_at: datetime | None
    data: bytes
    signer: Certificate
    revoked_at: datetime | None = None
    reason: int | None = None
    fresh: bool = False

    @property
    def issued_at(self) -> datetime:
        """producedAt of an answer, thisUpdate of a list: the time that freshness is about."""
        return self.produced_at or self.this_update

    @property
    def digest(self) -> bytes:
        """SHA-256 of the bytes, to name them."""
        return sha256(self.data).digest()


@dataclass(frozen=True, slots=True)
class CertificateStatus:
    """The status of one certificate of a path. use: what decided it, None when nothing did.

    uses: everything usable about it, latest first. revoked_at: also when that lies after the moment.
    """

    certificate: Certificate
    status: Status
    use: RevocationUse | None = None
    uses: tuple[RevocationUse, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def revoked_at(self) -> datetime | None:
        return min((use.revoked_at for use in self.uses if use.revoked_at is not None), default=None)


@dataclass(frozen=True, slots=True)
class ReadMaterial:
    """Revocation data as views, with warnings about what could not be read."""

    crls: tuple[RevocationList, ...] = ()
    ocsps: tuple[OcspAnswer, ...] = ()
    reasons: tuple[Reason, ...] = ()


def read_material(material: RevocationMaterial) -> ReadMaterial:
    """The views; what is no list or answer is left out with a warning."""
    crls: list[RevocationList] = []
    ocsps: list[OcspAnswer] = []
    reasons: list[Reason] = []
    if len(material.crls) + len(material.ocsps) > _MAX_ITEMS:
        reasons.append(warning("revocation-too-many", f"only the first {_MAX_ITEMS} lists and answers are looked at"))
    for der in material.crls[:_MAX_ITEMS]:
        try:
            crls.append(read_revocation_list(der))
        except DerError as error:
            reasons.append(warning("crl-unreadable", f"a revocation list cannot be read: {error}"))
    for der in material.ocsps[: max(0, _MAX_ITEMS - len(material.crls))]:
        try:
            ocsps.append(read_ocsp_answer(der))
        except DerError as error:
            reasons.append(warning("ocsp-unreadable", f"an OCSP answer cannot be read: {error}"))
    return ReadMaterial(tuple(crls), tuple(ocsps), tuple(reasons))


def status_of(
    certificate: Certificate,
    issuer: Certificate,
    material: ReadMaterial,
    at: datetime,
    rules: RevocationRules,
    more: Sequence[Certificate] = (),
) -> CertificateStatus:
    """The status at `at` (aware UTC), decided as this file's head says. more: may hold responders' certificates."""
    reasons: list[Reason] = []
    found = [use for crl in material.crls for use in _from_list(crl, certificate, issuer, reasons)]
    found += [
        use for ocsp in material.ocsps for use in _from_answer(ocsp, certificate, issuer, material, more, reasons)
    ]
    uses = sorted((_dated(use, at, rules) for use in found), key=lambda use: use.issued_at, reverse=True)
    status, use = _decided(uses, at)
    if status is Status.UNKNOWN and uses:
        reasons.append(warning("revocation-stale", _stale_text(uses[0], at)))
    return CertificateStatus(certificate, status, use, tuple(uses), tuple(reasons))


def _decided(uses: Sequence[RevocationUse], at: datetime) -> tuple[Status, RevocationUse | None]:
    revoked = [use for use in uses if use.revoked_at is not None and use.revoked_at <= at]
    final = next((use for use in revoked if use.reason != _ON_HOLD), None)
    if final is not None:
        return Status.REVOKED, final
    if uses and uses[0] in revoked:
        return Status.ON_HOLD, uses[0]
    fresh = [use for use in uses if use.fresh]
    return (Status.GOOD, fresh[0]) if fresh else (Status.UNKNOWN, None)


def _dated(use: RevocationUse, at: datetime, rules: RevocationRules) -> RevocationUse:
    """The use with its freshness for the moment (points 2 and 3)."""
    if use.revoked_at is not None:
        return replace(use, fresh=use.revoked_at > at)
    young = rules.max_age is None or at - use.issued_at <= rules.max_age
    return replace(use, fresh=young and is_fresh(use.issued_at, use.next_update, at, rules.freshness))


def is_fresh(issued_at: datetime, next_update: datetime | None, at: datetime, freshness: Freshness) -> bool:
    """Does "good" said at `issued_at` and valid until `next_update` count for the moment `at`?"""
    match freshness:
        case Freshness.ANY:
            return True
        case Freshness.ISSUED_AFTER:
            return issued_at >= at
        case Freshness.CURRENT:
            return issued_at >= at or (next_update is not None and next_update >= at)


def _stale_text(use: RevocationUse, at: datetime) -> str:
    until = "" if use.next_update is None else f", valid until {use.next_update:%Y-%m-%d %H:%M:%S}"
    return f"the latest revocation data is of {use.issued_at:%Y-%m-%d %H:%M:%S} UTC{until}: not for {at:%Y-%m-%d %H:%M}"


def _from_list(
    crl: RevocationList, certificate: Certificate, issuer: Certificate, reasons: list[Reason]
) -> list[RevocationUse]:
    if crl.issuer != certificate.issuer:
        return []
    name = f"the revocation list of {crl.this_update:%Y-%m-%d %H:%M}"
    try:
        if not crl.signed_by(issuer):
            reasons.append(warning("crl-signature-bad", f"{name} is not signed by the issuer"))
            return []
        if not crl.understood or not _speaks_of(crl, certificate):
            reasons.append(warning("crl-not-about-certificate", f"{name} does not speak of this certificate"))
            return []
        entry = crl.entry(certificate.serial)
    except DerError as error:
        reasons.append(warning("crl-unreadable", f"{name} cannot be read: {error}"))
        return []
    if entry is not None and not entry.understood:
        reasons.append(warning("crl-not-about-certificate", f"{name} has an entry that is not understood"))
        return []
    if entry is None and (crl.scope.some_reasons or _forgotten(crl.this_update, crl.expired_since, certificate)):
        text = f"{name} would not name this certificate in any case: it had ended, or the list is only of some reasons"
        reasons.append(warning("revocation-after-end", text))
        return []
    said = (None, None) if entry is None else (entry.revoked_at, entry.reason)
    return [RevocationUse(RevocationKind.CRL, crl.this_update, crl.next_update, None, crl.der, issuer, *said)]


def _speaks_of(crl: RevocationList, certificate: Certificate) -> bool:
    """Does the scope of the list hold this certificate (RFC 5280, 6.3.3 b)? Raises DerError."""
    scope = crl.scope
    if scope.indirect or scope.attributes_only:
        return False
    authority = is_authority(certificate)
    if (scope.users_only and authority) or (scope.authorities_only and not authority):
        return False
    return not scope.names or not set(scope.names).isdisjoint(distribution_points(certificate))


def _forgotten(said_at: datetime, kept_since: datetime | None, certificate: Certificate) -> bool:
    """Was it said after the certificate had ended, by somebody who does not promise to remember that long?"""
    return said_at > certificate.not_after and (kept_since is None or kept_since > certificate.not_after)


def _from_answer(
    answer: OcspAnswer,
    certificate: Certificate,
    issuer: Certificate,
    material: ReadMaterial,
    more: Sequence[Certificate],
    reasons: list[Reason],
) -> list[RevocationUse]:
    single = answer.about(certificate, issuer)
    if single is None:
        return []
    name = f"the OCSP answer of {answer.produced_at:%Y-%m-%d %H:%M}"
    signer = _responder(answer, issuer, material, more, reasons)
    if signer is None:
        return []
    if not single.known or not single.understood:
        reasons.append(warning("ocsp-status-unknown", f"{name} says that the certificate is not known"))
        return []
    if single.revoked_at is None and _forgotten(single.this_update, single.archive_cutoff, certificate):
        reasons.append(warning("revocation-after-end", f"{name} was given after the certificate had ended"))
        return []
    said = (single.revoked_at, single.reason)
    times = (single.this_update, single.next_update, answer.produced_at)
    return [RevocationUse(RevocationKind.OCSP, *times, answer.outer, signer, *said)]


def _responder(
    answer: OcspAnswer,
    issuer: Certificate,
    material: ReadMaterial,
    more: Sequence[Certificate],
    reasons: list[Reason],
) -> Certificate | None:
    """The certificate that signed it by right; None with a reason when there is none."""
    name = f"the OCSP answer of {answer.produced_at:%Y-%m-%d %H:%M}"
    problem = warning("ocsp-responder-unknown", f"{name} names a responder whose certificate is not at hand")
    for signer in answer.signers(issuer, more):
        if not answer.signed_by(signer):
            problem = warning("ocsp-signature-bad", f"{name} is not signed by the responder it names")
        elif not is_authorised(signer, issuer):
            text = f"{name} is signed by somebody whom the issuer did not name for it"
            problem = warning("ocsp-responder-unauthorised", text)
        elif not signer.valid_at(answer.produced_at):
            problem = warning("ocsp-responder-expired", f"{name} is signed with a certificate that was not valid then")
        elif signer != issuer and _responder_revoked(signer, issuer, material, answer.produced_at):
            problem = warning("ocsp-responder-revoked", f"{name} is signed with a certificate that was revoked by then")
        else:
            return signer
    reasons.append(problem)
    return None


def _responder_revoked(
    responder: Certificate, issuer: Certificate, material: ReadMaterial, produced_at: datetime
) -> bool:
    """By a revocation list at hand; asking one responder about another would lead in circles."""
    if needs_no_check(responder):
        return False
    unused: list[Reason] = []
    uses = [use for crl in material.crls for use in _from_list(crl, responder, issuer, unused)]
    return any(use.revoked_at is not None and use.revoked_at <= produced_at for use in uses)
