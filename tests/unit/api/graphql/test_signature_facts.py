"""Facts of uploaded signatures: read from the bytes, recorded only when the bytes cover what they are said to cover."""

import hashlib
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.graphql import SignatureFactReader
from api.graphql.signature_facts import SignatureNotCoveringError, SignatureNotReadError
from archive.signatures import SignedAttributes, sign_attached, sign_detached
from archive.storage import BlobMissingError, MemoryBlobStore
from domain.documents import SignatureFacts, StoredFile
from testkit.certificates import Kind, made_certificate
from testkit.clock import START, FixedClock
from timestamping.cms import Certificate, port_of_key
from timestamping.trust import TrustStore

DOCUMENT = UUID(int=7)
CONTENT = b"<PaketOzeti/>"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
KEY = ec.generate_private_key(ec.SECP256R1())
CERTIFICATE = Certificate(made_certificate(KEY, Kind.PERSON))
STATED = SignedAttributes(START)


def facts(cms: bytes, *uploaded: bytes, digest: str = DIGEST, purpose: str = "signature") -> SignatureFacts:
    """What is read of signature bytes, with other bytes uploaded before."""
    blobs = MemoryBlobStore()
    for content in uploaded:
        blobs.put(content)
    file = StoredFile(blobs.put(cms).hex, len(cms), "application/pkcs7-signature", "ImzaCades.imz")
    return SignatureFactReader(blobs, TrustStore(), FixedClock()).read(DOCUMENT, purpose, file, digest)


def attached(content: bytes = CONTENT) -> bytes:
    return sign_attached(content, CERTIFICATE, port_of_key(KEY, "sha256"), STATED)


def detached(content: bytes = CONTENT) -> bytes:
    return sign_detached(content, CERTIFICATE, port_of_key(KEY, "sha256"), STATED)


def test_attached_signature_gives_its_facts() -> None:
    found = facts(attached())

    assert (found.level.value, found.signed_digest, found.stamped_at) == ("BES", DIGEST, None)
    assert found.certificate is not None
    assert "Ayşe Yılmaz" in found.certificate.subject
    assert found.certificate.serial == "3e9"


def test_detached_signature_is_checked_against_the_uploaded_content() -> None:
    assert facts(detached(), CONTENT).signed_digest == DIGEST


def test_same_file_on_the_same_document_is_the_same_signature() -> None:
    cms = attached()

    assert facts(cms).signature_id == facts(cms).signature_id
    assert facts(cms).signature_id != facts(cms, purpose="seal").signature_id


def test_detached_signature_without_its_content_is_refused() -> None:
    with pytest.raises(SignatureNotCoveringError):
        facts(detached())


def test_signature_over_other_content_is_refused() -> None:
    with pytest.raises(SignatureNotCoveringError):
        facts(attached(b"<Baska/>"))
    with pytest.raises(SignatureNotCoveringError):
        facts(detached(b"<Baska/>"), CONTENT)


def test_changed_signature_is_refused() -> None:
    cms = bytearray(attached())
    cms[-1] ^= 1
    with pytest.raises(SignatureNotCoveringError):
        facts(bytes(cms))


@pytest.mark.parametrize("data", [b"", b"no signature", b"\x30\x80" * 200, bytes(1_000)])
def test_bytes_that_are_no_signature_are_refused(data: bytes) -> None:
    with pytest.raises(SignatureNotReadError):
        facts(data)


def test_file_that_was_not_uploaded_is_refused() -> None:
    reader = SignatureFactReader(MemoryBlobStore(), TrustStore(), FixedClock())
    with pytest.raises(BlobMissingError):
        reader.read(DOCUMENT, "signature", StoredFile("ab" * 32, 9, "x/y", "x"), DIGEST)
