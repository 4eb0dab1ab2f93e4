"""Legal days are Istanbul days (N-10, S2-d-3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.events import day_interval, istanbul_day, micros, moment


def test_istanbul_day_of_a_late_utc_evening_is_the_next_day() -> None:
    assert istanbul_day(datetime(2024, 3, 14, 21, 30, tzinfo=UTC)) == date(2024, 3, 15)


def test_day_interval_was_shorter_when_summer_time_began() -> None:
    start, end = day_interval(date(2015, 3, 29))
    assert end - start == timedelta(hours=23)


def test_micros_and_moment_are_inverse() -> None:
    instant = datetime(2026, 11, 21, 20, 42, 20, 123457, tzinfo=UTC)
    assert moment(micros(instant)) == instant


def test_micros_refuses_an_instant_without_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        micros(datetime(2026, 1, 1))
