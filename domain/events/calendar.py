"""Instants and legal days: instants are UTC, days are Europe/Istanbul (N-10)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ISTANBUL = ZoneInfo("Europe/Istanbul")
"""The zone whose calendar days the law counts in. Never a fixed offset: it was not always UTC+3."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(instant: datetime) -> int:
    """Microseconds since 1970-01-01T00:00:00Z of an aware instant, exactly (no floats).

    Raises ValueError when the instant has no zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone has no place on the time line")
    return (instant - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """The UTC instant that lies the given number of microseconds after 1970-01-01T00:00:00Z."""
    return _EPOCH + timedelta(microseconds=microseconds)


def istanbul_day(instant: datetime | int) -> date:
    """The Istanbul calendar day of an aware instant, or of microseconds since 1970 UTC (S2-d-3)."""
    if isinstance(instant, int):
        instant = moment(instant)
    return instant.astimezone(ISTANBUL).date()


def day_interval(day: date) -> tuple[datetime, datetime]:
    """First instant of the Istanbul day and first instant of the next one, both UTC; half-open."""
    start = datetime.combine(day, time.min, tzinfo=ISTANBUL)
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ISTANBUL)
    return start.astimezone(UTC), end.astimezone(UTC)
