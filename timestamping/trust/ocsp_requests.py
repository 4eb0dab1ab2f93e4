"""OCSP requests (RFC 6960, 4.1): which certificate is asked about."""

from __future__ import annotations

from timestamping.cms import Certificate, hash_by_name
from timestamping.der import algorithm, explicit, integer, octet_string, oid, sequence
from timestamping.trust.ocsp import key_bits

_NONCE = "1.3.6.1.5.5.7.48.1.2"


def certificate_id(certificate: Certificate, issuer: Certificate, digest: str = "sha1") -> bytes:
    """The CertID. SHA-1 names and protects nothing here; responders know no other (RFC 5019). Raises DerError."""
    used = hash_by_name(digest)
    return sequence(
        algorithm(used.oid, with_null=True),
        octet_string(used.digest(certificate.issuer)),
        octet_string(used.digest(key_bits(issuer))),
        integer(certificate.serial),
    )


def build_ocsp_request(certificate: Certificate, issuer: Certificate, nonce: bytes | None = None) -> bytes:
    """An unsigned OCSPRequest about one certificate; without a nonce answers may come from a cache. Raises DerError."""
    extensions = b""
    if nonce is not None:
        extensions = explicit(2, sequence(sequence(oid(_NONCE), octet_string(octet_string(nonce)))))
    return sequence(sequence(sequence(sequence(certificate_id(certificate, issuer))), extensions))
