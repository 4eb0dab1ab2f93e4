"""The book: aggregates are read from it and saved to it, requests are answered once, everything can be followed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.domain import CollectEventsProtocol
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.utils import Environment, EnvType

from domain.events import Fact, RecordedEvent, UnknownFact, day_interval, fact_from_record
from domain.ledger.store.errors import NewerFactError
from domain.ledger.store.factory import ledger_environment
from domain.ledger.store.mapper import LedgerMapper
from domain.ledger.store.reader import LedgerReader
from domain.ledger.store.recorder import LedgerRecorder
from domain.ledger.store.tail import EventTail
from domain.ledger.store.values import NewEvent, Receipt, RequestEntry, StreamHead

A = TypeVar("A")


class EventBook(Application[UUID]):
    """One institution's ledger, for one process; safe to use from several threads.

    The command layer stands on it: it loads aggregates with `get`, lets them decide, and hands them to `save`.
    """

    name = "ledger"

    def __init__(self, dsn: str, schema: str, *, pool_size: int = 8) -> None:
        """``dsn``: libpq connection string of the application role; ``schema``: the institution's. Opens nothing."""
        super().__init__(ledger_environment(dsn, schema, pool_size))
        assert isinstance(self.recorder, LedgerRecorder)
        assert isinstance(self.mapper, LedgerMapper)
        self._ledger: LedgerRecorder = self.recorder
        self.reader: LedgerReader = self.recorder.reader
        self.schema = schema

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Only what we are given: the process environment is read in api.composition, nowhere else."""
        return Environment(name, dict(env or {}))

    def construct_recorder(self) -> ApplicationRecorder:
        return self.factory.application_recorder()

    # ── Aggregates ──────────────────────────────────────────────────────────────────────────────────────────────────

    def get(
        self, stream_id: UUID, aggregate_class: type[A], *, version: int | None = None, upto: int | None = None
    ) -> A:
        """The aggregate of a stream; as of a version, or as of a position (``upto``), if given.

        Raises AggregateNotFoundError when there is no such stream (yet), NewerFactError when it holds an event newer
        than this program, TypeError when the stream is of another aggregate.
        """
        aggregate: Any = None
        for event in self.reader.read_stream(stream_id, upto_version=version, upto=upto):
            fact = fact_from_record(event.topic, event.state, event.stream_id, event.version)
            if isinstance(fact, UnknownFact):
                raise NewerFactError(f"{fact.topic}, schema {fact.schema}, at version {event.version} of {stream_id}")
            aggregate = fact.mutate(aggregate)
        if aggregate is None:
            raise AggregateNotFoundError(f"there is no stream {stream_id}")
        if not isinstance(aggregate, aggregate_class):
            raise TypeError(f"stream {stream_id} is a {type(aggregate).__name__}, not a {aggregate_class.__name__}")
        return aggregate

    def save(  # type: ignore[override]
        self, *objects: CollectEventsProtocol | Fact, request: RequestEntry | None = None
    ) -> Receipt:
        """Append what the aggregates decided (and single facts, at the versions they name): all of it or nothing.

        With a request that was answered before, nothing is written and the receipt is that of then (``replayed``).

        Raises VersionConflictError, RequestKeyConflictError, AppendLimitError, StoreUnavailableError (nothing was
        written) and OutcomeUnknownError (all or nothing was; repeat with the same request key).
        """
        facts: list[Any] = []
        for item in objects:
            facts += [item] if isinstance(item, Fact) else item.collect_events()
        return self._append([self._new_event(fact, fact.originator_version) for fact in facts], request)

    def append_fact(self, fact: Fact, request: RequestEntry | None = None) -> Receipt:
        """Append one fact at the head of its stream, wherever that is; its own version is ignored."""
        return self.append_facts([fact], request)

    def append_facts(self, facts: Sequence[Fact], request: RequestEntry | None = None) -> Receipt:
        """Append facts at the heads of their streams (reads, refusals): no version can be in conflict."""
        return self._append([self._new_event(fact, None) for fact in facts], request)

    def replay(self, request_key: str, digest: str) -> Receipt | None:
        """The receipt this request was given before, None for a new key. Raises RequestKeyConflictError."""
        return self.reader.replay(request_key, digest)

    # ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def read(
        self, after: int = 0, limit: int = 500, upto: int | None = None, topics: Sequence[str] = ()
    ) -> list[RecordedEvent]:
        """At most ``limit`` events with ``after`` < position <= ``upto``, in order; of the given topics, if any."""
        return self.reader.read(after, limit, upto, topics)

    def read_stream(self, stream_id: UUID, *, upto: int | None = None) -> list[RecordedEvent]:
        """All events of one stream (up to a position) in order; empty when it does not exist."""
        return self.reader.read_stream(stream_id, upto=upto)

    def iterate(self, first: int, last: int, page: int = 2_000) -> Iterator[RecordedEvent]:
        """All events from position ``first`` to ``last``; memory stays flat however many there are."""
        return self.reader.iterate(first, last, page)

    def iterate_leaves(self, first: int, last: int) -> Iterator[bytes]:
        """Leaf hashes of positions ``first`` to ``last`` in order, without the events' bytes."""
        return self.reader.iterate_leaves(first, last)

    def head(self) -> tuple[int, int]:
        """Last position (0 when empty) and its time, microseconds since 1970 UTC."""
        return self.reader.head()

    def stream_head(self, stream_id: UUID) -> StreamHead | None:
        """Where a stream stands; None when it does not exist."""
        return self.reader.stream_head(stream_id)

    def subscribe(self, after: int = 0, topics: Sequence[str] = (), page_size: int = 500) -> EventTail:
        """Follow the ledger after a position; a context manager (see `EventTail`)."""
        return EventTail(self._ledger.database, after, topics, page_size)

    # ── Days and tiles ──────────────────────────────────────────────────────────────────────────────────────────────

    def day_bounds(self, start: datetime, end: datetime) -> tuple[int, int]:
        """First and last position recorded in [start, end), final once answered; last = first - 1 when empty.

        Raises DayNotOverError while the database clock has not reached ``end``.
        """
        return self.reader.day_bounds(start, end)

    def istanbul_day_bounds(self, day: date) -> tuple[int, int]:
        """`day_bounds` of an Istanbul calendar day."""
        return self.reader.day_bounds(*day_interval(day))

    def first_position_at(self, micros: int) -> int:
        """Position of the first event recorded at or after an instant; last position + 1 when there is none."""
        return self.reader.first_position_at(micros)

    def read_tiles(self, level: int, first: int, last: int) -> dict[int, bytes]:
        """Full tiles of a level by index, those of ``first`` to ``last`` that are stored."""
        return self.reader.read_tiles(level, first, last)

    def store_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> int:
        """Store full tiles by (level, index) once; returns how many were new. Raises TileConflictError."""
        return self.reader.store_tiles(tiles)

    def make_partitions(self) -> int:
        """Prepare the partitions that the next events will need (a worker's daily duty); returns how many were made."""
        return self.reader.make_partitions()

    def _append(self, events: list[NewEvent], request: RequestEntry | None) -> Receipt:
        if not events and request is None:
            position, recorded_at = self.head()
            return Receipt(position + 1, position, recorded_at, ())
        receipt = self._ledger.append(events, request)
        if receipt.replayed:
            assert request is not None
            return self.replay(request.key, request.digest) or receipt
        return receipt

    def _new_event(self, fact: Any, version: int | None) -> NewEvent:
        stored = self.mapper.to_stored_event(fact)
        stream_id = stored.originator_id
        assert isinstance(stream_id, UUID)
        return NewEvent(stream_id, version, stored.topic, stored.state)
