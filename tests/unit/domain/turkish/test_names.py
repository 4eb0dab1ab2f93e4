"""Names are kept in two parts and put together as the rules say (N-6, S2-h-2); headings keep small words small."""

import pytest

from domain.turkish import (
    full_name,
    has_name_casing,
    headline,
    initials_of,
    name_order_key,
    surname_first,
)


def test_the_whole_surname_is_in_capitals_and_stays_together() -> None:
    assert full_name("Ayşe", "Yılmaz Kaya") == "Ayşe YILMAZ KAYA"


def test_dotted_and_dotless_i_are_kept_apart_in_surnames() -> None:
    assert (full_name("Ayşe", "Işık"), full_name("Ali", "İnce")) == ("Ayşe IŞIK", "Ali İNCE")


def test_lists_order_people_by_surname_in_the_alphabet() -> None:
    people = [("Ali", "Şahin"), ("Ali", "Saygı"), ("Çetin", "Işık"), ("Can", "Işık"), ("Ali", "İnce")]
    assert [surname_first(*one) for one in sorted(people, key=lambda one: name_order_key(*one))] == [
        "IŞIK, Can",
        "IŞIK, Çetin",
        "İNCE, Ali",
        "SAYGI, Ali",
        "ŞAHİN, Ali",
    ]


def test_initials_keep_their_dots() -> None:
    assert initials_of("İbrahim Nur-Su", "Işık") == "İ. N. S. I."


@pytest.mark.parametrize(("names", "sound"), [("Ayşe Nur", True), ("AYŞE", False), ("ayşe", False), ("", False)])
def test_casing_of_given_names_is_judged(names: str, sound: bool) -> None:
    assert has_name_casing(names) is sound


def test_headings_keep_conjunctions_small_but_not_at_the_start() -> None:
    assert headline("ÇEVRE VE ŞEHİRCİLİK İLE İLGİLİ") == "Çevre ve Şehircilik ile İlgili"
    assert headline("VE DİĞERLERİ") == "Ve Diğerleri"
