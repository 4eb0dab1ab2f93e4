"""An incoming document is assigned, passed on, answered or closed by those it lies with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.documents import (
    AnswerDocument,
    Answered,
    AssignDocument,
    Assigned,
    ClosedWithoutAnswer,
    CloseWithoutAnswer,
    DocumentState,
    ReassignDocument,
    Reassigned,
    ReturnedToRegistry,
    ReturnToRegistry,
)
from domain.documents.incoming_errors import (
    AssigneeMissingError,
    CloseReasonMissingError,
    NotTheAssigneeError,
    NotTheReceiverError,
    ReassignReasonMissingError,
    ReplyNotSignedError,
    UnitManagerMissingError,
)
from domain.documents.moves import NotAnswerableError, NotAssignableError, NotAssignedError
from testkit.clock import START
from testkit.given import Story
from testkit.letters import ARRIVAL, LETTER, PASSED, RECEIVE, REGISTER, numbered, registered, signed, validated
from testkit.people import AYSE, BARIS, DENIZ, OTHER_UNIT, REGISTRAR, STRANGER, SYSTEM, UNIT, Person

TO_AYSE = AssignDocument(ARRIVAL, UNIT, AYSE.actor.id, AYSE.actor.name, "Cevap hazırlayın", START + timedelta(days=5))
TO_UNIT = AssignDocument(ARRIVAL, UNIT)
ANSWER = AnswerDocument(ARRIVAL, LETTER)
CLOSE = CloseWithoutAnswer(ARRIVAL, "Bilgi için geldi")
PASS_ON = ReassignDocument(ARRIVAL, OTHER_UNIT, "Konu başka birimin")


def assigned() -> Story:
    """An incoming document that lies with Ayşe."""
    return registered().given(TO_AYSE, by=DENIZ)


def answerable() -> Story:
    """A signed letter, and an incoming document that lies with Ayşe."""
    story = signed().given(RECEIVE, PASSED, by=SYSTEM).given(REGISTER, by=REGISTRAR)
    return story.given(TO_AYSE, by=DENIZ)


def test_assignment_names_unit_person_and_time() -> None:
    fact = registered().when(TO_AYSE, by=DENIZ).then_one(Assigned)
    assert (fact.unit, fact.person_id, fact.note) == (UNIT, "ayse", "Cevap hazırlayın")


@pytest.mark.parametrize("who", [AYSE, REGISTRAR, SYSTEM], ids=lambda who: who.actor.id)
def test_assignment_by_anybody_but_a_units_manager_is_refused(who: Person) -> None:
    registered().when(TO_AYSE, by=who).then_refused(UnitManagerMissingError, "SM-38")


def test_assignment_without_unit_is_refused() -> None:
    registered().when(replace(TO_UNIT, unit=" "), by=DENIZ).then_refused(AssigneeMissingError, "SM-38")


def test_assignment_before_registration_is_refused() -> None:
    validated().when(TO_AYSE, by=DENIZ).then_refused(NotAssignableError, "SM-38")


def test_second_assignment_is_refused() -> None:
    assigned().when(TO_UNIT, by=DENIZ).then_refused(NotAssignableError, "SM-38")


def test_receiver_passes_a_document_on_with_a_reason() -> None:
    fact = assigned().when(PASS_ON).then_one(Reassigned)
    assert (fact.from_person_id, fact.unit, fact.context.reason) == ("ayse", OTHER_UNIT, "Konu başka birimin")


def test_reassignment_moves_the_right_to_act() -> None:
    assigned().given(PASS_ON).when(CLOSE).then_refused(NotTheAssigneeError, "SM-40")


def test_reassignment_without_reason_is_refused() -> None:
    assigned().when(replace(PASS_ON, reason="")).then_refused(ReassignReasonMissingError, "SM-39")


def test_reassignment_by_a_colleague_is_refused() -> None:
    assigned().when(PASS_ON, by=BARIS).then_refused(NotTheReceiverError, "SM-39")


def test_reassignment_by_the_units_manager_is_allowed() -> None:
    assigned().when(PASS_ON, by=DENIZ).then(Reassigned)


def test_document_assigned_to_a_unit_lies_with_everybody_of_it() -> None:
    registered().given(TO_UNIT, by=DENIZ).when(PASS_ON, by=BARIS).then(Reassigned)


def test_document_assigned_to_a_unit_does_not_lie_with_others() -> None:
    registered().given(TO_UNIT, by=DENIZ).when(PASS_ON, by=STRANGER).then_refused(NotTheReceiverError, "SM-39")


def test_reassignment_of_what_is_not_assigned_is_refused() -> None:
    registered().when(PASS_ON).then_refused(NotAssignedError, "SM-39")


def test_document_given_back_can_be_assigned_again() -> None:
    story = assigned().when(ReturnToRegistry(ARRIVAL, "Birimimizle ilgisi yok"))
    story.then(ReturnedToRegistry)
    story.when(TO_UNIT, by=DENIZ).then(Assigned)


def test_giving_back_without_reason_is_refused() -> None:
    assigned().when(ReturnToRegistry(ARRIVAL, "")).then_refused(ReassignReasonMissingError, "SM-39")


def test_giving_back_by_somebody_else_is_refused() -> None:
    assigned().when(ReturnToRegistry(ARRIVAL, "Neden"), by=STRANGER).then_refused(NotTheReceiverError, "SM-39")


def test_giving_back_what_is_not_assigned_is_refused() -> None:
    registered().when(ReturnToRegistry(ARRIVAL, "Neden")).then_refused(NotAssignedError, "SM-39")


def test_answer_links_the_signed_reply() -> None:
    fact = answerable().when(ANSWER).then_one(Answered)
    assert (fact.reply_document_id, fact.reply_document_no) == (LETTER, "E-67915368-903.07.02-1")
    assert fact.within_due is True


def test_answer_after_its_time_says_so() -> None:
    story = answerable()
    story.clock.advance(days=6)
    assert story.when(ANSWER).then_one(Answered).within_due is False


def test_answer_by_an_unsigned_document_is_refused() -> None:
    story = numbered().given(RECEIVE, PASSED, by=SYSTEM).given(REGISTER, by=REGISTRAR).given(TO_AYSE, by=DENIZ)
    story.when(ANSWER).then_refused(ReplyNotSignedError, "SM-40")


def test_answer_by_an_unknown_document_is_refused() -> None:
    assigned().when(ANSWER).then_refused(ReplyNotSignedError, "SM-40")


def test_answer_by_itself_is_refused() -> None:
    assigned().when(AnswerDocument(ARRIVAL, ARRIVAL)).then_refused(ReplyNotSignedError, "SM-40")


def test_answer_by_somebody_else_is_refused() -> None:
    answerable().when(ANSWER, by=STRANGER).then_refused(NotTheAssigneeError, "SM-40")


def test_answer_of_what_is_not_assigned_is_refused() -> None:
    registered().when(ANSWER).then_refused(NotAnswerableError, "SM-40")


def test_closing_without_answer_says_why() -> None:
    story = assigned().when(CLOSE)
    assert story.then_one(ClosedWithoutAnswer).context.reason == "Bilgi için geldi"
    assert story.document(ARRIVAL).state is DocumentState.CLOSED


def test_closing_without_reason_is_refused() -> None:
    assigned().when(replace(CLOSE, reason="")).then_refused(CloseReasonMissingError, "SM-40")


def test_closing_twice_is_refused() -> None:
    assigned().given(CLOSE).when(CLOSE).then_refused(NotAnswerableError, "SM-40")


def test_closing_without_a_set_time_knows_no_lateness() -> None:
    assert registered().given(TO_UNIT, by=DENIZ).when(CLOSE, by=BARIS).then_one(ClosedWithoutAnswer).within_due is None
