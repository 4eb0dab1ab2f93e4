"""Following the ledger: nothing lost, woken within milliseconds, resumable, stoppable, not thrown by an outage."""

import random
import threading
import time
from collections.abc import Callable
from uuid import UUID, uuid4, uuid5

import psycopg
import pytest

from domain.events import RecordedEvent
from domain.ledger.store import EventTail, LedgerRecorder, NewEvent, VersionConflictError
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres

A = uuid5(UUID(int=0), "a")


def append(recorder: LedgerRecorder, topic: str = "t", count: int = 1) -> None:
    recorder.append([NewEvent(A, None, topic, b"") for _ in range(count)])


def positions(events: list[RecordedEvent]) -> list[int]:
    return [event.position for event in events]


def test_tail_gives_what_was_recorded_before(recorder: LedgerRecorder) -> None:
    append(recorder, count=3)
    with EventTail(recorder.database) as tail:
        assert positions(tail.page(5)) == [1, 2, 3]


def test_tail_resumes_after_a_position(recorder: LedgerRecorder) -> None:
    append(recorder, count=3)
    with EventTail(recorder.database, after=2) as tail:
        assert positions(tail.page(5)) == [3]


def test_tail_gives_pages_of_the_size_asked_for(recorder: LedgerRecorder) -> None:
    append(recorder, count=5)
    with EventTail(recorder.database, page_size=2) as tail:
        assert [positions(tail.page(5)) for _ in range(3)] == [[1, 2], [3, 4], [5]]


def test_tail_without_news_ends_its_wait_in_time(recorder: LedgerRecorder) -> None:
    with EventTail(recorder.database) as tail:
        assert tail.page(0.05) == []


def test_tail_wakes_within_milliseconds(recorder: LedgerRecorder) -> None:
    """Polling at 100 ms, as the library does, would need 50 ms on average."""
    appended: list[float] = []
    arrived: list[float] = []

    def write() -> None:
        append(recorder)
        appended.append(time.monotonic())

    with EventTail(recorder.database) as tail:
        tail.page(0.01)
        for _ in range(15):
            writing = threading.Timer(0.03, write)
            writing.start()
            tail.page(5)
            arrived.append(time.monotonic())
            writing.join()
    waits = [woken - written for woken, written in zip(arrived, appended, strict=True)]
    assert sorted(waits)[len(waits) // 2] < 0.02


def test_tail_of_topics_gives_only_these(recorder: LedgerRecorder) -> None:
    for topic in ("a", "b", "a", "c"):
        append(recorder, topic)
    with EventTail(recorder.database, topics=["b", "c"]) as tail:
        assert positions(tail.page(5)) == [2, 4]


def test_tail_of_topics_does_not_look_twice_at_what_it_passed_over(recorder: LedgerRecorder) -> None:
    append(recorder, "a", 50)
    with EventTail(recorder.database, topics=["b"]) as tail:
        tail.page(0.01)
        assert tail.position == 50


def test_tail_of_topics_wakes_for_a_later_one(recorder: LedgerRecorder) -> None:
    append(recorder, "a", 5)
    with EventTail(recorder.database, topics=["b"]) as tail:
        tail.page(0.01)
        append(recorder, "a")
        append(recorder, "b")
        assert positions(tail.page(5)) == [7]


def test_stop_from_another_thread_ends_a_waiting_iteration(recorder: LedgerRecorder) -> None:
    with EventTail(recorder.database) as tail:
        threading.Timer(0.05, tail.stop).start()
        start = time.monotonic()
        assert list(tail) == []
        assert time.monotonic() - start < 2


def test_tail_outlives_its_connection(database: ClonedDatabase, recorder: LedgerRecorder) -> None:
    append(recorder)
    with EventTail(recorder.database) as tail:
        tail.page(5)
        with psycopg.connect(database.admin_dsn, autocommit=True) as superuser:
            superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename = 'kutuk_app' AND datname = current_database() AND query LIKE '%%notification_id%%'"
                " AND pid <> pg_backend_pid()"
            )
        append(recorder)
        assert positions(tail.page(10)) == [2]


@pytest.mark.slow
def test_no_event_is_lost_while_eight_write_and_some_fail(
    recorder: LedgerRecorder, new_recorder: Callable[[], LedgerRecorder]
) -> None:
    """Eight writers over three processes' worth of recorders, a third of the saves in conflict, one tailing reader."""
    recorders = [new_recorder() for _ in range(3)]
    end = time.monotonic() + 3
    written = [0] * 8

    def write(number: int) -> None:
        dice = random.Random(number)
        while time.monotonic() < end:
            stream = uuid4()
            conflict = dice.random() < 0.33
            events = [NewEvent(stream, 1 + version, "t", b"x" * 200) for version in range(dice.randint(1, 4))]
            if conflict:
                events.append(NewEvent(uuid4(), 9, "t", b""))
            try:
                recorders[number % 3].append(events)
                written[number] += len(events)
            except VersionConflictError:
                assert conflict

    seen: list[int] = []
    with EventTail(recorder.database) as tail:
        writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for writer in writers:
            writer.start()
        while any(writer.is_alive() for writer in writers):
            seen += positions(tail.page(0.05))
        while page := tail.page(0.2):
            seen += positions(page)
    assert seen == list(range(1, sum(written) + 1))
