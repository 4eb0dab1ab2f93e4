"""Trust in one signer at the proven moment: certificate path, revocation, key and algorithms (EN 319 102-1, 5.6.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.signatures.past import Judge
from domain.signatures.levels import SubIndication
from timestamping.cms import (
    Certificate,
    Reason,
    SignerInfo,
    UnknownHashError,
    UnsupportedSignatureError,
    doubt,
    hash_by_oid,
    judged,
    signature_hash,
)
from timestamping.der import DerError
from timestamping.trust import PathVerdict, validate_path


@dataclass(frozen=True, slots=True)
class SignerTrust:
    """reasons: for the verdict on the signer. moment: at which it was judged. path: as validated."""

    reasons: tuple[Reason, ...]
    moment: datetime
    path: PathVerdict


def about_trust(
    signer: SignerInfo, certificate: Certificate | None, proven: datetime | None, judge: Judge
) -> SignerTrust:
    """Judge at the proven moment, without one at the time of the check. Raises DerError."""
    moment = proven or judge.at
    if certificate is None:
        return SignerTrust((), moment, PathVerdict(judged(())))
    path = validate_path(
        certificate, judge.known, judge.trust, moment, revocation=judge.material, algorithms=judge.algorithms
    )
    reasons = [reason if proven else _without_proof(reason) for reason in path.verdict.reasons]
    reasons += judge.algorithms.about_key(certificate, moment, "signer")
    reasons += _about_hashes(signer, moment, judge)
    return SignerTrust(tuple(reasons), moment, path)


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


def _about_hashes(signer: SignerInfo, moment: datetime, judge: Judge) -> list[Reason]:
    """Doubts about the hashes of content and signature at the moment (5.2.8)."""
    try:
        content = hash_by_oid(signer.digest_oid)
        own = signature_hash(signer.signature_algorithm, signer.digest_oid) or content
    except (UnknownHashError, UnsupportedSignatureError, DerError):
        return []  # the mathematics has said so
    found = judge.algorithms.about_hash(content, moment, "signed content")
    if own != content:
        found += judge.algorithms.about_hash(own, moment, "signature")
    return found
