"""Judging the signers of one CMS file.

Steps for each signer:
1. mathematics: content digest, certificate bound by hash, signature bytes (`timestamping.cms`);
2. level by the attributes present;
3. time-stamps: imprint and index for the place where each stands (`stamps`), then trust from the newest inwards
   (`past`), which proves when the signature existed;
4. counter-signatures, nested, each over the octets of its parent's signature (RFC 5652, 11.4);
5. trust: the certificate's path and the algorithms at the earliest proven moment, else at the moment of checking;
6. references and values against each other (`reference_checks`), the Turkish profile the signer names (`profiles`).
Embedded evidence records are judged before the signers: what they prove counts for all (`embedded_records`).

A file that cannot be read is a finding with FORMAT_FAILURE, never an exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from archive.signatures.content_claims import claim_findings
from archive.signatures.coverage import Proofs
from archive.signatures.embedded_records import embedded_records
from archive.signatures.held_data import MAX_NESTED, held_data
from archive.signatures.levels import baseline_of, level_of
from archive.signatures.past import Judge, judged_stamps, order_findings
from archive.signatures.profile_checks import Subject, claimed_profile, profile_findings
from archive.signatures.profiles import SignatureProfile
from archive.signatures.reference_checks import reference_gaps
from archive.signatures.reports import EmbeddedRecord, FileReport, SignatureReport, TimestampReport
from archive.signatures.signer_trust import SignerTrust, about_trust
from archive.signatures.stamps import Place, StandingStamp, standing_stamps
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from timestamping.cms import (
    Certificate,
    Reason,
    SignedData,
    SignerCheck,
    SignerInfo,
    check_signer,
    failure,
    judged,
    oids,
    read_signed_data,
    warning,
)
from timestamping.der import DerError, Element, Tag, read_oid, read_time
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, RevocationMaterial, TrustStore

_MAX_SIGNERS = 500  # each costs a signature check and a path; thousands in one file are an attack on our time
_MAX_STAMPS = 2_000  # in one file; each costs two paths
_NO_TRUST = TrustStore()


def check_signatures(
    data: bytes,
    *,
    at: datetime,
    content: bytes | None = None,
    trust: TrustStore = _NO_TRUST,
    certificates: Sequence[Certificate] = (),
    revocation: RevocationMaterial | None = None,
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
    profile: SignatureProfile | None = None,
) -> FileReport:
    """Judge every signer of the CMS file `data` at `at` (aware UTC). Never raises on hostile bytes.

    content: the signed octets of a detached signature. certificates, revocation: given beside the file. profile: the
    one every signer must keep; None takes the one that each names, if any.
    """
    judge = Judge(trust, at, algorithms, tuple(certificates), revocation or RevocationMaterial())
    try:
        parsed = read_signed_data(data)
        signers = parsed.signer_infos.children
        stored, content_type = parsed.content, parsed.content_type
        if len(signers) > _MAX_SIGNERS:
            return FileReport((), (_too_many(f"more than {_MAX_SIGNERS} signers in one file"),))
        held = held_data(parsed)
    except DerError as error:
        unreadable = failure("file-unreadable", f"no CMS signature can be read: {error}", SubIndication.FORMAT_FAILURE)
        return FileReport((), (unreadable,))
    findings = [*_about_file(parsed, stored, content, len(signers)), *held.findings]
    octets = content if stored is None else stored
    file = _File(parsed, octets, content_type, judge.with_held(held), [Proofs() for _ in signers], profile)
    records = file.records(findings)
    reports = tuple(file.report(item, number) for number, item in enumerate(signers))
    return FileReport(reports, tuple(findings), len(data) - parsed.root.end, records)


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


def _unreadable(error: DerError, detached: bool) -> SignatureReport:
    reason = failure("signer-unreadable", f"the signer cannot be read: {error}", SubIndication.FORMAT_FAILURE)
    level = SignatureLevel.CMS
    return SignatureReport(None, level, level, detached, False, judged([reason]))


@dataclass(frozen=True, slots=True)
class _File:
    """One file under judgement. content: the signed octets or None. proofs: of each signer. wanted: profile asked
    for.
    """

    data: SignedData
    content: bytes | None
    content_type: str
    judge: Judge
    proofs: list[Proofs]
    wanted: SignatureProfile | None = None
    _counters_left: list[int] = field(default_factory=lambda: [_MAX_SIGNERS])
    _stamps_left: list[int] = field(default_factory=lambda: [_MAX_STAMPS])

    def records(self, findings: list[Reason]) -> tuple[EmbeddedRecord, ...]:
        """The embedded evidence records; bad ones are findings about the file."""
        try:
            found = embedded_records(self.data, self.content, self.judge, self.proofs)
        except DerError:
            return ()  # the signer that cannot be read says so itself
        for record in found:
            verdict = record.report.verdict
            if not verdict.passed:
                first = next(reason for reason in verdict.reasons if reason.indication is verdict.indication)
                findings.append(warning("evidence-record-not-valid", f"embedded evidence record: {first}"))
        return found

    def report(self, element: Element, number: int) -> SignatureReport:
        """The verdict on one signer of the file."""
        return self._report(element, self.content, self.content_type, self.proofs[number], 0)

    def _report(
        self, element: Element, content: bytes | None, content_type: str | None, proofs: Proofs, depth: int
    ) -> SignatureReport:
        """An attribute that cannot be read makes the signer FAILED and says nothing about its bytes."""
        detached = depth > 0 or self.data.content is None
        try:
            signer = SignerInfo(element)
            math = check_signer(signer, content, content_type, self.judge.known)  # 1
        except DerError as error:
            return _unreadable(error, detached)
        try:
            return self._judged(signer, math, content, proofs, depth)
        except DerError as error:
            return replace(_unreadable(error, detached), intact=math.intact, certificate=math.certificate)

    def _judged(
        self, signer: SignerInfo, math: SignerCheck, content: bytes | None, proofs: Proofs, depth: int
    ) -> SignatureReport:
        judge = self.judge
        level = level_of(signer)  # 2
        standing = self._standing(Place(self.data, signer, content, nested=depth > 0))  # 3
        stamps = judged_stamps(standing, proofs, judge)
        counter = self._counter_signatures(signer, proofs, depth)  # 4
        proven = proofs.of(signer.signature)
        trusted = about_trust(signer, math.certificate, proven, judge)  # 5
        reasons = [
            *math.verdict.reasons,
            *_about_level(level),
            *_about_attributes(signer),
            *_about_stamps(stamps),
            *order_findings(standing, stamps),
            *_about_counter(counter),
            *trusted.reasons,
        ]
        signing_time, policy = _signing_time(signer), _policy(signer)
        statuses = trusted.path.statuses
        subject = Subject(self.data, signer, math.certificate, signing_time, stamps, statuses, judge.at)
        profile, about_profile = self._about_profile(subject, policy, trusted, depth)  # 6
        reasons += about_profile
        return SignatureReport(
            signer=math.certificate.subject_text if math.certificate else None,
            level=level,
            baseline=baseline_of(self.data, signer),
            detached=self.data.content is None,
            intact=math.intact,
            verdict=judged(dict.fromkeys(reasons)),
            certificate=math.certificate,
            signing_time=signing_time,
            policy=policy,
            profile=None if profile is None else profile.name,
            proven_time=proven,
            timestamps=stamps,
            counter_signatures=counter,
        )

    def _standing(self, place: Place) -> tuple[StandingStamp, ...]:
        """The signer's time-stamps, as long as the file has not too many. Raises DerError."""
        found = standing_stamps(place)
        self._stamps_left[0] -= len(found)
        if self._stamps_left[0] < 0:
            raise DerError(f"more than {_MAX_STAMPS} time-stamps in one file", place.signer.element.start)
        return found

    def _about_profile(
        self, subject: Subject, policy: str | None, trusted: SignerTrust, depth: int
    ) -> tuple[SignatureProfile | None, list[Reason]]:
        """As `_held_against_profile`; what cannot be read there leaves the rest of the report standing."""
        try:
            return self._held_against_profile(subject, policy, trusted, depth)
        except DerError as error:
            text = f"the policy, a value or an extension of the certificate cannot be read: {error}"
            return None, [failure("signer-unreadable", text, SubIndication.FORMAT_FAILURE)]

    def _held_against_profile(
        self, subject: Subject, policy: str | None, trusted: SignerTrust, depth: int
    ) -> tuple[SignatureProfile | None, list[Reason]]:
        """The profile asked for or named, and what of it, or of references and values, is not kept."""
        profile, found = claimed_profile(subject.signer, policy)
        if self.wanted is not None and not depth:
            if profile not in (None, self.wanted):
                text = f"profile {self.wanted.name} is asked for, the signature names another"
                found.append(failure("profile-differs", text, SubIndication.SIG_CONSTRAINTS_FAILURE))
            profile = self.wanted
        claims = claim_findings(subject.signer, self.content) if not depth else []
        gaps = reference_gaps(self.data, subject.signer, trusted.path.path, trusted.path.statuses)
        found += _about_gaps(gaps, profile) + _mandatory(claims, profile is not None)
        return profile, found + (profile_findings(profile, subject) if profile else [])

    def _counter_signatures(self, signer: SignerInfo, proofs: Proofs, depth: int) -> tuple[SignatureReport, ...]:
        values = [value for item in signer.unsigned_of(oids.COUNTER_SIGNATURE) for value in item.values]
        if depth >= MAX_NESTED and values:
            return (_unreadable(DerError("counter-signatures nested too deep", values[0].start), True),)
        found: list[SignatureReport] = []
        for value in values:
            self._counters_left[0] -= 1
            if self._counters_left[0] < 0:
                found.append(_unreadable(DerError("too many counter-signatures in one file", value.start), True))
                break
            found.append(self._report(value, signer.signature_value, None, proofs, depth + 1))
        return tuple(found)


def _about_level(level: SignatureLevel) -> list[Reason]:
    if level is not SignatureLevel.CMS:
        return []
    return [warning("not-cades", "no signing-certificate attribute: a plain CMS signature, not CAdES")]


def _about_attributes(signer: SignerInfo) -> list[Reason]:
    found = [
        warning("attribute-without-value", f"attribute {item.oid} has no value")
        for item in (*signer.signed, *signer.unsigned)
        if not item.values
    ]
    times = [value for item in signer.signed_of(oids.SIGNING_TIME) for value in item.values]
    if any(time.tag == Tag.GENERALIZED_TIME and time.value < b"2050" for time in times):
        found.append(warning("signing-time-form", "before 2050 signing-time is a UTCTime (RFC 5652, 11.3)"))
    return found


def _about_stamps(stamps: Sequence[TimestampReport]) -> list[Reason]:
    """A bad time-stamp proves nothing, but the signature itself is judged on its own (EN 319 102-1, 5.5.4)."""
    found: list[Reason] = []
    for stamp in stamps:
        if stamp.verdict.passed:
            continue
        first = next(reason for reason in stamp.verdict.reasons if reason.indication is stamp.verdict.indication)
        found.append(warning(f"{stamp.kind}-stamp-not-valid", f"{stamp.kind} time-stamp: {first}"))
    return found


def _about_gaps(gaps: Sequence[Reason], profile: SignatureProfile | None) -> list[Reason]:
    """Where a profile makes references and values mandatory a gap is a failure, else a remark."""
    return _mandatory(gaps, profile is not None and profile.long_term)


def _mandatory(remarks: Sequence[Reason], mandatory: bool) -> list[Reason]:
    if not mandatory:
        return list(remarks)
    constraints = SubIndication.SIG_CONSTRAINTS_FAILURE
    return [replace(remark, indication=Indication.FAILED, subindication=constraints) for remark in remarks]


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
