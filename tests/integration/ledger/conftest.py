"""A recorder on a database of the test's own."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from domain.ledger.store import EventBook, LedgerRecorder
from domain.ledger.store.database import LedgerDatabase
from testkit.postgres import ClonedDatabase


@pytest.fixture
def recorder(database: ClonedDatabase) -> Iterator[LedgerRecorder]:
    with closing(LedgerRecorder(LedgerDatabase(database.dsn, database.schema))) as recorder:
        yield recorder


@pytest.fixture
def book(database: ClonedDatabase) -> Iterator[EventBook]:
    with closing(EventBook(database.dsn, database.schema)) as book:
        yield book


@pytest.fixture
def new_recorder(database: ClonedDatabase) -> Iterator[Callable[[], LedgerRecorder]]:
    """Further recorders on the same ledger, as other processes have them."""
    made: list[LedgerRecorder] = []

    def make() -> LedgerRecorder:
        made.append(LedgerRecorder(LedgerDatabase(database.dsn, database.schema)))
        return made[-1]

    yield make
    for recorder in made:
        recorder.close()
