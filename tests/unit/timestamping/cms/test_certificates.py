"""Certificates as stored bytes."""

from datetime import UTC, datetime, timedelta

import pytest

from timestamping.cms import Certificate, oids, readable_certificates
from timestamping.der import DerError, integer, read_exact, replace, sequence
from timestamping.tsa.authority import TestPki

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def test_fields_are_read(pki: TestPki) -> None:
    certificate = pki.authority.certificate
    assert certificate.issuer == pki.issuer.certificate.subject
    assert certificate.extended_key_usage == (oids.TIME_STAMPING,)
    assert certificate.key_usage == frozenset({0})
    assert certificate.not_before == NOW - timedelta(days=1)


def test_names_are_shown_with_turkish_letters(pki: TestPki) -> None:
    assert pki.root.certificate.subject_text == "C=TR, O=TEST - hukuken geçersiz, CN=TEST Kök Sertifikası"


def test_validity_includes_both_ends(pki: TestPki) -> None:
    certificate = pki.citizen.certificate
    assert certificate.valid_at(certificate.not_before)
    assert certificate.valid_at(certificate.not_after)
    assert not certificate.valid_at(certificate.not_after + timedelta(seconds=1))


def test_negative_serial_number_of_an_old_certificate_is_read(pki: TestPki) -> None:
    body = read_exact(pki.root.certificate.der).child(0)
    assert Certificate(replace(body.child(1), integer(-5))).serial == -5


def test_garbage_among_certificates_is_left_out(pki: TestPki) -> None:
    found = readable_certificates([b"garbage", pki.root.certificate.der, sequence(integer(1))])
    assert found == [pki.root.certificate]


def test_cut_certificate_is_a_der_error(pki: TestPki) -> None:
    with pytest.raises(DerError):
        Certificate(pki.root.certificate.der[:-1])


def test_flipped_bytes_raise_nothing_but_der_error(pki: TestPki) -> None:
    der = pki.authority.certificate.der
    for position in range(len(der)):
        flipped = der[:position] + bytes((der[position] ^ 0x21,)) + der[position + 1 :]
        try:
            certificate = Certificate(flipped)
            _ = (certificate.extensions, certificate.key_usage, certificate.extended_key_usage)
            _ = (certificate.subject_key_identifier, certificate.subject_text, certificate.issuer_text)
        except DerError:
            continue
    assert Certificate(der).der == der
