"""OCSP answers in both forms, held against another library, and hostile bytes."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.der import DerError, read_exact
from timestamping.trust import OcspAnswer, OcspRefusedError, build_ocsp_request, certificate_id, needs_no_check
from timestamping.trust.ocsp import wrapped
from timestamping.tsa.authority import RevocablePki, Revocation, RevocationMisbehaviour
from timestamping.tsa.authority.revocation_making import AnswerPlan, answer_bytes, refusal_bytes

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
DAY = timedelta(days=1)

PKI = RevocablePki.make(lambda: NOW)
CITIZEN, ISSUER = PKI.pki.citizen.certificate, PKI.issuer.certificate
REQUEST = build_ocsp_request(CITIZEN, ISSUER)
OUTER = PKI.issuer.ocsp(REQUEST)


def answer(status: Revocation | str | None = None, *, by_key: bool = True, digest: str = "sha1") -> bytes:
    """An answer by the issuer itself."""
    name = certificate_id(CITIZEN, ISSUER, digest)
    made = AnswerPlan(PKI.issuer.credential, name, status, NOW, NOW + DAY, NOW, by_key=by_key)
    return answer_bytes(made)


def test_both_forms_hold_the_same_answer() -> None:
    outer = OcspAnswer(OUTER)
    basic = OcspAnswer(outer.basic)
    assert (basic.basic, basic.outer) == (outer.basic, OUTER)


def test_fields_are_those_another_library_reads() -> None:
    ours, theirs = OcspAnswer(OUTER), ocsp.load_der_ocsp_response(OUTER)
    single = ours.about(CITIZEN, ISSUER)
    assert single is not None
    assert (single.serial, single.this_update, single.next_update) == (
        theirs.serial_number,
        theirs.this_update_utc,
        theirs.next_update_utc,
    )
    assert ours.produced_at == theirs.produced_at_utc
    assert (single.name_hash, single.key_hash) == (theirs.issuer_name_hash, theirs.issuer_key_hash)


def test_request_is_one_another_library_reads() -> None:
    read = ocsp.load_der_ocsp_request(build_ocsp_request(CITIZEN, ISSUER, b"n" * 16))
    assert read.serial_number == CITIZEN.serial
    assert read.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == b"n" * 16


def test_request_equals_that_of_another_library() -> None:
    certificates = [x509.load_der_x509_certificate(item.der) for item in (CITIZEN, ISSUER)]
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificates[0], certificates[1], hashes.SHA1())
    assert builder.build().public_bytes(Encoding.DER) == REQUEST


@pytest.mark.parametrize("by_key", [True, False])
def test_issuer_may_answer_itself_named_by_key_or_name(by_key: bool) -> None:
    read = OcspAnswer(answer(by_key=by_key))
    assert [signer for signer in read.signers(ISSUER) if read.signed_by(signer)] == [ISSUER]


@pytest.mark.parametrize("digest", ["sha1", "sha256", "sha512"])
def test_certificate_is_matched_by_any_known_hash(digest: str) -> None:
    assert OcspAnswer(answer(digest=digest)).about(CITIZEN, ISSUER) is not None


def test_answer_about_another_issuers_certificate_is_not_about_ours() -> None:
    assert OcspAnswer(answer()).about(CITIZEN, PKI.root.certificate) is None
    assert OcspAnswer(answer()).about(PKI.pki.authority.certificate, ISSUER) is None


def test_revocation_brings_time_and_reason() -> None:
    single = OcspAnswer(answer(Revocation(NOW - DAY, 1))).about(CITIZEN, ISSUER)
    assert single is not None
    assert (single.revoked_at, single.reason, single.known) == (NOW - DAY, 1, True)


def test_unknown_certificate_is_not_good() -> None:
    single = OcspAnswer(answer("unknown")).about(CITIZEN, ISSUER)
    assert single is not None
    assert not single.known


@pytest.mark.parametrize("status", [1, 2, 3, 5, 6])
def test_error_status_is_a_named_refusal(status: int) -> None:
    with pytest.raises(OcspRefusedError) as refused:
        OcspAnswer(refusal_bytes(status))
    assert refused.value.status == status


def test_responder_that_need_not_be_asked_about_says_so() -> None:
    assert [needs_no_check(item) for item in OcspAnswer(OUTER).certificates] == [True]


def test_responder_is_authorised_by_the_issuer_itself() -> None:
    PKI.issuer.misbehaviour = RevocationMisbehaviour.UNAUTHORISED_RESPONDER
    try:
        read = OcspAnswer(PKI.issuer.ocsp(REQUEST))
    finally:
        PKI.issuer.misbehaviour = None
    assert [read.signed_by(signer) for signer in read.signers(ISSUER)] == [True]


def test_wrapping_keeps_the_bytes_inside() -> None:
    basic = answer()
    assert read_exact(wrapped(basic)).child(1).inside().child(1).octets() == basic
    assert ocsp.load_der_ocsp_response(wrapped(basic)).response_status is ocsp.OCSPResponseStatus.SUCCESSFUL


def test_name_of_a_certificate_is_its_serial_under_hashed_issuer() -> None:
    assert read_exact(certificate_id(CITIZEN, ISSUER)).child(3).value == read_exact(CITIZEN.der).child(0).child(1).value


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x00", b"\x30\x03\x0a\x01\x00", b"\x30\x80\x00\x00", bytes(64), b"\x30" * 99]
)
def test_bytes_that_are_no_answer_are_a_named_error(data: bytes) -> None:
    with pytest.raises(DerError):
        OcspAnswer(data)


BASIC = OcspAnswer(OUTER).basic


@settings(max_examples=150)
@given(st.integers(0, len(BASIC) - 1), st.integers(0, 255), st.integers(0, len(BASIC)))
def test_no_changed_byte_leaves_an_answer_signed(position: int, octet: int, cut: int) -> None:
    changed = bytearray(BASIC)
    changed[position] = octet
    whole = read_exact(BASIC)
    for data in (bytes(changed), BASIC[:cut]):
        try:
            read = OcspAnswer(data)
        except DerError:
            continue
        same = read_exact(data).child(0).tlv == whole.child(0).tlv
        assert same or not any(read.signed_by(signer) for signer in read.signers(ISSUER))


@settings(max_examples=120)
@given(st.binary(max_size=200))
def test_any_bytes_are_an_answer_or_a_named_error(data: bytes) -> None:
    for candidate in (data, wrapped(data), b"\x30\x82" + len(data).to_bytes(2, "big") + data):
        with suppress(DerError):
            OcspAnswer(candidate)
