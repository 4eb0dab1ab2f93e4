"""The time-stamps of one signer: found by attribute, their imprints recomputed for the place where they stand.

Evaluated here: content time-stamps (over the content octets) and signature time-stamps (over the octets of the
signature).
The X and archive forms are reported as present and not evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.signatures.reports import StampKind, TimestampReport
from domain.signatures.levels import SubIndication
from timestamping.cms import Attribute, Certificate, SignerInfo, doubt, failure, judged, oids
from timestamping.der import DerError, Element
from timestamping.trust import AlgorithmPolicy, TrustStore
from timestamping.tsa import Expectation, TimeStampToken, check_token, is_token

_SIGNED = {oids.CONTENT_TIME_STAMP: StampKind.CONTENT}
_UNSIGNED = {
    oids.SIGNATURE_TIME_STAMP: StampKind.SIGNATURE,
    oids.X_TYPE_1_TIME_STAMP: StampKind.X1,
    oids.X_TYPE_2_TIME_STAMP: StampKind.X2,
    oids.ARCHIVE_TIME_STAMP: StampKind.ARCHIVE_V1,
    oids.ARCHIVE_TIME_STAMP_V2: StampKind.ARCHIVE_V2,
    oids.ARCHIVE_TIME_STAMP_V3: StampKind.ARCHIVE_V3,
}

_MAX_STAMPS = 500  # a signature renewed yearly for centuries has fewer; each costs a path


@dataclass(frozen=True, slots=True)
class Judge:
    """Who judges: anchors, our time (aware UTC), dated algorithms, and certificates given beside the file."""

    trust: TrustStore
    at: datetime
    algorithms: AlgorithmPolicy
    certificates: tuple[Certificate, ...] = ()


def stamp_reports(
    signer: SignerInfo, content: bytes | None, known: Sequence[Certificate], judge: Judge
) -> tuple[TimestampReport, ...]:
    """Every time-stamp of the signer in stored order, signed ones first. Raises DerError when attributes are
    unreadable.
    """
    found: list[TimestampReport] = []
    standing = (*_values(signer.signed, _SIGNED), *_values(signer.unsigned, _UNSIGNED))
    if len(standing) > _MAX_STAMPS:
        raise DerError(f"more than {_MAX_STAMPS} time-stamps on one signer", signer.element.start)
    for kind, value in standing:
        if not is_token(value):
            text = "the value of the time-stamp attribute is no time-stamp token"
            found.append(
                TimestampReport(kind, judged([failure("stamp-unreadable", text, SubIndication.FORMAT_FAILURE)]))
            )
            continue
        found.append(_report(kind, value.tlv, _covered(kind, signer, content), known, judge))
    return tuple(found)


def _values(attributes: Iterable[Attribute], kinds: dict[str, StampKind]) -> Iterable[tuple[StampKind, Element]]:
    for attribute in attributes:
        if attribute.oid in kinds:
            yield from ((kinds[attribute.oid], value) for value in attribute.values)


def _covered(kind: StampKind, signer: SignerInfo, content: bytes | None) -> bytes | None:
    match kind:
        case StampKind.SIGNATURE:
            return signer.signature_value
        case StampKind.CONTENT:
            return content
        case _:
            return None


def _report(
    kind: StampKind, token: bytes, covered: bytes | None, known: Sequence[Certificate], judge: Judge
) -> TimestampReport:
    if covered is None:
        return _not_evaluated(kind, token)
    checked = check_token(
        token,
        Expectation(covered),
        judge.trust,
        judge.at,
        certificates=known,
        algorithms=judge.algorithms,
    )
    time = checked.info.gen_time if checked.info else None
    return TimestampReport(kind, checked.verdict, time, checked.imprint_ok, checked.signature_ok, checked.test, token)


def _not_evaluated(kind: StampKind, token: bytes) -> TimestampReport:
    lacking = kind is StampKind.CONTENT
    why = "its content is not at hand" if lacking else "this form is not evaluated"
    code = SubIndication.SIGNED_DATA_NOT_FOUND if lacking else SubIndication.POLICY_PROCESSING_ERROR
    verdict = judged([doubt("stamp-not-evaluated", f"the time-stamp is present, but {why}", code)])
    try:
        return TimestampReport(kind, verdict, TimeStampToken(token).info.gen_time, token=token)
    except DerError:
        return TimestampReport(kind, verdict, token=token)
