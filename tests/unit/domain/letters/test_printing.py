"""The texts of a letter stand on the page as the rules have them."""

from typing import Any

import pytest

from domain.letters import (
    Distribution,
    addressee_lines,
    classification_text,
    date_text,
    distribution_items,
    enclosure_items,
    initials_lines,
    recipient_copy,
    reference_texts,
    signer_lines,
    signers_left_to_right,
    urgency_text,
)
from domain.letters.people import Signer
from testkit.letter_examples import letter

ANKARA = {"kind": "institution", "name": "ANKARA VALİLİĞİ", "detsis_no": "24380006"}
PERSON = {"kind": "natural_person", "given_names": "Ayşe", "surname": "Işık"}


def lines_of(**addressee: Any) -> tuple[str, ...]:
    found = letter(addressee=None) if not addressee else letter(addressee=addressee)
    assert found.addressee is not None
    return addressee_lines(found.addressee)


def ranked(*ranks: int | None) -> tuple[Signer, ...]:
    return tuple(Signer("Ad", f"Soyad{rank}", "Unvan", rank=rank) for rank in ranks)


def test_an_institution_stands_in_capitals_with_its_suffix_and_unit() -> None:
    party = {"kind": "institution", "name": "Adalet Bakanlığı", "detsis_no": "24310000", "unit": "Özel Kalem Müdürlüğü"}
    assert lines_of(kind="institution", party=party) == ("ADALET BAKANLIĞINA", "(Özel Kalem Müdürlüğü)")


def test_a_person_stands_with_sayin_and_the_address_below() -> None:
    party = {**PERSON, "address": "1. Sokak No: 2\nÇankaya/ANKARA"}
    lines = lines_of(kind="natural_person", party={**party, "name": None, "detsis_no": None})
    assert lines == ("Sayın Ayşe IŞIK", "1. Sokak No: 2", "Çankaya/ANKARA")


def test_a_vice_president_stands_in_parentheses_below_the_fixed_line() -> None:
    lines = lines_of(kind="vice_president", party={**PERSON, "name": None, "detsis_no": None})
    assert lines == ("CUMHURBAŞKANI YARDIMCISINA", "(Sayın Ayşe IŞIK)")


def test_whom_a_letter_goes_through_stands_in_parentheses() -> None:
    via = {"kind": "institution", "name": "İçişleri Bakanlığı", "detsis_no": "24320000"}
    lines = lines_of(kind="institution", party={**ANKARA, "unit": None}, via=via)
    assert lines == ("ANKARA VALİLİĞİNE", "(İçişleri Bakanlığı aracılığıyla)")


def test_a_single_reference_has_no_mark() -> None:
    assert reference_texts(letter())[0][0] == ""


def test_references_are_marked_with_all_letters_of_the_alphabet() -> None:
    one = {"sender": "İçişleri Bakanlığı", "date": "2024-02-01", "document_no": "E-1"}
    marks = [mark for mark, _ in reference_texts(letter(references=[one] * 12))]
    assert marks == ["a)", "b)", "c)", "ç)", "d)", "e)", "f)", "g)", "ğ)", "h)", "ı)", "i)"]


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        (
            {"sender": "İçişleri Bakanlığı", "date": "2024-02-01", "document_no": "E-1"},
            "İçişleri Bakanlığının 01.02.2024 tarihli ve E-1 sayılı yazısı.",
        ),
        ({"date": "2024-02-01", "document_no": "E-1", "noun": "yazınız"}, "01.02.2024 tarihli ve E-1 sayılı yazınız."),
        (
            {
                "kind": "application",
                "applicant_given_names": "Ayşe",
                "applicant_surname": "Işık",
                "date": "2024-02-05",
            },
            "Ayşe IŞIK’ın 05.02.2024 tarihli başvurusu.",
        ),
        ({"kind": "anonymous_application"}, "İsimsiz ve tarihsiz başvuru."),
    ],
)
def test_references_have_their_wording(reference: dict[str, Any], text: str) -> None:
    assert reference_texts(letter(references=[reference])) == (("", text),)


def test_delegates_stand_with_the_office_between_name_and_title() -> None:
    assert signer_lines(letter().signers[0]) == ("Ayşe IŞIK", "Bakan a.", "Personel Genel Müdürü")


def test_internal_letters_leave_the_delegating_office_out() -> None:
    assert signer_lines(letter().signers[0], internal=True) == ("Ayşe IŞIK", "Personel Genel Müdürü")


def test_acting_signers_stand_with_the_office_they_act_for() -> None:
    acting = {
        "given_names": "Ece",
        "surname": "Er",
        "title": "Daire Başkanı",
        "capacity": "acting",
        "on_behalf_of": "Rektör",
    }
    assert signer_lines(letter(signers=[acting]).signers[0]) == ("Ece ER", "Rektör V.")


def test_academic_titles_stand_before_the_name_or_below_it() -> None:
    one = Signer("Ece", "Er", "Rektör", academic_title="Prof. Dr.")
    below = Signer("Ece", "Er", "Rektör", academic_title="Prof. Dr.", academic_title_below=True)
    assert (signer_lines(one), signer_lines(below)) == (
        ("Prof. Dr. Ece ER", "Rektör"),
        ("Ece ER", "Prof. Dr.", "Rektör"),
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ((90, 60), (60, 90)),
        ((60, 90), (60, 90)),
        ((60, 90, 40), (90, 60, 40)),
        ((1, 2, 3, 4), (4, 3, 2, 1)),
        ((5, None), (5, None)),
    ],
)
def test_the_highest_of_two_stands_right_and_of_more_left(
    given: tuple[int | None, ...], shown: tuple[int | None, ...]
) -> None:
    assert tuple(signer.rank for signer in signers_left_to_right(ranked(*given))) == shown


def test_a_single_enclosure_is_not_numbered() -> None:
    assert enclosure_items(letter().enclosures) == (("", "Personel Listesi (2 sayfa)"),)


def test_several_enclosures_are_numbered() -> None:
    found = enclosure_items(letter(enclosures=[{"name": "Rapor", "extent": "12 sayfa"}, {"name": "Kitap"}]).enclosures)
    assert found == (("1-", "Rapor (12 sayfa)"), ("2-", "Kitap"))


def test_the_distribution_says_which_enclosures_are_not_sent() -> None:
    found = letter(
        enclosures=[{"name": "Bir"}, {"name": "İki"}],
        distribution=[
            {"party": ANKARA},
            {"party": ANKARA, "omitted_enclosures": [1, 2], "distribution": "for_information"},
            {"party": PERSON, "all_omitted": True, "distribution": "for_information"},
        ],
    )
    assert distribution_items(found, Distribution.FOR_ACTION) == ("Ankara Valiliğine",)
    assert distribution_items(found, Distribution.FOR_INFORMATION) == (
        "Ankara Valiliğine (Ek-1, Ek-2 konulmadı)",
        "Sayın Ayşe IŞIK (Ek konulmadı)",
    )


def test_dates_stand_in_digits_or_words_or_as_typed() -> None:
    shown = [date_text(letter(date=date).date) for date in ({"style": "words"}, {"text": "1.1.2024"}, None)]
    assert shown == ["15 Mart 2024", "1.1.2024", None]


def test_marks_of_urgency_and_grade_are_in_capitals() -> None:
    found = letter(urgency="dated", classification="official_use")
    assert (urgency_text(found), classification_text(found)) == ("GÜNLÜDÜR", "HİZMETE ÖZEL")


def test_initials_stand_only_on_the_paper_copy_of_the_institution() -> None:
    paper = letter(medium="outage")
    assert initials_lines(letter()) == ()
    assert initials_lines(paper)[0] == "14.03.2024 Uzman Mehmet DEMİR"
    assert initials_lines(recipient_copy(paper)) == ()
