"""The card as it was, by a pure fold; and the difference of two cards (asks 6.3 row 4, U7)."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from domain.events import RecordedEvent, micros
from projections.documents.projection import Documents
from projections.documents.tables import CARDS
from projections.documents.view import Card, card_of
from projections.folding import View, decode

_PLACES: Final = frozenset({"first_position", "last_position", "version"})


@dataclass(frozen=True, slots=True)
class AsOf:
    """A document as the events up to a place in the ledger tell it."""

    card: Card | None
    """None when it did not exist yet, or its first event is newer than this program."""
    position: int
    """Position of the last event that was taken in; 0 when there was none. Sealed up to here means final."""
    events: int
    """Number of events taken in."""


@dataclass(frozen=True, slots=True)
class CardDifference:
    """A field in which two cards differ."""

    field: str
    before: Any
    after: Any


def as_of(events: Iterable[RecordedEvent], *, position: int | None = None, at: datetime | None = None) -> AsOf:
    """Fold the events of one document (and of its signatures), in order of position, up to a position or a time.

    at: aware instant; events recorded later are left out. Without a limit: all of them. The same events and limits
    give the same answer for ever.
    """
    until = None if at is None else micros(at)
    documents, view, last, count = Documents(), View(Documents.tables), 0, 0
    document_id: str | None = None
    for event in sorted(events, key=lambda item: item.position):
        if (position is not None and event.position > position) or (until is not None and event.recorded_at > until):
            break
        entry = decode(event)
        documents.fold(entry, view)
        last, count = entry.position, count + 1
        if document_id is None and entry.topic.startswith("document."):
            document_id = entry.stream
    row = view.keyed[CARDS.name].get(document_id)
    return AsOf(None if row is None else card_of(row), last, count)


def difference(before: Card, after: Card) -> tuple[CardDifference, ...]:
    """Fields in which the cards differ, in the order of the card; positions and versions are left out."""
    names = (field.name for field in dataclasses.fields(Card) if field.name not in _PLACES)
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(CardDifference(name, old, new) for name, old, new in pairs if old != new)
