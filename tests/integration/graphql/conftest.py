"""The GraphQL door on a real ledger with real views, and a caller for each demo person."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

import httpx
import pytest
import uvicorn

from api.access import DemoDirectory, FirstMatch
from api.graphql import GraphQLLimits, GraphQLServices, SignatureFactReader, create_graphql_app
from api.procedures.tree import LedgerTree
from archive.storage import MemoryBlobStore
from domain.access import Read, RecordReads
from domain.ledger.commands import Ledger, Rules, StoredBook
from domain.ledger.store import EventBook
from projections.audit import AuditReader
from projections.days import DayReader
from projections.documents import DocumentReader
from projections.reading import Database
from projections.registers import RegisterReader
from projections.renewals import RenewalReader
from projections.runner import PositionReader, Projector, ViewClock
from projections.search import SearchReader
from testkit.ids import SequentialIds
from testkit.postgres import ClonedDatabase
from timestamping.trust import TrustStore


def real_now() -> datetime:
    """The database clock of the test server runs on, so this one does too."""
    return datetime.now(UTC)


@dataclass
class Door:
    """The door with what stands behind it."""

    client: httpx.Client
    services: GraphQLServices
    book: EventBook
    projector: Projector
    fail_reads: list[Exception] = field(default_factory=list)
    """While it holds an exception, reads cannot be recorded."""
    keys: Iterator[int] = field(default_factory=count)

    def ask(self, query: str, who: str | None = "elif.arslan", **variables: Any) -> dict[str, Any]:
        """Run a query as a demo person; the whole answer."""
        headers = {} if who is None else {"Authorization": f"Bearer demo-{who}"}
        answer = self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        found: dict[str, Any] = answer.json()
        return found

    def data(self, query: str, who: str = "elif.arslan", **variables: Any) -> dict[str, Any]:
        """The data of an answer that must hold no errors."""
        answer = self.ask(query, who, **variables)
        assert "errors" not in answer or not answer["errors"], answer["errors"]
        found: dict[str, Any] = answer["data"]
        return found

    def key(self) -> str:
        """A request key no other test uses."""
        return f"k-{next(self.keys)}"

    def topics(self) -> list[str]:
        """Topics of all events, in order."""
        return [event.topic for event in self.book.read(0, 1_000)]


@pytest.fixture(scope="module")
def door(module_database: ClonedDatabase) -> Iterator[Door]:
    """One door for the tests of a file; each test uses documents and request keys of its own."""
    database = module_database
    fail_reads: list[Exception] = []
    stop = threading.Event()
    with (
        closing(EventBook(database.dsn, database.schema)) as book,
        closing(Database(database.dsn, database.schema)) as views,
        Projector(database.dsn, database.schema, book) as projector,
        ViewClock(database.dsn, database.schema) as clock,
    ):
        projector.prepare()
        ledger = Ledger(StoredBook(book), Rules(origin=f"kutuk/{database.institution}"))
        services = make_services(book, views, ledger, clock, append_through(ledger, fail_reads), database.institution)
        follower = threading.Thread(target=projector.run, args=(stop,))
        follower.start()
        try:
            with served(services) as address, httpx.Client(base_url=address, timeout=30) as client:
                yield Door(client, services, book, projector, fail_reads)
        finally:
            stop.set()
            follower.join()


@contextmanager
def served(services: GraphQLServices) -> Iterator[str]:
    """The door behind a real server on a free port; its address."""
    config = uvicorn.Config(create_graphql_app(services), port=0, log_level="error", ws="websockets-sansio")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()


def append_through(ledger: Ledger, failures: list[Exception]) -> Callable[[Sequence[Read]], None]:
    """What records reads, unless the test wants it to fail."""

    def append(reads: Sequence[Read]) -> None:
        if failures:
            raise failures[0]
        ledger.record_reads(RecordReads("test", tuple(reads)))

    return append


def make_services(
    book: EventBook,
    views: Database,
    ledger: Ledger,
    clock: ViewClock,
    append: Callable[[Sequence[Read]], None],
    institution: str,
) -> GraphQLServices:
    """Services as the composition makes them, with demo sign-ins and blobs in memory."""
    blobs = MemoryBlobStore()
    ids: Callable[[], UUID] = SequentialIds()
    return GraphQLServices(
        institution=institution,
        ledger=ledger,
        book=book,
        documents=DocumentReader(views),
        search=SearchReader(views),
        days=DayReader(views),
        audit=AuditReader(views),
        renewals=RenewalReader(views),
        registers=RegisterReader(views),
        views=clock,
        proofs=LedgerTree(book),
        blobs=blobs,
        signatures=SignatureFactReader(blobs, TrustStore(), real_now),
        append_reads=append,
        authenticator=FirstMatch([DemoDirectory()]),
        now=real_now,
        new_id=ids,
        code_secret=bytes(32),
        limits=GraphQLLimits(subscriptions=10),
        positions=PositionReader(views),
    )
