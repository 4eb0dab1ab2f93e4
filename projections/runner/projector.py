"""The page projector: reads events by position, decodes each once for all views, writes rows and positions together."""

import gc
import threading
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Self

import psycopg
import structlog
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.ledger.store import StoreUnavailableError
from projections.folding import Entry, Projection
from projections.reading import statements
from projections.runner.catalogue import PROJECTIONS
from projections.runner.events import EventPages
from projections.runner.reading_ahead import PageReader
from projections.runner.rebuilding import Rebuilder
from projections.runner.writing import ViewStore, fold_page

_SQL: Final = statements(__package__)
PAGE: Final = 2_000
"""Events of a page: protects memory, and keeps a transaction below a second."""
_IDLE_SECONDS: Final = 1.0
"""How long an idle projector trusts that it would have been woken."""
_AWAY_SECONDS: Final = 1.0
"""Pause before the database is tried again."""
_ERROR_LETTERS: Final = 2_000


class Projector:
    """Keeps all views at the head of the ledger.

    Any number may run beside each other: the row lock on the positions lets one fold a page at a time, and each event
    counts exactly once, whatever is killed when, since rows and position are written in one transaction. An event
    that a fold cannot take stops that projection before it, in a state `positions` shows; the others go on.
    """

    def __init__(
        self,
        dsn: str,
        schema: str,
        events: EventPages,
        projections: tuple[Projection, ...] = PROJECTIONS,
        page: int = PAGE,
    ) -> None:
        """dsn: libpq text of the application role; the views must have been migrated."""
        self._dsn = dsn
        self._schema = schema
        self._events = events
        self._pages = PageReader(events, page)
        self._projections = {item.name: item for item in projections}
        self._connection: Connection[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._pages.close()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def prepare(self) -> tuple[str, ...]:
        """Register new projections and let stopped ones try again; names of those whose fold is newer than their rows.

        Those stand still until they are rebuilt.
        """
        connection = self._connected()
        with connection.transaction():
            for item in self._projections.values():
                connection.execute(_SQL["register"], {"name": item.name, "fold_version": item.fold_version})
            connection.execute(_SQL["resume"], {"names": list(self._projections)})
            found = connection.execute(_SQL["places"], {"names": list(self._projections)}).fetchall()
        return tuple(name for name, _, version, _ in found if version < self._projections[name].fold_version)

    def renew(self) -> None:
        """Prepare, and rebuild what stands still: afterwards every row is one of our fold."""
        projections = tuple(self._projections.values())
        for name in self.prepare():
            Rebuilder(self._dsn, self._schema, self._events, projections).rebuild(name)

    def step(self) -> int:
        """Fold one page into every projection that runs; the number of events taken in, 0 when there is nothing new.

        Projections at the same position share the reading and the decoding.
        """
        connection = self._connected()
        taken = 0
        with connection.transaction():
            moved: dict[str, int] = {}
            for position, names in self._waiting(connection).items():
                page = self._pages.read(position)
                if page:
                    taken += len(page)
                    moved |= self._advance(connection, [self._projections[name] for name in names], page)
            if moved:
                places = {"names": list(moved), "positions": list(moved.values())}
                connection.execute(_SQL["move"], places)
                connection.execute(_SQL["announce"], places | {"channel": f"kutuk_{self._schema}_views"})
        return taken

    def catch_up(self) -> int:
        """Step until there is nothing new; the number of events taken in."""
        total = 0
        while taken := self.step():
            total += taken
        return total

    def run(self, stop: threading.Event) -> None:
        """Follow the ledger until told to stop: woken by its NOTIFY, and surviving a lost database.

        At the start, and after each loss, new projections are registered, stopped ones try again, and those whose
        fold is newer than their rows are rebuilt.
        """
        log = structlog.get_logger(__package__)
        while not stop.is_set():
            try:
                self._follow(stop)
            except (psycopg.OperationalError, psycopg.InterfaceError, StoreUnavailableError) as error:
                log.warning("projector.database_away", error=str(error))
                self.close()
                stop.wait(_AWAY_SECONDS)
        self.close()

    def _follow(self, stop: threading.Event) -> None:
        with psycopg.connect(self._dsn, autocommit=True) as listener:
            # Listening starts before the first page is read, so that nothing falls between the two.
            listener.execute(SQL("LISTEN {}").format(Identifier(f"kutuk_{self._schema}")))
            self.renew()
            while not stop.is_set():
                while not stop.is_set() and self.step():
                    pass
                deque(listener.notifies(timeout=_IDLE_SECONDS, stop_after=1), maxlen=0)
                # One step answers all that came meanwhile.
                deque(listener.notifies(timeout=0), maxlen=0)

    def _waiting(self, connection: Connection[Any]) -> dict[int, list[str]]:
        """Names of the projections that run with our fold, by position; locked until the end of the transaction."""
        groups: dict[int, list[str]] = defaultdict(list)
        names = {"names": list(self._projections)}
        rows = connection.execute(_SQL["lock_free"], names).fetchall()
        if not rows:
            # Another projector is at it: wait for its page, or the caller would take this for the head of the ledger.
            rows = connection.execute(_SQL["lock"], names).fetchall()
        for name, position, version, state in rows:
            if state == "running" and version == self._projections[name].fold_version:
                groups[position].append(name)
        return groups

    def _advance(
        self, connection: Connection[Any], projections: Sequence[Projection], page: Sequence[Entry]
    ) -> dict[str, int]:
        """New positions by name. All in one savepoint; if that fails, each on its own, so that only the guilty stop."""
        try:
            with connection.transaction():
                for item in projections:
                    self._fold(connection, item, page)
        except Exception as error:
            if _is_outage(connection, error):
                raise
            alone = {item.name: self._advance_alone(connection, item, page) for item in projections}
            return {name: position for name, position in alone.items() if position is not None}
        return {item.name: page[-1].position for item in projections}

    def _advance_alone(self, connection: Connection[Any], item: Projection, page: Sequence[Entry]) -> int | None:
        """Take in as much as the projection can and stop it before the event it cannot; None when it did not move."""
        try:
            with connection.transaction():
                self._fold(connection, item, page)
        except Exception as error:
            if _is_outage(connection, error):
                raise
        else:
            return page[-1].position
        reached = None
        for entry in page:
            try:
                with connection.transaction():
                    self._fold(connection, item, [entry])
            except Exception as error:
                if _is_outage(connection, error):
                    raise
                self._stop(connection, item, entry, error)
                return reached
            reached = entry.position
        return reached

    def _fold(self, connection: Connection[Any], item: Projection, page: Sequence[Entry]) -> None:
        with _collection_put_off():
            fold_page(ViewStore(connection, self._schema), item, page)

    def _stop(self, connection: Connection[Any], item: Projection, entry: Entry, error: Exception) -> None:
        text = f"{type(error).__name__}: {error}"[:_ERROR_LETTERS].replace("\x00", "")
        connection.execute(_SQL["stop"], {"name": item.name, "position": entry.position, "error": text})
        structlog.get_logger(__package__).error(
            "projection.stopped", projection=item.name, position=entry.position, topic=entry.topic, error=text
        )

    def _connected(self) -> Connection[Any]:
        if self._connection is None or self._connection.closed:
            connection = psycopg.connect(self._dsn, autocommit=True)
            connection.execute(SQL("SET search_path = {}").format(Identifier(self._schema)))
            # Views are no evidence: after a crash the rows and the position are lost together and folded again.
            connection.execute("SET synchronous_commit = off")
            self._connection = connection
        return self._connection


@contextmanager
def _collection_put_off() -> Iterator[None]:
    """The rows of a page are many and hold no cycles: looking for some costs a fifth of the time and finds none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _is_outage(connection: Connection[Any], error: Exception) -> bool:
    """Whether the database is at fault, not the projection or the event."""
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) or connection.closed
