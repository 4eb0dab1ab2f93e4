"""Extending a CAdES signature level by level: T, then XL, then A, each from where it stands, in one call.

Order of work, per file:
1. every signer and counter-signer must be intact and none FAILED, and no embedded evidence record may cover the file
   (K-11);
2. T for the signers without a time-stamp (`raising`);
3. XL: the path of the signer at the proven moment and that of each time-stamp's authority are collected with their
   revocation data; the authority's go into the token's own SignedData, the signer's into references and values
   (TS 101 733, 6.2 and 6.3; BTK P3, P4), after the grace period where the signer's policy sets one (K-15);
4. A: an archive time-stamp over all of that (`renewing`); a signer that has one is renewed.
With archive time-stamps v2 all signers are brought to XL before the first is archived, because a v2 freezes what they
share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from archive.signatures.collected import ArchiveForm, Means, grace_end_of, known_certificates, policy_of, validation_of
from archive.signatures.levels import level_of
from archive.signatures.raising import (
    UNSTAMPED,
    Raised,
    counter_signers,
    first_reason,
    levels_of,
    require_sound,
    signer_of,
    time_stamped,
    with_unsigned,
)
from archive.signatures.references import certificate_references, revocation_references
from archive.signatures.refusals import (
    AlreadyAtLevelError,
    ArchiveFormError,
    GraceRunningError,
    HalfwayError,
    NoSuchSignerError,
    NotCadesError,
    SignatureUnreadableError,
    SignerNotValidError,
    StampNotValidError,
)
from archive.signatures.renewing import (
    archived,
    embedded_into_token,
    with_content_stamps_completed,
    with_stamps_provable,
)
from archive.signatures.reports import FileReport, StampKind, TimestampReport
from archive.signatures.revocation_items import read_revocation
from archive.signatures.values import certificate_values, revocation_values
from domain.signatures.levels import Indication, SignatureLevel
from timestamping.cms import Certificate, SignerInfo, hash_by_name, oids, read_signed_data, signing_certificate
from timestamping.der import DerError, Element
from timestamping.tsa import Expectation, TokenVerdict, check_token

LEVELS: Final = (SignatureLevel.T, SignatureLevel.XL, SignatureLevel.A)
"""The levels one can ask for."""
_HALFWAY: Final = frozenset(
    {
        oids.CERTIFICATE_REFERENCES,
        oids.REVOCATION_REFERENCES,
        oids.CERTIFICATE_VALUES,
        oids.REVOCATION_VALUES,
        oids.X_TYPE_1_TIME_STAMP,
        oids.X_TYPE_2_TIME_STAMP,
    }
)
_ARCHIVE_KINDS: Final = frozenset({StampKind.ARCHIVE_V1, StampKind.ARCHIVE_V2, StampKind.ARCHIVE_V3})
_UNCHECKED: Final = frozenset({"revocation-not-checked", "authority-revocation-not-checked", "revocation-stale"})
_REFERENCE_HASH: Final = "sha256"
_LONG_TERM: Final = frozenset({SignatureLevel.XL, SignatureLevel.A})


def extend(
    data: bytes,
    level: SignatureLevel,
    means: Means,
    *,
    signers: Collection[int] | None = None,
    content: bytes | None = None,
    certificates: Collection[Certificate] = (),
) -> tuple[Raised, ...]:
    """Bring signers (indexes from 0; None: all of CAdES) to T, XL or A; the steps in order, the last holds the file.

    A signer that has an archive time-stamp and is asked to become A is renewed. content: of a detached signature.
    Raises a RaisingRefusal (`passing` ones with the time to ask again, where known), AuthorityUnavailableError when
    no acceptable token is to be had; ValueError for another level.
    """
    if level not in LEVELS:
        raise ValueError(f"{level} is no level to extend to")
    means = means.knowing(certificates)
    try:
        report = require_sound(data, content, means.now(), certificates, means.trust)
        _require_valid(report, level)
        _require_newest_holds(report, level)
        return tuple(_steps(data, level, means, signers, content, _unprovable(report)))
    except DerError as error:  # intact signatures may carry unsigned attributes that nobody can read
        raise SignatureUnreadableError(detail=str(error)) from None


def _steps(
    data: bytes,
    level: SignatureLevel,
    means: Means,
    signers: Collection[int] | None,
    content: bytes | None,
    unprovable: Collection[int],
) -> Iterator[Raised]:
    for number, wanted in _plan(data, level, signers, means.archive_form):
        if wanted is SignatureLevel.A and number in unprovable:
            data = with_stamps_provable(data, number, means)
        step = _step(data, number, wanted, means, content)
        yield step
        data = step.data


def _unprovable(report: FileReport) -> frozenset[int]:
    """Signers made XL by other tools, with time-stamps whose revocation data stands nowhere in the file."""
    return frozenset(
        number
        for number, signature in enumerate(report.signatures)
        if signature.level is SignatureLevel.XL
        and any(
            reason.code in _UNCHECKED
            for stamp in signature.timestamps
            if stamp.verdict.passed and stamp.kind is not StampKind.CONTENT
            for reason in stamp.verdict.reasons
        )
    )


def _step(data: bytes, number: int, wanted: SignatureLevel, means: Means, content: bytes | None) -> Raised:
    match wanted:
        case SignatureLevel.T:
            return time_stamped(data, number, means.stamper, means.trust, means.now())
        case SignatureLevel.XL:
            return _long_term(data, number, means)
        case _:
            return archived(data, number, means, content)


def _plan(
    data: bytes, level: SignatureLevel, signers: Collection[int] | None, form: ArchiveForm
) -> list[tuple[int, SignatureLevel]]:
    """What is to be done, in order: (signer, level)."""
    levels = levels_of(data)
    chosen = _chosen(levels, signers)
    freezing = level is SignatureLevel.A and form is ArchiveForm.V2
    if freezing and any(levels[number] is SignatureLevel.A for number in chosen):
        raise ArchiveFormError(signer=", ".join(f"#{number + 1}" for number in chosen))
    below = _cades(levels) if freezing else chosen
    plan = [(number, SignatureLevel.T) for number in below if levels[number] in UNSTAMPED]
    if level is not SignatureLevel.T:
        plan += [(number, SignatureLevel.XL) for number in below if levels[number] not in _LONG_TERM]
    if level is SignatureLevel.A:
        plan += [(number, SignatureLevel.A) for number in chosen]
    if not plan:
        raise AlreadyAtLevelError(level=levels[chosen[0]])
    return plan


def _chosen(levels: Sequence[SignatureLevel], signers: Collection[int] | None) -> list[int]:
    if signers is None:
        chosen = _cades(levels)
        if not chosen:
            raise NotCadesError(signer="#1")
        return chosen
    for number in sorted(set(signers)):
        if not 0 <= number < len(levels):
            raise NoSuchSignerError(count=len(levels), number=number + 1)
        if levels[number] is SignatureLevel.CMS:
            raise NotCadesError(signer=f"#{number + 1}")
    return sorted(set(signers))


def _cades(levels: Sequence[SignatureLevel]) -> list[int]:
    return [number for number, level in enumerate(levels) if level is not SignatureLevel.CMS]


def _require_valid(report: FileReport, level: SignatureLevel) -> None:
    """Beyond T a signer judged FAILED blocks the file: what is preserved must be worth it (K-11)."""
    if level is SignatureLevel.T:
        return
    for number, signature in enumerate(report.signatures):
        for judged in (signature, *counter_signers(signature)):
            if judged.indication is Indication.FAILED:
                raise SignerNotValidError(signer=judged.signer or f"#{number + 1}", detail=first_reason(judged))


def _require_newest_holds(report: FileReport, level: SignatureLevel) -> None:
    """A renewal builds on the newest archive time-stamp; upon a broken one it would preserve nothing."""
    for number, signature in enumerate(report.signatures):
        stamps = [item for item in signature.timestamps if item.kind in _ARCHIVE_KINDS and item.time]
        newest = max(stamps, key=_time_of, default=None)
        if level is SignatureLevel.A and newest is not None and newest.verdict.indication is Indication.FAILED:
            detail = next(reason.message for reason in newest.verdict.reasons if reason.indication is Indication.FAILED)
            raise StampNotValidError(signer=signature.signer or f"#{number + 1}", detail=detail)


def _time_of(stamp: TimestampReport) -> datetime:
    assert stamp.time is not None
    return stamp.time


def _long_term(data: bytes, number: int, means: Means) -> Raised:
    """References and values of the signer, and validation data inside each of its signature time-stamps."""
    signer = signer_of(data, number)
    level, name = level_of(signer), f"#{number + 1}"
    if any(item.oid in _HALFWAY for item in signer.unsigned):
        raise HalfwayError(signer=name)
    certificate, _, _ = signing_certificate(signer, known_certificates(read_signed_data(data), means))
    if certificate is None:
        raise SignerNotValidError(signer=name, detail="its certificate is not at hand")
    checked = _signature_stamps(signer, means)
    proven = _proven(checked, certificate.subject_text)
    _require_grace_over(signer, proven, means, certificate.subject_text)
    found = validation_of(certificate, proven, means, read_signed_data(data), means.freshness_for(policy_of(signer)))
    stored, used = read_revocation(found.material), hash_by_name(_REFERENCE_HASH)
    holding = [place for place, verdict in enumerate(checked) if verdict.passed]
    data = with_content_stamps_completed(_with_stamps_completed(data, number, holding, means), number, means)
    authorities = (*found.certificates[1:], *found.responders)
    additions = (
        certificate_references(authorities, used),
        revocation_references((certificate, *authorities), stored, used),
        certificate_values(found.certificates + found.responders),
        revocation_values(stored),
    )
    return Raised(with_unsigned(signer_of(data, number), b"".join(additions)), number, level, SignatureLevel.XL, None)


def _proven(checked: Sequence[TokenVerdict], name: str) -> datetime:
    """The earliest moment that a valid signature time-stamp proves. Raises StampNotValidError."""
    times = [item.info.gen_time for item in checked if item.passed and item.info]
    if not times:
        reasons = [reason.message for item in checked for reason in item.verdict.reasons if reason.subindication]
        raise StampNotValidError(signer=name, detail=reasons[0] if reasons else "no time-stamp")
    return min(times)


def _stamp_values(signer: SignerInfo) -> list[Element]:
    return [value for item in signer.unsigned_of(oids.SIGNATURE_TIME_STAMP) for value in item.values]


def _signature_stamps(signer: SignerInfo, means: Means) -> list[TokenVerdict]:
    """The verdicts on its signature time-stamps, in stored order."""
    expected = Expectation(signer.signature_value)
    known = known_certificates(read_signed_data(signer.element.data), means)
    return [
        check_token(value.tlv, expected, means.trust, means.now(), certificates=known)
        for value in _stamp_values(signer)
    ]


def _with_stamps_completed(data: bytes, number: int, places: Sequence[int], means: Means) -> bytes:
    """Those signature time-stamps with their authority's chain and revocation data in their own SignedData."""
    for place in places:
        data = embedded_into_token(data, _stamp_values(signer_of(data, number))[place], means)
    return data


def _require_grace_over(signer: SignerInfo, proven: datetime, means: Means, name: str) -> None:
    due = grace_end_of(policy_of(signer), proven)
    if due is not None and means.now() < due:
        raise GraceRunningError(signer=name, due=due)
