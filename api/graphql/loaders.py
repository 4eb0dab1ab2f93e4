"""Batches of one request: a list of a hundred events asks for its days and documents once, not a hundred times."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from anyio.to_thread import run_sync
from strawberry.dataloader import DataLoader

from api.access import Clock
from api.graphql.event_contents import named_document
from api.graphql.stopped_views import Positions, positions_by_name
from domain.events import RecordedEvent, istanbul_day
from domain.ledger.store import EventBook
from projections.days import DayReader, LedgerDay
from projections.documents import Card, DocumentReader
from projections.runner import ProjectionPosition

_NEIGHBOURS: Final = 16
_SPAN_DAYS: Final = 300


class Loaders:
    """The batching readers of one request; nothing is kept between requests, so nobody sees another's rows."""

    def __init__(
        self,
        book: EventBook,
        days: DayReader,
        documents: DocumentReader,
        now: Clock,
        positions: Positions | None = None,
    ) -> None:
        self._book = book
        self._days = days
        self._documents = documents
        self._now = now
        self._positions = positions
        self._all_views: DataLoader[None, Mapping[str, ProjectionPosition]] = DataLoader(load_fn=self._load_views)
        self.day: DataLoader[date, LedgerDay | None] = DataLoader(load_fn=self._load_days)
        self.card: DataLoader[UUID, Card | None] = DataLoader(load_fn=self._load_cards)
        self.signed_document: DataLoader[UUID, UUID | None] = DataLoader(load_fn=self._load_signed_documents)
        """Document of a signature, by the signature's stream."""
        self.event: DataLoader[int, RecordedEvent | None] = DataLoader(load_fn=self._load_events)

    async def views(self) -> Mapping[str, ProjectionPosition]:
        """How far each view was when the request first asked."""
        return await self._all_views.load(None)

    async def _load_views(self, asked: Sequence[None]) -> list[Mapping[str, ProjectionPosition]]:
        found = await run_sync(positions_by_name, self._positions)
        return [found for _ in asked]

    async def _load_days(self, asked: Sequence[date]) -> list[LedgerDay | None]:
        return await run_sync(self._read_days, list(asked))

    async def _load_cards(self, asked: Sequence[UUID]) -> list[Card | None]:
        found = await run_sync(self._documents.cards_by_ids, list(asked))
        return [found.get(document_id) for document_id in asked]

    async def _load_signed_documents(self, asked: Sequence[UUID]) -> list[UUID | None]:
        return await run_sync(self._read_signed_documents, list(asked))

    async def _load_events(self, asked: Sequence[int]) -> list[RecordedEvent | None]:
        return await run_sync(self._read_events, list(asked))

    def _read_signed_documents(self, asked: list[UUID]) -> list[UUID | None]:
        # From the ledger, not from a view: only the first event of a signature names its document.
        firsts = [next(iter(self._book.read_stream(stream)), None) for stream in asked]
        return [None if first is None else named_document(first) for first in firsts]

    def _read_events(self, asked: list[int]) -> list[RecordedEvent | None]:
        found: dict[int, RecordedEvent] = {}
        for position in sorted(set(asked)):
            if position not in found:
                # Neighbouring positions are usual in a history, so a few more come with each.
                upto = min(position + _NEIGHBOURS, max(asked))
                found |= {event.position: event for event in self._book.read(position - 1, _NEIGHBOURS + 1, upto)}
        return [found.get(position) for position in asked]

    def _read_days(self, asked: list[date]) -> list[LedgerDay | None]:
        today = istanbul_day(self._now())
        first, last = min(asked), max(asked)
        if (last - first).days < _SPAN_DAYS:
            found = {item.day: item for item in self._days.days(first, last, today)}
            return [found.get(day) for day in asked]
        return [self._days.day(day, today) for day in asked]
