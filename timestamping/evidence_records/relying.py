"""One token of a record judged at the moment until which it carries the proof (RFC 4998, 5.3; EN 319 102-1, 5.6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.signatures.levels import Indication, SubIndication
from timestamping.cms import Certificate, Reason, doubt, judged
from timestamping.trust import AlgorithmPolicy, RevocationMaterial, TrustStore
from timestamping.tsa import Expectation, Imprint, TokenVerdict, check_token


@dataclass(frozen=True, slots=True)
class Relied:
    """Whom and what the check relies on. at: our time. certificates, revocation: beside those inside the tokens."""

    trust: TrustStore
    at: datetime
    certificates: tuple[Certificate, ...]
    revocation: RevocationMaterial
    algorithms: AlgorithmPolicy


def relied_token(token: bytes, imprint: Imprint | None, moment: datetime, relied: Relied) -> TokenVerdict:
    """The full verdict on a token whose authority must be good at `moment`, the time of the next stamp or of the check.

    What is wrong already at the token's own time stays as it is. What only went wrong since (certificate ended or
    revoked) makes it INDETERMINATE: the token may have been made after that, for nothing proves it older.
    imprint: None when nothing says what it should be over; the token is then unreadable anyway.
    """
    expected = Expectation(imprint if imprint is not None else b"")
    later = _judged(token, expected, moment, relied)
    if later.info is None or (later.passed and _began_before(later)):
        return later
    own = _judged(token, expected, None, relied)
    known = {reason.code for reason in own.verdict.reasons}
    since = [_since(reason) for reason in later.verdict.reasons if reason.code not in known]
    return replace(own, verdict=judged([*own.verdict.reasons, *since]))


def _judged(token: bytes, expected: Expectation, moment: datetime | None, relied: Relied) -> TokenVerdict:
    return check_token(
        token,
        expected,
        relied.trust,
        relied.at,
        certificates=relied.certificates,
        revocation=relied.revocation,
        chain_at=moment,
        algorithms=relied.algorithms,
    )


def _began_before(verdict: TokenVerdict) -> bool:
    """Were all certificates of the path valid when the token was made? (That they are later does not say so.)"""
    info = verdict.info
    return info is not None and all(item.valid_at(info.gen_time) for item in verdict.path)


def _since(reason: Reason) -> Reason:
    """A reason that did not hold yet when the token was made."""
    if reason.subindication is SubIndication.REVOKED:
        text = "the authority's certificate is revoked and no later time-stamp proves that the token is older"
        return doubt("certificate-revoked-no-proof", text, SubIndication.REVOKED_NO_POE)
    if reason.code == "certificate-expired":
        text = "a certificate of the authority has ended and no later time-stamp proves that the token is older"
        return doubt("certificate-ended-no-proof", text, SubIndication.OUT_OF_BOUNDS_NO_POE)
    if reason.indication is Indication.FAILED:
        return replace(reason, indication=Indication.INDETERMINATE)
    return reason
