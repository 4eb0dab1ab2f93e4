"""Raising to T: one attribute more, every other byte as it was, refusals by name."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from archive.signatures import (
    AlreadyTimeStampedError,
    NoSuchSignerError,
    NotCadesError,
    PreservedByRecordError,
    SignatureNotIntactError,
    SignatureUndecidedError,
    SignatureUnreadableError,
    SignedAttributes,
    check_signatures,
    raise_to_t,
    sign_attached,
    sign_detached,
    signers_to_raise,
)
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from timestamping.cms import attribute, build_signed_data, build_signer_info, oids, read_signed_data
from timestamping.der import Tag, append, insert, octet_string, oid, read_exact, remove, tlv
from timestamping.tsa import AuthorityUnavailableError, Imprint, Stamp, TimestampService
from timestamping.tsa.authority import (
    KeyKind,
    Misbehaviour,
    Profile,
    TestAuthority,
    TestPki,
    Variant,
    issue,
    make_key,
)

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
CONTENT = "Sayın İlgili, görüşü ekte sunulmuştur.".encode()


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def service(pki: TestPki, misbehaviour: Misbehaviour | None = None, variant: Variant | None = None) -> TimestampService:
    nonces = iter(range(1 << 127, 1 << 128))
    authority = TestAuthority(pki, lambda: NOW, misbehaviour, variant)
    return TimestampService([authority], pki.trust, lambda: NOW, lambda: next(nonces))


def signed(pki: TestPki, make: Callable[..., bytes] = sign_attached, kind: KeyKind = KeyKind.P256) -> bytes:
    citizen = pki.citizen if kind is KeyKind.P256 else pki.another_citizen("Mehmet Demir", NOW, kind)
    return make(CONTENT, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate])


def two_signers(pki: TestPki) -> bytes:
    first = signed(pki)
    second = read_signed_data(signed(pki, kind=KeyKind.RSA))
    assert second.certificates is not None
    joined = append(read_signed_data(first).signer_infos, second.signers[0].element.tlv)
    certificates = read_signed_data(joined).certificates
    assert certificates is not None
    return append(certificates, second.certificates.value)


def indefinite(data: bytes) -> bytes:
    """The same CMS with its outer containers in indefinite form and its content in pieces."""
    parsed = read_signed_data(data)
    half = len(CONTENT) // 2
    pieces = octet_string(CONTENT[:half]) + octet_string(CONTENT[half:])
    content = b"\x24\x80" + pieces + b"\0\0"
    capsule = b"\x30\x80" + parsed.encapsulated.child(0).tlv + b"\xa0\x80" + content + b"\0\0" + b"\0\0"
    body = b"".join(capsule if item is parsed.encapsulated else item.tlv for item in parsed.body.children)
    return b"\x30\x80" + parsed.root.child(0).tlv + b"\xa0\x80\x30\x80" + body + b"\0\0" * 3


def test_raised_signature_is_t_and_passes_with_its_moment_proven(pki: TestPki) -> None:
    raised = raise_to_t(signed(pki), service(pki), pki.trust, NOW)[-1]
    report = check_signatures(raised.data, at=NOW, trust=pki.trust).signatures[0]
    assert (report.level, report.indication, report.proven_time) == (SignatureLevel.T, Indication.PASSED, NOW)


def test_created_unsigned_attributes_are_the_only_change(pki: TestPki) -> None:
    data = signed(pki)
    raised = raise_to_t(data, service(pki), pki.trust, NOW)[-1].data
    added = read_signed_data(raised).signers[0].unsigned_attrs
    assert added is not None
    assert remove(added) == data


def test_appended_attribute_is_the_only_change_where_others_exist(pki: TestPki) -> None:
    bare = read_signed_data(signed(pki)).signers[0]
    other = tlv(Tag.CONTEXT_1, attribute("1.2.3.4", octet_string(b"unknown")))
    data = insert(bare.element, bare.signature.end, other)
    raised = raise_to_t(data, service(pki), pki.trust, NOW)[-1].data
    assert remove(read_signed_data(raised).signers[0].unsigned[-1].element) == data


def test_unsorted_unsigned_attributes_keep_their_order(pki: TestPki) -> None:
    bare = read_signed_data(signed(pki)).signers[0]
    unsorted = attribute("1.2.3.9", octet_string(b"z" * 40)) + attribute("1.2.3.4", octet_string(b"a"))
    data = insert(bare.element, bare.signature.end, tlv(Tag.CONTEXT_1, unsorted))
    raised = raise_to_t(data, service(pki), pki.trust, NOW)[-1].data
    found = [item.oid for item in read_signed_data(raised).signers[0].unsigned]
    assert found == ["1.2.3.9", "1.2.3.4", oids.SIGNATURE_TIME_STAMP]


def test_indefinite_lengths_stay_as_they_are(pki: TestPki) -> None:
    data = indefinite(signed(pki))
    raised = raise_to_t(data, service(pki), pki.trust, NOW)[-1].data
    added = read_signed_data(raised).signers[0].unsigned_attrs
    assert added is not None
    assert remove(added) == data
    assert check_signatures(raised, at=NOW, trust=pki.trust).verdict.passed


def test_trailing_padding_is_kept(pki: TestPki) -> None:
    raised = raise_to_t(signed(pki) + bytes(2048), service(pki), pki.trust, NOW)[-1].data
    assert raised.endswith(bytes(2048))
    assert check_signatures(raised, at=NOW, trust=pki.trust).trailing == 2048


def test_ber_token_is_embedded_as_received(pki: TestPki) -> None:
    raised = raise_to_t(signed(pki), service(pki, variant=Variant.BER), pki.trust, NOW)[-1]
    assert raised.stamp is not None
    assert raised.stamp.token in raised.data
    assert check_signatures(raised.data, at=NOW, trust=pki.trust).signatures[0].proven_time == NOW


def test_detached_signature_is_raised_with_its_content(pki: TestPki) -> None:
    raised = raise_to_t(signed(pki, sign_detached), service(pki), pki.trust, NOW, content=CONTENT)[-1]
    report = check_signatures(raised.data, at=NOW, trust=pki.trust, content=CONTENT)
    assert report.verdict.passed


def test_all_signers_are_raised_by_default(pki: TestPki) -> None:
    raised = raise_to_t(two_signers(pki), service(pki), pki.trust, NOW)
    report = check_signatures(raised[-1].data, at=NOW, trust=pki.trust)
    assert [signature.level for signature in report.signatures] == [SignatureLevel.T, SignatureLevel.T]
    assert report.verdict.passed


def test_one_signer_can_be_chosen(pki: TestPki) -> None:
    raised = raise_to_t(two_signers(pki), service(pki), pki.trust, NOW, signers=[1])
    report = check_signatures(raised[-1].data, at=NOW, trust=pki.trust)
    assert [signature.level for signature in report.signatures] == [SignatureLevel.BES, SignatureLevel.T]


def test_signers_left_to_raise_are_those_without_a_stamp(pki: TestPki) -> None:
    raised = raise_to_t(two_signers(pki), service(pki), pki.trust, NOW, signers=[0])[-1].data
    assert signers_to_raise(raised) == (1,)


def test_signature_outlives_its_certificate_once_raised(pki: TestPki) -> None:
    ends = NOW + timedelta(days=30)
    citizen = issue(Profile("TEST Kısa Ömürlü", NOW - timedelta(days=1), ends), make_key(), pki.issuer)
    data = sign_attached(CONTENT, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate])
    raised = raise_to_t(data, service(pki), pki.trust, NOW)[-1].data
    assert check_signatures(raised, at=ends + timedelta(days=1), trust=pki.trust).verdict.passed


def test_stamp_whose_authority_has_ended_proves_nothing_any_more(pki: TestPki) -> None:
    raised = raise_to_t(signed(pki), service(pki), pki.trust, NOW)[-1].data
    later = pki.authority.certificate.not_after + timedelta(days=1)
    report = check_signatures(raised, at=later, trust=pki.trust)
    assert report.verdict.subindication is SubIndication.OUT_OF_BOUNDS_NO_POE


def test_already_stamped_signature_is_refused(pki: TestPki) -> None:
    raised = raise_to_t(signed(pki), service(pki), pki.trust, NOW)[-1].data
    with pytest.raises(AlreadyTimeStampedError):
        raise_to_t(raised, service(pki), pki.trust, NOW)


def test_already_stamped_signer_is_refused_when_named(pki: TestPki) -> None:
    raised = raise_to_t(two_signers(pki), service(pki), pki.trust, NOW, signers=[0])[-1].data
    with pytest.raises(AlreadyTimeStampedError):
        raise_to_t(raised, service(pki), pki.trust, NOW, signers=[0])


def test_missing_signer_is_refused(pki: TestPki) -> None:
    with pytest.raises(NoSuchSignerError):
        raise_to_t(signed(pki), service(pki), pki.trust, NOW, signers=[1])


def test_dummy_of_three_bytes_is_refused_by_name(pki: TestPki) -> None:
    with pytest.raises(SignatureUnreadableError):
        raise_to_t(b"imz", service(pki), pki.trust, NOW)


def test_one_broken_signer_blocks_the_file(pki: TestPki) -> None:
    data = two_signers(pki)
    last = read_signed_data(data).signers[1].signature
    broken = data[: last.content] + bytes((data[last.content] ^ 1,)) + data[last.content + 1 :]
    with pytest.raises(SignatureNotIntactError):
        raise_to_t(broken, service(pki), pki.trust, NOW, signers=[0])


def test_detached_signature_without_content_is_refused(pki: TestPki) -> None:
    with pytest.raises(SignatureUndecidedError):
        raise_to_t(signed(pki, sign_detached), service(pki), pki.trust, NOW)


def test_plain_cms_signature_is_refused_when_named(pki: TestPki) -> None:
    digest = attribute(oids.MESSAGE_DIGEST, octet_string(sha256(CONTENT).digest()))
    kind = attribute(oids.CONTENT_TYPE, oid(oids.DATA))
    plain = build_signer_info(pki.citizen.certificate, pki.citizen.port(), [kind, digest])
    data = build_signed_data(oids.DATA, CONTENT, [plain], [pki.citizen.certificate.der], ["sha256"])
    with pytest.raises(NotCadesError):
        raise_to_t(data, service(pki), pki.trust, NOW, signers=[0])


def test_file_under_an_evidence_record_is_refused(pki: TestPki) -> None:
    signer = read_signed_data(signed(pki)).signers[0]
    record = tlv(Tag.CONTEXT_1, attribute(oids.INTERNAL_EVIDENCE_RECORD, octet_string(b"")))
    with pytest.raises(PreservedByRecordError):
        raise_to_t(insert(signer.element, signer.signature.end, record), service(pki), pki.trust, NOW)


@pytest.mark.parametrize("misbehaviour", [Misbehaviour.WRONG_IMPRINT_VALUE, Misbehaviour.UNTRUSTED_ROOT])
def test_token_that_fails_the_check_never_enters_the_file(pki: TestPki, misbehaviour: Misbehaviour) -> None:
    with pytest.raises(AuthorityUnavailableError):
        raise_to_t(signed(pki), service(pki, misbehaviour), pki.trust, NOW)


class CarelessStamper:
    """Hands out a stamp over something else, as a broken port would."""

    def __init__(self, honest: TimestampService) -> None:
        self.honest = honest

    def stamp(self, imprint: Imprint, not_before: datetime | None = None) -> Stamp:
        return self.honest.stamp(Imprint.of(b"something else"))


def test_port_is_not_believed(pki: TestPki) -> None:
    with pytest.raises(AuthorityUnavailableError) as refused:
        raise_to_t(signed(pki), CarelessStamper(service(pki)), pki.trust, NOW)
    assert refused.value.attempts[-1].reasons[0][0] == "imprint-value"


def test_made_signature_is_read_back_exactly(pki: TestPki) -> None:
    data = signed(pki)
    assert read_exact(data).tlv == data
