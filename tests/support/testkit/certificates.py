"""Certificates of the three kinds that exchange packages know, self-signed, for tests."""

from datetime import UTC, datetime
from enum import Enum

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from timestamping.der import oid, sequence

ISSUED = datetime(2026, 1, 1, tzinfo=UTC)
EXPIRES = datetime(2029, 1, 1, tzinfo=UTC)
_QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_STATEMENT = {"person": "2.16.792.1.61.0.1.5070.1.1", "seal": "2.16.792.1.61.0.1.5070.2.1"}

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Kind(Enum):
    """What a certificate is for."""

    PERSON = "person"
    SEAL = "seal"
    ENCRYPTION = "encryption"


def made_certificate(
    key: Key,
    kind: Kind,
    *,
    citizen_no: str | None = "10000000146",
    not_before: datetime = ISSUED,
    not_after: datetime = EXPIRES,
    serial: int = 1001,
    institution: str = "Örnek Kurum 24301050",
) -> bytes:
    """DER of a certificate for `key`; a person's carries `citizen_no` as its serial-number attribute."""
    person = kind is Kind.PERSON
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, "Ayşe Yılmaz" if person else institution)]
    if person and citizen_no is not None:
        attributes.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, citizen_no))
    name = x509.Name(attributes)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(_usage(key, kind), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if kind is not Kind.ENCRYPTION:
        statement = sequence(sequence(oid(_STATEMENT[kind.value])))
        builder = builder.add_extension(x509.UnrecognizedExtension(_QC_STATEMENTS, statement), critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _usage(key: Key, kind: Kind) -> x509.KeyUsage:
    encrypts = kind is Kind.ENCRYPTION
    return x509.KeyUsage(
        digital_signature=not encrypts,
        content_commitment=not encrypts,
        key_encipherment=encrypts and isinstance(key, rsa.RSAPrivateKey),
        data_encipherment=False,
        key_agreement=encrypts and isinstance(key, ec.EllipticCurvePrivateKey),
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
