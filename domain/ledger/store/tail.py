"""Following the ledger: pages of events as they are committed, none lost, woken by NOTIFY."""

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Final, Self

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier
from psycopg.types.numeric import Int8

from domain.events import RecordedEvent
from domain.ledger.store.database import LedgerDatabase
from domain.ledger.store.errors import StoreUnavailableError
from domain.ledger.store.statements import statement

TOPIC_WINDOW: Final = 20_000
"""Positions looked through in one statement when only some topics are wanted; protects the server from long scans."""
PATIENCE_SECONDS: Final = 60.0
"""How long a tail tries to reach the database again before it gives up."""


class EventTail:
    """The events after a position, first those recorded already, then each new one within milliseconds.

    One connection, no thread: the consumer's own thread waits. Positions are given in the order of commit, so an
    event that is not visible yet always has a higher position than those that are; resuming ``after`` the last one
    seen loses nothing. Survives a lost connection. A context manager; `stop` may be called from any thread.
    """

    def __init__(
        self, database: LedgerDatabase, after: int = 0, topics: Sequence[str] = (), page_size: int = 500
    ) -> None:
        self._database = database
        self._topics = list(topics)
        self._page_size = page_size
        self._connection: Connection | None = None
        self._stopped = False
        self._sleeper, self._waker = socket.socketpair()
        self._sleeper.setblocking(False)
        self.position = after
        """All events up to here were delivered (or are of topics not wanted)."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._disconnect()
        self._sleeper.close()
        self._waker.close()

    def __iter__(self) -> Iterator[RecordedEvent]:
        while not self._stopped:
            yield from self.page()

    @property
    def stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        """End the iteration, also while it waits."""
        self._stopped = True
        try:
            self._waker.send(b"\0")
        except OSError:
            return

    def page(self, timeout: float | None = None) -> list[RecordedEvent]:
        """The next events, at most a page of them; waits until there is one.

        Empty only when stopped or after ``timeout`` seconds. Raises StoreUnavailableError when the database stays away.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        away_since: float | None = None
        while not self._stopped:
            try:
                connection = self._listening()
                events = self._pull(connection)
                away_since = None
                if events:
                    return events
                if not self._wait(connection, deadline):
                    return []
            except (psycopg.OperationalError, psycopg.InterfaceError, StoreUnavailableError) as error:
                self._disconnect()
                away_since = away_since or time.monotonic()
                if time.monotonic() - away_since > PATIENCE_SECONDS:
                    raise StoreUnavailableError(f"the ledger cannot be followed: {error}") from error
                self._pause(0.2)
        return []

    def _listening(self) -> Connection:
        """The connection, listening since before the first page is read from it."""
        if self._connection is None:
            self._connection = self._database.connect()
            self._connection.execute(SQL("LISTEN {}").format(Identifier(self._database.channel)))
        return self._connection

    def _pull(self, connection: Connection) -> list[RecordedEvent]:
        if self._topics:
            return self._pull_topics(connection)
        bounds = {"after": Int8(self.position), "upto": Int8(2**63 - 1), "limit": Int8(self._page_size)}
        rows = connection.execute(statement("read_events"), bounds, prepare=True, binary=True).fetchall()
        events = [RecordedEvent(*row) for row in rows]
        if events:
            self.position = events[-1].position
        return events

    def _pull_topics(self, connection: Connection) -> list[RecordedEvent]:
        """Look through everything up to the head once, window by window, and never again."""
        row = connection.execute(statement("ledger_head"), prepare=True, binary=True).fetchone()
        head = row[0] if row else 0
        while self.position < head and not self._stopped:
            upto = min(head, self.position + TOPIC_WINDOW)
            bounds = {"after": Int8(self.position), "upto": Int8(upto), "limit": Int8(self._page_size)}
            rows = connection.execute(
                statement("read_events_of_topics"), {**bounds, "topics": self._topics}, prepare=True, binary=True
            ).fetchall()
            events = [RecordedEvent(*row) for row in rows]
            self.position = events[-1].position if len(events) == self._page_size else upto
            if events:
                return events
        return []

    def _wait(self, connection: Connection, deadline: float | None) -> bool:
        """Wait for a notification or a stop; False when the time is up."""
        # Notifications that came along with the last answer are with the driver already, the socket stays silent.
        if deque(connection.notifies(timeout=0), maxlen=1):
            return True
        remaining = None if deadline is None else deadline - time.monotonic()
        if remaining is not None and remaining <= 0:
            return False
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._sleeper, selectors.EVENT_READ)
            return bool(selector.select(remaining)) or deadline is None

    def _pause(self, seconds: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._sleeper, selectors.EVENT_READ)
            selector.select(seconds)

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
