"""A package arrives once, is checked, and is registered by the registry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.documents import (
    DocumentState,
    Finding,
    Invalidated,
    PackageVerdict,
    Received,
    RecordPackageCheck,
    Registered,
    Validated,
    incoming_document_id,
)
from domain.documents.errors import GradeNeedsPaperError, GradeWithdrawnError, StoredFileError, SubjectMissingError
from domain.documents.incoming_errors import (
    IntakeRightMissingError,
    PackageAlreadyReceivedError,
    ReceiptTimeError,
    RegistryRightMissingError,
)
from domain.documents.moves import NotCheckableError, NotRegistrableError
from domain.filing import Classification
from domain.numbering import Allocated, Opened
from domain.turkish import second_business_day_end
from testkit.clock import START
from testkit.given import Story
from testkit.letters import (
    ARRIVAL,
    METADATA,
    PACKAGE,
    PASSED,
    RECEIVE,
    REGISTER,
    received,
    registered,
    validated,
)
from testkit.people import AYSE, OTHER_UNIT, REGISTRAR, SYSTEM


def test_package_that_arrives_is_received() -> None:
    fact = Story().when(RECEIVE, by=SYSTEM).then_one(Received)
    assert (fact.package, fact.received_at, fact.message_id) == (PACKAGE, START, "m-1")


def test_package_sent_twice_is_one_document() -> None:
    again = replace(RECEIVE, message_id="m-2", package=replace(PACKAGE, digest="56" * 32))
    received().when(again, by=SYSTEM).then_refused(PackageAlreadyReceivedError, "KEP-9")


def test_package_id_is_the_same_in_capitals_and_small_letters() -> None:
    assert incoming_document_id("4f9e2e9b-f4e6-4428-8f99-2e0a0d1d42d9", "ab" * 32) == ARRIVAL


def test_unreadable_package_is_known_by_its_bytes() -> None:
    assert incoming_document_id(None, "ab" * 32) != incoming_document_id(None, "ac" * 32)


def test_package_taken_in_by_a_drafter_is_refused() -> None:
    Story().when(RECEIVE, by=AYSE).then_refused(IntakeRightMissingError, "SM-31")


def test_package_from_the_future_is_refused() -> None:
    command = replace(RECEIVE, received_at=START + timedelta(seconds=1))
    Story().when(command, by=SYSTEM).then_refused(ReceiptTimeError, "SM-31")


def test_package_without_stored_bytes_is_refused() -> None:
    command = replace(RECEIVE, package=replace(PACKAGE, size=0))
    Story().when(command, by=SYSTEM).then_refused(StoredFileError, "K-5")


@pytest.mark.parametrize("verdict", [PackageVerdict.PASSED, PackageVerdict.INDETERMINATE])
def test_package_that_did_not_fail_is_validated(verdict: PackageVerdict) -> None:
    fact = received().when(replace(PASSED, verdict=verdict), by=SYSTEM).then_one(Validated)
    assert fact.verdict is verdict


def test_package_that_failed_is_invalid_and_keeps_its_findings() -> None:
    finding = Finding("25", "K.38", "F", "Nihai özet yok", "/NihaiOzet/NihaiOzet.xml")
    story = received().when(RecordPackageCheck(ARRIVAL, PackageVerdict.FAILED, (finding,)), by=SYSTEM)
    assert story.then_one(Invalidated).findings == (finding,)
    assert story.document(ARRIVAL).state is DocumentState.INVALID


def test_package_is_checked_once() -> None:
    validated().when(PASSED, by=SYSTEM).then_refused(NotCheckableError, "SM-33")


def test_package_check_by_a_drafter_is_refused() -> None:
    received().when(PASSED, by=AYSE).then_refused(IntakeRightMissingError, "SM-31")


def test_registration_allocates_and_records_in_one_receipt() -> None:
    story = validated().when(REGISTER, by=REGISTRAR)
    opened, allocated, fact = story.then(Opened, Allocated, Registered)
    assert opened.key == "number-incoming-67915368-2026"
    assert (fact.registration_no, fact.register_id, fact.year) == (1, allocated.originator_id, 2026)
    assert fact.metadata == METADATA


def test_registration_year_is_that_of_istanbul() -> None:
    story = Story(datetime(2026, 12, 31, 21, 0, tzinfo=UTC)).given(RECEIVE, PASSED, by=SYSTEM)
    assert story.when(REGISTER, by=REGISTRAR).then(Opened, Allocated, Registered)[2].year == 2027


def test_registers_of_two_units_count_apart() -> None:
    other = replace(RECEIVE, package_id="B586D8E7-ADE1-4B08-B2B8-57250B22F8DC")
    story = registered().given(other, replace(PASSED, document_id=other.document_id), by=SYSTEM)
    command = replace(REGISTER, document_id=other.document_id, unit=OTHER_UNIT)
    assert story.when(command, by=REGISTRAR).then(Opened, Allocated, Registered)[1].registration_no == 1


def test_registration_before_the_check_is_refused() -> None:
    received().when(REGISTER, by=REGISTRAR).then_refused(NotRegistrableError, "SM-34")


def test_registration_of_an_invalid_package_is_refused() -> None:
    story = received().given(replace(PASSED, verdict=PackageVerdict.FAILED), by=SYSTEM)
    story.when(REGISTER, by=REGISTRAR).then_refused(NotRegistrableError, "SM-34")


def test_second_registration_is_refused() -> None:
    registered().when(REGISTER, by=REGISTRAR).then_refused(NotRegistrableError, "SM-34")


def test_registration_by_somebody_else_is_refused() -> None:
    validated().when(REGISTER, by=AYSE).then_refused(RegistryRightMissingError, "SM-34")


def test_registration_without_subject_is_refused() -> None:
    command = replace(REGISTER, metadata=replace(METADATA, subject=" "))
    validated().when(command, by=REGISTRAR).then_refused(SubjectMissingError, "S2-r-1")


@pytest.mark.parametrize("grade", [Classification.SECRET, Classification.TOP_SECRET])
def test_electronic_document_above_official_use_is_not_registered(grade: Classification) -> None:
    command = replace(REGISTER, metadata=replace(METADATA, classification=grade))
    validated().when(command, by=REGISTRAR).then_refused(GradeNeedsPaperError, "CF-1")


OLD = datetime(2019, 6, 10, 9, 0, tzinfo=UTC)
"""In the regime of the circular of 2017."""


def test_official_use_is_registered() -> None:
    command = replace(REGISTER, metadata=replace(METADATA, classification=Classification.OFFICIAL_USE))
    validated().when(command, by=REGISTRAR).then(Opened, Allocated, Registered)


@pytest.mark.parametrize("grade", [Classification.OFFICIAL_USE, Classification.RESTRICTED_LEGACY])
def test_grade_of_an_old_document_is_judged_at_its_own_date(grade: Classification) -> None:
    metadata = replace(METADATA, classification=grade, dated_at=OLD)
    validated().when(replace(REGISTER, metadata=metadata), by=REGISTRAR).then_refused(GradeNeedsPaperError, "CF-1")


def test_official_use_is_electronic_since_the_first_of_july_2020() -> None:
    first = datetime(2020, 6, 30, 21, 0, tzinfo=UTC)
    metadata = replace(METADATA, classification=Classification.OFFICIAL_USE, dated_at=first)
    validated().when(replace(REGISTER, metadata=metadata), by=REGISTRAR).then(Opened, Allocated, Registered)


def test_grade_ozel_is_refused_on_new_documents() -> None:
    metadata = replace(METADATA, classification=Classification.RESTRICTED_LEGACY)
    command = replace(REGISTER, metadata=metadata)
    validated().when(command, by=REGISTRAR).then_refused(GradeWithdrawnError, "CF-3")


def test_registration_knows_until_when_the_package_may_be_rejected() -> None:
    fact = (
        validated()
        .when(replace(REGISTER, acceptance_deadline=None), by=REGISTRAR)
        .then(Opened, Allocated, Registered)[2]
    )
    assert fact.acceptance_deadline == second_business_day_end(START)


def test_registered_document_is_known_by_the_senders_number() -> None:
    assert registered().document(ARRIVAL).document_no == "1234"
