"""Search and order know the Turkish alphabet (N-4, N-5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.turkish import COLLATION, ascii_folded, code_key, letter_mark, plain_key, search_key, sort_key, upper

WORDS = st.text(alphabet=COLLATION + "âîû 0123456789-", max_size=20)


@pytest.mark.parametrize(
    "ordered",
    [
        ["cam", "çam", "dam"],
        ["ılık", "ilik"],
        ["gaz", "ğaz", "haz"],
        ["oya", "öya", "paz"],
        ["saz", "şaz", "taz"],
        ["uz", "üz", "vaz"],
        ["paz", "qaz", "raz"],
        ["vaz", "waz", "xaz", "yaz"],
        ["kar", "kâr", "kara"],
        ["ada", "Ada", "adâ", "adam"],
        ["1 belge", "9 belge", "belge"],
        ["ak", "ak koyun", "aka"],
        ["zorba", "дом"],
    ],
    ids=lambda words: " ".join(words),
)
def test_n_5_words_stand_in_turkish_order(ordered: list[str]) -> None:
    words = ordered[::-1]
    words.sort(key=sort_key)
    assert words == ordered


def test_n_5_alphabet_is_in_its_own_order() -> None:
    letters = list(COLLATION[::-1])
    letters.sort(key=sort_key)
    assert "".join(letters) == COLLATION


@given(WORDS)
def test_n_5_case_decides_last(word: str) -> None:
    assert sort_key(word).rpartition("\t")[0] == sort_key(upper(word)).rpartition("\t")[0]


@given(WORDS, WORDS)
def test_n_5_equal_search_keys_have_equal_letters(one: str, other: str) -> None:
    letters = [sort_key(search_key(word)).partition("\t")[0] for word in (one, other)]
    assert (search_key(one) == search_key(other)) == (letters[0] == letters[1])


@given(st.text(max_size=40))
def test_n_5_sort_key_can_be_stored(text: str) -> None:
    assert "\0" not in sort_key(text.replace("\0", ""))


@pytest.mark.parametrize(
    ("typed", "written"),
    [("HÂKİM", "hakim"), ("  bilgi   işlem ", "bilgi işlem"), ("ILGAZ", "ılgaz"), ("İzmir", "izmir")],
)
def test_n_4_search_meets_what_is_meant(typed: str, written: str) -> None:
    assert search_key(typed) == search_key(written)


@pytest.mark.parametrize(("one", "other"), [("ilik", "ılık"), ("ol", "öl"), ("kas", "kaş")])
def test_n_4_search_keeps_different_letters_apart(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


def test_n_4_plain_key_meets_text_typed_without_turkish_letters() -> None:
    assert plain_key("ŞÜKRÜ ÇIĞLIK") == plain_key("sukru ciglik")


def test_n_4_codes_fold_by_ascii_rules() -> None:
    assert code_key("INFO@HS01.KEP.TR") == "info@hs01.kep.tr"


def test_ascii_folding_follows_the_table() -> None:
    assert ascii_folded("çğıİöşüÂ") == "cgiIosuA"


@pytest.mark.parametrize(("index", "mark"), [(0, "a)"), (3, "ç)"), (10, "ı)"), (11, "i)"), (28, "z)"), (29, "aa)")])
def test_reference_marks_are_turkish_letters(index: int, mark: str) -> None:
    assert letter_mark(index) == mark


def test_reference_mark_before_the_first_does_not_exist() -> None:
    with pytest.raises(ValueError, match="from 0"):
        letter_mark(-1)
