"""Judging the signers of one CMS file.

Steps for each signer:
1. mathematics: content digest, certificate bound by hash, signature bytes (`timestamping.cms`);
2. level by the attributes present;
3. time-stamps: imprint recomputed for the place where each stands, token checked in full;
4. counter-signatures, nested, each over the octets of its parent's signature (RFC 5652, 11.4);
5. trust: the certificate's path at the earliest proven moment, else at the moment of checking.

A file that cannot be read is a finding with FORMAT_FAILURE, never an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from archive.signatures.levels import baseline_of, level_of
from archive.signatures.reports import FileReport, SignatureReport, StampKind, TimestampReport
from archive.signatures.stamps import Judge, stamp_reports
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from timestamping.cms import (
    Certificate,
    Reason,
    SignedData,
    SignerCheck,
    SignerInfo,
    check_signer,
    doubt,
    failure,
    judged,
    oids,
    read_signed_data,
    warning,
)
from timestamping.der import DerError, Element, read_oid, read_time
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, RevocationMaterial, TrustStore, validate_path

_MAX_NESTED = 8  # counter-signatures upon counter-signatures; deeper nesting is an attack on our stack
_MAX_SIGNERS = 500  # each costs a signature check and a path; thousands in one file are an attack on our time
_NO_TRUST = TrustStore()


def check_signatures(
    data: bytes,
    *,
    at: datetime,
    content: bytes | None = None,
    trust: TrustStore = _NO_TRUST,
    certificates: Sequence[Certificate] = (),
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
) -> FileReport:
    """Judge every signer of the CMS file `data` at `at` (aware UTC). Never raises on hostile bytes.

    content: the signed octets of a detached signature. certificates: given beside the file, to find signers and paths.
    """
    judge = Judge(trust, at, algorithms, tuple(certificates))
    try:
        parsed = read_signed_data(data)
        signers = parsed.signer_infos.children
        stored = parsed.content
    except DerError as error:
        unreadable = failure("file-unreadable", f"no CMS signature can be read: {error}", SubIndication.FORMAT_FAILURE)
        return FileReport((), (unreadable,))
    if len(signers) > _MAX_SIGNERS:
        return FileReport((), (_too_many(f"more than {_MAX_SIGNERS} signers in one file"),))
    findings = _about_file(parsed, stored, content, len(signers))
    octets = content if stored is None else stored
    reports = tuple(_report(parsed, item, octets, judge) for item in signers)
    return FileReport(reports, tuple(findings), len(data) - parsed.root.end)


def _too_many(text: str) -> Reason:
    return failure("file-too-large", text, SubIndication.FORMAT_FAILURE)


def _about_file(parsed: SignedData, stored: bytes | None, given: bytes | None, signers: int) -> list[Reason]:
    found: list[Reason] = []
    if not signers:
        found.append(failure("no-signer", "the file holds no signer", SubIndication.FORMAT_FAILURE))
    if stored is not None and given is not None and stored != given:
        text = "the content inside the file is not the content that was handed over"
        found.append(failure("content-differs", text, SubIndication.HASH_FAILURE))
    if parsed.root.end != len(parsed.data):
        count = len(parsed.data) - parsed.root.end
        found.append(warning("trailing-bytes", f"{count} bytes follow the signature; they are kept"))
    return found


def _report(parsed: SignedData, element: Element, content: bytes | None, judge: Judge) -> SignatureReport:
    try:
        signer = SignerInfo(element)
        known = (*parsed.certificate_list, *judge.certificates)
        return _judged(parsed, signer, content, parsed.content_type, known, judge, 0)
    except DerError as error:
        return _unreadable(error, parsed.content is None)


def _unreadable(error: DerError, detached: bool) -> SignatureReport:
    reason = failure("signer-unreadable", f"the signer cannot be read: {error}", SubIndication.FORMAT_FAILURE)
    level = SignatureLevel.CMS
    return SignatureReport(None, level, level, detached, False, judged([reason]))


def _judged(
    parsed: SignedData,
    signer: SignerInfo,
    content: bytes | None,
    content_type: str | None,
    known: Sequence[Certificate],
    judge: Judge,
    depth: int,
) -> SignatureReport:
    math = check_signer(signer, content, content_type, known)  # 1
    level = level_of(signer)  # 2
    reasons = list(math.verdict.reasons)
    if level is SignatureLevel.CMS:
        text = "no signing-certificate attribute: a plain CMS signature, not CAdES"
        reasons.append(warning("not-cades", text))
    stamps = stamp_reports(signer, content, known, judge)  # 3
    reasons.extend(_about_stamps(stamps))
    proven = _proven(stamps)
    stored = RevocationMaterial(parsed.revocation_lists, parsed.ocsp_responses)
    counter = _counter_signatures(parsed, signer, known, judge, depth)  # 4
    reasons.extend(_about_counter(counter))
    reasons.extend(_about_trust(math, known, judge, proven, stored))  # 5
    return SignatureReport(
        signer=math.certificate.subject_text if math.certificate else None,
        level=level,
        baseline=baseline_of(parsed, signer),
        detached=parsed.content is None,
        intact=math.intact,
        verdict=judged(reasons),
        certificate=math.certificate,
        signing_time=_signing_time(signer),
        policy=_policy(signer),
        proven_time=proven,
        timestamps=stamps,
        counter_signatures=counter,
    )


def _about_stamps(stamps: Sequence[TimestampReport]) -> list[Reason]:
    """A bad time-stamp proves nothing, but the signature itself is judged on its own (EN 319 102-1, 5.5.4)."""
    found: list[Reason] = []
    for stamp in stamps:
        if stamp.verdict.passed:
            continue
        first = next(reason for reason in stamp.verdict.reasons if reason.indication is stamp.verdict.indication)
        found.append(warning(f"{stamp.kind}-stamp-not-valid", f"{stamp.kind} time-stamp: {first}"))
    return found


def _proven(stamps: Sequence[TimestampReport]) -> datetime | None:
    times = [
        stamp.time for stamp in stamps if stamp.kind is StampKind.SIGNATURE and stamp.verdict.passed and stamp.time
    ]
    return min(times, default=None)


def _about_trust(
    math: SignerCheck,
    known: Sequence[Certificate],
    judge: Judge,
    proven: datetime | None,
    stored: RevocationMaterial,
) -> list[Reason]:
    if math.certificate is None:
        return []
    moment = proven or judge.at
    path = validate_path(math.certificate, known, judge.trust, moment, revocation=stored, algorithms=judge.algorithms)
    reasons = [reason if proven else _without_proof(reason) for reason in path.verdict.reasons]
    return [*reasons, *judge.algorithms.about_key(math.certificate, moment, "signer")]


def _without_proof(reason: Reason) -> Reason:
    """What happened before now may have happened after signing, when nothing proves the signature older (5.2.6.4)."""
    match reason.subindication:
        case SubIndication.EXPIRED:
            text = "the certificate has ended and no time-stamp proves that the signature is older"
            return doubt("certificate-ended-no-proof", text, SubIndication.OUT_OF_BOUNDS_NO_POE)
        case SubIndication.REVOKED:
            text = "the certificate is revoked and no time-stamp proves that the signature is older"
            return doubt("certificate-revoked-no-proof", text, SubIndication.REVOKED_NO_POE)
        case _:
            return reason


def _counter_signatures(
    parsed: SignedData, signer: SignerInfo, known: Sequence[Certificate], judge: Judge, depth: int
) -> tuple[SignatureReport, ...]:
    values = [value for attribute in signer.unsigned_of(oids.COUNTER_SIGNATURE) for value in attribute.values]
    if depth >= _MAX_NESTED and values:
        return (_unreadable(DerError("counter-signatures nested too deep", values[0].start), True),)
    found: list[SignatureReport] = []
    for value in values:
        try:
            inner = SignerInfo(value)
            found.append(_judged(parsed, inner, signer.signature_value, None, known, judge, depth + 1))
        except DerError as error:
            found.append(_unreadable(error, True))
    return tuple(found)


def _about_counter(reports: Sequence[SignatureReport]) -> list[Reason]:
    return [
        warning(
            "counter-signature-not-valid", f"counter-signature of {report.signer or 'unknown'}: {report.indication}"
        )
        for report in reports
        if report.indication is Indication.FAILED
    ]


def _signing_time(signer: SignerInfo) -> datetime | None:
    """As claimed; None when absent, doubled or unreadable."""
    attributes = signer.signed_of(oids.SIGNING_TIME)
    try:
        return read_time(attributes[0].single) if len(attributes) == 1 else None
    except DerError:
        return None


def _policy(signer: SignerInfo) -> str | None:
    attributes = signer.signed_of(oids.SIGNATURE_POLICY)
    try:
        return read_oid(attributes[0].single.child(0)) if attributes else None
    except DerError:
        return None
