"""What did not pass its check is opened, linked or sent back: by whom, until when, and what the notice may say."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.documents import (
    Channel,
    Decrypted,
    DocumentState,
    DuplicateReceived,
    Finding,
    PackageVerdict,
    RecordDecryption,
    RecordDuplicate,
    RecordPackageCheck,
    RejectDocument,
    Rejected,
    StoredFile,
    Validated,
    incoming_document_id,
)
from domain.documents.incoming_errors import (
    IntakeRightMissingError,
    NotAnIncomingPackageError,
    RejectionInventedDataError,
    RejectionReasonMissingError,
    RejectionRightMissingError,
    RejectionTooLateError,
)
from domain.documents.moves import NotDecryptableError, NotRegistrableError, NotRejectableError
from domain.turkish import second_business_day_end
from testkit.clock import START
from testkit.given import Story
from testkit.letters import ARRIVAL, LETTER, PASSED, RECEIVE, REGISTER, drafted, received, registered, validated
from testkit.people import AYSE, REGISTRAR, SYSTEM

BROKEN = RecordPackageCheck(
    ARRIVAL, PackageVerdict.FAILED, (Finding("15", "EYP-43", "F", "Özet tutmuyor", "/Ustveri/Ustveri.xml"),)
)
REJECT = RejectDocument(ARRIVAL, "EYP-43", "Üstverinin özeti tutmuyor.", document_no="E-1", subject="Personel")
PLAIN = StoredFile("34" * 32, 40_000, "application/eyazisma", "a.eyp")
DEADLINE = second_business_day_end(START)


def invalid() -> Story:
    return received().given(BROKEN, by=SYSTEM)


def unreadable() -> Story:
    blank = replace(RECEIVE, package_id=None)
    failed = replace(BROKEN, document_id=blank.document_id)
    return Story().given(blank, failed, by=SYSTEM)


UNREADABLE_ID = incoming_document_id(None, RECEIVE.package.digest)


def test_invalid_package_is_sent_back_with_what_was_read() -> None:
    story = invalid().when(REJECT, by=REGISTRAR)
    fact = story.then_one(Rejected)
    assert (fact.package_id, fact.document_no, fact.subject) == (RECEIVE.package_id, "E-1", "Personel")
    assert (fact.reason_code, fact.reason_text, fact.deadline) == ("EYP-43", REJECT.reason_text, DEADLINE)
    assert story.document(ARRIVAL).state is DocumentState.REJECTED


def test_unreadable_package_is_sent_back_under_the_name_it_came_by() -> None:
    command = RejectDocument(UNREADABLE_ID, "EYP-1", "Paket açılamadı.")
    fact = unreadable().when(command, by=REGISTRAR).then_one(Rejected)
    assert (fact.package_id, fact.document_date, fact.document_no, fact.subject) == ("m-1", None, None, None)


@pytest.mark.parametrize("invented", [{"document_no": "E-1"}, {"document_date": "2026-11-20"}, {"subject": "Personel"}])
def test_notice_for_an_unreadable_package_tells_nothing_invented(invented: dict[str, Any]) -> None:
    command = replace(RejectDocument(UNREADABLE_ID, "EYP-1", "Paket açılamadı."), **invented)
    unreadable().when(command, by=REGISTRAR).then_refused(RejectionInventedDataError, "S1-KEP-4")


def test_notice_for_a_package_that_was_not_decrypted_tells_nothing_invented() -> None:
    story = Story().given(replace(RECEIVE, encrypted=True), BROKEN, by=SYSTEM)
    story.when(REJECT, by=REGISTRAR).then_refused(RejectionInventedDataError, "S1-KEP-4")


@pytest.mark.parametrize("blank", [{"reason_text": " "}, {"reason_code": ""}, {"package_id": " "}])
def test_rejection_names_package_and_reason(blank: dict[str, Any]) -> None:
    invalid().when(replace(REJECT, **blank), by=REGISTRAR).then_refused(RejectionReasonMissingError, "S1-KEP-4")


def test_rejection_by_somebody_else_is_refused() -> None:
    invalid().when(REJECT, by=AYSE).then_refused(RejectionRightMissingError, "SM-35")


def test_rejection_in_the_last_moment_of_the_second_business_day_is_in_time() -> None:
    story = invalid()
    story.clock.time = DEADLINE
    story.when(REJECT, by=REGISTRAR).then_one(Rejected)


def test_rejection_after_the_second_business_day_is_refused() -> None:
    story = invalid()
    story.clock.time = DEADLINE + timedelta(microseconds=1)
    story.when(REJECT, by=REGISTRAR).then_refused(RejectionTooLateError, "Y-30-5")


def test_package_that_passed_is_not_rejected() -> None:
    registered().when(REJECT, by=REGISTRAR).then_refused(NotRejectableError, "SM-35")


def test_package_that_could_not_be_judged_may_be_sent_back_though_registered() -> None:
    undecided = replace(PASSED, verdict=PackageVerdict.INDETERMINATE)
    story = received().given(undecided, by=SYSTEM).given(REGISTER, by=REGISTRAR)
    story.when(REJECT, by=REGISTRAR).then_one(Rejected)


def test_package_is_rejected_once() -> None:
    invalid().given(REJECT, by=REGISTRAR).when(REJECT, by=REGISTRAR).then_refused(NotRejectableError, "SM-35")


def test_rejected_package_is_not_registered() -> None:
    invalid().given(REJECT, by=REGISTRAR).when(REGISTER, by=REGISTRAR).then_refused(NotRegistrableError, "SM-34")


def test_package_is_opened_before_it_is_checked() -> None:
    story = received().when(RecordDecryption(ARRIVAL, PLAIN, "0a"), by=SYSTEM)
    assert story.then_one(Decrypted).package == PLAIN
    story.when(PASSED, by=SYSTEM).then_one(Validated)


def test_package_is_not_opened_after_its_check() -> None:
    validated().when(RecordDecryption(ARRIVAL, PLAIN, "0a"), by=SYSTEM).then_refused(NotDecryptableError, "SM-32")


def test_package_opened_by_a_drafter_is_refused() -> None:
    received().when(RecordDecryption(ARRIVAL, PLAIN, "0a"), by=AYSE).then_refused(IntakeRightMissingError, "SM-31")


def test_duplicate_is_linked_and_changes_nothing_else() -> None:
    story = registered().when(RecordDuplicate(ARRIVAL, Channel.UPLOAD, PLAIN, START), by=SYSTEM)
    assert story.then_one(DuplicateReceived).package == PLAIN
    document = story.document(ARRIVAL)
    assert (document.state, document.duplicates) == (DocumentState.REGISTERED, (PLAIN.digest,))


def test_duplicate_is_not_linked_to_a_letter_of_our_own() -> None:
    command = RecordDuplicate(LETTER, Channel.UPLOAD, PLAIN, START)
    drafted().when(command, by=SYSTEM).then_refused(NotAnIncomingPackageError, "KEP-9")


def test_packages_that_failed_do_not_keep_the_sound_one_out() -> None:
    assert incoming_document_id("ab", "1" * 64, 1) != incoming_document_id("ab", "1" * 64)
