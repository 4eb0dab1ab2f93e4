"""The bounds of a day are found without a scan, and given only when nothing more can fall into it."""

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid5

import psycopg
import pytest

from domain.events import moment
from domain.ledger.store import DayNotOverError, EventBook, LedgerRecorder, NewEvent
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres

A = uuid5(UUID(int=0), "a")
EPOCH = moment(0)


def append(recorder: LedgerRecorder, count: int = 1) -> list[datetime]:
    """Append events one by one; the times they were recorded at."""
    return [moment(recorder.append([NewEvent(A, None, "t", b"")]).recorded_at) for _ in range(count)]


def shift(database: ClonedDatabase, **amount: float) -> None:
    """Move the ledger's last time, as a clock that was wrong would have."""
    with psycopg.connect(database.admin_dsn) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(f"SET ROLE kutuk_appender; SET search_path = {database.schema}".encode())
        superuser.execute("UPDATE ledger_head SET recorded_at = recorded_at + %s", (timedelta(**amount),))


def test_bounds_are_half_open(recorder: LedgerRecorder) -> None:
    times = append(recorder, 5)
    assert recorder.reader.day_bounds(times[1], times[3]) == (2, 3)


def test_empty_day_has_last_before_first(recorder: LedgerRecorder) -> None:
    times = append(recorder, 2)
    assert recorder.reader.day_bounds(EPOCH, times[0]) == (1, 0)
    assert recorder.reader.day_bounds(times[1] + timedelta(microseconds=1), datetime.now(UTC)) == (3, 2)


def test_empty_ledger_has_empty_days(recorder: LedgerRecorder) -> None:
    assert recorder.reader.day_bounds(EPOCH, datetime.now(UTC)) == (1, 0)


def test_days_side_by_side_leave_no_position_out(recorder: LedgerRecorder) -> None:
    times = append(recorder, 30)
    borders = [EPOCH, times[3], times[4], times[17], datetime.now(UTC)]
    found = [recorder.reader.day_bounds(start, end) for start, end in pairwise(borders)]
    assert [position for first, last in found for position in range(first, last + 1)] == list(range(1, 31))


def test_day_that_is_not_over_is_refused(recorder: LedgerRecorder) -> None:
    with pytest.raises(DayNotOverError):
        recorder.reader.day_bounds(EPOCH, datetime.now(UTC) + timedelta(minutes=1))


def test_day_that_ends_before_it_starts_is_refused(recorder: LedgerRecorder) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        recorder.reader.day_bounds(datetime.now(UTC), EPOCH)


def test_clock_that_fell_behind_the_last_event_stops_the_closing(
    database: ClonedDatabase, recorder: LedgerRecorder
) -> None:
    append(recorder)
    shift(database, hours=1)
    with pytest.raises(DayNotOverError):
        recorder.reader.day_bounds(EPOCH, datetime.now(UTC))


def test_clock_that_fell_behind_does_not_turn_recorded_at_back(
    database: ClonedDatabase, recorder: LedgerRecorder
) -> None:
    append(recorder)
    shift(database, hours=1)
    ahead = recorder.reader.head()[1]
    assert recorder.append([NewEvent(A, None, "t", b"")]).recorded_at == ahead


def test_nothing_is_dated_before_a_day_that_was_asked_for(database: ClonedDatabase, recorder: LedgerRecorder) -> None:
    """Even if the clock is turned back afterwards: simulated by a floor in the future of the clock."""
    append(recorder)
    end = datetime.now(UTC)
    recorder.reader.day_bounds(EPOCH, end)
    with psycopg.connect(database.dsn) as connection:
        row = connection.execute(f"SELECT not_before FROM {database.schema}.ledger_head".encode()).fetchone()
    assert row == (end,)


def test_bounds_wait_for_an_append_under_way(database: ClonedDatabase, recorder: LedgerRecorder) -> None:
    append(recorder)
    found: list[tuple[int, int]] = []
    with psycopg.connect(database.dsn) as slow:
        slow.execute(f"SET search_path = {database.schema}".encode())
        slow.execute(
            "SELECT * FROM append_events(%s::uuid[], '{1}', '{NULL}', '{t}', '{x}', '{1}', '{NULL}', '{NULL}')", ([A],)
        )
        end = datetime.now(UTC)
        asking = threading.Thread(target=lambda: found.append(recorder.reader.day_bounds(EPOCH, end)))
        asking.start()
        asking.join(0.3)
        assert not found
    asking.join()
    assert found == [(1, 2)]


def test_istanbul_day_holds_what_was_recorded_on_it(database: ClonedDatabase, recorder: LedgerRecorder) -> None:
    append(recorder)
    yesterday = (datetime.now(UTC) - timedelta(days=2)).date()
    with closing(EventBook(database.dsn, database.schema)) as book:
        assert book.istanbul_day_bounds(yesterday) == (1, 0)
