"""Events to fill a ledger with: whole lives of letters, as the store takes them."""

from collections.abc import Iterator
from typing import Final

from domain.ledger.store import LedgerRecorder, NewEvent
from domain.ledger.store.database import LedgerDatabase
from testkit.view_events import EventMaker
from tests.benchmarks.ground import Site

CALL: Final = 2_000
"""Events of a call while filling."""


def lives() -> Iterator[NewEvent]:
    """Endless: letter after letter with its numbers, initials, signature and a view; about 16 events each."""
    maker = EventMaker()
    number = 0
    while True:
        number += 1
        maker.life(number)
        for event in maker.events:
            yield NewEvent(event.stream_id, None, event.topic, event.state)
        maker.events.clear()
        maker.facts.clear()


def batches(events: Iterator[NewEvent], size: int, number: int) -> list[list[NewEvent]]:
    """The next batches of an endless supply."""
    return [[next(events) for _ in range(size)] for _ in range(number)]


def fill(site: Site, events: int) -> None:
    """Append so many events."""
    supply = lives()
    recorder = LedgerRecorder(LedgerDatabase(site.dsn, site.schema))
    try:
        for start in range(0, events, CALL):
            recorder.append([next(supply) for _ in range(min(CALL, events - start))])
    finally:
        recorder.close()
