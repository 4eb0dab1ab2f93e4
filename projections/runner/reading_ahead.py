"""Reads and decodes the next page while the database still writes this one."""

from concurrent.futures import Future, ThreadPoolExecutor

from domain.events import RecordedEvent
from projections.folding import Entry, decode
from projections.runner.events import EventPages


class PageReader:
    """Pages of entries; after a full page the next one is fetched in the background.

    Events never change, so what was fetched ahead holds whoever folds it; only an empty page is asked for again.
    """

    def __init__(self, events: EventPages, page: int) -> None:
        self._events = events
        self._page = page
        self._threads: ThreadPoolExecutor | None = None
        self._ahead: tuple[int, Future[list[Entry]]] | None = None

    def read(self, after: int) -> list[Entry]:
        """The page that follows a position; empty at the head of the ledger."""
        ahead, self._ahead = self._ahead, None
        entries = ahead[1].result() if ahead is not None and ahead[0] == after else []
        if not entries:
            entries = self._fetch(after)
        if len(entries) == self._page:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(1, thread_name_prefix="reading-ahead")
            following = entries[-1].position
            self._ahead = (following, self._threads.submit(self._fetch, following))
        return entries

    def close(self) -> None:
        """End the thread, if there is one."""
        threads, self._threads, self._ahead = self._threads, None, None
        if threads is not None:
            threads.shutdown(cancel_futures=True)

    def _fetch(self, after: int) -> list[Entry]:
        found: list[RecordedEvent] = list(self._events.read(after, self._page))
        return [decode(event) for event in found]
