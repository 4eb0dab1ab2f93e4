"""How long until one's own write is visible in a view."""

import threading
import time
from contextlib import closing

from domain.documents import Document
from domain.events import Actor
from domain.ledger.store import EventBook
from projections.runner import Projector, ViewClock
from tests.benchmarks.commands import Ask, decided, write
from tests.benchmarks.figures import Direction, Row, Target, number, percentile
from tests.benchmarks.ground import INSTITUTION, Ground


def measure_own_write(ground: Ground) -> list[Row]:
    """One writer; each save is waited for in the documents view before the next."""
    waits: list[float] = []
    with (
        ground.site() as site,
        closing(EventBook(site.dsn, site.schema)) as book,
        Projector(site.dsn, site.schema, book) as projector,
        ViewClock(site.dsn, site.schema) as clock,
    ):
        projector.prepare()
        stop = threading.Event()
        running = threading.Thread(target=projector.run, args=(stop,), daemon=True)
        running.start()

        def save_and_wait(asked: Ask, document: Document | None) -> Document:
            document = decided(asked, document)
            began = time.perf_counter()
            receipt = book.save(document, request=asked.request)
            if not clock.wait("documents", receipt.last_position, timeout=10.0):
                raise TimeoutError(f"position {receipt.last_position} was not visible after ten seconds")
            waits.append(time.perf_counter() - began)
            return document

        write(save_and_wait, Actor("memur-1", "Ayşe Işık", "Memur", INSTITUTION), ground.size(1_000, 300))
        stop.set()
        running.join()
    half, most = (percentile(waits, share) * 1e3 for share in (0.5, 0.99))
    target = Target(Direction.AT_MOST, 50.0, "ms")
    shown = f"p50 {number(half)} ms, p99 {number(most)} ms"
    return [Row("own write visible in the view (p99)", shown, "", most, target, _NOTE)]


_NOTE = (
    "from the call of `EventBook.save` until `ViewClock.wait` says that the documents view holds the event: save with"
    " its flush, the projector's page over all six views, the announcement. One writer; projector in the same process."
)
