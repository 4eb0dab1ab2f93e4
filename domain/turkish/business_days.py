"""Business days (iş günü): which Istanbul days are worked, and when the second one after an arrival ends (Y-30-3)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from domain.events import ISTANBUL, istanbul_day
from domain.turkish import business_day_data as data

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_MIDDAY: Final = time(13, 0)
"""Half days off begin at 13:00 (Law 2429, article 2)."""
_LAST_MOMENT: Final = time.max


class DayKind(StrEnum):
    """How an Istanbul day counts."""

    WORKED = "worked"
    HALF = "half"
    """Worked until 13:00: arife, and 28 October."""
    FREE = "free"
    """Saturday, Sunday or public holiday."""


class CalendarMissingError(LookupError):
    """No holidays are known for the year; nothing is guessed."""


def day_kind(day: date) -> DayKind:
    """How `day` counts. Raises CalendarMissingError outside the years of the calendar."""
    if not data.FIRST_YEAR <= day.year <= data.LAST_YEAR:
        raise CalendarMissingError(f"the holiday calendar goes from {data.FIRST_YEAR} to {data.LAST_YEAR}, not {day}")
    if day.weekday() >= _SATURDAY or day in _holidays():
        return DayKind.FREE
    return DayKind.HALF if day in _half_days() else DayKind.WORKED


def is_business_day(day: date) -> bool:
    """Whether `day` is worked at all; half days are business days that end early."""
    return day_kind(day) is not DayKind.FREE


def business_day_after(day: date, count: int) -> date:
    """The `count`-th business day after `day`, which itself is not counted."""
    found = day
    for _ in range(count):
        found += _DAY
        while not is_business_day(found):
            found += _DAY
    return found


def end_of_business_day(day: date) -> datetime:
    """Last instant of a business day, UTC: its midnight, on a half day 13:00."""
    last = _MIDDAY if day_kind(day) is DayKind.HALF else _LAST_MOMENT
    return datetime.combine(day, last, tzinfo=ISTANBUL).astimezone(UTC)


def second_business_day_end(arrived_at: datetime) -> datetime:
    """Until when a package that arrived then may be sent back: the end of the second business day (Y-30-3, Y-30-5).

    The day of arrival is not counted. Returns the last instant that is still in time, UTC.
    """
    return end_of_business_day(business_day_after(istanbul_day(arrived_at), 2))


@cache
def _holidays() -> frozenset[date]:
    return frozenset((*_fixed(), *_feasts()))


def _fixed() -> Iterator[date]:
    for year in range(data.FIRST_YEAR, data.LAST_YEAR + 1):
        for month, day, first_year in data.FIXED_HOLIDAYS:
            if year >= first_year:
                yield date(year, month, day)


def _feasts() -> Iterator[date]:
    lengths = ((data.RAMADAN_FEASTS, data.RAMADAN_FEAST_DAYS), (data.SACRIFICE_FEASTS, data.SACRIFICE_FEAST_DAYS))
    for firsts, days in lengths:
        for first in firsts:
            yield from (first + at * _DAY for at in range(days))


@cache
def _half_days() -> frozenset[date]:
    years = range(data.FIRST_YEAR, data.LAST_YEAR + 1)
    fixed = (date(year, month, day) for year in years for month, day in data.FIXED_HALF_DAYS)
    eves = (first - _DAY for first in (*data.RAMADAN_FEASTS, *data.SACRIFICE_FEASTS))
    return frozenset((*fixed, *eves))
