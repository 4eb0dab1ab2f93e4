"""A signature is attached once, judged as often as one likes, and raised upward only (K-8 to K-11)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.commands import DocumentUnknownError, SignatureOutOfTurnError
from domain.signatures import (
    Attached,
    AttachSignature,
    BrokenSignatureError,
    Indication,
    NotARaiseError,
    Raised,
    RaiseSignature,
    RaisingFailed,
    RecordRaisingFailure,
    RecordValidation,
    SignatureBytesError,
    SignatureExistsError,
    SignatureFinding,
    SignatureLevel,
    SignaturePurpose,
    SignatureRightMissingError,
    SignatureUnknownError,
    SubIndication,
    Validated,
    is_raise,
    is_stamped,
    reaches,
)
from testkit.given import Story
from testkit.ids import sequential_uuid7
from testkit.letters import ARRIVAL, LETTER, received, signed
from testkit.people import AYSE, REGISTRAR, SYSTEM

ID = sequential_uuid7(5)
OLD, NEW = "aa" * 32, "bb" * 32
NOON = datetime(2026, 11, 21, 9, tzinfo=UTC)
ATTACH = AttachSignature(ID, ARRIVAL, SignaturePurpose.SIGNATURE, OLD, 4000, SignatureLevel.BES, signer="Osman Yeşil")
JUDGE = RecordValidation(ID, OLD, SignatureLevel.BES, Indication.INDETERMINATE, True, NOON, SubIndication.NO_POE)
RAISE = RaiseSignature(ID, SignatureLevel.T, OLD, NEW, 9000, "Test ZDHS", NOON, True)
FAIL = RecordRaisingFailure(ID, SignatureLevel.T, "timeout", "Yanıt yok")


def attached() -> Story:
    return received().given(ATTACH, by=SYSTEM)


def test_signature_of_an_incoming_document_is_attached() -> None:
    fact = received().when(ATTACH, by=SYSTEM).then_one(Attached)
    assert (fact.document_id, fact.level, fact.signer) == (ARRIVAL, SignatureLevel.BES, "Osman Yeşil")


def test_signature_is_attached_by_the_registry_too() -> None:
    received().when(ATTACH, by=REGISTRAR).then(Attached)


def test_signature_attached_by_somebody_else_is_refused() -> None:
    received().when(ATTACH, by=AYSE).then_refused(SignatureRightMissingError, "K-9")


def test_signature_of_an_unknown_document_is_refused() -> None:
    Story().when(ATTACH, by=SYSTEM).then_refused(DocumentUnknownError, "Y-3-4")


def test_signature_slipped_under_an_own_document_is_refused() -> None:
    command = replace(ATTACH, document_id=LETTER)
    signed().when(command, by=SYSTEM).then_refused(SignatureOutOfTurnError, "SM-12")


def test_signature_is_attached_once() -> None:
    attached().when(ATTACH, by=SYSTEM).then_refused(SignatureExistsError, "K-8")


def test_judgement_keeps_reasons_and_time() -> None:
    finding = SignatureFinding("chain", "Kök tanınmıyor", "Osman Yeşil")
    fact = attached().when(replace(JUDGE, findings=(finding,)), by=SYSTEM).then_one(Validated)
    assert (fact.indication, fact.sub_indication) == (Indication.INDETERMINATE, SubIndication.NO_POE)
    assert (fact.findings, fact.judged_at) == ((finding,), NOON)


def test_judgements_add_up() -> None:
    attached().given(JUDGE, by=SYSTEM).when(replace(JUDGE, indication=Indication.PASSED), by=SYSTEM).then(Validated)


def test_judgement_of_former_bytes_is_kept() -> None:
    attached().given(RAISE, by=SYSTEM).when(JUDGE, by=SYSTEM).then(Validated)


def test_judgement_of_bytes_it_never_had_is_refused() -> None:
    attached().when(replace(JUDGE, digest=NEW), by=SYSTEM).then_refused(SignatureBytesError, "K-8")


def test_judgement_by_a_person_is_refused() -> None:
    attached().when(JUDGE, by=AYSE).then_refused(SignatureRightMissingError, "K-9")


@pytest.mark.parametrize("command", [JUDGE, RAISE, FAIL], ids=lambda command: type(command).__name__)
def test_nothing_happens_to_an_unknown_signature(command: object) -> None:
    received().when(command, by=SYSTEM).then_refused(SignatureUnknownError, "K-8")


def test_raise_names_old_and_new_bytes() -> None:
    fact = attached().when(RAISE, by=SYSTEM).then_one(Raised)
    assert (fact.from_level, fact.to_level) == (SignatureLevel.BES, SignatureLevel.T)
    assert (fact.old_digest, fact.new_digest) == (OLD, NEW)


def test_raise_of_bytes_that_are_not_the_present_ones_is_refused() -> None:
    attached().given(RAISE, by=SYSTEM).when(RAISE, by=SYSTEM).then_refused(SignatureBytesError, "K-8")


def test_raise_to_the_same_bytes_is_refused() -> None:
    attached().when(replace(RAISE, new_digest=OLD), by=SYSTEM).then_refused(SignatureBytesError, "K-8")


def test_raise_downward_is_refused() -> None:
    back = replace(RAISE, to_level=SignatureLevel.BES, old_digest=NEW, new_digest="cc" * 32)
    attached().given(RAISE, by=SYSTEM).when(back, by=SYSTEM).then_refused(NotARaiseError, "K-9")


def test_raise_of_a_broken_signature_is_refused() -> None:
    broken = replace(JUDGE, intact=False, indication=Indication.FAILED, sub_indication=SubIndication.HASH_FAILURE)
    attached().given(broken, by=SYSTEM).when(RAISE, by=SYSTEM).then_refused(BrokenSignatureError, "K-11")


def test_raise_by_a_person_is_refused() -> None:
    attached().when(RAISE, by=AYSE).then_refused(SignatureRightMissingError, "K-9")


def test_failed_tries_are_counted_since_the_last_success() -> None:
    story = attached().given(FAIL, by=SYSTEM)
    assert story.when(FAIL, by=SYSTEM).then_one(RaisingFailed).attempt == 2
    story.given(RAISE, by=SYSTEM)
    assert story.when(replace(FAIL, to_level=SignatureLevel.A), by=SYSTEM).then_one(RaisingFailed).attempt == 1


@given(st.sampled_from(SignatureLevel), st.sampled_from(SignatureLevel))
def test_no_two_levels_raise_each_other_but_archive_forms(one: SignatureLevel, other: SignatureLevel) -> None:
    archive = {SignatureLevel.A, SignatureLevel.BASELINE_LTA}
    both = is_raise(one, other) and is_raise(other, one)
    assert both == ({one, other} <= archive)


@pytest.mark.parametrize("level", [SignatureLevel.BES, SignatureLevel.EPES, SignatureLevel.BASELINE_B])
def test_first_raise_brings_the_stamp(level: SignatureLevel) -> None:
    assert is_raise(level, SignatureLevel.T)
    assert [is_stamped(level), is_stamped(SignatureLevel.T)] == [False, True]


XL_RAISE = RaiseSignature(
    ID, SignatureLevel.XL, OLD, NEW, 9000, None, None, False, NOON, SignatureLevel.A, NOON.replace(year=2033)
)


def test_raise_without_a_stamp_tells_no_authority_and_what_comes_next() -> None:
    fact = attached().when(XL_RAISE, by=SYSTEM).then_one(Raised)
    assert (fact.tsa, fact.gen_time, fact.next_level) == (None, None, SignatureLevel.A)
    assert (fact.due, fact.weakens) == (NOON, NOON.replace(year=2033))


def test_attached_signature_keeps_the_target_of_its_own() -> None:
    fact = received().when(replace(ATTACH, target=SignatureLevel.XL), by=SYSTEM).then_one(Attached)
    assert fact.target is SignatureLevel.XL


def test_archived_signature_is_renewed_by_a_raise_to_the_same_level() -> None:
    top = replace(XL_RAISE, to_level=SignatureLevel.A)
    again = replace(top, old_digest=NEW, new_digest="cc" * 32)
    attached().given(top, by=SYSTEM).when(again, by=SYSTEM).then(Raised)


@pytest.mark.parametrize(("level", "following"), [("BES", "T"), ("T", "XL"), ("XL", "A"), ("A", "A"), ("CMS", None)])
def test_events_of_the_first_form_plan_by_their_level(level: str, following: str | None) -> None:
    assert Raised.upcast_v1_v2({"to_level": level}) == {"to_level": level, "next_level": following, "weakens": None}
    assert Validated.upcast_v1_v2({"level": level})["next_level"] == following


def test_attachment_of_the_first_form_has_no_target_of_its_own() -> None:
    assert Attached.upcast_v1_v2({"level": "T"}) == {"level": "T", "target": None}


@pytest.mark.parametrize(
    ("level", "target", "enough"),
    [(SignatureLevel.T, SignatureLevel.XL, False), (SignatureLevel.A, SignatureLevel.XL, True)],
)
def test_target_is_reached_at_its_rung_or_above(level: SignatureLevel, target: SignatureLevel, enough: bool) -> None:
    assert reaches(level, target) is enough
