"""A document as of a position or a time, and whether that answer can still change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from api.graphql.context import GraphQLServices
from api.graphql.describing import described
from api.graphql.guards import QueryRefused
from api.graphql.scalars import Position
from domain.events import RecordedEvent, istanbul_day, micros
from projections.documents import Card, as_of

MAX_STREAM_EVENTS = 20_000
"""Events folded for one answer: protects memory from a stream of hostile length."""


@strawberry.input(description="Defterde bir yer: konum veya an; ikisinden yalnız biri verilir.")
class PointInput:
    """A position or a time."""

    position: Position | None = described("Bu konuma kadarki olaylar (dahil).", default=None)
    at: datetime | None = described("Bu âna kadar kaydedilmiş olaylar (dahil).", default=None)

    def text(self) -> str:
        """The point as text, for the record of the read. Raises QueryRefused unless exactly one field is given."""
        if (self.position is None) == (self.at is None):
            raise QueryRefused(
                "BAD_POINT",
                "Give either a position or an instant, not both.",
                "Konum veya an, ikisinden yalnız birini verin.",
            )
        return str(self.position) if self.at is None else self.at.isoformat()


@dataclass(frozen=True, slots=True)
class Point:
    """A document as of a point."""

    card: Card | None
    position: int
    """Position of the last event taken in."""
    events: int
    final: bool
    """Every day up to the point is sealed: the answer will never change."""


def document_at(services: GraphQLServices, document_id: UUID, point: PointInput) -> Point:
    """Fold the document's own events and those of its signatures up to the point."""
    point.text()
    streams = (document_id, *services.documents.signature_streams(document_id))
    events: list[RecordedEvent] = []
    for stream in streams:
        events += services.book.read_stream(stream, upto=point.position)
        if len(events) > MAX_STREAM_EVENTS:
            raise QueryRefused(
                "TOO_MANY_EVENTS",
                "This document has too many events for one answer; export its history instead.",
                "Belgenin olayları tek cevaba sığmıyor; geçmişini dışa aktarın.",
            )
    found = as_of(events, position=point.position, at=point.at)
    return Point(found.card, found.position, found.events, _final(services, point))


def _final(services: GraphQLServices, point: PointInput) -> bool:
    sealed = services.days.sealed_through()
    if point.at is None:
        return (point.position or 0) <= sealed
    today = istanbul_day(services.now())
    if istanbul_day(point.at) >= today:
        return False
    day = services.days.day(istanbul_day(point.at), today)
    before = services.book.first_position_at(micros(point.at + timedelta(microseconds=1))) - 1
    # A day before the ledger was opened holds nothing and never will.
    return (day is None or day.seal is not None) and before <= sealed
