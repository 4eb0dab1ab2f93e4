"""From rows to what a template prints."""

from datetime import UTC, date, datetime

import pytest

from api.web.presenting import date_words, day_mark, moment_of, outcome_mark, state_mark
from projections.days import DayState


def test_instant_is_shown_in_istanbul_with_utc_beside_it() -> None:
    shown = moment_of(datetime(2026, 11, 20, 22, 30, 5, tzinfo=UTC))

    assert shown is not None
    assert (shown.local, shown.utc, shown.utc_short) == ("21.11.2026 01:30:05", "2026-11-20T22:30:05Z", "22:30:05")


def test_no_instant_stays_none() -> None:
    assert moment_of(None) is None


@pytest.mark.parametrize("day", [date(2026, 3, 7), "2026-03-07"])
def test_day_and_month_have_two_digits(day: date | str) -> None:
    assert date_words(day) == "07.03.2026"


@pytest.mark.parametrize("state", DayState)
@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_state_of_a_day_has_sign_and_word(state: DayState, language: str) -> None:
    mark = day_mark(state, language)

    assert mark.sign
    assert mark.text


def test_states_of_days_are_told_apart_without_colour() -> None:
    marks = [day_mark(state, "tr") for state in DayState]

    assert len({(mark.sign, mark.text) for mark in marks}) == len(marks)


def test_missing_day_is_marked_bad() -> None:
    assert day_mark(DayState.MISSING, "tr").kind == "bad"


def test_refusal_is_shown_with_its_rule() -> None:
    assert outcome_mark("refused", "SM-38", "tr").text == "ret SM-38"


def test_unknown_state_is_shown_as_it_is() -> None:
    assert state_mark("folded", "tr").text == "folded"
