"""A signature held against the Turkish profile it names (`profiles`; BTK guide, clauses on CAdES).

1. policy identifier, hash of the guide, SPURI; signed attributes that must and must not stand;
2. the certificate: inside SignedData, non-repudiation, a certificate policy, QC statements, no restriction of use;
3. time-stamps: present, at most two hours after the claimed signing time, none broken;
4. references and values: all there and right (`reference_checks`), no X time-stamps;
5. the signer's status from the source the profile asks for, not older than the time-stamp, after the grace period.
What is wrong is FAILED; what the signer may still add is in doubt; a running grace period is a remark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.signatures.profiles import (
    BTK_ARC,
    GUIDE_HASHES,
    QC_COMPLIANCE,
    QC_RESTRICTED,
    QC_TURKISH,
    SignatureProfile,
    profile_of_policy,
)
from archive.signatures.reference_checks import encodings_held, is_held
from archive.signatures.reports import StampKind, TimestampReport
from domain.signatures.levels import Indication, SubIndication
from timestamping.cms import Certificate, Reason, SignedData, SignerInfo, doubt, failure, oids, warning
from timestamping.der import Element, Tag, read_exact, read_oid
from timestamping.trust import CertificateStatus, RevocationKind, Status

_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_CERTIFICATE_POLICIES = "2.5.29.32"
_URI_QUALIFIER = "1.2.840.113549.1.9.16.5.1"
_NON_REPUDIATION = 1
_LONG_TERM = (
    oids.CERTIFICATE_REFERENCES,
    oids.REVOCATION_REFERENCES,
    oids.CERTIFICATE_VALUES,
    oids.REVOCATION_VALUES,
)
_SKEW = timedelta(minutes=5)
"""Between the clock of a signer's machine, which nobody keeps, and that of an authority."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is held against a profile. statuses: of the signer's path, leaf first."""

    data: SignedData
    signer: SignerInfo
    certificate: Certificate | None
    signing_time: datetime | None
    stamps: Sequence[TimestampReport]
    statuses: Sequence[CertificateStatus]
    at: datetime


def claimed_profile(signer: SignerInfo, policy: str | None) -> tuple[SignatureProfile | None, list[Reason]]:
    """The profile the signature names; a finding when it names a policy of BTK that is none. Raises DerError."""
    found = profile_of_policy(policy)
    if found is not None or policy is None:
        return found, []
    hashed = _policy_hash(signer)
    if policy.startswith(BTK_ARC) or (hashed is not None and hashed[1] in GUIDE_HASHES.values()):
        text = f"policy {policy} is none of the Turkish profiles, although the signature points to their guide"
        return None, [fail("profile-policy-unknown", text)]
    return None, []


def profile_findings(profile: SignatureProfile, subject: Subject) -> list[Reason]:
    """Everything in which the signature does not keep the profile. Raises DerError."""
    found = [*_about_policy(profile, subject.signer), *_about_attributes(subject.signer)]
    found += _about_certificate(subject)
    found += _about_stamps(profile, subject)
    if profile.long_term:
        found += _about_long_term(subject)
    found += _about_revocation(profile, subject)
    return found


def fail(code: str, text: str) -> Reason:
    """Something that the profile does not allow."""
    return failure(code, text, SubIndication.SIG_CONSTRAINTS_FAILURE)


def _about_policy(profile: SignatureProfile, signer: SignerInfo) -> Iterator[Reason]:
    if profile.policy is None:
        if signer.signed_of(oids.SIGNATURE_POLICY):
            yield fail("profile-differs", f"profile {profile.name} names no policy, this signature names one")
        return
    hashed = _policy_hash(signer)
    if hashed is None:
        yield fail("profile-policy-hash-wrong", "the signature policy is named without the hash of its document")
    elif GUIDE_HASHES.get(hashed[0]) != hashed[1]:
        yield fail("profile-policy-hash-wrong", "the hash of the signature policy is not that of the guide")
    if not any(kind == _URI_QUALIFIER for kind in _qualifiers(signer)):
        yield fail("profile-address-missing", "the signature policy does not say where its document is (SPURI)")


def _policy_parts(signer: SignerInfo) -> Sequence[Element]:
    attributes = signer.signed_of(oids.SIGNATURE_POLICY)
    return attributes[0].single.children if attributes else ()


def _policy_hash(signer: SignerInfo) -> tuple[str, bytes] | None:
    """Algorithm and value of sigPolicyHash; None when there is none (the policy may be implied). Raises DerError."""
    parts = _policy_parts(signer)
    if len(parts) < 2 or parts[1].tag != Tag.SEQUENCE:
        return None
    return read_oid(parts[1].child(0).child(0)), parts[1].child(1).octets()


def _qualifiers(signer: SignerInfo) -> list[str]:
    parts = _policy_parts(signer)
    return [read_oid(item.child(0)) for item in parts[2].children] if len(parts) > 2 else []


def _about_attributes(signer: SignerInfo) -> Iterator[Reason]:
    if signer.signed_of(oids.SIGNING_CERTIFICATE):
        yield fail("profile-certificate-by-sha1", "the certificate is named by SHA-1 (signing-certificate)")
    if not signer.signed_of(oids.SIGNING_CERTIFICATE_V2):
        yield fail("profile-attribute-missing", "the signing-certificate-v2 attribute is missing")
    if not signer.signed_of(oids.SIGNING_TIME):
        yield fail("profile-attribute-missing", "the signing-time attribute is missing")


def _about_certificate(subject: Subject) -> Iterator[Reason]:
    certificate = subject.certificate
    if certificate is None:
        return
    if certificate not in subject.data.certificate_list:
        yield fail("profile-certificate-outside", "the signer's certificate is not among those of SignedData")
    if _NON_REPUDIATION not in (certificate.key_usage or frozenset()):
        yield fail("profile-key-usage", "the certificate is not for non-repudiation")
    if _CERTIFICATE_POLICIES not in certificate.extensions:
        yield fail("profile-certificate-policy-missing", "the certificate names no certificate policy")
    stated = _qc_statements(certificate)
    if QC_COMPLIANCE not in stated or not stated & QC_TURKISH:
        yield fail("profile-not-qualified", "the certificate does not state that it is a Turkish qualified one")
    if stated & QC_RESTRICTED:
        yield fail("profile-certificate-restricted", "the certificate states a restriction of its use")


def _qc_statements(certificate: Certificate) -> set[str]:
    extension = certificate.extensions.get(_QC_STATEMENTS)
    if extension is None:
        return set()
    return {read_oid(item.child(0)) for item in read_exact(extension.value).children}


def _about_stamps(profile: SignatureProfile, subject: Subject) -> Iterator[Reason]:
    for stamp in subject.stamps:
        if stamp.verdict.indication is Indication.FAILED:
            yield fail("profile-stamp-broken", f"the {stamp.kind} time-stamp is not valid: {stamp.verdict.codes[0]}")
    signature_stamps = list(_signature_stamps(subject))
    times = [stamp.time for stamp in signature_stamps if stamp.time is not None]
    if (
        profile.stamped
        and times
        and all(item.verdict.indication is Indication.INDETERMINATE for item in signature_stamps)
    ):
        code = signature_stamps[0].verdict.subindication or SubIndication.NO_POE
        yield doubt("profile-stamp-undecided", "the signature time-stamp can be neither confirmed nor refuted", code)
    if profile.stamped and not times:
        text = "the signature time-stamp is missing; it can still be added"
        yield doubt("profile-stamp-missing", text, SubIndication.TRY_LATER)
    if not times or subject.signing_time is None:
        return
    delay = min(times) - subject.signing_time
    if profile.stamped and delay > profile.stamp_within:
        text = f"the signature time-stamp is {delay} after the signing time, at most {profile.stamp_within} is allowed"
        yield fail("profile-stamp-late", text)
    if -delay > _SKEW:
        yield warning("signing-time-after-stamp", f"the claimed signing time is {-delay} after the time-stamp")


def _signature_stamps(subject: Subject) -> Iterable[TimestampReport]:
    return (stamp for stamp in subject.stamps if stamp.kind is StampKind.SIGNATURE)


def _about_long_term(subject: Subject) -> Iterator[Reason]:
    present = {item.oid for item in subject.signer.unsigned}
    if present & {oids.X_TYPE_1_TIME_STAMP, oids.X_TYPE_2_TIME_STAMP}:
        yield fail("profile-x-stamp", "time-stamps over the references must not be in a signature of this profile")
    lacking = [kind for kind in _LONG_TERM if kind not in present]
    if len(lacking) == len(_LONG_TERM):
        text = "references and values are missing; they can still be added"
        yield doubt("profile-values-missing", text, SubIndication.TRY_LATER)
    elif lacking:
        yield fail(
            "profile-values-incomplete", f"{len(lacking)} of the four attributes for long-term proof are missing"
        )
    else:
        yield from _about_stamp_revocation(subject)


def _about_stamp_revocation(subject: Subject) -> Iterator[Reason]:
    for stamp in _signature_stamps(subject):
        if stamp.verdict.passed and not stamp.revocation_checked:
            text = "no usable revocation data about the certificate of the signature time-stamp is in the file"
            yield fail("profile-stamp-revocation-missing", text)


def _about_revocation(profile: SignatureProfile, subject: Subject) -> Iterator[Reason]:
    proven = [stamp.time for stamp in _signature_stamps(subject) if stamp.verdict.passed and stamp.time]
    if not proven:
        return
    moment = min(proven)
    if subject.at < moment + profile.grace:
        text = f"preliminary: a revocation may still be reported until {(moment + profile.grace).isoformat()}"
        yield warning("grace-period-running", text)
    held = encodings_held(subject.data, subject.signer)
    if not held or not subject.statuses or subject.statuses[0].status is Status.REVOKED:
        return
    wanted = RevocationKind.OCSP if profile.by_ocsp else RevocationKind.CRL
    uses = [use for use in subject.statuses[0].uses if use.kind is wanted and use.fresh and is_held(use, held)]
    if not uses:
        text = f"the signer's status must come from {wanted}, of which there is none for that moment"
        yield fail("profile-revocation-source", text)
    elif not profile.by_ocsp and all(use.issued_at < moment for use in uses):
        text = "the revocation list is older than the time-stamp; a later one must be added"
        yield doubt("profile-revocation-early", text, SubIndication.TRY_LATER)
