"""Finished documents are filed under a leaf of the plan, with its retention."""

from dataclasses import replace

import pytest

from domain.documents import DocumentState, EditDraft, Filed, FileDocument
from domain.documents.circulation_errors import FileMissingError, FilingRightMissingError, TranslationMissingError
from domain.documents.moves import NotFilableError, NotFilableYetError
from domain.filing import FileCodeFormatError, FileCodeNotLeafError, FileCodeUnknownError, Retention
from testkit.given import Story
from testkit.ids import sequential_uuid7
from testkit.letters import (
    ARRIVAL,
    LETTER,
    ROUTE,
    SEAL,
    awaiting_signature,
    initial_by,
    numbered,
    registered,
    signed,
    signing,
    validated,
)
from testkit.people import AYSE, BARIS, CEMIL, DENIZ, ELIF, REGISTRAR, SEALER, STRANGER

FILE = FileDocument(LETTER, "903.07.02", "2026/17")


def in_english() -> Story:
    """A signed letter in English."""
    story = numbered().given(EditDraft(LETTER, language="eng"), ROUTE)
    for who in (BARIS, CEMIL):
        initial_by(story, who)
    return story.given(signing(1), by=DENIZ).given(signing(2), by=ELIF)


def test_signed_document_is_filed_with_the_plans_retention() -> None:
    story = signed().when(FILE)
    fact = story.then_one(Filed)
    assert (fact.file_plan_version, fact.retention_years, fact.disposition_code) == ("ornek-2026", 10, "A")
    assert story.document(LETTER).state is DocumentState.FILED


def test_sealed_document_is_filed() -> None:
    signed().given(SEAL, by=SEALER).when(FILE).then(Filed)


def test_registered_incoming_document_is_filed() -> None:
    registered().when(replace(FILE, document_id=ARRIVAL), by=REGISTRAR).then(Filed)


def test_retention_may_be_set_longer_than_the_plan() -> None:
    fact = signed().when(replace(FILE, retention=Retention(None, "C"))).then_one(Filed)
    assert (fact.retention_years, fact.disposition_code) == (None, "C")


def test_unsigned_document_is_not_filed() -> None:
    awaiting_signature().when(FILE).then_refused(NotFilableError, "SM-21")


def test_filed_document_is_not_filed_again() -> None:
    signed().given(FILE).when(FILE).then_refused(NotFilableError, "SM-21")


def test_incoming_document_is_not_filed_before_registration() -> None:
    validated().when(replace(FILE, document_id=ARRIVAL), by=REGISTRAR).then_refused(NotFilableYetError, "SM-41")


def test_filing_by_another_unit_is_refused() -> None:
    signed().when(FILE, by=STRANGER).then_refused(FilingRightMissingError, "SM-21")


def test_filing_without_file_is_refused() -> None:
    signed().when(replace(FILE, file_id="")).then_refused(FileMissingError, "T-3")


@pytest.mark.parametrize(
    ("code", "refusal", "rule_id"),
    [
        ("903.7", FileCodeFormatError, "T-4"),
        ("903.07.02.01.05", FileCodeFormatError, "T-4"),
        ("903", FileCodeNotLeafError, "T-4"),
        ("111", FileCodeUnknownError, "T-5"),
    ],
)
def test_filing_under_a_wrong_code_is_refused(code: str, refusal: type, rule_id: str) -> None:
    signed().when(replace(FILE, file_code=code)).then_refused(refusal, rule_id)


def test_document_in_another_language_needs_its_turkish_counterpart() -> None:
    in_english().when(FILE).then_refused(TranslationMissingError, "S2-ğ-15")


def test_document_in_another_language_is_filed_with_its_counterpart() -> None:
    counterpart = sequential_uuid7(77)
    fact = in_english().when(replace(FILE, translation_document_id=counterpart), by=AYSE).then_one(Filed)
    assert fact.translation_document_id == counterpart
