"""A draft is opened, edited, graded and made urgent by those who may, and only while it is a draft."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.documents import (
    Change,
    Direction,
    DocumentState,
    Drafted,
    EditDraft,
    Edited,
    GradeProposed,
    Medium,
    ProposeGrade,
    SetUrgency,
    StoredFile,
    UrgencySet,
)
from domain.documents.errors import (
    DraftRightMissingError,
    DueFormatError,
    DueMissingError,
    GradeJustificationMissingError,
    GradeNeedsPaperError,
    GradeWithdrawnError,
    LimitExceededError,
    MediumGroundMissingError,
    NotAnEditorError,
    NothingChangedError,
    StoredFileError,
    SubjectMissingError,
    TopSecretAssignerError,
    WrongDirectionError,
)
from domain.documents.moves import DocumentExistsError, GradingClosedError, NotADraftError
from domain.filing import Classification, Urgency
from domain.ledger.commands import DocumentUnknownError
from domain.parties import Role
from testkit.given import Story
from testkit.ids import sequential_uuid7
from testkit.letters import BODY, DRAFT, LETTER, drafted, numbered, routed
from testkit.people import AYSE, BARIS, CEMIL, STRANGER, person


def test_draft_is_opened_by_its_drafter() -> None:
    story = Story().when(DRAFT)
    fact = story.then_one(Drafted)
    assert (fact.subject, fact.medium, fact.context.actor) == (
        "Personel Görevlendirmesi",
        Medium.ELECTRONIC,
        AYSE.actor,
    )
    assert story.document(LETTER).state is DocumentState.DRAFT


def test_draft_digest_is_that_of_its_content() -> None:
    story = Story().when(DRAFT)
    assert story.then_one(Drafted).content_digest == story.document(LETTER).content.digest


def test_draft_without_draft_right_is_refused() -> None:
    Story().when(DRAFT, by=CEMIL).then_refused(DraftRightMissingError, "SM-1")


def test_incoming_document_is_not_drafted() -> None:
    Story().when(replace(DRAFT, direction=Direction.INCOMING)).then_refused(WrongDirectionError, "Y-3-9")


def test_paper_draft_without_ground_is_refused() -> None:
    Story().when(replace(DRAFT, medium=Medium.MANDATORY_PHYSICAL)).then_refused(MediumGroundMissingError, "S1-GEN-1")


def test_paper_draft_with_ground_is_opened() -> None:
    paper = replace(DRAFT, medium=Medium.MANDATORY_PHYSICAL, medium_ground="Kanun 1234 m.5")
    assert Story().when(paper).then_one(Drafted).medium_ground == "Kanun 1234 m.5"


@pytest.mark.parametrize("subject", ["", "   "])
def test_draft_without_subject_is_refused(subject: str) -> None:
    Story().when(replace(DRAFT, subject=subject)).then_refused(SubjectMissingError, "S2-r-1")


def test_draft_with_endless_subject_is_refused() -> None:
    Story().when(replace(DRAFT, subject="a" * 1001)).then_refused(LimitExceededError, "S2-r-1")


def test_draft_subject_is_stored_composed() -> None:
    decomposed = "Go\u0308ru\u0308s\u0327"
    assert Story().when(replace(DRAFT, subject=decomposed)).then_one(Drafted).subject == "Görüş"


def test_draft_body_without_proper_digest_is_refused() -> None:
    Story().when(replace(DRAFT, body=replace(BODY, digest="AB" * 32))).then_refused(StoredFileError, "K-5")


def test_second_draft_under_the_same_id_is_refused() -> None:
    drafted().when(DRAFT).then_refused(DocumentExistsError, "SM-1")


def test_edit_holds_old_and_new_values() -> None:
    fact = drafted().when(EditDraft(LETTER, subject="Yeni Konu")).then_one(Edited)
    assert fact.changes == (Change("subject", "Personel Görevlendirmesi", "Yeni Konu"),)


def test_edit_of_the_cover_letter_shows_both_digests() -> None:
    body = StoredFile("ba" * 32, 5000, "application/pdf", "ustyazi2.pdf")
    story = drafted().when(EditDraft(LETTER, body=body))
    fact = story.then_one(Edited)
    assert fact.changes == (Change("body", BODY.digest, body.digest),)
    assert story.document(LETTER).content.body == body


def test_edit_changes_the_content_digest() -> None:
    story = drafted()
    before = story.document(LETTER).content.digest
    assert story.when(EditDraft(LETTER, subject="Yeni Konu")).then_one(Edited).content_digest != before


def test_edit_back_restores_the_content_digest() -> None:
    story = drafted()
    before = story.document(LETTER).content.digest
    story.given(EditDraft(LETTER, subject="Yeni Konu"), EditDraft(LETTER, subject="Personel Görevlendirmesi"))
    assert story.document(LETTER).content.digest == before


def test_edit_that_changes_nothing_is_refused() -> None:
    drafted().when(EditDraft(LETTER, subject="Personel Görevlendirmesi")).then_refused(NothingChangedError, "SM-2")


def test_edit_by_a_stranger_is_refused() -> None:
    drafted().when(EditDraft(LETTER, subject="Başka"), by=STRANGER).then_refused(NotAnEditorError, "SM-2")


def test_edit_by_a_named_editor_is_allowed() -> None:
    story = Story().given(replace(DRAFT, editors=(BARIS.actor.id,)))
    story.when(EditDraft(LETTER, subject="Başka"), by=BARIS).then(Edited)


def test_edit_of_a_numbered_draft_keeps_its_number() -> None:
    story = numbered().given(EditDraft(LETTER, subject="Yeni Konu"))
    assert story.document(LETTER).document_no == "E-67915368-903.07.02-1"


def test_edit_of_a_routed_document_is_refused() -> None:
    routed().when(EditDraft(LETTER, subject="Başka")).then_refused(NotADraftError, "SM-2")


def test_edit_of_an_unknown_document_is_refused() -> None:
    Story().when(EditDraft(LETTER, subject="Başka")).then_refused(DocumentUnknownError, "Y-3-4")


def test_grade_is_proposed_with_its_legal_basis() -> None:
    fact = drafted().when(ProposeGrade(LETTER, Classification.OFFICIAL_USE, "Kişisel veri")).then_one(GradeProposed)
    assert fact.previous is Classification.NONE
    assert "CK 5529" in fact.legal_basis


def test_grade_without_justification_is_refused() -> None:
    command = ProposeGrade(LETTER, Classification.OFFICIAL_USE)
    drafted().when(command).then_refused(GradeJustificationMissingError, "S1-GİZ-13")


@pytest.mark.parametrize("grade", [Classification.SECRET, Classification.TOP_SECRET])
def test_grade_above_official_use_on_electronic_document_is_refused(grade: Classification) -> None:
    drafted().when(ProposeGrade(LETTER, grade, "Gerekçe")).then_refused(GradeNeedsPaperError, "CF-1")


def test_grade_ozel_is_refused_since_2022() -> None:
    command = ProposeGrade(LETTER, Classification.RESTRICTED_LEGACY, "Gerekçe")
    drafted().when(command).then_refused(GradeWithdrawnError, "CF-3")


def test_grade_official_use_is_paper_only_before_july_2020() -> None:
    story = Story(datetime(2020, 6, 30, 20, 59, tzinfo=UTC)).given(DRAFT)
    command = ProposeGrade(LETTER, Classification.OFFICIAL_USE, "Gerekçe")
    story.when(command).then_refused(GradeNeedsPaperError, "CF-1")


def test_grade_official_use_is_electronic_from_midnight_in_istanbul() -> None:
    story = Story(datetime(2020, 6, 30, 21, 0, tzinfo=UTC)).given(DRAFT)
    story.when(ProposeGrade(LETTER, Classification.OFFICIAL_USE, "Gerekçe")).then(GradeProposed)


def test_grade_top_secret_needs_a_designated_person() -> None:
    paper = replace(DRAFT, medium=Medium.MANDATORY_PHYSICAL, medium_ground="Kanun")
    command = ProposeGrade(LETTER, Classification.TOP_SECRET, "Gerekçe")
    Story().given(paper).when(command).then_refused(TopSecretAssignerError, "S1-GİZ-7")


def test_grade_top_secret_by_a_designated_person_stands_on_paper() -> None:
    designated = person("ayse", "Ayşe Işık", "Memur", Role.DRAFTER, Role.TOP_SECRET_ASSIGNER)
    paper = replace(DRAFT, medium=Medium.MANDATORY_PHYSICAL, medium_ground="Kanun")
    story = Story().given(paper)
    story.when(ProposeGrade(LETTER, Classification.TOP_SECRET, "Gerekçe"), by=designated).then(GradeProposed)


def test_grade_that_stands_already_is_refused() -> None:
    drafted().when(ProposeGrade(LETTER, Classification.NONE)).then_refused(NothingChangedError, "SM-2")


def test_grade_of_a_routed_document_is_refused() -> None:
    command = ProposeGrade(LETTER, Classification.OFFICIAL_USE, "Gerekçe")
    routed().when(command).then_refused(GradingClosedError, "SM-3")


def test_urgency_dated_carries_its_reply_time() -> None:
    fact = drafted().when(SetUrgency(LETTER, Urgency.DATED, "P5D")).then_one(UrgencySet)
    assert (fact.urgency, fact.due_duration, fact.previous) == (Urgency.DATED, "P5D", Urgency.NORMAL)


def test_urgency_dated_without_reply_time_is_refused() -> None:
    drafted().when(SetUrgency(LETTER, Urgency.DATED)).then_refused(DueMissingError, "S2-ö-2")


@pytest.mark.parametrize("duration", ["5 gün", "P", "PT", "P5", "P-1D", "P5DT"])
def test_urgency_with_a_malformed_reply_time_is_refused(duration: str) -> None:
    drafted().when(SetUrgency(LETTER, Urgency.DATED, duration)).then_refused(DueFormatError, "S2-ö-2")


def test_urgency_urgent_carries_no_reply_time() -> None:
    drafted().when(SetUrgency(LETTER, Urgency.URGENT, "P5D")).then_refused(DueFormatError, "S2-ö-2")


def test_urgency_of_a_routed_document_is_refused() -> None:
    routed().when(SetUrgency(LETTER, Urgency.URGENT)).then_refused(GradingClosedError, "SM-3")


def test_other_documents_are_untouched_by_an_edit() -> None:
    other = sequential_uuid7(2)
    story = drafted().given(replace(DRAFT, document_id=other), EditDraft(LETTER, subject="Yeni Konu"))
    assert story.document(other).content.subject == "Personel Görevlendirmesi"
