"""Lists of events straight from the ledger: by position, type, actor and both clocks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

import strawberry

from api.graphql.connections import AppliedFilter, Connection, Edge, PageInfo, cursor_of, position_of
from api.graphql.describing import described
from api.graphql.events import EventType, is_audit_record
from api.graphql.given_texts import check_texts
from api.graphql.guards import QueryRefused
from api.graphql.scalars import Position
from domain.events import EventHeader, RecordedEvent, StateError, event_header, micros
from domain.ledger.store import EventBook

SCAN_LIMIT: Final = 5_000
"""Events looked through for one page: protects the database from a filter that matches next to nothing; the page then
ends early, says that more follows, and its cursor goes on from where it stopped."""
_AT_A_TIME: Final = 500
MAX_TOPICS: Final = 60


@strawberry.input(
    description="Olay süzgeci; verilmeyen alan hesaba katılmaz. Aralıklar başlangıcı içerir, sonu içermez."
)
class EventFilterInput:
    """Which events."""

    topics: list[str] | None = described("Olay türlerinden biri.", default=None)
    stream_id: UUID | None = described("Akışın (belge, imza …) kimliği.", default=None)
    actor_id: str | None = described("İşlemi yapanın kimliği.", default=None)
    recorded_from: datetime | None = described("Kayıt anı bundan önce olmayanlar.", default=None)
    recorded_before: datetime | None = described("Kayıt anı bundan önce olanlar.", default=None)
    occurred_from: datetime | None = described("Oluş anı bundan önce olmayanlar.", default=None)
    occurred_before: datetime | None = described("Oluş anı bundan önce olanlar.", default=None)
    first_position: Position | None = described("İlk konum.", default=None)
    last_position: Position | None = described("Son konum.", default=None)

    def texts(self) -> list[str]:
        """The filters that were given, as ``name=value``."""
        return [f"{name}={value}" for name, value in self.given()]

    def given(self) -> list[tuple[str, str]]:
        """The filters that were given, names and values as text."""
        return [(name, _text(value)) for name, value in vars(self).items() if value is not None]

    def bounds(self, book: EventBook) -> tuple[int, int | None]:
        """Positions after the first and up to the second; times of recording become positions, which never move."""
        after = (self.first_position or 1) - 1
        upto: int | None = self.last_position
        if self.recorded_from is not None:
            after = max(after, book.first_position_at(micros(self.recorded_from)) - 1)
        if self.recorded_before is not None:
            end = book.first_position_at(micros(self.recorded_before)) - 1
            upto = end if upto is None else min(upto, end)
        return after, upto

    def matches(self, event: RecordedEvent, audited: bool) -> bool:
        """Whether an event fits the filters that the ledger cannot apply itself.

        audited: the caller may read the audit log; else the actor of an audit record is nobody, whatever is asked.
        """
        if self.actor_id is not None and not audited and is_audit_record(event.topic):
            return False
        if self.stream_id is not None and event.stream_id != self.stream_id:
            return False
        if self.actor_id is None and self.occurred_from is None and self.occurred_before is None:
            return True
        header = _header(event)
        if header is None or (self.actor_id is not None and header.actor.id != self.actor_id):
            return False
        early = self.occurred_from is not None and header.occurred_at < self.occurred_from
        late = self.occurred_before is not None and header.occurred_at >= self.occurred_before
        return not early and not late


def event_page(
    book: EventBook, chosen: EventFilterInput, first: int, after: str | None, audited: bool
) -> Connection[EventType]:
    """At most ``first`` events in the order of positions; audited: see `EventFilterInput.matches`. Blocks."""
    check_texts(vars(chosen))
    topics = tuple(chosen.topics or ())
    if len(topics) > MAX_TOPICS:
        raise QueryRefused("TOO_MANY_TOPICS", f"At most {MAX_TOPICS} types.", f"En çok {MAX_TOPICS} olay türü verin.")
    start, upto = chosen.bounds(book)
    if after is not None:
        start = max(start, position_of(after))
    found: list[RecordedEvent] = []
    scanned, more = start, False
    for event in _candidates(book, start, upto, topics):
        if len(found) == first:
            more = True
            break
        scanned = event.position
        if chosen.matches(event, audited):
            found.append(event)
    else:
        more = scanned - start > 0 and bool(book.read(scanned, 1, upto, topics))
    return Connection(
        edges=[Edge(cursor=cursor_of(event.position), node=EventType.of(event)) for event in found],
        page_info=PageInfo(has_next_page=more, end_cursor=_end(found, scanned, start, more)),
        filters=[AppliedFilter(name=name, value=value) for name, value in chosen.given()],
    )


def _end(found: list[RecordedEvent], scanned: int, start: int, more: bool) -> str | None:
    """Where to go on: the last event shown, or the last one looked at when the look ended before the page was full."""
    if scanned == start:
        return None
    return cursor_of(scanned if more or not found else found[-1].position)


def _candidates(book: EventBook, after: int, upto: int | None, topics: tuple[str, ...]) -> Iterator[RecordedEvent]:
    looked = 0
    while looked < SCAN_LIMIT:
        page = book.read(after, min(_AT_A_TIME, SCAN_LIMIT - looked), upto, topics)
        if not page:
            return
        yield from page
        looked += len(page)
        after = page[-1].position


def _header(event: RecordedEvent) -> EventHeader | None:
    try:
        header = event_header(event.state)
    except StateError:
        return None
    return header if header.occurred_at.tzinfo else None


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return ",".join(value) if isinstance(value, list) else str(value)
