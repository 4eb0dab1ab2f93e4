"""The page projector on a real database: exactly once, whatever is killed, and nothing stops for a bad event."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from domain.ledger.store import EventBook
from projections.documents import Documents
from projections.folding import Entry, Projection, View
from projections.reading import Database
from projections.runner import PROJECTIONS, PositionReader, Projector, Rebuilder, ViewClock
from testkit.postgres import ClonedDatabase
from testkit.view_events import EventMaker, document_id

pytestmark = pytest.mark.postgres

Record = Callable[[EventMaker], None]
ROOT = Path(__file__).parents[3]


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


class FailingDocuments(Documents):
    """A projection with a bug: it cannot take the event at one position."""

    def __init__(self, position: int) -> None:
        self.position = position

    def fold(self, entry: Entry, view: View) -> None:
        if entry.position == self.position:
            raise ZeroDivisionError("a bug")
        super().fold(entry, view)


def proved(database: ClonedDatabase, book: EventBook) -> bool:
    """Whether every view equals the events, and stands at the head."""
    reports = Rebuilder(database.dsn, database.schema, book).check()
    return all(report.equal and report.position == book.head()[0] for report in reports)


@pytest.mark.parametrize("step", ["before any view", "between two views", "after all views", "before the commit"])
def test_projector_killed_in_a_step_counts_every_event_once(
    step: str,
    database: ClonedDatabase,
    book: EventBook,
    record: Record,
    projector: Projector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    maker = EventMaker()
    maker.life(1)
    record(maker)
    calls: list[Projection] = []
    fold, advance = Projector._fold, Projector._advance

    def dying_fold(self: Projector, connection: Any, item: Projection, page: Sequence[Entry]) -> None:
        if (step, len(calls)) in (("before any view", 0), ("between two views", 3)):
            raise Killed
        calls.append(item)
        fold(self, connection, item, page)

    def dying_advance(self: Projector, *arguments: Any) -> dict[str, int]:
        moved = advance(self, *arguments)
        if step in ("after all views", "before the commit"):
            raise Killed
        return moved

    with monkeypatch.context() as patch:
        patch.setattr(Projector, "_fold", dying_fold)
        patch.setattr(Projector, "_advance", dying_advance)
        with pytest.raises(Killed):
            projector.step()
    projector.close()
    projector.catch_up()
    assert proved(database, book)


def test_projector_process_killed_with_signal_nine_loses_and_doubles_nothing(
    database: ClonedDatabase, book: EventBook, record: Record, projector: Projector
) -> None:
    maker = EventMaker()
    for number in range(1, 60):
        maker.life(number)
    record(maker)
    program = (
        "import sys; from domain.ledger.store import EventBook; from projections.runner import Projector\n"
        "book = EventBook(sys.argv[1], sys.argv[2]); projector = Projector(sys.argv[1], sys.argv[2], book, page=7)\n"
        "projector.prepare(); print('ready', flush=True); projector.catch_up()\n"
    )
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", program, database.dsn, database.schema],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.15)
            process.send_signal(signal.SIGKILL)
    projector.catch_up()
    assert proved(database, book)


def test_two_projectors_fold_every_event_once(database: ClonedDatabase, book: EventBook, record: Record) -> None:
    maker = EventMaker()
    for number in range(1, 40):
        maker.life(number)
    record(maker)
    taken: list[int] = []

    def work() -> None:
        with Projector(database.dsn, database.schema, book, page=10) as projector:
            projector.prepare()
            taken.append(projector.catch_up())

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(taken) == book.head()[0]
    assert proved(database, book)


def test_projection_with_a_bug_stops_before_the_event_and_the_others_go_on(
    database: ClonedDatabase, book: EventBook, record: Record, views: Database
) -> None:
    maker = EventMaker()
    maker.life(1)
    record(maker)
    others = tuple(item for item in PROJECTIONS if item.name != "documents")
    with Projector(database.dsn, database.schema, book, (FailingDocuments(9), *others)) as projector:
        projector.prepare()
        projector.catch_up()
    places = {item.name: item for item in PositionReader(views).positions()}
    stopped = places.pop("documents")
    assert (stopped.state, stopped.position, stopped.failed_position) == ("failed", 8, 9)
    assert stopped.error == "ZeroDivisionError: a bug"
    assert {item.lag for item in places.values()} == {0}


def test_mended_projection_goes_on_where_it_stopped(
    database: ClonedDatabase, book: EventBook, record: Record, projector: Projector
) -> None:
    maker = EventMaker()
    maker.life(1)
    record(maker)
    with Projector(database.dsn, database.schema, book, (FailingDocuments(9),)) as failing:
        failing.prepare()
        failing.catch_up()
    projector.prepare()
    projector.catch_up()
    assert proved(database, book)


def test_event_that_the_database_refuses_stops_only_its_projection(
    database: ClonedDatabase, book: EventBook, record: Record, views: Database, projector: Projector
) -> None:
    maker = EventMaker()
    maker.draft(1)
    with psycopg.connect(database.admin_dsn) as connection:
        connection.execute(f"ALTER TABLE {database.schema}.register_entries ADD CHECK (registration_no < 5)")
    maker.number(document_id(1), 7)
    record(maker)
    projector.catch_up()
    assert [item.name for item in PositionReader(views).positions() if item.state == "failed"] == ["registers"]


def test_unknown_and_unreadable_events_stop_nothing(
    database: ClonedDatabase, book: EventBook, projector: Projector, views: Database
) -> None:
    maker = EventMaker()
    stream = maker.draft(1)
    maker.add_unknown(stream)
    book.append_facts(maker.facts)
    unknown = maker.events[1]
    with psycopg.connect(database.dsn) as connection:
        connection.execute(f"SET search_path = {database.schema}")
        connection.execute(
            "SELECT append_events(%s, %s, %s, %s, %s, %s, ARRAY[NULL::text], ARRAY[NULL::bytea])",
            (
                [stream],
                [1, 1, 1],
                [2, 3, 4],
                [unknown.topic, "document.edited", "document.edited"],
                [unknown.state, b"{nonsense", b"\xff\x00"],
                [3],
            ),
        )
    projector.catch_up()
    assert proved(database, book)
    assert {item.state for item in PositionReader(views).positions()} == {"running"}
    assert views.row("SELECT count(*) AS n FROM audit_entries WHERE category = 'bilinmeyen' AND NOT known") == {"n": 3}


def test_letter_that_postgresql_cannot_hold_stops_nothing(
    database: ClonedDatabase, book: EventBook, record: Record, projector: Projector
) -> None:
    maker = EventMaker()
    maker.draft(1, "Konu\x00su")
    record(maker)
    projector.catch_up()
    assert proved(database, book)


def test_projection_whose_fold_is_newer_than_its_rows_stands_still_until_it_is_rebuilt(
    database: ClonedDatabase, book: EventBook, record: Record, projector: Projector
) -> None:
    class NewerDocuments(Documents):
        fold_version = Documents.fold_version + 1

    maker = EventMaker()
    maker.draft(1)
    record(maker)
    projector.catch_up()
    maker.draft(2)
    record(maker)
    newer: tuple[Projection, ...] = (NewerDocuments(),)
    with Projector(database.dsn, database.schema, book, newer) as next_projector:
        assert next_projector.prepare() == ("documents",)
        assert next_projector.catch_up() == 0
        Rebuilder(database.dsn, database.schema, book, newer).rebuild("documents")
        assert next_projector.prepare() == ()
    assert Rebuilder(database.dsn, database.schema, book, newer).check()[0].position == 2


def test_running_projector_rebuilds_what_its_fold_has_outgrown(
    database: ClonedDatabase, book: EventBook, record: Record, projector: Projector
) -> None:
    class NewerDocuments(Documents):
        fold_version = Documents.fold_version + 1

    maker = EventMaker()
    maker.draft(1)
    record(maker)
    projector.catch_up()
    stop = threading.Event()
    newer = Projector(database.dsn, database.schema, book, (NewerDocuments(),))
    runner = threading.Thread(target=newer.run, args=(stop,))
    maker.draft(2)
    record(maker)
    with ViewClock(database.dsn, database.schema) as clock:
        runner.start()
        try:
            assert clock.wait("documents", 2, 10)
        finally:
            stop.set()
            runner.join()


def test_running_projector_survives_a_lost_connection(
    database: ClonedDatabase, book: EventBook, record: Record, projector: Projector
) -> None:
    stop, maker = threading.Event(), EventMaker()
    runner = threading.Thread(target=projector.run, args=(stop,))
    with ViewClock(database.dsn, database.schema) as clock:
        runner.start()
        try:
            maker.draft(1)
            record(maker)
            assert clock.wait("documents", 1, 10)
            with psycopg.connect(database.admin_dsn, autocommit=True) as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    " AND query NOT LIKE '%append_events%'"
                )
            time.sleep(0.3)
            maker.draft(2)
            record(maker)
            assert clock.wait("documents", 2, 10)
        finally:
            stop.set()
            runner.join()


def test_own_write_is_seen_within_milliseconds_of_the_wake_up(
    database: ClonedDatabase, book: EventBook, projector: Projector
) -> None:
    stop = threading.Event()
    runner = threading.Thread(target=projector.run, args=(stop,))
    maker, waits = EventMaker(), []
    with ViewClock(database.dsn, database.schema) as clock:
        runner.start()
        try:
            for number in range(1, 31):
                maker.draft(number)
                receipt = book.append_facts(maker.facts)
                maker.facts.clear()
                began = time.monotonic()
                assert clock.wait("documents", receipt.last_position, 5)
                waits.append(time.monotonic() - began)
        finally:
            stop.set()
            runner.join()
    assert sorted(waits)[len(waits) // 2] < 0.05


def test_wait_says_so_when_the_view_does_not_come(database: ClonedDatabase, projector: Projector) -> None:
    with ViewClock(database.dsn, database.schema) as clock:
        began = time.monotonic()
        assert not clock.wait("documents", 1, 0.1)
        assert time.monotonic() - began < 2


def test_wait_looks_at_the_table_when_nobody_listens(
    database: ClonedDatabase, record: Record, projector: Projector
) -> None:
    maker = EventMaker()
    maker.draft(1)
    record(maker)
    projector.catch_up()
    assert ViewClock(database.dsn, database.schema).wait("documents", 1, 0.01)


def test_idle_projector_ends_when_told(projector: Projector) -> None:
    stop = threading.Event()
    runner = threading.Thread(target=projector.run, args=(stop,))
    runner.start()
    stop.set()
    runner.join(5)
    assert not runner.is_alive()


def test_keys_of_a_page_are_all_asked_for_before_it_is_folded(
    database: ClonedDatabase, book: EventBook, record: Record
) -> None:
    """Pages of one event only know what was loaded: a key that `wanted` forgets shows as a difference."""
    maker = EventMaker()
    maker.life(1)
    record(maker)
    with Projector(database.dsn, database.schema, book, page=1) as projector:
        projector.prepare()
        projector.catch_up()
    assert proved(database, book)
