"""What the command methods need of an event store, and the store that has it."""

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError
from eventsourcing.domain import Aggregate

from domain.events import Fact, RecordedEvent, UnknownFact, fact_from_record
from domain.ledger.store import EventBook, NewerFactError, Receipt, RequestEntry

A = TypeVar("A", bound=Aggregate)


class FactBook(Protocol):
    """Aggregates come out of it and go into it; `StoredBook` is the real one, tests have one in memory."""

    def find(self, stream_id: UUID, kind: type[A]) -> A | None:
        """The aggregate of a stream; None when there is none, or another kind of aggregate."""

    def last_fact(self, stream_id: UUID) -> Fact | None:
        """The last fact of a stream; None when it does not exist."""

    def event_at(self, position: int) -> RecordedEvent | None:
        """The event at a position; None beyond the last."""

    def save(self, *aggregates: Aggregate, request: RequestEntry) -> Receipt:
        """Append what the aggregates decided, all or nothing. Raises VersionConflictError, RequestKeyConflictError."""

    def append_facts(self, facts: Sequence[Fact], request: RequestEntry | None = None) -> Receipt:
        """Append facts at the heads of their streams; their versions are ignored. Raises RequestKeyConflictError."""

    def replay(self, key: str, digest: str) -> Receipt | None:
        """The receipt a request got before; None for a new key. Raises RequestKeyConflictError."""


class StoredBook:
    """The book in the event store."""

    def __init__(self, events: EventBook) -> None:
        self.events = events

    def find(self, stream_id: UUID, kind: type[A]) -> A | None:
        """See FactBook. Raises NewerFactError."""
        try:
            aggregate = self.events.get(stream_id, Aggregate)
        except AggregateNotFoundError:
            return None
        return aggregate if isinstance(aggregate, kind) else None

    def last_fact(self, stream_id: UUID) -> Fact | None:
        """See FactBook. Raises NewerFactError."""
        records = self.events.reader.read_stream(stream_id, backwards=True, limit=1)
        if not records:
            return None
        last = records[0]
        fact = fact_from_record(last.topic, last.state, last.stream_id, last.version)
        if isinstance(fact, UnknownFact):
            raise NewerFactError(f"{fact.topic}, schema {fact.schema}, at version {last.version} of {stream_id}")
        return fact

    def event_at(self, position: int) -> RecordedEvent | None:
        """See FactBook."""
        records = self.events.read(after=position - 1, limit=1, upto=position)
        return records[0] if records else None

    def save(self, *aggregates: Aggregate, request: RequestEntry) -> Receipt:
        """See FactBook."""
        return self.events.save(*aggregates, request=request)

    def append_facts(self, facts: Sequence[Fact], request: RequestEntry | None = None) -> Receipt:
        """See FactBook."""
        return self.events.append_facts(facts, request)

    def replay(self, key: str, digest: str) -> Receipt | None:
        """See FactBook."""
        return self.events.replay(key, digest)
