"""Same content (S2-r-5): each field, broken on purpose, is found by its name."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.rendering import (
    Copy,
    PageDiffersError,
    PageUnreadableError,
    compare_page,
    draw_letter,
    require_same_content,
)
from domain.filing import Classification, Urgency
from domain.letters import Letter, LetterDate, Metadata, Paragraph
from testkit.pages import letter, person


def full() -> Letter:
    """A letter with every part."""
    entries = [
        {"party": {"kind": "institution", "name": "Adalet Bakanlığı"}},
        {"party": {"kind": "institution", "name": "Sayıştay Başkanlığı"}, "distribution": "for_information"},
    ]
    return letter(
        references=[{"date": "2024-02-01", "document_no": "E-12345678-903.07.02-101"}],
        enclosures=[{"name": "Rapor", "extent": "12 sayfa"}, {"name": "Personel Listesi"}],
        distribution=entries,
        urgency="urgent",
        classification="official_use",
        signers=[person("Ali KAYA", "Bakan", 9), person("Ayşe IŞIK", "Genel Müdür", 7)],
        body=[{"text": "Görevlendirilecek personelin bilgileri değerlendirilmektedir. " * 14}] * 4,
    )


PAGE = draw_letter(full()).pdf
SMALL = draw_letter(letter()).pdf


def changed_reference(value: Letter) -> Letter:
    return replace(value, references=(replace(value.references[0], document_no="E-12345678-903.07.02-102"),))


def changed_enclosure(value: Letter) -> Letter:
    return replace(value, enclosures=(replace(value.enclosures[0], name="Rapör"), value.enclosures[1]))


def changed_signer(value: Letter) -> Letter:
    return replace(value, signers=(value.signers[0], replace(value.signers[1], surname="Aşık")))


def changed_code(value: Letter) -> Letter:
    assert value.verification
    return replace(value, verification=replace(value.verification, code="K7M2Q9X4T8B3N6PX"))


def changed_contact(value: Letter) -> Letter:
    assert value.contact
    return replace(value, contact=replace(value.contact, telephone="0312 000 00 01"))


CHANGES: dict[str, Callable[[Letter], Letter]] = {
    "document_no": lambda one: replace(one, document_no="E-67915368-903.07.02-4753"),
    "date": lambda one: replace(one, date=LetterDate(date(2024, 3, 16))),
    "subject": lambda one: replace(one, subject="Personel Görevlendirmeleri"),
    "addressee": lambda one: replace(one, addressee=None),
    "references": changed_reference,
    "body": lambda one: replace(one, body=(*one.body[:-1], Paragraph("Başka bir son."))),
    "signers": changed_signer,
    "enclosures": changed_enclosure,
    "distribution": lambda one: replace(one, distribution=one.distribution[:1]),
    "urgency": lambda one: replace(one, urgency=Urgency.NORMAL),
    "classification": lambda one: replace(one, classification=Classification.NONE),
    "verification": changed_code,
    "contact": changed_contact,
    "letterhead": lambda one: replace(one, letterhead=replace(one.letterhead, lines=("T.C.", "BAŞKA BAKANLIK"))),
}


def test_page_and_letter_that_agree_have_no_difference() -> None:
    assert compare_page(PAGE, full()) == ()


@pytest.mark.parametrize("field", CHANGES)
def test_difference_in_one_field_is_found_by_its_name(field: str) -> None:
    found = {one.field for one in compare_page(PAGE, CHANGES[field](full()))}
    assert field in found


@pytest.mark.parametrize("field", CHANGES)
def test_difference_in_one_field_is_the_only_one(field: str) -> None:
    assert {one.field for one in compare_page(PAGE, CHANGES[field](full()))} == {field}


@pytest.mark.parametrize(
    ("metadata", "field"),
    [
        (Metadata(subject="Başka Konu"), "subject"),
        (Metadata(document_no="E-67915368-903.07.02-1"), "document_no"),
        (Metadata(dated_at=datetime(2024, 3, 15, 21, 30, tzinfo=UTC)), "date"),
        (Metadata(urgency=Urgency.DATED), "urgency"),
    ],
)
def test_metadata_written_already_are_what_counts(metadata: Metadata, field: str) -> None:
    assert field in {one.field for one in compare_page(PAGE, replace(full(), metadata=metadata))}


def test_letters_of_the_text_in_another_order_are_a_difference() -> None:
    said = letter(body=[{"text": "Tutar 1.452 TL olarak ödenecektir."}, {"rows": [["1.452", "2.541"]]}])
    drawn = letter(body=[{"text": "Tutar 1.542 TL olarak ödenecektir."}, {"rows": [["1.425", "2.541"]]}])
    differences = compare_page(draw_letter(drawn).pdf, said)
    assert [one.field for one in differences] == ["body", "body"]


def test_table_over_several_pages_agrees_with_its_letter() -> None:
    rows = [[f"Satır {number}", "Uzun bir açıklama metni. " * (1 + number % 9)] for number in range(80)]
    tall = letter(body=[{"rows": rows}, {"rows": [["Bir", "Bir sayfadan uzun bir hücre metni. " * 50]] * 4}])
    page = draw_letter(tall)
    assert page.pages > 2
    assert compare_page(page.pdf, tall) == ()


def test_mark_that_the_metadata_do_not_know_is_told_as_found() -> None:
    (difference,) = compare_page(PAGE, replace(full(), urgency=Urgency.NORMAL))
    assert (difference.expected, difference.found) == ("", "ACELE")


def test_difference_shows_both_texts_as_people_read_them() -> None:
    (difference,) = compare_page(PAGE, replace(full(), subject="Başka Konu"))
    assert (difference.expected, difference.found) == ("Konu: Başka Konu", "Konu : Personel Görevlendirmesi")


def test_institution_copy_is_compared_with_its_initials() -> None:
    initials: list[dict[str, Any]] = [{"given_names": "Barış", "surname": "Uslu", "title": "Memur"}]
    paper = letter(medium="mandatory_physical", physical_reason="legislation", verification=None, initials=initials)
    kept = draw_letter(paper, copy=Copy.INSTITUTION).pdf
    assert compare_page(kept, paper, copy=Copy.INSTITUTION) == ()
    assert [one.field for one in compare_page(kept, paper)] == ["initials"]


def test_letter_whose_page_differs_is_not_sent() -> None:
    with pytest.raises(PageDiffersError, match="document_no"):
        require_same_content(PAGE, CHANGES["document_no"](full()))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", PAGE[:5000], b"\x00" * 4000])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(PageUnreadableError):
        compare_page(data, full())


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, len(SMALL) - 1), value=st.integers(0, 255))
def test_damaged_pages_give_differences_or_a_refusal(place: int, value: int) -> None:
    with suppress(PageUnreadableError):
        compare_page(SMALL[:place] + bytes([value]) + SMALL[place + 1 :], letter())
