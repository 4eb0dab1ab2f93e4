"""Business days: weekends, holidays, half days, and the end of the second one after an arrival (N-11, Y-30-3)."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from domain.events import ISTANBUL
from domain.turkish import (
    CalendarMissingError,
    DayKind,
    business_day_after,
    day_kind,
    end_of_business_day,
    second_business_day_end,
)
from domain.turkish.business_day_data import (
    FIRST_YEAR,
    LAST_YEAR,
    RAMADAN_FEASTS,
    SACRIFICE_FEASTS,
)


def local(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ISTANBUL).astimezone(UTC)


def last_day(arrived_at: datetime) -> date:
    return second_business_day_end(arrived_at).astimezone(ISTANBUL).date()


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 20), DayKind.WORKED),
        (date(2026, 11, 21), DayKind.FREE),
        (date(2026, 11, 22), DayKind.FREE),
        (date(2026, 1, 1), DayKind.FREE),
        (date(2026, 4, 23), DayKind.FREE),
        (date(2026, 10, 28), DayKind.HALF),
        (date(2026, 10, 29), DayKind.FREE),
        (date(2026, 3, 19), DayKind.HALF),
        (date(2026, 3, 20), DayKind.FREE),
        (date(2026, 5, 26), DayKind.HALF),
        (date(2026, 5, 29), DayKind.FREE),
        (date(2024, 4, 15), DayKind.WORKED),
    ],
)
def test_day_counts_as_what_it_is(day: date, kind: DayKind) -> None:
    assert day_kind(day) is kind


def test_fifteenth_of_july_is_free_since_2017() -> None:
    assert (day_kind(date(2016, 7, 15)), day_kind(date(2020, 7, 15))) == (DayKind.WORKED, DayKind.FREE)


def test_eve_that_is_a_holiday_itself_is_free() -> None:
    # 23 April 2029 is the eve of Kurban Bayramı.
    assert day_kind(date(2029, 4, 23)) is DayKind.FREE


def test_second_business_day_after_a_monday_is_wednesday() -> None:
    assert last_day(local(2026, 11, 16)) == date(2026, 11, 18)


def test_second_business_day_after_a_friday_is_tuesday() -> None:
    assert last_day(local(2026, 11, 20)) == date(2026, 11, 24)


def test_second_business_day_after_a_saturday_is_tuesday() -> None:
    assert last_day(local(2026, 11, 21)) == date(2026, 11, 24)


def test_second_business_day_lies_behind_kurban_bayrami() -> None:
    # Monday 25 May 2026 → Tuesday (eve, half day), then the feast until Saturday, then Monday 1 June.
    assert last_day(local(2026, 5, 25)) == date(2026, 6, 1)


def test_second_business_day_lies_behind_ramazan_bayrami_and_weekend() -> None:
    # Arrived on the eve, Tuesday 9 April 2024: the feast ends on Friday, then Monday, Tuesday.
    assert last_day(local(2024, 4, 9)) == date(2024, 4, 16)


def test_second_business_day_of_a_long_bayram_week_is_counted_day_by_day() -> None:
    assert business_day_after(date(2025, 6, 5), 2) == date(2025, 6, 11)


def test_arrival_just_before_midnight_counts_on_the_day_of_istanbul() -> None:
    assert last_day(datetime(2026, 11, 16, 20, 59, 59, tzinfo=UTC)) == date(2026, 11, 18)
    assert last_day(datetime(2026, 11, 16, 21, 0, tzinfo=UTC)) == date(2026, 11, 19)


def test_business_day_ends_with_its_last_instant() -> None:
    assert end_of_business_day(date(2026, 11, 18)) == datetime(2026, 11, 18, 20, 59, 59, 999999, tzinfo=UTC)


def test_half_day_ends_at_one_o_clock() -> None:
    assert second_business_day_end(local(2026, 3, 17)) == local(2026, 3, 19, 13)


@pytest.mark.parametrize("day", [date(FIRST_YEAR - 1, 12, 31), date(LAST_YEAR + 1, 1, 1)])
def test_years_without_calendar_are_refused_not_guessed(day: date) -> None:
    with pytest.raises(CalendarMissingError):
        day_kind(day)


@pytest.mark.parametrize("feasts", [RAMADAN_FEASTS, SACRIFICE_FEASTS], ids=["ramadan", "sacrifice"])
def test_feasts_follow_each_other_by_one_lunar_year(feasts: tuple[date, ...]) -> None:
    steps = {(later - earlier).days for earlier, later in pairwise(feasts)}
    assert steps <= {353, 354, 355}


def test_every_year_of_the_calendar_has_both_feasts() -> None:
    years = set(range(FIRST_YEAR, LAST_YEAR + 1))
    assert {day.year for day in RAMADAN_FEASTS} == years
    assert {day.year for day in SACRIFICE_FEASTS} == years
