"""Pages by cursor while another process writes: no row twice, none missed (asks 6.3 row 9, U9 to U11)."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest

from domain.ledger.store import EventBook
from projections.audit import AuditFilter, AuditReader
from projections.documents import CardOrder, DocumentReader
from projections.reading import Database
from projections.runner import Projector
from testkit.postgres import ClonedDatabase
from testkit.view_events import EventMaker, document_id

pytestmark = pytest.mark.postgres

Record = Callable[[EventMaker], None]
OLD = 1_000


@pytest.fixture
def old_ones(record: Record, projector: Projector) -> EventMaker:
    """A thousand drafts recorded in one call: equal times."""
    maker = EventMaker()
    for number in range(1, OLD + 1):
        maker.draft(number, f"Konu {number % 7}")
    record(maker)
    projector.catch_up()
    return maker


@pytest.fixture
def writer(database: ClonedDatabase, book: EventBook, old_ones: EventMaker) -> Callable[[], None]:
    """Starts a writer with its projector; the returned function ends it."""
    stop = threading.Event()

    def write() -> None:
        number = 10_000
        with Projector(database.dsn, database.schema, book) as projector:
            while not stop.is_set():
                number += 1
                old_ones.draft(number, f"Konu {number % 7}")
                old_ones.edit(document_id(number % OLD + 1), "eski", f"Konu {number % 7}")
                book.append_facts(old_ones.facts)
                old_ones.facts.clear()
                projector.catch_up()

    thread = threading.Thread(target=write)
    thread.start()

    def end() -> None:
        stop.set()
        thread.join()

    return end


def test_thousand_events_of_equal_time_are_paged_without_double_or_hole(
    views: Database, writer: Callable[[], None]
) -> None:
    reader, after = AuditReader(views), None
    seen: list[int] = []
    try:
        while len(seen) < OLD:
            page = reader.entries(AuditFilter(), 37, after)
            seen += [entry.position for entry in page.rows]
            after = page.end_cursor
    finally:
        writer()
    assert seen == list(range(1, len(seen) + 1))


@pytest.mark.parametrize("order", [CardOrder.OLDEST, CardOrder.NEWEST])
def test_cards_that_change_while_one_pages_appear_once(
    order: CardOrder, views: Database, writer: Callable[[], None]
) -> None:
    reader, after = DocumentReader(views), None
    seen: list[UUID] = []
    try:
        while len(seen) < OLD:
            page = reader.cards(first=100, after=after, order=order)
            seen += [card.document_id for card in page.rows]
            after = page.end_cursor
            if not page.has_more:
                break
    finally:
        writer()
    assert len(seen) == len(set(seen))
    assert len(seen) >= OLD


def test_same_cursor_gives_the_same_rows_again(views: Database, writer: Callable[[], None]) -> None:
    reader = AuditReader(views)
    try:
        after = reader.entries(first=50).end_cursor
        pages = [reader.entries(first=50, after=after).rows for _ in range(5)]
    finally:
        writer()
    assert all(rows == pages[0] for rows in pages)
