"""Judging signers: mathematics, level, stamps, trust; hostile files are findings."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from archive.signatures import FileReport, SignedAttributes, check_signatures, raise_to_t, sign_attached, sign_detached
from archive.signatures.raising import with_unsigned
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from timestamping.cms import SigningPort, attribute, build_signed_data, build_signer_info, oids, read_signed_data
from timestamping.der import Element, Tag, append, insert, octet_string, oid, remove, tlv, utc_time
from timestamping.der import replace as replaced
from timestamping.tsa import TimestampService
from timestamping.tsa.authority import Credential, KeyKind, TestAuthority, TestPki
from timestamping.tsa.authority.certificates import revocation_list

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
CONTENT = b"PaketOzeti"
POLICY = "2.16.792.1.61.0.1.5070.3.3.1"


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def signed(pki: TestPki, stated: SignedAttributes | None = None) -> bytes:
    citizen = pki.citizen
    return sign_attached(
        CONTENT, citizen.certificate, citizen.port(), stated or SignedAttributes(NOW), [pki.issuer.certificate]
    )


def checked(pki: TestPki, data: bytes, at: datetime = NOW, content: bytes | None = None) -> FileReport:
    return check_signatures(data, at=at, trust=pki.trust, content=content)


@pytest.mark.parametrize(
    ("kind", "digest", "pss"),
    [
        (KeyKind.P256, "sha256", False),
        (KeyKind.P256, "sha512", False),
        (KeyKind.RSA, "sha384", False),
        (KeyKind.RSA, "sha256", True),
        (KeyKind.ED25519, "sha512", False),
    ],
)
def test_signature_passes_whatever_the_algorithm(pki: TestPki, kind: KeyKind, digest: str, pss: bool) -> None:
    citizen = pki.another_citizen("Fatma Şahin", NOW, kind)
    port = citizen.port(digest, pss=pss)
    data = sign_attached(CONTENT, citizen.certificate, port, SignedAttributes(NOW), [pki.issuer.certificate])
    assert checked(pki, data).verdict.passed


def test_signature_without_policy_is_bes(pki: TestPki) -> None:
    assert checked(pki, signed(pki)).signatures[0].level is SignatureLevel.BES


def test_signature_with_policy_is_epes_and_names_it(pki: TestPki) -> None:
    stated = SignedAttributes(NOW, "application/xml", POLICY, bytes(32), "http://www.eimza.gov.tr/")
    report = checked(pki, signed(pki, stated)).signatures[0]
    assert (report.level, report.policy) == (SignatureLevel.EPES, POLICY)


def test_claimed_signing_time_and_signer_are_reported(pki: TestPki) -> None:
    report = checked(pki, signed(pki)).signatures[0]
    assert report.signing_time == NOW
    assert report.signer is not None
    assert "TEST Ayşe Yılmaz" in report.signer


def test_changed_content_is_a_hash_failure_and_not_intact(pki: TestPki) -> None:
    data = signed(pki).replace(CONTENT, b"PaketOzetI")
    report = checked(pki, data)
    assert report.intact is False
    assert report.verdict.subindication is SubIndication.HASH_FAILURE


def test_changed_signature_bytes_are_a_crypto_failure(pki: TestPki) -> None:
    data = signed(pki)
    field = read_signed_data(data).signers[0].signature
    broken = data[: field.end - 1] + bytes((data[field.end - 1] ^ 1,)) + data[field.end :]
    assert checked(pki, broken).verdict.subindication is SubIndication.SIG_CRYPTO_FAILURE


def test_detached_signature_without_content_lacks_its_data(pki: TestPki) -> None:
    citizen = pki.citizen
    data = sign_detached(CONTENT, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate])
    report = checked(pki, data)
    assert report.intact is None
    assert report.verdict.subindication is SubIndication.SIGNED_DATA_NOT_FOUND


def test_detached_signature_over_other_content_fails(pki: TestPki) -> None:
    citizen = pki.citizen
    data = sign_detached(CONTENT, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate])
    assert checked(pki, data, content=b"another").intact is False


def test_content_given_beside_an_attached_one_must_be_the_same(pki: TestPki) -> None:
    assert "content-differs" in checked(pki, signed(pki), content=b"another").verdict.codes


def test_missing_signer_certificate_is_undecided(pki: TestPki) -> None:
    certificates = read_signed_data(signed(pki)).certificates
    assert certificates is not None
    report = checked(pki, remove(certificates))
    assert report.verdict.subindication is SubIndication.NO_SIGNING_CERTIFICATE_FOUND


def test_certificate_given_beside_the_file_is_found(pki: TestPki) -> None:
    certificates = read_signed_data(signed(pki)).certificates
    assert certificates is not None
    given = (pki.citizen.certificate, pki.issuer.certificate)
    report = check_signatures(remove(certificates), at=NOW, trust=pki.trust, certificates=given)
    assert report.verdict.passed


def test_without_trust_the_signature_is_intact_but_undecided(pki: TestPki) -> None:
    report = check_signatures(signed(pki), at=NOW)
    assert report.intact is True
    assert report.verdict.subindication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_ended_certificate_without_stamp_lacks_proof_of_existence(pki: TestPki) -> None:
    later = pki.citizen.certificate.not_after + timedelta(days=1)
    assert checked(pki, signed(pki), at=later).verdict.subindication is SubIndication.OUT_OF_BOUNDS_NO_POE


def crafted(pki: TestPki, attributes: list[bytes], port: SigningPort | None = None) -> bytes:
    citizen = pki.citizen
    base = [
        attribute(oids.CONTENT_TYPE, oid(oids.DATA)),
        attribute(oids.MESSAGE_DIGEST, octet_string(_sha256(CONTENT))),
        *attributes,
    ]
    signer = build_signer_info(citizen.certificate, port or citizen.port(), base)
    chain = [citizen.certificate.der, pki.issuer.certificate.der]
    return build_signed_data(oids.DATA, CONTENT, [signer], chain, ["sha256"])


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


def test_signature_without_ess_attribute_is_plain_cms(pki: TestPki) -> None:
    report = checked(pki, crafted(pki, [])).signatures[0]
    assert report.intact is True
    assert report.level is SignatureLevel.CMS


def test_doubled_signing_time_is_a_format_failure(pki: TestPki) -> None:
    doubled = [attribute(oids.SIGNING_TIME, utc_time(NOW)), attribute(oids.SIGNING_TIME, utc_time(NOW + timedelta(1)))]
    assert checked(pki, crafted(pki, doubled)).verdict.subindication is SubIndication.FORMAT_FAILURE


def test_two_values_of_a_signing_time_are_a_format_failure(pki: TestPki) -> None:
    doubled = attribute(oids.SIGNING_TIME, utc_time(NOW), utc_time(NOW + timedelta(1)))
    assert checked(pki, crafted(pki, [doubled])).verdict.codes[0] == "attribute-not-single"


def test_signature_over_attributes_in_stored_order_is_accepted_with_a_warning(pki: TestPki) -> None:
    data = signed(pki)
    signer = read_signed_data(data).signers[0]
    assert signer.signed_attrs is not None
    backwards = b"".join(item.tlv for item in reversed(signer.signed_attrs.children))
    message = b"\x31" + data[signer.signed_attrs.start + 1 : signer.signed_attrs.content] + backwards
    shuffled = data.replace(signer.signed_attrs.value, backwards)
    field = read_signed_data(shuffled).signers[0].signature
    report = checked(pki, replaced(field, octet_string(pki.citizen.port().sign(message))))
    assert report.verdict.passed
    assert "signed-in-stored-order" in report.verdict.codes


def test_unsorted_attributes_signed_in_der_order_are_accepted_with_a_warning(pki: TestPki) -> None:
    data = signed(pki)
    attributes = read_signed_data(data).signers[0].signed_attrs
    assert attributes is not None
    backwards = b"".join(item.tlv for item in reversed(attributes.children))
    report = checked(pki, data.replace(attributes.value, backwards))
    assert report.intact is True
    assert "attributes-unsorted" in report.verdict.codes


def in_ber(element: Element) -> bytes:
    """The element with indefinite lengths and its octet strings in pieces, sets turned round."""
    if element.tag == Tag.OCTET_STRING:
        value = element.value
        return b"\x24\x80" + octet_string(value[:3]) + octet_string(value[3:]) + bytes(2)
    if not element.constructed:
        return element.tlv
    turned = reversed(element.children) if element.tag == Tag.SET else element.children
    return bytes((element.tag, 0x80)) + b"".join(map(in_ber, turned)) + bytes(2)


def test_attributes_stored_in_ber_are_verified_in_der(pki: TestPki) -> None:
    attributes = read_signed_data(signed(pki)).signers[0].signed_attrs
    assert attributes is not None
    report = checked(pki, replaced(attributes, in_ber(attributes)))
    assert report.verdict.passed
    assert "attributes-not-der" in report.verdict.codes


def test_attributes_changed_and_stored_in_ber_are_broken(pki: TestPki) -> None:
    attributes = read_signed_data(signed(pki)).signers[0].signed_attrs
    assert attributes is not None
    changed = in_ber(attributes).replace(oid(oids.SIGNING_TIME), oid("1.2.840.113549.1.9.7"))
    assert checked(pki, replaced(attributes, changed)).signatures[0].intact is False


def test_certificate_that_the_signature_does_not_name_is_refused(pki: TestPki) -> None:
    data = signed(pki)
    attribute_element = read_signed_data(data).signers[0].signed_of(oids.SIGNING_CERTIFICATE_V2)[0].element
    stranger = pki.another_citizen("Yabancı", NOW)
    own_hash, other_hash = _sha256(pki.citizen.certificate.der), _sha256(stranger.certificate.der)
    wrong = attribute_element.tlv.replace(own_hash, other_hash)
    forged = crafted(pki, [wrong])
    assert checked(pki, forged).verdict.subindication is SubIndication.SIG_CONSTRAINTS_FAILURE


def countersigned(pki: TestPki, by: Credential) -> bytes:
    data = signed(pki)
    parent = read_signed_data(data).signers[0]
    digest = attribute(oids.MESSAGE_DIGEST, octet_string(_sha256(parent.signature_value)))
    inner = build_signer_info(by.certificate, by.port(), [digest])
    return with_unsigned(parent, attribute(oids.COUNTER_SIGNATURE, inner))


def test_counter_signature_is_judged_over_its_parents_signature(pki: TestPki) -> None:
    report = checked(pki, countersigned(pki, pki.citizen)).signatures[0]
    assert [counter.intact for counter in report.counter_signatures] == [True]


def test_broken_counter_signature_leaves_its_parent_intact(pki: TestPki) -> None:
    data = countersigned(pki, pki.citizen)
    value = read_signed_data(data).signers[0].unsigned[0].values[0]
    digest = value.child(3).child(0).child(1).child(0)
    broken = data[: digest.end - 1] + bytes((data[digest.end - 1] ^ 1,)) + data[digest.end :]
    report = checked(pki, broken).signatures[0]
    assert report.intact is True
    assert report.counter_signatures[0].intact is False


@pytest.mark.parametrize("data", [b"", b"imz", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", b"<html>", bytes(3)])
def test_file_that_is_no_cms_is_a_finding(pki: TestPki, data: bytes) -> None:
    assert checked(pki, data).verdict.subindication is SubIndication.FORMAT_FAILURE


def test_file_without_signers_is_not_passed(pki: TestPki) -> None:
    empty = build_signed_data(oids.DATA, CONTENT, [], [], ["sha256"])
    assert checked(pki, empty).verdict.indication is Indication.FAILED


def test_cut_or_flipped_file_is_judged_without_an_exception(pki: TestPki) -> None:
    data = countersigned(pki, pki.citizen)
    outcomes = {checked(pki, data[:length]).verdict.indication for length in range(0, len(data), 61)}
    for position in range(0, len(data), 37):
        flipped = data[:position] + bytes((data[position] ^ 0x41,)) + data[position + 1 :]
        outcomes.add(checked(pki, flipped).verdict.indication)
    assert Indication.FAILED in outcomes


def test_unknown_field_after_the_attributes_is_a_finding(pki: TestPki) -> None:
    signer = read_signed_data(signed(pki)).signers[0]
    assert checked(pki, append(signer.element, octet_string(b"?"))).verdict.codes == ("signer-unreadable",)


def with_crl(pki: TestPki, data: bytes, revoked_at: datetime) -> bytes:
    crl = revocation_list(pki.issuer, (pki.citizen.certificate,), revoked_at, revoked_at + timedelta(days=30))
    parsed = read_signed_data(data)
    assert parsed.certificates is not None
    return insert(parsed.body, parsed.certificates.end, tlv(Tag.CONTEXT_1, crl))


def test_certificate_revoked_without_a_stamp_before_is_in_doubt(pki: TestPki) -> None:
    report = checked(pki, with_crl(pki, signed(pki), NOW - timedelta(hours=1)))
    assert report.verdict.subindication is SubIndication.REVOKED_NO_POE


def test_certificate_revoked_before_the_proven_moment_is_failed(pki: TestPki) -> None:
    raised = stamped(pki, signed(pki))
    report = checked(pki, with_crl(pki, raised, NOW - timedelta(hours=1)), NOW + timedelta(days=1))
    assert report.verdict.subindication is SubIndication.REVOKED


def test_certificate_revoked_after_the_proven_moment_stays_good(pki: TestPki) -> None:
    raised = stamped(pki, signed(pki))
    report = checked(pki, with_crl(pki, raised, NOW + timedelta(hours=1)), NOW + timedelta(days=1))
    assert report.verdict.passed


def stamped(pki: TestPki, data: bytes) -> bytes:
    nonces = iter((1 << 127,))
    service = TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))
    return raise_to_t(data, service, pki.trust, NOW)[-1].data


def test_stamp_wrapped_in_an_octet_string_proves_nothing(pki: TestPki) -> None:
    data = stamped(pki, signed(pki))
    token = read_signed_data(data).signers[0].unsigned[0].single
    report = checked(pki, replaced(token, octet_string(token.tlv))).signatures[0]
    assert report.proven_time is None
    assert report.timestamps[0].verdict.codes == ("stamp-unreadable",)


def test_stamp_wrapped_in_an_octet_string_raises_no_level(pki: TestPki) -> None:
    data = stamped(pki, signed(pki))
    token = read_signed_data(data).signers[0].unsigned[0].single
    report = checked(pki, replaced(token, octet_string(token.tlv))).signatures[0]
    assert (report.level, report.baseline) == (SignatureLevel.BES, SignatureLevel.BASELINE_B)


def test_same_stamp_twice_proves_the_same_moment(pki: TestPki) -> None:
    data = stamped(pki, signed(pki))
    attributes = read_signed_data(data).signers[0].unsigned_attrs
    assert attributes is not None
    report = checked(pki, append(attributes, attributes.value)).signatures[0]
    assert report.proven_time == NOW
    assert len(report.timestamps) == 1


def test_attribute_without_values_is_no_exception(pki: TestPki) -> None:
    signer = read_signed_data(signed(pki)).signers[0]
    empty = tlv(Tag.CONTEXT_1, attribute(oids.SIGNATURE_TIME_STAMP))
    report = checked(pki, insert(signer.element, signer.signature.end, empty)).signatures[0]
    assert (report.intact, report.timestamps) == (True, ())


def test_signer_written_otherwise_is_found_by_the_hash_it_names(pki: TestPki) -> None:
    data = signed(pki)
    sid = read_signed_data(data).signers[0].sid
    respelled = sid.tlv.replace("TEST Sertifika Makamı".encode(), b"TEST Sertifika MAKAMI" + b" ", 1)
    report = checked(pki, replaced(sid, respelled))
    assert report.verdict.passed
    assert "signer-named-otherwise" in report.verdict.codes
