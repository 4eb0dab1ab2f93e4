"""Dates are written in one of two forms and in no other (S2-d-1, S2-d-2, Y-12-1)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.turkish import date_in_digits, date_in_words, parse_date


def test_digits_are_two_two_and_four() -> None:
    assert date_in_digits(date(2019, 9, 1)) == "01.09.2019"


def test_months_in_letters_stand_without_marks() -> None:
    assert date_in_words(date(2019, 10, 10)) == "10 Ekim 2019"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_both_forms_are_read_back(day: date) -> None:
    assert parse_date(date_in_digits(day)) == parse_date(date_in_words(day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "1.9.2019",
        "01/09/2019",
        "2019-09-01",
        "10 ekim 2019",
        "10.Ekim.2019",
        "10 October 2019",
        "31.02.2024",
        "01.09.19",
        "010 Ekim 2019",
        "",
        "０1.09.2019",
    ],
)
def test_other_forms_and_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|month"):
        parse_date(text)


@given(st.text(max_size=20))
def test_no_text_is_too_strange_for_a_refusal(text: str) -> None:
    try:
        day = parse_date(text)
    except ValueError:
        return
    assert text in {date_in_digits(day), date_in_words(day)}
