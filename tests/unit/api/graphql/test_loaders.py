"""Batches: a page of events asks for its days and neighbours once."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from api.graphql.loaders import Loaders
from domain.events import RecordedEvent, encode_state, istanbul_day
from projections.days.view import empty_day
from testkit.clock import START, FixedClock

TODAY = istanbul_day(START)


class Store:
    """Book, days and documents in one, counting how often they are asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, after: int, limit: int, upto: int) -> list[RecordedEvent]:
        self.asked.append("events")
        last = min(after + limit, upto)
        return [RecordedEvent(place, UUID(int=1), 1, 0, "t", b"{}", bytes(32)) for place in range(after + 1, last + 1)]

    def days(self, first: date, last: date, today: date) -> tuple[Any, ...]:
        self.asked.append("days")
        return tuple(empty_day(first + timedelta(days=number), today) for number in range((last - first).days + 1))

    def day(self, day: date, today: date) -> Any:
        self.asked.append("day")
        return empty_day(day, today)

    def cards_by_ids(self, ids: Sequence[UUID]) -> dict[UUID, Any]:
        self.asked.append("cards")
        return {}


def load(store: Store, name: str, keys: Sequence[Any]) -> list[Any]:
    async def run() -> list[Any]:
        loaders = Loaders(cast(Any, store), cast(Any, store), cast(Any, store), FixedClock())
        found: list[Any] = await asyncio.gather(*(getattr(loaders, name).load(key) for key in keys))
        return found

    return asyncio.run(run())


def test_days_of_a_page_are_read_at_once() -> None:
    store = Store()
    found = load(store, "day", [TODAY, TODAY - timedelta(days=3), TODAY])

    assert [item.day for item in found] == [TODAY, TODAY - timedelta(days=3), TODAY]
    assert store.asked == ["days"]


def test_days_far_apart_are_read_one_by_one() -> None:
    store = Store()
    load(store, "day", [TODAY, TODAY - timedelta(days=2_000)])

    assert store.asked == ["day", "day"]


def test_neighbouring_events_are_read_together() -> None:
    store = Store()
    found = load(store, "event", [5, 7, 9])

    assert [event.position for event in found] == [5, 7, 9]
    assert store.asked == ["events"]


def test_documents_of_a_page_are_read_at_once() -> None:
    store = Store()

    assert load(store, "card", [UUID(int=1), UUID(int=2)]) == [None, None]
    assert store.asked == ["cards"]


def test_document_of_a_signature_is_named_by_the_first_event_of_its_stream() -> None:
    class Book(Store):
        def read_stream(self, stream: UUID) -> list[RecordedEvent]:
            states = [encode_state({"payload": {"document_id": str(UUID(int=9))}}), b"{}"] if stream.int == 5 else []
            return [RecordedEvent(place, stream, place, 0, "t", state, bytes(32)) for place, state in enumerate(states)]

    assert load(Book(), "signed_document", [UUID(int=5), UUID(int=6)]) == [UUID(int=9), None]
