"""From uploaded CMS bytes to what the ledger records of a signature: read, checked to cover the stated content."""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from api.access import Clock
from archive.signatures import FileReport, SignatureReport, StampKind, check_signatures
from archive.storage import BlobDigest, BlobMissingError, BlobStore
from domain.documents.values import CertificateFacts, SignatureFacts, StoredFile
from domain.events import Refusal, stream_id_of
from domain.signatures import SubIndication
from timestamping.cms import Certificate, name_text, read_signed_data
from timestamping.der import read_exact
from timestamping.trust import TrustStore

MAX_SIGNATURE_BYTES: Final = 5_242_880
"""Size of a signature file: protects memory; an archive signature with all its evidence stays below."""


class SignatureNotReadError(Refusal):
    """The file holds no CMS signature."""

    rule_id = "K-5"
    field = "signature"
    text_tr = "Dosyada okunabilir bir elektronik imza (CMS) yok: imza dosyasının kendisini yükleyin."
    text_en = "The file holds no readable electronic signature (CMS): upload the signature file itself."


class SignatureNotCoveringError(Refusal):
    """The signature does not verify over the content it is said to cover."""

    rule_id = "K-19"
    field = "signature"
    text_tr = "İmza, özeti {digest} olan içeriği doğrulamıyor: imzalanan içeriği yükleyip yeniden deneyin."
    text_en = "The signature does not verify over the content with digest {digest}: upload what was signed, try again."


class SignatureFactReader:
    """Reads signature files from blob storage; safe to use from several threads."""

    def __init__(self, blobs: BlobStore, trust: TrustStore, now: Clock) -> None:
        self._blobs = blobs
        self._trust = trust
        self._now = now

    def read(self, document_id: UUID, purpose: str, file: StoredFile, signed_digest: str) -> SignatureFacts:
        """Facts of a stored signature file over the content with a hex SHA-256 digest.

        The same file on the same document gives the same signature id. Raises SignatureNotReadError,
        SignatureNotCoveringError and the store's refusals.
        """
        if file.size > MAX_SIGNATURE_BYTES:
            raise SignatureNotReadError
        cms = self._blobs.read(BlobDigest(file.digest))
        report = check_signatures(cms, at=self._now(), content=self._content(signed_digest), trust=self._trust)
        if not report.signatures:
            raise SignatureNotReadError
        # Content carried inside the file must be the stated one as well: then only its digest can tell.
        if report.intact is not True or not self._covers(cms, report, signed_digest):
            raise SignatureNotCoveringError(digest=signed_digest)
        signer = report.signatures[-1]
        return SignatureFacts(
            signature_id=stream_id_of("signature", str(document_id), purpose, file.digest),
            file=file,
            signed_digest=signed_digest,
            level=signer.level,
            profile=signer.policy,
            stamped_at=_stamped_at(signer),
            certificate=_certificate(signer),
        )

    def _content(self, digest: str) -> bytes | None:
        try:
            return self._blobs.read(BlobDigest(digest))
        except BlobMissingError:
            return None

    def _covers(self, cms: bytes, report: FileReport, digest: str) -> bool:
        if all(item.detached for item in report.signatures):
            return True
        content = read_signed_data(cms).content
        return content is not None and hashlib.sha256(content).hexdigest() == digest


def _stamped_at(signer: SignatureReport) -> datetime | None:
    """Earliest signature time-stamp whose imprint and signature verify (S2-d-3); trust is judged in the background."""
    times = [
        stamp.time
        for stamp in signer.timestamps
        if stamp.kind is StampKind.SIGNATURE and stamp.imprint and stamp.signature and stamp.time
    ]
    return min(times, default=None)


def _certificate(signer: SignatureReport) -> CertificateFacts | None:
    certificate: Certificate | None = signer.certificate
    if certificate is None:
        return None
    revoked = signer.subindication in (SubIndication.REVOKED, SubIndication.REVOKED_NO_POE)
    return CertificateFacts(
        serial=f"{certificate.serial:x}",
        subject=certificate.subject_text,
        issuer=name_text(read_exact(certificate.issuer)),
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        revocation_status="revoked" if revoked else "unknown",
    )
