"""Revocation lists by index, held against another library, and hostile bytes."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.cms import Extension
from timestamping.der import DerError, boolean, explicit, generalized_time, integer, sequence, tlv
from timestamping.trust import ListScope, RevocationList, RevocationMaterial, read_revocation_list, validate_path
from timestamping.tsa.authority import Profile, RevocablePki, Revocation
from timestamping.tsa.authority.revocation_making import ListPlan, list_bytes, scope_extension

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ADDRESS = "http://test.invalid/"


@pytest.fixture(scope="module")
def pki() -> RevocablePki:
    return RevocablePki.make(lambda: NOW, ADDRESS)


def plan(pki: RevocablePki, revoked: dict[int, Revocation], *extensions: Extension) -> bytes:
    return list_bytes(ListPlan(pki.issuer.credential, NOW, NOW + DAY, revoked, 7, extensions=extensions))


@pytest.fixture(scope="module")
def large(pki: RevocablePki) -> bytes:
    """Twenty thousand entries, as a national authority's list has."""
    revoked = {number * 977 + 5: Revocation(NOW - timedelta(minutes=number), number % 6) for number in range(20_000)}
    return plan(pki, revoked)


def test_entry_of_a_large_list_is_found_by_number(large: bytes) -> None:
    crl = RevocationList(large)
    found = crl.entry(12_345 * 977 + 5)
    assert found is not None
    assert (found.revoked_at, found.reason) == (NOW - timedelta(minutes=12_345), 12_345 % 6)
    assert crl.entry(4) is None
    assert len(crl) == 20_000


def test_list_is_read_once(large: bytes) -> None:
    assert read_revocation_list(large) is read_revocation_list(bytes(bytearray(large)))


def test_fields_are_those_another_library_reads(pki: RevocablePki, large: bytes) -> None:
    ours, theirs = RevocationList(large), x509.load_der_x509_crl(large)
    assert (ours.this_update, ours.next_update) == (theirs.last_update_utc, theirs.next_update_utc)
    assert ours.number == theirs.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    assert theirs.is_signature_valid(pki.issuer.credential.key.public_key())
    assert ours.signed_by(pki.issuer.certificate)
    other = theirs.get_revoked_certificate_by_serial_number(977 + 5)
    mine = ours.entry(977 + 5)
    assert other is not None
    assert mine is not None
    assert mine.revoked_at == other.revocation_date_utc


def test_list_made_by_another_library_is_read(pki: RevocablePki) -> None:
    entry = x509.RevokedCertificateBuilder(1 << 150, NOW, [])
    builder = x509.CertificateRevocationListBuilder(
        x509.Name.from_bytes(pki.issuer.certificate.subject), NOW, NOW + DAY, [], [entry.build()]
    )
    crl = RevocationList(builder.sign(pki.issuer.credential.key, hashes.SHA256()).public_bytes(Encoding.DER))
    found = crl.entry(1 << 150)
    assert found is not None
    assert found.revoked_at == NOW
    assert crl.signed_by(pki.issuer.certificate)


def test_list_without_entries_names_nobody(pki: RevocablePki) -> None:
    assert RevocationList(plan(pki, {})).entry(1) is None


def test_list_under_another_key_is_not_signed_by_the_issuer(pki: RevocablePki) -> None:
    assert not RevocationList(plan(pki, {})).signed_by(pki.root.certificate)


def judged(pki: RevocablePki, crl: bytes) -> tuple[str, ...]:
    """What the list does for the citizen."""
    leaf = pki.pki.citizen.certificate
    found = validate_path(
        leaf, [pki.issuer.certificate], pki.trust, NOW, revocation=RevocationMaterial((crl, pki.root.crl()))
    )
    return found.verdict.codes


def points(address: bytes) -> bytes:
    """A distribution point name with that address."""
    return explicit(0, explicit(0, tlv(0x86, address)))


SCOPES = {
    "this point": (scope_extension(points(b"http://test.invalid/test-issuer.crl")), True),
    "another point": (scope_extension(points(b"http://test.invalid/other.crl")), False),
    "users only": (scope_extension(b"\x81" + boolean(True)[1:]), True),
    "authorities only": (scope_extension(b"\x82" + boolean(True)[1:]), False),
    "attribute certificates only": (scope_extension(b"\x85" + boolean(True)[1:]), False),
    "indirect": (scope_extension(b"\x84" + boolean(True)[1:]), False),
    "some reasons": (scope_extension(b"\x83\x02\x06\x40"), False),
    "delta": (Extension("2.5.29.27", True, integer(1)), False),
    "unknown critical": (Extension("1.2.3.4", True, b"\x05\x00"), False),
    "unknown": (Extension("1.2.3.4", False, b"\x05\x00"), True),
}


@pytest.mark.parametrize("name", SCOPES)
def test_list_counts_only_for_those_it_speaks_of(pki: RevocablePki, name: str) -> None:
    extension, counts = SCOPES[name]
    assert ("revocation-not-checked" not in judged(pki, plan(pki, {}, extension))) is counts


def test_revocation_on_a_list_of_some_reasons_counts(pki: RevocablePki) -> None:
    revoked = {pki.pki.citizen.certificate.serial: Revocation(NOW - DAY)}
    assert "certificate-revoked" in judged(pki, plan(pki, revoked, SCOPES["some reasons"][0]))


def test_ended_certificate_is_covered_when_the_list_promises_to_keep_them(pki: RevocablePki) -> None:
    short = pki.issuer.issue(Profile("TEST Kısa", NOW - DAY, NOW - DAY / 4)).certificate
    at = NOW - DAY / 2
    kept = Extension("2.5.29.60", False, generalized_time(NOW - 30 * DAY))
    for extensions, checked in (((), False), ((kept,), True)):
        material = RevocationMaterial((plan(pki, {}, *extensions),))
        found = validate_path(short, [pki.issuer.certificate], pki.trust, at, revocation=material)
        assert found.revocation_checked is checked


def test_scope_is_read_field_by_field(pki: RevocablePki) -> None:
    crl = RevocationList(plan(pki, {}, scope_extension(points(b"http://x/"), b"\x81" + boolean(True)[1:])))
    assert crl.scope == ListScope((tlv(0x86, b"http://x/"),), users_only=True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30\x00",
        b"\x30\x80\x00\x00",
        sequence(sequence(), sequence(), b"\x03\x01\x00"),
        b"\x30" * 100,
        bytes(64),
    ],
)
def test_bytes_that_are_no_list_are_a_named_error(data: bytes) -> None:
    with pytest.raises(DerError):
        RevocationList(data)


SMALL_PKI = RevocablePki.make(lambda: NOW)
SMALL = plan(SMALL_PKI, {number: Revocation(NOW, 1) for number in range(1, 20)})


@settings(max_examples=150)
@given(st.integers(0, len(SMALL) - 1), st.integers(0, 255), st.integers(0, len(SMALL)))
def test_no_changed_byte_leaves_a_list_signed(position: int, octet: int, cut: int) -> None:
    changed = bytearray(SMALL)
    changed[position] = octet
    for data in (bytes(changed), SMALL[:cut]):
        if data == SMALL:
            continue
        try:
            crl = RevocationList(data)
            crl.entry(7)
            assert not crl.signed_by(SMALL_PKI.issuer.certificate) or data[: len(SMALL)] == SMALL
        except DerError:
            pass


@settings(max_examples=120)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_list_or_a_named_error(data: bytes) -> None:
    for candidate in (data, b"\x30\x82" + len(data).to_bytes(2, "big") + data):
        with suppress(DerError):
            len(RevocationList(candidate))
