"""The private half of an encryption certificate, behind a port."""

from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from timestamping.cms import Certificate


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


@dataclass(frozen=True, slots=True)
class SoftwareKey:
    """An `OpeningKey` in memory."""

    certificate: Certificate
    private_key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

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
