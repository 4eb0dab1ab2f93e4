"""Is a certificate, a revocation list or an OCSP answer signed by this key? Each link is computed once."""

from __future__ import annotations

from hashlib import sha256

from timestamping.cms import Certificate, UnsupportedSignatureError, verify
from timestamping.der import DerError, Element, Tag
from timestamping.trust.remembering import Remembered

_LINKS: Remembered[bytes, bool] = Remembered(4_096)


def fits_key(signed: Element, algorithm: Element, signature: Element, key_info: bytes) -> bool:
    """Is the BIT STRING `signature` over the stored bytes of `signed` good under that SubjectPublicKeyInfo?

    What cannot be computed (unknown algorithm, unusable key, unreadable parameters) is not good.
    """
    parts = (key_info, algorithm.tlv, signature.tlv, signed.tlv)
    key = sha256()
    for part in parts:
        key.update(len(part).to_bytes(8, "big"))
        key.update(part)
    return _LINKS.of(key.digest(), lambda: _computed(signed, algorithm, signature, key_info))


def certificate_fits(certificate: Certificate, issuer: Certificate) -> bool:
    """Is the certificate signed by the issuer's key? Names are not compared."""
    try:
        parts = certificate.element
        return fits_key(parts.child(0), parts.child(1), parts.child(2), issuer.public_key_info)
    except DerError:
        return False


def _computed(signed: Element, algorithm: Element, signature: Element, key_info: bytes) -> bool:
    try:
        octets = signature.expect(Tag.BIT_STRING).value
        if len(octets) < 2 or octets[0] != 0:
            return False
        return verify(key_info, algorithm, "", octets[1:], signed.tlv)
    except (DerError, UnsupportedSignatureError):
        return False
