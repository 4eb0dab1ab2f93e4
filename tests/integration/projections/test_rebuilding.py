"""Views are proved equal to the events, and made equal again while the ledger goes on (asks 6.3 row 11)."""

import threading
from collections.abc import Callable

import psycopg
import pytest

from domain.ledger.store import EventBook
from projections.reading import Database
from projections.runner import Projector, Rebuilder, UnknownProjectionError
from testkit.postgres import ClonedDatabase
from testkit.view_events import EventMaker, document_id

pytestmark = pytest.mark.postgres

Record = Callable[[EventMaker], None]


@pytest.fixture
def rebuilder(database: ClonedDatabase, book: EventBook) -> Rebuilder:
    return Rebuilder(database.dsn, database.schema, book)


@pytest.fixture
def folded(record: Record, projector: Projector) -> EventMaker:
    """A ledger of three lives whose views are at the head."""
    maker = EventMaker()
    maker.open_book()
    for number in (1, 2, 3):
        maker.life(number)
    record(maker)
    projector.catch_up()
    return maker


def tamper(database: ClonedDatabase, statement: str) -> None:
    with psycopg.connect(database.dsn) as connection:
        connection.execute(f"SET search_path = {database.schema}")
        connection.execute(statement.encode())


def test_check_of_untouched_views_finds_nothing(folded: EventMaker, rebuilder: Rebuilder) -> None:
    assert [report.rows for report in rebuilder.check()] == [0] * 6


def test_check_names_the_changed_cell(folded: EventMaker, database: ClonedDatabase, rebuilder: Rebuilder) -> None:
    tamper(database, "UPDATE document_cards SET subject = 'Başka' WHERE first_position = 2")
    (report,) = rebuilder.check("documents")
    (difference,) = report.differences
    assert difference.key == {"document_id": str(document_id(1))}
    assert (difference.table, difference.column) == ("document_cards", "subject")
    assert (difference.expected, difference.found) == ("Personel Görevlendirmesi", "Başka")


@pytest.mark.parametrize(
    ("statement", "table", "rows"),
    [
        ("DELETE FROM audit_entries WHERE position = 4", "audit_entries", 1),
        ("INSERT INTO document_signatures VALUES (gen_random_uuid(), gen_random_uuid())", "document_signatures", 1),
        ("UPDATE document_history SET payload = '{}' WHERE position IN (2, 3)", "document_history", 2),
        ("UPDATE ledger_days SET events_seen = 1", "ledger_days", 1),
        ("UPDATE renewals SET latest = 5", "renewals", 3),
        ("UPDATE search_documents SET terms = '{}'", "search_documents", 3),
        ("UPDATE register_entries SET voided = true WHERE registration_no = 2", "register_entries", 1),
    ],
)
def test_check_counts_rows_that_differ(
    statement: str, table: str, rows: int, folded: EventMaker, database: ClonedDatabase, rebuilder: Rebuilder
) -> None:
    tamper(database, statement)
    found = {name: count for report in rebuilder.check() for name, count in report.by_table.items()}
    assert found == {table: rows}


def test_check_describes_only_the_first_rows_but_counts_all(
    folded: EventMaker, database: ClonedDatabase, rebuilder: Rebuilder
) -> None:
    tamper(database, "DELETE FROM audit_entries")
    (report,) = rebuilder.check("audit", first=5)
    assert (report.rows, len(report.differences)) == (len(folded.events), 5)


def test_check_leaves_nothing_behind(
    folded: EventMaker, database: ClonedDatabase, rebuilder: Rebuilder, views: Database
) -> None:
    tamper(database, "UPDATE ledger_days SET events_seen = 1")
    rebuilder.check()
    assert views.row("SELECT events_seen FROM ledger_days") == {"events_seen": 1}


def test_check_of_a_name_that_does_not_exist_is_refused(rebuilder: Rebuilder) -> None:
    with pytest.raises(UnknownProjectionError, match="registers"):
        rebuilder.check("registeries")


def test_rebuild_of_right_views_writes_nothing(folded: EventMaker, rebuilder: Rebuilder) -> None:
    assert {(report.removed, report.written) for report in rebuilder.rebuild()} == {(0, 0)}


def test_rebuild_mends_only_the_rows_that_differ(
    folded: EventMaker, database: ClonedDatabase, rebuilder: Rebuilder
) -> None:
    tamper(database, "UPDATE document_cards SET subject = 'Başka' WHERE first_position = 2")
    tamper(database, "DELETE FROM document_history WHERE position = 3")
    (report,) = rebuilder.rebuild("documents")
    assert (report.removed, report.written) == (1, 2)
    assert rebuilder.check("documents")[0].equal


def test_rebuild_makes_emptied_views_anew(folded: EventMaker, database: ClonedDatabase, rebuilder: Rebuilder) -> None:
    tamper(database, "TRUNCATE audit_entries, audit_documents, document_cards, search_documents")
    rebuilder.rebuild()
    assert all(report.equal for report in rebuilder.check())


def test_rebuild_while_writers_and_projector_go_on_ends_equal(
    database: ClonedDatabase, book: EventBook, folded: EventMaker, rebuilder: Rebuilder
) -> None:
    stop = threading.Event()

    def write() -> None:
        maker, number = EventMaker(), 100
        while not stop.is_set():
            number += 1
            stream = maker.draft(number)
            maker.address(stream, f"Kurum {number}")
            book.append_facts(maker.facts)
            maker.facts.clear()
            stop.wait(0.005)

    live = Projector(database.dsn, database.schema, book)
    threads = [threading.Thread(target=write), threading.Thread(target=live.run, args=(stop,))]
    for thread in threads:
        thread.start()
    try:
        tamper(database, "UPDATE audit_entries SET actor_name = 'Kimse' WHERE position = 3")
        rebuilder.rebuild()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    with live:
        live.catch_up()
    assert all(report.equal and report.position == book.head()[0] for report in rebuilder.check())


def test_projection_that_is_being_rebuilt_does_not_hold_up_the_others(
    database: ClonedDatabase, folded: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    folded.draft(50)
    record(folded)
    with psycopg.connect(database.dsn) as rebuilding:
        rebuilding.execute(f"SET search_path = {database.schema}")
        rebuilding.execute("SELECT * FROM projection_positions WHERE name = 'audit' FOR NO KEY UPDATE")
        projector.catch_up()
        rows = views.rows("SELECT name FROM projection_positions p, ledger_head h WHERE h.position > p.position")
    assert [row["name"] for row in rows] == ["audit"]


def test_check_while_the_projector_goes_on_finds_nothing(
    database: ClonedDatabase, book: EventBook, folded: EventMaker, rebuilder: Rebuilder
) -> None:
    stop = threading.Event()

    def follow() -> None:
        maker, number = EventMaker(), 100
        with Projector(database.dsn, database.schema, book, page=3) as projector:
            while not stop.is_set():
                number += 1
                maker.draft(number)
                book.append_facts(maker.facts)
                maker.facts.clear()
                projector.catch_up()

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        found = [report.rows for _ in range(5) for report in rebuilder.check()]
    finally:
        stop.set()
        thread.join()
    assert set(found) == {0}


def test_readers_never_see_an_empty_view_during_a_rebuild(
    folded: EventMaker, database: ClonedDatabase, rebuilder: Rebuilder, views: Database
) -> None:
    tamper(database, "UPDATE audit_entries SET actor_name = 'Kimse'")
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            row = views.row("SELECT count(*) AS entries FROM audit_entries")
            seen.add(row and row["entries"])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        rebuilder.rebuild("audit")
    finally:
        stop.set()
        reader.join()
    assert seen == {len(folded.events)}
