"""Extending to XL and A: right attributes, every other byte as it was, imprints that hold, refusals by name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.signatures import (
    AlreadyAtLevelError,
    ArchiveForm,
    ArchiveFormError,
    GraceRunningError,
    HalfwayError,
    Means,
    NoSuchSignerError,
    RenewalTooLateError,
    SignatureNotIntactError,
    SignatureUndecidedError,
    SignerNotValidError,
    StampNotValidError,
    ValidationDataMissingError,
    check_signatures,
    extend,
    level_of,
    sign_detached,
)
from archive.signatures.hash_index import read_hash_index
from archive.signatures.imprints import archive_v2_input, archive_v3_input, x1_input
from archive.signatures.raising import signer_of, with_unsigned
from domain.signatures.levels import SignatureLevel
from testkit.added_bytes import only_added
from testkit.long_lived import CONTENT, NOW, World, indefinite
from timestamping.cms import SignerInfo, attribute, hash_by_oid, oids, read_signed_data
from timestamping.der import octet_string, read_oid, remove
from timestamping.trust import Freshness
from timestamping.tsa import Imprint, TimeStampToken
from timestamping.tsa.authority import RevocablePki

T, XL, A = SignatureLevel.T, SignatureLevel.XL, SignatureLevel.A
P3 = "2.16.792.1.61.0.1.5070.3.2.1"
P4 = "2.16.792.1.61.0.1.5070.3.3.1"


@pytest.fixture(scope="module")
def made() -> World:
    return World.make()


@pytest.fixture
def world(made: World) -> World:
    """The same keys, at the time of signing again."""
    return World(made.pki)


def kinds(data: bytes, number: int = 0) -> list[str]:
    return [item.oid for item in signer_of(data, number).unsigned]


def levels(data: bytes) -> list[SignatureLevel]:
    return [level_of(signer) for signer in read_signed_data(data).signers]


def tokens(signer: SignerInfo, kind: str) -> list[TimeStampToken]:
    return [TimeStampToken(value.tlv) for item in signer.unsigned_of(kind) for value in item.values]


def v3_holds(data: bytes, number: int = 0, content: bytes = CONTENT, place: int = -1) -> bool:
    """Do imprint and index of an archive time-stamp v3 hold in the file as it is now?"""
    parsed = read_signed_data(data)
    signer = parsed.signers[number]
    token = tokens(signer, oids.ARCHIVE_TIME_STAMP_V3)[place]
    index = read_hash_index(token.signed_data)
    assert index is not None
    used = hash_by_oid(token.info.imprint.algorithm)
    covered = archive_v3_input(parsed, signer, used.digest(content), index.tlv)
    return index.compared(parsed, signer).complete and used.digest(*covered) == token.info.imprint.digest


def v2_holds(data: bytes, number: int = 0, content: bytes | None = None) -> bool:
    parsed = read_signed_data(data)
    signer = parsed.signers[number]
    token = tokens(signer, oids.ARCHIVE_TIME_STAMP_V2)[0]
    later = [item for item in signer.unsigned if item.oid in oids.ARCHIVE_TIME_STAMPS]
    used = hash_by_oid(token.info.imprint.algorithm)
    return used.digest(*archive_v2_input(parsed, signer, content, later)) == token.info.imprint.digest


def test_basic_signature_becomes_archived_in_one_call_step_by_step(world: World) -> None:
    steps = extend(world.signed(), A, world.means())
    assert [(step.from_level, step.to_level) for step in steps] == [(SignatureLevel.BES, T), (T, XL), (XL, A)]
    assert [level_of(signer_of(step.data, 0)) for step in steps] == [T, XL, A]


def test_steps_tell_their_time_stamps(world: World) -> None:
    assert [step.gen_time for step in extend(world.signed(), A, world.means())] == [NOW, None, NOW]


def test_attributes_come_in_the_order_of_the_standard(world: World) -> None:
    assert kinds(extend(world.signed(), A, world.means())[-1].data) == [
        oids.SIGNATURE_TIME_STAMP,
        oids.CERTIFICATE_REFERENCES,
        oids.REVOCATION_REFERENCES,
        oids.CERTIFICATE_VALUES,
        oids.REVOCATION_VALUES,
        oids.ARCHIVE_TIME_STAMP_V3,
    ]


@pytest.mark.parametrize("form", list(ArchiveForm))
@pytest.mark.parametrize("ber", [False, True])
def test_nothing_but_additions_is_done_to_the_bytes(world: World, form: ArchiveForm, ber: bool) -> None:
    data = indefinite(world.signed()) if ber else world.signed()
    for step in extend(data, A, world.means(form)):
        assert only_added(data, step.data)
        data = step.data


def test_archive_step_adds_one_attribute_and_a_named_hash(world: World) -> None:
    xl = extend(world.signed(), XL, world.means())[-1].data
    archived = extend(xl, A, world.means())[-1].data
    without = remove(signer_of(archived, 0).unsigned[-1].element)
    named = read_signed_data(without).digest_algorithms.children[-1]
    assert read_oid(named.child(0)) == oids.SHA512
    assert remove(named) == xl


def test_archive_step_v2_adds_one_attribute_and_nothing_else(world: World) -> None:
    xl = extend(world.signed(), XL, world.means())[-1].data
    archived = extend(xl, A, world.means(ArchiveForm.V2))[-1].data
    assert remove(signer_of(archived, 0).unsigned[-1].element) == xl


@pytest.mark.parametrize("ber", [False, True])
def test_imprint_and_index_of_a_v3_hold(world: World, ber: bool) -> None:
    data = indefinite(world.signed()) if ber else world.signed()
    assert v3_holds(extend(data, A, world.means())[-1].data)


@pytest.mark.parametrize("ber", [False, True])
def test_imprint_of_a_v2_holds(world: World, ber: bool) -> None:
    data = indefinite(world.signed()) if ber else world.signed()
    assert v2_holds(extend(data, A, world.means(ArchiveForm.V2))[-1].data)


def test_time_stamp_carries_its_chain_and_lists_before_it_is_archived(world: World) -> None:
    xl = extend(world.signed(), XL, world.means())[-1].data
    (token,) = tokens(signer_of(xl, 0), oids.SIGNATURE_TIME_STAMP)
    inside = token.signed_data
    assert {world.pki.authority.certificate, world.pki.issuer.certificate} <= set(inside.certificate_list)
    assert len(inside.revocation_lists) == 2


def test_trailing_padding_is_kept(world: World) -> None:
    assert extend(world.signed() + bytes(2048), A, world.means())[-1].data.endswith(bytes(2048))


def test_detached_signature_is_archived_over_its_content(world: World) -> None:
    data = world.signed(sign_detached)
    assert v3_holds(extend(data, A, world.means(), content=CONTENT)[-1].data)
    assert v2_holds(extend(data, A, world.means(ArchiveForm.V2), content=CONTENT)[-1].data, content=CONTENT)


@pytest.mark.parametrize("form", list(ArchiveForm))
def test_all_signers_are_archived_and_all_stamps_hold(world: World, form: ArchiveForm) -> None:
    data = extend(world.two_signers(), A, world.means(form))[-1].data
    holds = v3_holds if form is ArchiveForm.V3 else v2_holds
    assert levels(data) == [A, A]
    assert [holds(data, number) for number in (0, 1)] == [True, True]


def test_one_signer_can_be_chosen(world: World) -> None:
    assert levels(extend(world.two_signers(), A, world.means(), signers=[1])[-1].data) == [SignatureLevel.BES, A]


def test_v2_of_one_signer_waits_until_all_are_long_term(world: World) -> None:
    steps = extend(world.two_signers(), A, world.means(ArchiveForm.V2), signers=[1])
    assert levels(steps[-1].data) == [XL, A]
    assert [(step.signer, step.to_level) for step in steps] == [(0, T), (1, T), (0, XL), (1, XL), (1, A)]


def renewed(world: World, form: ArchiveForm) -> tuple[bytes, bytes]:
    first = extend(world.signed(), A, world.means(form))[-1].data
    world.now = NOW + timedelta(days=700)
    return first, extend(first, A, world.means())[-1].data


@pytest.mark.parametrize("form", list(ArchiveForm))
def test_renewal_leaves_the_former_stamp_holding(world: World, form: ArchiveForm) -> None:
    first, second = renewed(world, form)
    assert only_added(first, second)
    assert v3_holds(second)
    assert v3_holds(second, place=0) if form is ArchiveForm.V3 else v2_holds(second)


def test_renewal_after_v3_puts_validation_data_into_the_file(world: World) -> None:
    first, second = renewed(world, ArchiveForm.V3)
    before, after = read_signed_data(first), read_signed_data(second)
    assert world.pki.authority.certificate not in before.certificate_list
    assert world.pki.authority.certificate in after.certificate_list
    assert len(after.revocation_lists) == len(before.revocation_lists) + 2


def test_renewal_after_v2_puts_validation_data_into_the_token(world: World) -> None:
    first, second = renewed(world, ArchiveForm.V2)
    assert read_signed_data(second).certificates is not None
    assert read_signed_data(second).certificate_list == read_signed_data(first).certificate_list
    (token,) = tokens(signer_of(second, 0), oids.ARCHIVE_TIME_STAMP_V2)
    assert len(token.signed_data.revocation_lists) == 2


def test_third_stamp_after_a_v2_leaves_it_holding(world: World) -> None:
    _, second = renewed(world, ArchiveForm.V2)
    world.now += timedelta(days=700)
    third = extend(second, A, world.means())[-1].data
    assert v2_holds(third)
    assert [v3_holds(third, place=place) for place in (0, 1)] == [True, True]


def test_hash_of_the_archive_stamp_is_the_one_asked_for(world: World) -> None:
    data = extend(world.signed(), A, replace(world.means(), digest="sha384"))[-1].data
    (token,) = tokens(signer_of(data, 0), oids.ARCHIVE_TIME_STAMP_V3)
    assert hash_by_oid(token.info.imprint.algorithm).name == "sha384"
    assert v3_holds(data)


def test_profile_with_grace_is_not_completed_before_its_end(world: World) -> None:
    data = extend(world.signed(policy=P3), T, world.means())[-1].data
    world.now = NOW + timedelta(hours=23)
    with pytest.raises(GraceRunningError) as refused:
        extend(data, XL, world.means())
    assert refused.value.due == NOW + timedelta(hours=24)
    assert refused.value.passing


def test_profile_with_grace_is_completed_after_its_end(world: World) -> None:
    data = extend(world.signed(policy=P3), T, world.means())[-1].data
    world.now = NOW + timedelta(hours=24)
    assert levels(extend(data, XL, world.means())[-1].data) == [XL]


def test_profile_without_grace_is_completed_at_once(world: World) -> None:
    assert levels(extend(world.signed(policy=P4), XL, world.means())[-1].data) == [XL]


def test_profile_takes_no_list_older_than_the_stamp(world: World) -> None:
    with pytest.raises(ValidationDataMissingError):
        extend(world.signed(policy=P4), XL, world.means(lists=world.lists(NOW - timedelta(hours=1))))


def test_stricter_freshness_waits_for_the_next_list(world: World) -> None:
    old = replace(world.means(lists=world.lists(NOW - timedelta(hours=1))), freshness=Freshness.ISSUED_AFTER)
    with pytest.raises(ValidationDataMissingError) as refused:
        extend(world.signed(), XL, old)
    assert refused.value.passing


def test_without_revocation_data_the_refusal_says_so_and_passes(world: World) -> None:
    with pytest.raises(ValidationDataMissingError) as refused:
        extend(world.signed(), XL, world.without_lists())
    assert refused.value.passing


def test_signer_revoked_before_its_stamp_is_refused(world: World) -> None:
    lists = world.lists(NOW - timedelta(hours=1), world.pki.citizen)
    with pytest.raises(SignerNotValidError):
        extend(world.signed(), XL, world.means(lists=lists))


def test_signer_revoked_after_its_stamp_is_archived(world: World) -> None:
    data = extend(world.signed(), T, world.means())[-1].data
    lists = world.lists(NOW + timedelta(hours=1), world.pki.citizen)
    world.now = NOW + timedelta(hours=2)
    assert levels(extend(data, A, world.means(lists=lists))[-1].data) == [A]


def test_one_broken_signer_blocks_the_file(world: World) -> None:
    data = world.two_signers()
    last = read_signed_data(data).signers[1].signature
    broken = data[: last.content] + bytes((data[last.content] ^ 1,)) + data[last.content + 1 :]
    with pytest.raises(SignatureNotIntactError):
        extend(broken, A, world.means(), signers=[0])


def test_detached_signature_without_content_is_refused(world: World) -> None:
    with pytest.raises(SignatureUndecidedError):
        extend(world.signed(sign_detached), A, world.means())


def test_level_that_is_there_already_is_refused(world: World) -> None:
    data = extend(world.signed(), XL, world.means())[-1].data
    with pytest.raises(AlreadyAtLevelError):
        extend(data, XL, world.means())


def test_references_begun_by_another_tool_are_not_contradicted(world: World) -> None:
    data = extend(world.signed(), T, world.means())[-1].data
    begun = with_unsigned(signer_of(data, 0), attribute(oids.CERTIFICATE_REFERENCES, octet_string(b"")))
    with pytest.raises(HalfwayError):
        extend(begun, XL, world.means())


def test_archived_signature_is_not_prolonged_by_v2(world: World) -> None:
    data = extend(world.signed(), A, world.means())[-1].data
    with pytest.raises(ArchiveFormError):
        extend(data, A, world.means(ArchiveForm.V2))


def test_renewal_after_the_authority_s_certificate_ended_is_too_late(world: World) -> None:
    data = extend(world.signed(), A, world.means())[-1].data
    world.now = world.pki.authority.certificate.not_after + timedelta(days=1)
    with pytest.raises(RenewalTooLateError):
        extend(data, A, world.means())


def test_stamp_of_another_signature_is_no_ground_to_build_on(world: World) -> None:
    other = extend(world.signed(), T, world.means())[-1].data
    stamp = signer_of(other, 0).unsigned[0].element.tlv
    wrong = with_unsigned(signer_of(world.signed(), 0), stamp)
    with pytest.raises(StampNotValidError):
        extend(wrong, XL, world.means())


def test_missing_signer_is_refused(world: World) -> None:
    with pytest.raises(NoSuchSignerError):
        extend(world.signed(), A, world.means(), signers=[1])


def test_level_without_a_meaning_here_is_an_error_of_the_caller(world: World) -> None:
    with pytest.raises(ValueError, match="no level to extend to"):
        extend(world.signed(), SignatureLevel.C, world.means())


def asked_by_ocsp() -> tuple[World, Means]:
    """Everybody below an authority is asked about by OCSP, so that no answer speaks of two."""
    pki = RevocablePki.make(lambda: NOW)
    world = World(pki.pki)
    return world, replace(world.means(), source=pki.source())


def foreign_long_term(world: World, means: Means, *, x1: bool) -> bytes:
    """XL as another tool makes it: the time-stamp's own validation data stands nowhere; on demand with an X stamp."""
    ours = extend(world.signed(), XL, means)[-1].data
    data = extend(world.signed(), T, means)[-1].data
    for item in signer_of(ours, 0).unsigned[1:]:
        data = with_unsigned(signer_of(data, 0), item.element.tlv)
    if not x1:
        return data
    stamp = world.stamper().stamp(Imprint.of(b"".join(x1_input(signer_of(data, 0)))))
    return with_unsigned(signer_of(data, 0), attribute(oids.X_TYPE_1_TIME_STAMP, stamp.token))


@pytest.mark.parametrize("x1", [False, True])
def test_stamps_of_another_tool_are_made_provable_before_they_are_archived(x1: bool) -> None:
    world, means = asked_by_ocsp()
    data = foreign_long_term(world, means, x1=x1)
    archived = extend(data, A, means)[-1].data
    report = check_signatures(archived, at=NOW, trust=world.pki.trust)
    assert only_added(data, archived)
    assert all(stamp.verdict.passed and stamp.imprint for stamp in report.signatures[0].timestamps)
    (token,) = tokens(signer_of(archived, 0), oids.SIGNATURE_TIME_STAMP)
    homes = [len(item.crls.children) if item.crls else 0 for item in (token.signed_data, read_signed_data(archived))]
    assert homes == ([0, 2] if x1 else [2, 0])


def test_stamps_that_can_be_proven_from_the_file_are_left_as_they_are(world: World) -> None:
    data = foreign_long_term(world, world.means(), x1=False)
    archived = extend(data, A, world.means())[-1].data
    (before,), (after,) = (tokens(signer_of(item, 0), oids.SIGNATURE_TIME_STAMP) for item in (data, archived))
    assert before.der == after.der
