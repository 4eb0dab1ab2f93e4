"""References, values and enlarged SignedData: right entries in the right order, and nothing else touched."""

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from archive.signatures import SignedAttributes, sign_attached
from archive.signatures.references import certificate_references, revocation_references
from archive.signatures.revocation_items import StoredRevocation, read_crl, read_ocsp, read_revocation
from archive.signatures.values import (
    certificate_values,
    revocation_values,
    with_digest_algorithm,
    with_validation_data,
)
from testkit.added_bytes import only_added
from timestamping.cms import Certificate, hash_by_name, oids, read_signed_data
from timestamping.der import DerError, Element, append, read_exact, read_integer, read_oid
from timestamping.trust import RevocationMaterial
from timestamping.tsa.authority import TestPki
from timestamping.tsa.authority.certificates import Credential, revocation_list

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
SHA256 = hash_by_name("sha256")


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def crl(issuer: Credential, at: datetime = NOW) -> bytes:
    return revocation_list(issuer, (), at, at + timedelta(days=1))


def answer(certificate: Certificate, issuer: Credential) -> bytes:
    leaf, authority = (x509.load_der_x509_certificate(item) for item in (certificate.der, issuer.certificate.der))
    builder = ocsp.OCSPResponseBuilder().add_response(
        leaf, authority, hashes.SHA1(), ocsp.OCSPCertStatus.GOOD, NOW, NOW + timedelta(days=1), None, None
    )
    signed = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, authority).sign(issuer.key, hashes.SHA256())
    return signed.public_bytes(Encoding.DER)


def path(pki: TestPki) -> list[Certificate]:
    return [pki.citizen.certificate, pki.issuer.certificate, pki.root.certificate]


@pytest.fixture(scope="module")
def stored(pki: TestPki) -> StoredRevocation:
    """A list of each authority and an answer about the citizen, made once: signatures over them differ each time."""
    answers = (answer(pki.citizen.certificate, pki.issuer),)
    return read_revocation(RevocationMaterial((crl(pki.issuer), crl(pki.root)), answers))


def signature(pki: TestPki) -> bytes:
    citizen = pki.citizen
    return sign_attached(b"content", citizen.certificate, citizen.port(), SignedAttributes(NOW))


def value_of(attribute: bytes) -> Element:
    return read_exact(attribute).child(1).inside()


def entries(pki: TestPki, stored: StoredRevocation) -> tuple[Element, ...]:
    return value_of(revocation_references(path(pki), stored, SHA256)).children


def test_certificate_references_name_the_authorities_by_hash_issuer_and_serial(pki: TestPki) -> None:
    value = value_of(certificate_references(path(pki)[1:], SHA256))
    hashed = [item.child(0).child(1).octets() for item in value.children]
    serials = [read_integer(item.child(1).child(1)) for item in value.children]
    assert hashed == [SHA256.digest(item.der) for item in path(pki)[1:]]
    assert serials == [item.serial for item in path(pki)[1:]]


def test_revocation_references_have_one_entry_per_certificate_signer_first(
    pki: TestPki, stored: StoredRevocation
) -> None:
    signer, issuer, root = entries(pki, stored)
    assert [item.tag for item in signer.children] == [0xA0, 0xA1]
    assert [item.tag for item in issuer.children] == [0xA0]
    assert root.children == ()


def test_reference_to_a_list_holds_its_hash_issuer_time_and_number(pki: TestPki, stored: StoredRevocation) -> None:
    reference = entries(pki, stored)[1].child(0).inside().inside().inside()
    assert reference.child(0).child(1).octets() == SHA256.digest(stored.crls[1].der)
    assert reference.child(1).child(0).tlv == pki.root.certificate.subject
    assert read_integer(reference.child(1).child(2)) == 1


def test_reference_to_an_answer_covers_the_basic_response(pki: TestPki, stored: StoredRevocation) -> None:
    attribute = revocation_references(path(pki), stored, SHA256)
    reference = value_of(attribute).child(0).child(1).inside().inside().inside()
    assert reference.child(1).child(1).octets() == SHA256.digest(stored.ocsps[0].basic)


def test_list_issued_after_2049_is_named_by_its_hash_alone(pki: TestPki) -> None:
    late = StoredRevocation((read_crl(crl(pki.issuer, NOW.replace(year=2051))),))
    reference = value_of(revocation_references(path(pki)[:1], late, SHA256)).child(0).child(0).inside()
    assert len(reference.inside().inside().children) == 1


def test_values_hold_certificates_lists_and_basic_answers(pki: TestPki, stored: StoredRevocation) -> None:
    assert [item.tlv for item in value_of(certificate_values(path(pki))).children] == [item.der for item in path(pki)]
    lists, answers = value_of(revocation_values(stored)).children
    assert [item.tlv for item in lists.inside().children] == [item.der for item in stored.crls]
    basic = asn1_ocsp.BasicOCSPResponse.load(answers.inside().inside().tlv)
    number = basic["tbs_response_data"]["responses"][0]["cert_id"]["serial_number"].native
    assert number == pki.citizen.certificate.serial


def test_answer_is_read_in_both_its_forms(pki: TestPki) -> None:
    outer = answer(pki.citizen.certificate, pki.issuer)
    read = read_ocsp(outer)
    assert read == read_ocsp(read.basic)
    assert read.response == outer


def test_enlarged_signed_data_holds_what_was_given_and_only_more(pki: TestPki, stored: StoredRevocation) -> None:
    data = signature(pki)
    larger = with_validation_data(data, path(pki), stored)
    parsed = asn1_cms.ContentInfo.load(larger)["content"]
    assert only_added(data, larger)
    assert [item.name for item in parsed["certificates"]] == ["certificate"] * 3
    assert [item.name for item in parsed["crls"]] == ["crl", "crl", "other"]


def test_what_stands_there_is_not_added_again(pki: TestPki, stored: StoredRevocation) -> None:
    once = with_validation_data(signature(pki), path(pki), stored)
    assert with_validation_data(once, path(pki), stored) == once


def test_version_becomes_five_only_with_an_answer_inside(pki: TestPki, stored: StoredRevocation) -> None:
    lists_alone = StoredRevocation(stored.crls)
    with_lists = with_validation_data(signature(pki), (), lists_alone)
    with_answer = with_validation_data(with_lists, (), stored)
    versions = [read_integer(read_signed_data(data).version) for data in (with_lists, with_answer)]
    assert versions == [1, 5]


def test_indefinite_containers_stay_indefinite(pki: TestPki, stored: StoredRevocation) -> None:
    parsed = read_signed_data(signature(pki))
    inside = b"".join(item.tlv for item in parsed.body.children)
    ber = b"\x30\x80" + parsed.root.child(0).tlv + b"\xa0\x80\x30\x80" + inside + b"\0\0" * 3
    larger = with_validation_data(ber, path(pki), stored)
    assert only_added(ber, larger)
    assert len(read_signed_data(larger).certificate_list) == 3


def test_digest_algorithm_is_named_once(pki: TestPki) -> None:
    data = signature(pki)
    named = with_digest_algorithm(data, oids.SHA512)
    assert with_digest_algorithm(named, oids.SHA512) == named
    found = [read_oid(item.child(0)) for item in read_signed_data(named).digest_algorithms.children]
    assert found == [oids.SHA256, oids.SHA512]


def test_answer_nobody_can_read_among_the_lists_is_left_where_it_is(pki: TestPki, stored: StoredRevocation) -> None:
    larger = with_validation_data(signature(pki), (), stored)
    lists = read_signed_data(larger).crls
    assert lists is not None
    odd = append(lists, b"\xa1\x05\x06\x03\x2a\x03\x04")
    again = with_validation_data(odd, path(pki), stored)
    assert only_added(odd, again)


@pytest.mark.parametrize("junk", [b"", b"\x30\x00", b"\x30\x03\x30\x01\x00", b"\x30\x02\x30\x00", b"<html>"])
def test_junk_is_neither_a_list_nor_an_answer(junk: bytes) -> None:
    for reader in (read_crl, read_ocsp):
        with pytest.raises(DerError):
            reader(junk)
