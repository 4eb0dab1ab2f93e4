"""Numbers are grouped with dots, cut with a comma, and spoken as written apart (N-9, S2-ğ-10, S2-ğ-11)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.turkish import grouped, number_in_words, parse_number
from domain.turkish.numbers import LARGEST_IN_WORDS

DIGITS = {
    word: value
    for value, word in enumerate(["sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"])
}
TENS = {
    word: value * 10
    for value, word in enumerate(
        ["on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"], start=1
    )
}
SCALES = {"bin": 10**3, "milyon": 10**6, "milyar": 10**9, "trilyon": 10**12, "katrilyon": 10**15, "kentilyon": 10**18}


def spoken(words: str) -> int:
    """The number that words name: a second way, from the words back."""
    total = group = 0
    for word in words.removeprefix("eksi ").split():
        if word in SCALES:
            total, group = total + (group or 1) * SCALES[word], 0
        elif word == "yüz":
            group = (group or 1) * 100
        else:
            group += DIGITS.get(word, 0) + TENS.get(word, 0)
    return -(total + group) if words.startswith("eksi ") else total + group


@pytest.mark.parametrize(
    ("number", "text"),
    [(1452, "1.452"), (25126, "25.126"), (326197, "326.197"), (999, "999"), (0, "0"), (-1452, "-1.452")],
)
def test_whole_numbers_are_grouped_by_three(number: int, text: str) -> None:
    assert grouped(number) == text


def test_decimals_follow_a_comma_and_keep_their_zeros() -> None:
    assert (grouped(Decimal("45.72")), grouped(Decimal("10545.720"))) == ("45,72", "10.545,720")


@pytest.mark.parametrize("text", ["1452", "1,452.00", "45.72", "01", "1.45", "1.4522", "", "1.452,", "１", "+5"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no number"):
        parse_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_what_is_written_is_read_back(number: Decimal) -> None:
    assert parse_number(grouped(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1452, "bin dört yüz elli iki"),
        (0, "sıfır"),
        (100, "yüz"),
        (1000, "bin"),
        (1001, "bin bir"),
        (21000, "yirmi bir bin"),
        (1_000_000, "bir milyon"),
        (101_001_001, "yüz bir milyon bin bir"),
        (-15, "eksi on beş"),
    ],
)
def test_numbers_in_words_are_written_apart(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(st.integers(-LARGEST_IN_WORDS, LARGEST_IN_WORDS))
def test_words_name_the_number_they_come_from(number: int) -> None:
    assert spoken(number_in_words(number)) == number


def test_numbers_without_a_name_are_refused() -> None:
    with pytest.raises(ValueError, match="numbers have names"):
        number_in_words(LARGEST_IN_WORDS + 1)


def test_what_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        grouped(Decimal("NaN"))
