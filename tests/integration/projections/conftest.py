"""A ledger with views on a database of the test's own."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from domain.ledger.store import EventBook
from projections.reading import Database
from projections.runner import Projector
from testkit.postgres import ClonedDatabase
from testkit.view_events import EventMaker


@pytest.fixture
def book(database: ClonedDatabase) -> Iterator[EventBook]:
    with closing(EventBook(database.dsn, database.schema)) as book:
        yield book


@pytest.fixture
def views(database: ClonedDatabase) -> Iterator[Database]:
    with closing(Database(database.dsn, database.schema)) as views:
        yield views


@pytest.fixture
def projector(database: ClonedDatabase, book: EventBook) -> Iterator[Projector]:
    with Projector(database.dsn, database.schema, book) as projector:
        projector.prepare()
        yield projector


@pytest.fixture
def record(book: EventBook) -> Callable[[EventMaker], None]:
    """Append what an event maker made and was not appended yet."""

    def append(maker: EventMaker) -> None:
        book.append_facts(maker.facts)
        maker.facts.clear()

    return append
