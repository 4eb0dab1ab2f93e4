"""Raising BES and EPES to T by byte splice: one signature-time-stamp attribute more, every other byte as it was.

Order of work, per file:
1. every signer and counter-signer must be intact, and no embedded evidence record may cover the file (K-11; RFC 5126,
   annex);
2. per signer to be raised: imprint = H(octets of `signature`), a token from the stamping port, checked in full;
3. the attribute is appended to `unsignedAttrs`, which is created after `signature` when absent;
   nothing is sorted, merged or re-encoded, and only lengths of enclosing definite containers change (TS 101 733,
   6.1.1).
The further levels stand in `extending` and `renewing` and use what is here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from archive.signatures.checking import check_signatures
from archive.signatures.levels import level_of
from archive.signatures.refusals import (
    AlreadyTimeStampedError,
    NoSuchSignerError,
    NotCadesError,
    PreservedByRecordError,
    SignatureNotIntactError,
    SignatureUndecidedError,
    SignatureUnreadableError,
)
from archive.signatures.reports import FileReport, SignatureReport
from domain.signatures.levels import SignatureLevel
from timestamping.cms import Certificate, SignerInfo, attribute, oids, read_signed_data
from timestamping.der import DerError, Tag, append, insert, tlv
from timestamping.trust import TrustStore
from timestamping.tsa import AuthorityUnavailableError, Expectation, Imprint, SealingAttempt, Stamp, check_token

IMPRINT_HASH: Final = "sha512"
"""Hash of the imprints that are sent, as hashlib names it; stronger than what signatures made today use (K-10)."""
UNSTAMPED: Final = frozenset({SignatureLevel.BES, SignatureLevel.EPES})


class Stamper(Protocol):
    """Where tokens come from; `timestamping.tsa.TimestampService` is one."""

    def stamp(self, imprint: Imprint, not_before: datetime | None = None) -> Stamp: ...


@dataclass(frozen=True, slots=True)
class Raised:
    """One signer raised by one level, or renewed at the top.

    data: the whole file after this step. signer: index from 0. stamp: token and how it was got; None where the step
    took none (XL: references and values only).
    """

    data: bytes
    signer: int
    from_level: SignatureLevel
    to_level: SignatureLevel
    stamp: Stamp | None

    @property
    def gen_time(self) -> datetime | None:
        """The moment that the time-stamp proves (aware UTC)."""
        return None if self.stamp is None else self.stamp.gen_time


def signers_to_raise(data: bytes) -> tuple[int, ...]:
    """Indexes of the signers that are BES or EPES and may become T. Raises SignatureUnreadableError."""
    return tuple(number for number, level in enumerate(levels_of(data)) if level in UNSTAMPED)


def levels_of(data: bytes) -> tuple[SignatureLevel, ...]:
    """The level of each signer, in stored order. Raises SignatureUnreadableError."""
    try:
        return tuple(map(level_of, read_signed_data(data).signers))
    except DerError as error:
        raise SignatureUnreadableError(detail=str(error)) from None


def raise_to_t(
    data: bytes,
    stamper: Stamper,
    trust: TrustStore,
    at: datetime,
    *,
    signers: Collection[int] | None = None,
    content: bytes | None = None,
    certificates: Collection[Certificate] = (),
) -> tuple[Raised, ...]:
    """Raise the named signers (indexes from 0; None: all that are BES or EPES) to T; the last result holds the final
    file.

    trust: whom a token must lead to. content: of a detached signature. at: our time (aware UTC).
    Raises a RaisingRefusal, or AuthorityUnavailableError when no acceptable token is to be had.
    """
    require_sound(data, content, at, certificates)
    wanted = signers_to_raise(data) if signers is None else tuple(sorted(set(signers)))
    for number in wanted or (0,):
        _require_raisable(data, number)
    steps: list[Raised] = []
    for number in wanted:
        step = time_stamped(data, number, stamper, trust, at)
        steps.append(step)
        data = step.data
    return tuple(steps)


def time_stamped(data: bytes, number: int, stamper: Stamper, trust: TrustStore, at: datetime) -> Raised:
    """One signer with a signature time-stamp more. Raises AuthorityUnavailableError."""
    signer = signer_of(data, number)
    stamp = obtain_stamp(signer.signature_value, stamper, trust, at)
    added = attribute(oids.SIGNATURE_TIME_STAMP, stamp.token)
    return Raised(with_unsigned(signer, added), number, level_of(signer), SignatureLevel.T, stamp)


def obtain_stamp(
    covered: bytes, stamper: Stamper, trust: TrustStore, at: datetime, digest: str = IMPRINT_HASH
) -> Stamp:
    """A token over those octets, checked in full whatever the port says of it. Raises AuthorityUnavailableError."""
    stamp = stamper.stamp(Imprint.of(covered, digest))
    moment = max(at, *(attempt.at for attempt in stamp.attempts))  # stamping takes time; `at` is when it began
    checked = check_token(stamp.token, Expectation(Imprint.of(covered, digest)), trust, moment)
    if checked.passed:
        return stamp
    said = tuple((reason.code, reason.message) for reason in checked.verdict.reasons)
    raise AuthorityUnavailableError((*stamp.attempts, SealingAttempt(stamp.authority, moment, said, stamp.response)))


def with_unsigned(signer: SignerInfo, addition: bytes) -> bytes:
    """The whole file with one more unsigned attribute at the end of the signer's."""
    if signer.unsigned_attrs is None:
        return insert(signer.element, signer.signature.end, tlv(Tag.CONTEXT_1, addition))
    return append(signer.unsigned_attrs, addition)


def signer_of(data: bytes, number: int) -> SignerInfo:
    """The signer with that index from 0. Raises NoSuchSignerError."""
    signers = read_signed_data(data).signers
    if not 0 <= number < len(signers):
        raise NoSuchSignerError(count=len(signers), number=number + 1)
    return signers[number]


def _require_raisable(data: bytes, number: int) -> None:
    signer = signer_of(data, number)
    level = level_of(signer)
    if level is SignatureLevel.CMS:
        raise NotCadesError(signer=f"#{number + 1}")
    if level not in UNSTAMPED:
        raise AlreadyTimeStampedError(level=level)


def require_sound(
    data: bytes,
    content: bytes | None,
    at: datetime,
    certificates: Collection[Certificate],
    trust: TrustStore | None = None,
) -> FileReport:
    """K-11: one signer that is broken, or about whom nothing can be said, blocks the whole file; so does a broken
    counter-signature. The report judged by.

    trust: whose paths count; None judges digests and signature bytes alone.
    """
    report = check_signatures(
        data, at=at, content=content, certificates=tuple(certificates), trust=trust or TrustStore()
    )
    if not report.signatures:
        raise SignatureUnreadableError(detail=report.verdict.reasons[0].message)
    for number, signature in enumerate(report.signatures):
        name = signature.signer or f"#{number + 1}"
        if signature.intact is False:
            raise SignatureNotIntactError(signer=name, detail=first_reason(signature))
        if signature.intact is None:
            raise SignatureUndecidedError(signer=name, detail=first_reason(signature))
        for counter in counter_signers(signature):
            if counter.intact is False:
                raise SignatureNotIntactError(signer=counter.signer or name, detail=first_reason(counter))
    signers = read_signed_data(data).signers
    if any(attribute.oid in oids.EVIDENCE_RECORDS for signer in signers for attribute in signer.unsigned):
        raise PreservedByRecordError()
    return report


def counter_signers(report: SignatureReport) -> Iterator[SignatureReport]:
    """Those who signed its signature, and those who signed theirs."""
    for counter in report.counter_signatures:
        yield counter
        yield from counter_signers(counter)


def first_reason(report: SignatureReport) -> str:
    """The sentence that decided about the signer."""
    grave = (reason for reason in report.verdict.reasons if reason.indication is report.verdict.indication)
    return next((reason.message for reason in grave), "")
