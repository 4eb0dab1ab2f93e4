"""Envelopes: both key kinds, several recipients, certificate rules, broken envelopes."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.eyazisma.certificates import (
    CertificateUse,
    CertificateUseError,
    NaturalPersonCertificateError,
    RecipientCertificateError,
    UntrustedIssuerError,
    certificate_use,
    choose_recipient,
    require_recipient,
    require_use,
)
from archive.eyazisma.encryption import (
    EnvelopeOptions,
    EnvelopeRefused,
    KeyUnusableError,
    NotForUsError,
    SoftwareKey,
    decrypt,
    encrypt,
    is_envelope,
)
from testkit.certificates import EXPIRES, Key, Kind, made_certificate
from timestamping.cms import Certificate

NOW = datetime(2026, 11, 21, tzinfo=UTC)
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
P256 = ec.generate_private_key(ec.SECP256R1())
P384 = ec.generate_private_key(ec.SECP384R1())
CONTENT = b"PK\x03\x04 the whole finished package"


def key(private: Key, kind: Kind = Kind.ENCRYPTION, serial: int = 7) -> SoftwareKey:
    return SoftwareKey(Certificate(made_certificate(private, kind, serial=serial)), private)


OURS, CURVE, LARGER = key(RSA), key(P256, serial=8), key(P384, serial=9)


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 100_000])
def test_content_of_any_length_comes_back(size: int) -> None:
    content = os.urandom(size)
    assert decrypt(encrypt(content, [OURS.certificate], NOW, EnvelopeOptions()), [OURS]) == content


@pytest.mark.parametrize("oaep", [False, True])
@pytest.mark.parametrize("opening", [OURS, CURVE, LARGER], ids=["rsa", "p256", "p384"])
def test_each_kind_of_key_opens(opening: SoftwareKey, oaep: bool) -> None:
    envelope = encrypt(CONTENT, [opening.certificate], NOW, EnvelopeOptions(oaep=oaep))
    assert decrypt(envelope, [opening]) == CONTENT


@pytest.mark.parametrize("opening", [OURS, CURVE, LARGER], ids=["rsa", "p256", "p384"])
def test_every_one_of_several_recipients_opens(opening: SoftwareKey) -> None:
    certificates = [OURS.certificate, CURVE.certificate, LARGER.certificate]
    assert decrypt(encrypt(CONTENT, certificates, NOW, EnvelopeOptions()), [opening]) == CONTENT


def test_right_key_among_several_is_found() -> None:
    envelope = encrypt(CONTENT, [LARGER.certificate], NOW, EnvelopeOptions())
    assert decrypt(envelope, [OURS, CURVE, LARGER]) == CONTENT


def test_envelope_for_someone_else_is_refused_as_such() -> None:
    envelope = encrypt(CONTENT, [OURS.certificate], NOW, EnvelopeOptions())
    with pytest.raises(NotForUsError):
        decrypt(envelope, [CURVE, key(RSA, serial=10)])


@pytest.mark.parametrize("opening", [OURS, CURVE], ids=["rsa", "p256"])
def test_same_certificate_with_another_key_does_not_open(opening: SoftwareKey) -> None:
    other: Key = rsa.generate_private_key(public_exponent=65537, key_size=2048) if opening is OURS else P384
    envelope = encrypt(CONTENT, [opening.certificate], NOW, EnvelopeOptions())
    with pytest.raises(EnvelopeRefused):
        decrypt(envelope, [SoftwareKey(opening.certificate, other)])


def test_two_envelopes_of_one_content_differ() -> None:
    first, second = (encrypt(CONTENT, [OURS.certificate], NOW, EnvelopeOptions()) for _ in range(2))
    assert first != second


def test_envelope_is_recognised() -> None:
    assert is_envelope(encrypt(CONTENT, [OURS.certificate], NOW, EnvelopeOptions()))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x30\x03\x02\x01\x00"])
def test_what_is_no_envelope_is_not_taken_for_one(data: bytes) -> None:
    assert not is_envelope(data)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x30", b"\x30\x03\x02\x01\x00", b"\x30\x80"])
def test_what_is_no_envelope_is_refused(data: bytes) -> None:
    with pytest.raises(EnvelopeRefused):
        decrypt(data, [OURS])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_changed_envelope_is_refused_or_gives_other_bytes_but_no_traceback(data: st.DataObject) -> None:
    envelope = bytearray(ENVELOPE)
    for _ in range(data.draw(st.integers(1, 3))):
        envelope[data.draw(st.integers(0, len(envelope) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([len(envelope), len(envelope) // 2, len(envelope) - 1]))
    with suppress(EnvelopeRefused):
        decrypt(bytes(envelope[:cut]), [OURS, CURVE])


ENVELOPE = encrypt(CONTENT, [OURS.certificate, CURVE.certificate], NOW, EnvelopeOptions())

CERTIFICATES = {
    CertificateUse.SIGNATURE: key(P256, Kind.PERSON).certificate,
    CertificateUse.SEAL: key(P256, Kind.SEAL).certificate,
    CertificateUse.ENCRYPTION: CURVE.certificate,
}


@pytest.mark.parametrize("kind", list(CertificateUse))
def test_kind_of_a_certificate_is_told(kind: CertificateUse) -> None:
    assert certificate_use(CERTIFICATES[kind]) is kind


@pytest.mark.parametrize("kind", list(CertificateUse))
def test_right_use_of_a_certificate_passes(kind: CertificateUse) -> None:
    require_use(CERTIFICATES[kind], kind)


@pytest.mark.parametrize(
    ("kind", "use"), [(kind, use) for kind in CertificateUse for use in CertificateUse if kind is not use]
)
def test_each_of_the_six_wrong_uses_is_refused(kind: CertificateUse, use: CertificateUse) -> None:
    with pytest.raises(CertificateUseError):
        require_use(CERTIFICATES[kind], use)


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.SEAL])
def test_nothing_is_encrypted_for_a_signing_or_sealing_certificate(kind: Kind) -> None:
    with pytest.raises(CertificateUseError):
        encrypt(CONTENT, [key(RSA, kind).certificate], NOW, EnvelopeOptions())


def usage_only(**bits: bool) -> Certificate:
    """A certificate of an institution that says nothing but its key usage."""
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage = {name: bits.get(name, False) for name in names}
    rest = {"key_cert_sign": False, "crl_sign": False, "encipher_only": False, "decipher_only": False}
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kurum")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(RSA.public_key())
        .serial_number(3)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(EXPIRES)
    )
    if bits:
        builder = builder.add_extension(x509.KeyUsage(**usage, **rest), critical=True)
    return Certificate(builder.sign(RSA, hashes.SHA256()).public_bytes(serialization.Encoding.DER))


def test_institution_whose_key_may_sign_and_encipher_may_be_a_recipient() -> None:
    require_recipient(usage_only(digital_signature=True, key_encipherment=True), NOW, None)


@pytest.mark.parametrize("bits", [{}, {"digital_signature": True}], ids=["no usage", "signing only"])
def test_institution_whose_key_may_not_encipher_is_refused(bits: dict[str, bool]) -> None:
    with pytest.raises(RecipientCertificateError):
        require_recipient(usage_only(**bits), NOW, None)


def test_nothing_is_encrypted_for_a_natural_person() -> None:
    name = x509.Name([x509.NameAttribute(NameOID.SERIAL_NUMBER, "10000000146")])
    usage = x509.KeyUsage(False, False, True, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(RSA.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(EXPIRES)
        .add_extension(usage, critical=True)
        .sign(RSA, hashes.SHA256())
    )
    with pytest.raises(NaturalPersonCertificateError):
        require_recipient(Certificate(certificate.public_bytes(serialization.Encoding.DER)), NOW, None)


@pytest.mark.parametrize("now", [datetime(2025, 12, 31, tzinfo=UTC), datetime(2029, 1, 2, tzinfo=UTC)])
def test_nothing_is_encrypted_outside_the_validity_period(now: datetime) -> None:
    with pytest.raises(RecipientCertificateError):
        encrypt(CONTENT, [OURS.certificate], now, EnvelopeOptions())


def test_issuer_outside_the_allowed_set_is_refused() -> None:
    with pytest.raises(UntrustedIssuerError):
        encrypt(CONTENT, [OURS.certificate], NOW, EnvelopeOptions(issuers=frozenset({b"another"})))


def test_issuer_inside_the_allowed_set_passes() -> None:
    options = EnvelopeOptions(issuers=frozenset({OURS.certificate.issuer}))
    assert decrypt(encrypt(CONTENT, [OURS.certificate], NOW, options), [OURS]) == CONTENT


def test_envelope_for_nobody_is_refused() -> None:
    with pytest.raises(RecipientCertificateError):
        encrypt(CONTENT, [], NOW, EnvelopeOptions())


def test_of_an_expired_and_a_valid_certificate_the_valid_one_is_chosen() -> None:
    old = Certificate(made_certificate(RSA, Kind.ENCRYPTION, not_after=NOW - timedelta(days=1), serial=1))
    assert choose_recipient([old, OURS.certificate], NOW, None) == OURS.certificate


def test_of_only_expired_certificates_none_is_chosen() -> None:
    old = Certificate(made_certificate(RSA, Kind.ENCRYPTION, not_after=NOW - timedelta(days=1), serial=1))
    with pytest.raises(RecipientCertificateError):
        choose_recipient([old], NOW, None)


def test_key_is_loaded_from_pem_with_password() -> None:
    pem = RSA.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"parola")
    )
    certificate = x509.load_der_x509_certificate(OURS.certificate.der).public_bytes(serialization.Encoding.PEM)
    assert SoftwareKey.load(certificate, pem, b"parola").certificate == OURS.certificate


@pytest.mark.parametrize("password", [None, b"yanlis"])
def test_key_with_wrong_password_is_refused(password: bytes | None) -> None:
    pem = RSA.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"parola")
    )
    with pytest.raises(KeyUnusableError):
        SoftwareKey.load(OURS.certificate.der, pem, password)


def test_key_of_another_certificate_is_refused() -> None:
    der = P256.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(KeyUnusableError):
        SoftwareKey.load(OURS.certificate.der, der)
