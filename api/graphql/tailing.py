"""One tail of the ledger for all subscriptions of a process: it rings, each subscription reads what it lacks."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import structlog

from api.access import FailedSignIns
from api.graphql.guards import QueryRefused
from domain.events import RecordedEvent
from domain.ledger.store import EventBook

_log = structlog.get_logger("kutuk.graphql")

READ_AT_A_TIME = 200
"""Events a subscription reads at once: keeps memory flat for a client that is far behind."""
LOOK_ANYWAY_SECONDS = 10.0
"""A subscription looks at the ledger this often even when nothing rang: a broken tail delays, it never loses."""
RING_PAUSE_SECONDS = 1.0


class EventBell:
    """Wakes whoever waits for new events. The tailing thread starts with the first waiter and ends with `close`."""

    def __init__(self, book: EventBook) -> None:
        self._book = book
        self._seats = 0
        self.failures = FailedSignIns()
        """Failed sign-ins of the process, counted in one place."""
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()
        self.rings = 0
        """How often it rang; read it before looking at the ledger, then nothing that comes meanwhile is slept over."""

    @contextmanager
    def seat(self, limit: int) -> Iterator[None]:
        """A follower's place for as long as the context lasts. Raises QueryRefused when all are taken."""
        if self._seats >= limit:
            raise QueryRefused(
                "TOO_MANY_SUBSCRIPTIONS",
                f"{limit} subscriptions are open already. Try again later, or poll `events`.",
                f"Şu anda {limit} abonelik açık. Daha sonra deneyin ya da `events` sorgusunu yineleyin.",
            )
        self._seats += 1
        try:
            yield
        finally:
            self._seats -= 1

    async def rung(self, since: int) -> None:
        """Return when the bell rang since `rings` stood at a number, or after `LOOK_ANYWAY_SECONDS`."""
        waiter = (asyncio.get_running_loop(), asyncio.Event())
        self._start()
        with self._lock:
            if self.rings != since:
                return
            self._waiting.add(waiter)
        try:
            await asyncio.wait_for(waiter[1].wait(), LOOK_ANYWAY_SECONDS)
        except TimeoutError:
            return
        finally:
            with self._lock:
                self._waiting.discard(waiter)

    def close(self) -> None:
        """Stop tailing; waiters look once more and go on by time."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._run, name="graphql-bell", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                with self._book.subscribe(after=self._book.head()[0]) as tail:
                    self._ring()
                    while not self._closed.is_set():
                        if tail.page(timeout=RING_PAUSE_SECONDS):
                            self._ring()
            except Exception as error:
                # Subscriptions go on by time meanwhile; the tail is tried again.
                _log.warning("graphql_tail_lost", fault=type(error).__name__)
                self._closed.wait(RING_PAUSE_SECONDS)

    def _ring(self) -> None:
        with self._lock:
            self.rings += 1
            waiting = tuple(self._waiting)
        for loop, event in waiting:
            try:
                loop.call_soon_threadsafe(event.set)
            except RuntimeError:
                continue  # the loop ended while its waiter was being woken


async def events_after(book: EventBook, bell: EventBell, position: int) -> AsyncIterator[list[RecordedEvent]]:
    """Pages of events after a position for ever: those recorded already first, then new ones as they come."""
    while True:
        rings = bell.rings
        page = await asyncio.to_thread(book.read, position, READ_AT_A_TIME)
        if page:
            position = page[-1].position
            yield page
        else:
            await bell.rung(rings)
