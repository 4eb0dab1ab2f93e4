"""The gate: what is not allowed is refused, and the attempt is recorded before the refusal is told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from api.access import (
    AccessDeniedError,
    ActingPersonMissingError,
    ActingPersonNotAllowedError,
    Identity,
    NotSignedInError,
    Operation,
    ReadNotRecordedError,
    ReadRecorder,
    Role,
    person_acting,
    require,
)
from domain.access import Read, viewed
from domain.events import Actor, Context, Origin
from domain.parties import Role as Duty
from testkit.clock import FixedClock

ZEYNEP = Identity("zeynep", "Zeynep Şahin", "Denetçi", "1", frozenset({Role.AUDITOR}))
EBYS = Identity("ebys", "EBYS", "Sistem", "1", frozenset({Role.EBYS}))
ALI = Actor("ali", "Ali Can", "Memur", "2")


class Log:
    """Reads as they are appended; fails on demand."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.reads: list[Read] = []
        self.failure = failure

    def append(self, reads: Sequence[Read]) -> None:
        if self.failure:
            raise self.failure
        self.reads += reads


def recorder(log: Log, clock: FixedClock) -> ReadRecorder:
    return ReadRecorder(log.append, Context(ZEYNEP.actor(), Origin("graphql"), "r-1"), clock)


def test_allowed_operation_passes_and_records_nothing(clock: FixedClock) -> None:
    log = Log()

    assert require(ZEYNEP, Operation.READ_AUDIT, recorder(log, clock), "graphql:auditEntries") is ZEYNEP
    assert log.reads == []


def test_denied_attempt_is_recorded_with_its_element(clock: FixedClock) -> None:
    log = Log()
    with pytest.raises(AccessDeniedError) as refused:
        require(ZEYNEP, Operation.SIGN, recorder(log, clock), "graphql:signDocument", "d-1")

    assert [read.kind.TOPIC for read in log.reads] == ["access.denied"]
    assert log.reads[0].payload["element_type"] == "graphql:signDocument"
    assert log.reads[0].payload["element_id"] == "d-1"
    assert "Evrak birimi" in refused.value.message_tr


def test_denial_that_cannot_be_recorded_is_a_fault(clock: FixedClock) -> None:
    with pytest.raises(ReadNotRecordedError):
        require(ZEYNEP, Operation.SIGN, recorder(Log(OSError()), clock), "graphql:signDocument")


def test_nobody_is_asked_to_sign_in(clock: FixedClock) -> None:
    with pytest.raises(NotSignedInError):
        require(None, Operation.WHO_AM_I, recorder(Log(), clock), "graphql:viewer")


def test_document_system_acts_for_the_person_it_names() -> None:
    acting = person_acting(EBYS, ALI, frozenset({Duty.DRAFTER}), Operation.DRAFT)

    assert (acting.subject, acting.session) == ("ali", "ebys:ebys")
    assert acting.duties == {Duty.DRAFTER}


def test_document_system_must_name_a_person() -> None:
    with pytest.raises(ActingPersonMissingError):
        person_acting(EBYS, None, frozenset(), Operation.DRAFT)


@pytest.mark.parametrize("change", [{"id": "system:worker-days"}, {"id": " "}, {"name": ""}, {"unit": ""}])
def test_document_system_cannot_act_for_a_process_or_for_nobody(change: dict[str, str]) -> None:
    with pytest.raises(ActingPersonMissingError):
        person_acting(EBYS, replace(ALI, **change), frozenset({Duty.DRAFTER}), Operation.DRAFT)


def test_nobody_else_may_name_a_person() -> None:
    with pytest.raises(ActingPersonNotAllowedError):
        person_acting(ZEYNEP, ALI, frozenset({Duty.DRAFTER}), Operation.DRAFT)


def test_reading_needs_no_person() -> None:
    assert person_acting(EBYS, None, frozenset(), Operation.READ_DOCUMENTS) is EBYS


def test_recorder_appends_once_and_in_order(clock: FixedClock) -> None:
    log = Log()
    reads = recorder(log, clock)
    reads.note(viewed, element_type="day", element_id="2026-11-20")
    reads.searched("document", query="Ayşe Yılmaz izin", filters=["unit=1"], result_count=3)
    reads.settle()
    reads.settle()

    assert [read.kind.TOPIC for read in log.reads] == ["access.viewed", "access.searched"]
    assert log.reads[1].payload["query"] == "[kişi] izin"
    assert log.reads[1].payload["result_count"] == 3


def test_recorder_refuses_a_request_that_reads_without_end(clock: FixedClock) -> None:
    reads = recorder(Log(), clock)
    for number in range(1_000):
        reads.note(viewed, element_type="event", element_id=str(number))
    with pytest.raises(ReadNotRecordedError):
        reads.note(viewed, element_type="event", element_id="one too many")
