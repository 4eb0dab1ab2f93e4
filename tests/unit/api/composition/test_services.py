"""What the services decide by themselves."""

from datetime import UTC, date, datetime, timedelta

from api.composition.services import first_day_of

MIDNIGHT = datetime(2026, 11, 20, 21, tzinfo=UTC)


def test_ledger_opened_right_after_midnight_begins_with_the_day_before() -> None:
    assert first_day_of(MIDNIGHT + timedelta(seconds=5)) == date(2026, 11, 20)


def test_ledger_opened_during_the_day_begins_with_it() -> None:
    assert first_day_of(MIDNIGHT + timedelta(hours=9)) == date(2026, 11, 21)
