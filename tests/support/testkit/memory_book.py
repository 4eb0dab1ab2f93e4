"""The command layer's book in memory: facts go through their stored bytes; versions and request keys are checked."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.events import Fact, RecordedEvent, fact_from_record, fact_to_state
from domain.ledger.store import Receipt, RequestEntry, RequestKeyConflictError, VersionConflictError

A = TypeVar("A", bound=Aggregate)


class MemoryBook:
    """A `domain.ledger.commands.FactBook` without a database."""

    def __init__(self) -> None:
        self.events: list[RecordedEvent] = []
        self._streams: dict[UUID, list[RecordedEvent]] = defaultdict(list)
        self._requests: dict[str, tuple[str, Receipt]] = {}
        self.conflicts_to_come = 0
        """How many of the next saves meet a version conflict, as if another process had been faster."""

    def find(self, stream_id: UUID, kind: type[A]) -> A | None:
        aggregate: Any = None
        for fact in self.facts_of(stream_id):
            aggregate = fact.mutate(aggregate)
        return aggregate if isinstance(aggregate, kind) else None

    def facts_of(self, stream_id: UUID) -> list[Fact]:
        """All facts of a stream."""
        return [_fact(event) for event in self._streams.get(stream_id, ())]

    def facts(self, after: int = 0) -> list[Fact]:
        """All facts after a position."""
        return [_fact(event) for event in self.events[after:]]

    def last_fact(self, stream_id: UUID) -> Fact | None:
        events = self._streams.get(stream_id)
        return _fact(events[-1]) if events else None

    def event_at(self, position: int) -> RecordedEvent | None:
        return self.events[position - 1] if 1 <= position <= len(self.events) else None

    def save(self, *aggregates: Aggregate, request: RequestEntry) -> Receipt:
        facts: list[Any] = [fact for aggregate in aggregates for fact in aggregate.collect_events()]
        if self.conflicts_to_come:
            self.conflicts_to_come -= 1
            raise VersionConflictError(facts[0].originator_id, 1)
        versions = {fact.originator_id: len(self._streams.get(fact.originator_id, ())) for fact in facts}
        for fact in facts:
            versions[fact.originator_id] += 1
            if fact.originator_version != versions[fact.originator_id]:
                raise VersionConflictError(fact.originator_id, versions[fact.originator_id] - 1)
        return self._append(facts, request)

    def append_facts(self, facts: Sequence[Fact], request: RequestEntry | None = None) -> Receipt:
        return self._append(facts, request)

    def replay(self, key: str, digest: str) -> Receipt | None:
        if key not in self._requests:
            return None
        known, receipt = self._requests[key]
        if known != digest:
            raise RequestKeyConflictError(key)
        streams = receipt.stream_ids
        return Receipt(receipt.first_position, receipt.last_position, receipt.recorded_at, streams, replayed=True)

    def _append(self, facts: Sequence[Fact], request: RequestEntry | None) -> Receipt:
        if request is not None and (before := self.replay(request.key, request.digest)):
            return before
        first = len(self.events) + 1
        for fact in facts:
            stream = self._streams[fact.originator_id]
            event = RecordedEvent(
                len(self.events) + 1,
                fact.originator_id,
                len(stream) + 1,
                len(self.events),
                fact.TOPIC,
                fact_to_state(fact),
                bytes(32),
            )
            stream.append(event)
            self.events.append(event)
        receipt = Receipt(first, len(self.events), first, tuple(dict.fromkeys(fact.originator_id for fact in facts)))
        if request is not None:
            self._requests[request.key] = (request.digest, receipt)
        return receipt


def _fact(event: RecordedEvent) -> Fact:
    fact = fact_from_record(event.topic, event.state, event.stream_id, event.version)
    assert isinstance(fact, Fact), f"{event.topic} is a known topic"
    return fact
