"""Validation in the past: each time-stamp judged at the moment until which something newer proves that it existed.

The order of proof (EN 319 102-1 5.5 and 5.6):
1. archive time-stamps, newest first, then X, signature and content time-stamps: outermost first;
2. a stamp is judged at the moment that a valid stamp over it proves, else at the time of the check;
3. a valid stamp proves everything it covers at its own genTime;
4. what was wrong with a stamp already at its genTime makes it FAILED; what only went wrong later leaves it in doubt;
5. a stamp that covers another must not be the older of the two.

An authority's certificate that was revoked after genTime without compromise of its key does no harm (RFC 3161 4.1);
one that ended does, when nothing newer proves the stamp: that is what renewal is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from archive.signatures.coverage import Proofs
from archive.signatures.held_data import HeldData, of_signed_data
from archive.signatures.reports import StampKind, TimestampReport
from archive.signatures.stamps import StandingStamp
from domain.signatures.levels import Indication, SubIndication
from timestamping.cms import Certificate, Reason, UnknownHashError, doubt, hash_by_oid, judged, warning
from timestamping.trust import AlgorithmPolicy, PathVerdict, RevocationMaterial, Status, TrustStore, validate_path
from timestamping.tsa import Expectation, Imprint, TimeStampToken, TokenVerdict, TstInfo, check_token

_OUTERMOST_FIRST = {
    StampKind.ARCHIVE_V3: 0,
    StampKind.ARCHIVE_V2: 0,
    StampKind.ARCHIVE_V1: 0,
    StampKind.X1: 1,
    StampKind.X2: 1,
    StampKind.SIGNATURE: 2,
    StampKind.CONTENT: 3,
}
_SKEW = timedelta(minutes=1)
"""How far the clocks of two authorities may differ, beside what their tokens state."""
_COMPROMISED = frozenset({1, 2, 10})
"""CRLReason keyCompromise, cACompromise, aACompromise (RFC 5280 5.3.1)."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges: anchors, our time (aware UTC), dated algorithms, and what is given beside the file.

    known, material: certificates and revocation data of the file and those given.
    """

    trust: TrustStore
    at: datetime
    algorithms: AlgorithmPolicy
    known: tuple[Certificate, ...] = ()
    material: RevocationMaterial = field(default_factory=RevocationMaterial)

    def with_held(self, held: HeldData) -> Judge:
        """The same judge who also knows what the file brings along."""
        known = tuple(dict.fromkeys((*held.certificates, *self.known)))
        crls = tuple(dict.fromkeys((*held.material.crls, *self.material.crls)))
        ocsps = tuple(dict.fromkeys((*held.material.ocsps, *self.material.ocsps)))
        return replace(self, known=known, material=RevocationMaterial(crls, ocsps))


def judged_stamps(stamps: Sequence[StandingStamp], proofs: Proofs, judge: Judge) -> tuple[TimestampReport, ...]:
    """The reports in the order given; what the stamps prove is added to `proofs`."""
    found: dict[int, TimestampReport] = {}
    for number in sorted(range(len(stamps)), key=lambda number: _order(stamps[number], judge.at)):
        stamp = stamps[number]
        found[number] = report = _judged(stamp, proofs, judge)
        if report.verdict.passed and report.time is not None:  # 3
            proofs.add(stamp.coverage, report.time)
    return tuple(found[number] for number in range(len(stamps)))


def _order(stamp: StandingStamp, at: datetime) -> tuple[int, float]:
    time = stamp.info.gen_time if stamp.info else at
    return _OUTERMOST_FIRST[stamp.kind], -time.timestamp()


def _judged(stamp: StandingStamp, proofs: Proofs, judge: Judge) -> TimestampReport:
    info = stamp.info
    if stamp.token is None or info is None:
        return TimestampReport(stamp.kind, judged(stamp.findings), token=stamp.value.tlv)
    moment = max(proofs.of(stamp.value) or judge.at, info.gen_time)  # 2
    checked = _relied(_checked(stamp.token.der, stamp.expected or info.imprint, judge), info, moment, judge)
    reasons = [*stamp.findings, *checked.verdict.reasons]
    if stamp.index_hash is not None:
        reasons += judge.algorithms.about_hash(stamp.index_hash, moment, "hash index")
    return TimestampReport(
        kind=stamp.kind,
        verdict=judged(dict.fromkeys(reasons)),
        time=info.gen_time,
        imprint=stamp.imprint_ok,
        signature=checked.signature_ok,
        test=checked.test,
        token=stamp.value.tlv,
        index=stamp.index,
        covers=stamp.coverage,
        form=stamp.form,
        relied_at=moment,
        revocation_checked=bool(checked.statuses) and checked.statuses[0].status is not Status.UNKNOWN,
    )


def judged_token(token: bytes, covers: Imprint | bytes, judge: Judge) -> TokenVerdict:
    """The verdict on a token that stands alone, so that nothing newer proves when it was made."""
    own = _checked(token, covers, judge)
    if own.info is None:
        return own
    inside = of_signed_data(TimeStampToken(token).signed_data)
    return _relied(own, own.info, judge.at, judge.with_held(inside))


def _relied(own: TokenVerdict, info: TstInfo, moment: datetime, judge: Judge) -> TokenVerdict:
    """The verdict on a token at its own time, and what went wrong between that and `moment` (4)."""
    certificate = own.certificate
    if moment <= info.gen_time or certificate is None:
        return own
    known, material = judge.known, judge.material
    path = validate_path(certificate, known, judge.trust, moment, revocation=material, algorithms=judge.algorithms)
    later = [*path.verdict.reasons, *judge.algorithms.about_key(certificate, moment, "authority")]
    codes = set(own.verdict.codes)
    since = [_since(reason, path) for reason in later if reason.code not in codes]
    return replace(own, verdict=judged([*own.verdict.reasons, *since, *_weak_since(info, moment, judge)]))


def _checked(token: bytes, covers: Imprint | bytes, judge: Judge) -> TokenVerdict:
    """The full check at the token's own time."""
    return check_token(
        token,
        Expectation(covers),
        judge.trust,
        judge.at,
        certificates=judge.known,
        revocation=judge.material,
        algorithms=judge.algorithms,
    )


def _since(reason: Reason, later: PathVerdict) -> Reason:
    """A reason that did not hold yet when the token was made."""
    if reason.subindication is SubIndication.REVOKED and not _compromised(later):
        text = "the authority's certificate was revoked after the time-stamp was made, not for loss of its key"
        return warning("authority-revoked-later", text)
    if reason.subindication is SubIndication.REVOKED:
        text = "the authority's key is compromised and no later time-stamp proves that this one is older"
        return doubt("certificate-revoked-no-proof", text, SubIndication.REVOKED_NO_POE)
    if reason.code == "certificate-expired":
        text = "a certificate of the authority has ended and no later time-stamp proves that this one is older"
        return doubt("certificate-ended-no-proof", text, SubIndication.OUT_OF_BOUNDS_NO_POE)
    if reason.indication is Indication.FAILED:
        return replace(reason, indication=Indication.INDETERMINATE)
    return reason


def _compromised(path: PathVerdict) -> bool:
    """Does the revocation data name a lost key?"""
    return any(
        use.revoked_at is not None and use.reason in _COMPROMISED for status in path.statuses for use in status.uses
    )


def _weak_since(info: TstInfo, moment: datetime, judge: Judge) -> list[Reason]:
    """A hash that was strong at genTime and is not at the moment (5.6.2.4): an imprint could be forged by then."""
    try:
        used = hash_by_oid(info.imprint.algorithm)
    except UnknownHashError:
        return []
    return judge.algorithms.about_hash(used, moment, "imprint")


def order_findings(stamps: Sequence[StandingStamp], reports: Sequence[TimestampReport]) -> list[Reason]:
    """5: doubts about stamps whose bytes hold but whose times contradict what they cover (5.6.3.4)."""
    sound = [
        (stamp, stamp.info)
        for stamp, report in zip(stamps, reports, strict=True)
        if stamp.info is not None and report.imprint and report.signature
    ]
    found: list[Reason] = []
    for outer, outer_info in sound:
        for inner, inner_info in sound:
            margin = outer_info.accuracy + inner_info.accuracy + _SKEW
            younger = inner_info.gen_time - outer_info.gen_time > margin
            if younger and outer is not inner and outer.coverage.holds(inner.value):
                text = f"the {outer.kind} time-stamp covers a {inner.kind} time-stamp that is younger than itself"
                found.append(doubt("stamp-order-broken", text, SubIndication.TIMESTAMP_ORDER_FAILURE))
    return found
