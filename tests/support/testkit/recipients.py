"""An issuer of encryption certificates, its recipients and its revocation lists, made for a test."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from testkit.certificates import EXPIRES, ISSUED
from timestamping.cms import Certificate

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class RecipientIssuer:
    """Issues encryption certificates, as KamuSM does."""

    def __init__(self, name: str = "Test Şifreleme Kökü") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = _usage(key_cert_sign=True, crl_sign=True)
        builder = self._builder(self._name, self._key.public_key(), ISSUED, EXPIRES, usage)
        self.root = builder.add_extension(x509.BasicConstraints(True, None), True).sign(self._key, hashes.SHA256())

    def certificate(
        self, key: Key, name: str = "Örnek Kurum 24322010", not_after: datetime = EXPIRES
    ) -> x509.Certificate:
        """A certificate for an institution's key."""
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        curve = isinstance(key, ec.EllipticCurvePrivateKey)
        usage = _usage(key_agreement=curve, key_encipherment=not curve)
        builder = self._builder(subject, key.public_key(), ISSUED, not_after, usage)
        return builder.sign(self._key, hashes.SHA256())

    def revocation_list(self, at: datetime, *revoked: x509.Certificate, days: int = 1) -> bytes:
        """A list in DER, issued `at`, that names the revoked ones."""
        builder = (x509.CertificateRevocationListBuilder().issuer_name(self._name).last_update(at)).next_update(
            at + timedelta(days=days)
        )
        for certificate in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(at)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey, start: datetime, end: datetime,
        usage: x509.KeyUsage,
    ) -> x509.CertificateBuilder:  # fmt: skip
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key)
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return builder.add_extension(usage, True).add_extension(authority, False)


def ours(certificate: x509.Certificate) -> Certificate:
    """A certificate as our code reads it."""
    return Certificate(certificate.public_bytes(Encoding.DER))


def _usage(
    *, key_cert_sign: bool = False, crl_sign: bool = False, key_agreement: bool = False, key_encipherment: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=key_encipherment,
        data_encipherment=False,
        key_agreement=key_agreement,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )
