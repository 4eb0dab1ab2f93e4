"""The private half of an encryption certificate, behind a port."""

from dataclasses import dataclass
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from domain.events import Refusal
from timestamping.cms import Certificate
from timestamping.der import DerError


class OpeningKey(Protocol):
    """Opens key envelopes for one certificate. May stand for a key in hardware; any exception means failure."""

    @property
    def certificate(self) -> Certificate:
        """The certificate whose private key this is."""
        ...

    def open_transported(self, encrypted: bytes, scheme: padding.AsymmetricPadding) -> bytes:
        """The content key inside an RSA-encrypted one."""
        ...

    def agree(self, point: bytes) -> bytes:
        """The shared secret (ECDH) with the peer whose public point this is, X9.62 encoded."""
        ...


class KeyUnusableError(Refusal):
    """A key or certificate file is not what it should be."""

    rule_id = "EYP-KEY"
    field = "key"
    text_tr = "Anahtar ve sertifika okunamadı veya birbirine ait değil; dosyaları ve parolayı denetleyin."
    text_en = "Key and certificate cannot be read or do not belong together; check the files and the password."


def load_certificate(data: bytes) -> Certificate:
    """A certificate from PEM or DER. Raises ValueError or DerError."""
    if data.lstrip().startswith(b"-----BEGIN"):
        data = x509.load_pem_x509_certificate(data).public_bytes(serialization.Encoding.DER)
    return Certificate(data)


def _private_key(data: bytes, password: bytes | None) -> object:
    if data.lstrip().startswith(b"-----BEGIN"):
        return serialization.load_pem_private_key(data, password)
    return serialization.load_der_private_key(data, password)


def _public(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True, slots=True)
class SoftwareKey:
    """An `OpeningKey` in memory."""

    certificate: Certificate
    private_key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @classmethod
    def load(cls, certificate: bytes, private_key: bytes, password: bytes | None = None) -> "SoftwareKey":
        """From PEM or DER. Raises `KeyUnusableError` when they cannot be read or do not belong together."""
        try:
            read = load_certificate(certificate)
            key = _private_key(private_key, password)
        except (ValueError, TypeError, UnsupportedAlgorithm, DerError):
            raise KeyUnusableError() from None
        if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or _public(key) != read.public_key_info:
            raise KeyUnusableError()
        return cls(read, key)

    def open_transported(self, encrypted: bytes, scheme: padding.AsymmetricPadding) -> bytes:
        """See `OpeningKey`."""
        if not isinstance(self.private_key, rsa.RSAPrivateKey):
            raise TypeError("not an RSA key")
        return self.private_key.decrypt(encrypted, scheme)

    def agree(self, point: bytes) -> bytes:
        """See `OpeningKey`."""
        if not isinstance(self.private_key, ec.EllipticCurvePrivateKey):
            raise TypeError("not an elliptic-curve key")
        peer = ec.EllipticCurvePublicKey.from_encoded_point(self.private_key.curve, point)
        return self.private_key.exchange(ec.ECDH(), peer)
