"""Waiting for one's own write: a door learns within milliseconds that a view has reached a position."""

import heapq
import threading
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as FutureTimeoutError
from itertools import count
from typing import Any, Final, Self

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

_LISTEN_SECONDS: Final = 0.5
"""How soon the thread sees that it should stop; waiting itself is woken at once."""
_AWAY_SECONDS: Final = 0.2


class ViewClock:
    """Positions of the views as they are announced; one connection and one thread for all who wait.

    Announcements are sent in the transaction that moves the position, so whoever is woken finds the rows. While the
    connection is away, waiting ends with its timeout and one direct look at the table.
    """

    def __init__(self, dsn: str, schema: str) -> None:
        """dsn: libpq text of a role that may read the views, on the primary (LISTEN does not work on a replica)."""
        self._dsn = dsn
        self._schema = schema
        self._lock = threading.Lock()
        self._positions: dict[str, int] = {}
        self._waiting: dict[str, list[tuple[int, int, Future[int]]]] = {}
        self._order = count()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def start(self) -> None:
        """Begin to listen; doing it again is harmless."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._listen, name=f"view-clock-{self._schema}", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop listening; those who still wait get a cancelled future."""
        self._stop.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()
        with self._lock:
            waiting = [item[2] for heap in self._waiting.values() for item in heap]
            self._waiting.clear()
        for future in waiting:
            future.cancel()

    def position(self, name: str) -> int:
        """Last announced position of a view; 0 when nothing was heard of it."""
        return self._positions.get(name, 0)

    def reached(self, name: str, position: int) -> Future[int]:
        """A future that is done as soon as the view has reached the position (for ``asyncio.wrap_future``)."""
        future: Future[int] = Future()
        with self._lock:
            known = self._positions.get(name, 0)
            if known < position:
                heapq.heappush(self._waiting.setdefault(name, []), (position, next(self._order), future))
                return future
        future.set_result(known)
        return future

    def wait(self, name: str, position: int, timeout: float) -> bool:
        """Wait until the view has reached the position; False when it has not after ``timeout`` seconds.

        The last resort, when no announcement came, is one look at the table: a door then still tells the truth.
        """
        future = self.reached(name, position)
        try:
            future.result(timeout)
            return True
        except FutureTimeoutError:
            future.cancel()
            return self._look(name) >= position

    def wait_all(self, names: tuple[str, ...], position: int, timeout: float) -> bool:
        """Wait until every named view has reached the position, each at most ``timeout`` seconds."""
        return all(self.wait(name, position, timeout) for name in names)

    def _look(self, name: str) -> int:
        try:
            with psycopg.connect(self._dsn, autocommit=True, connect_timeout=2) as connection:
                return self._places(connection).get(name, 0)
        except psycopg.OperationalError:
            return 0

    def _places(self, connection: Connection[Any]) -> dict[str, int]:
        table = Identifier(self._schema, "projection_positions")
        return dict(connection.execute(SQL("SELECT name, position FROM {}").format(table)).fetchall())

    def _listen(self) -> None:
        while not self._stop.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True) as connection:
                    connection.execute(SQL("LISTEN {}").format(Identifier(f"kutuk_{self._schema}_views")))
                    for name, position in self._places(connection).items():
                        self._announce(name, position)
                    while not self._stop.is_set():
                        for notice in connection.notifies(timeout=_LISTEN_SECONDS):
                            name, _, text = notice.payload.partition(":")
                            self._announce(name, int(text))
            except (psycopg.OperationalError, psycopg.InterfaceError, psycopg.ProgrammingError):
                self._stop.wait(_AWAY_SECONDS)

    def _announce(self, name: str, position: int) -> None:
        ready = []
        with self._lock:
            self._positions[name] = max(position, self._positions.get(name, 0))
            heap = self._waiting.get(name, [])
            while heap and heap[0][0] <= position:
                ready.append(heapq.heappop(heap)[2])
        for future in ready:
            try:
                future.set_result(position)
            except InvalidStateError:
                # Whoever waited gave up in this very moment.
                continue
