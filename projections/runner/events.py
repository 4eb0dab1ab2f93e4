"""What the runner asks of the ledger: pages of events and the head. `domain.ledger.store.EventBook` gives both."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from domain.events import RecordedEvent
from projections.folding import Entry, decode


class EventPages(Protocol):
    """The reading side of the ledger."""

    def read(self, after: int = 0, limit: int = 500, upto: int | None = None) -> Sequence[RecordedEvent]:
        """At most ``limit`` events with ``after`` < position <= ``upto``, in order, without gaps."""

    def head(self) -> tuple[int, int]:
        """Last position (0 when empty) and its time in microseconds since 1970 UTC."""


def entries(events: EventPages, after: int, upto: int, page: int) -> Iterator[list[Entry]]:
    """Decoded pages of the events with ``after`` < position <= ``upto``."""
    while after < upto:
        found = events.read(after, page, upto)
        if not found:
            return
        after = found[-1].position
        yield [decode(event) for event in found]
