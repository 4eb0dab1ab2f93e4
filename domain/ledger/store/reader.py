"""Reading the ledger: by position, by stream, by request key, by day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, cast
from uuid import UUID

import psycopg
from psycopg.types.numeric import Int8
from psycopg_pool import PoolTimeout

from domain.events import RecordedEvent, moment
from domain.ledger.store.database import LedgerDatabase
from domain.ledger.store.errors import (
    DayNotOverError,
    RequestKeyConflictError,
    StoreUnavailableError,
    TileConflictError,
)
from domain.ledger.store.statements import statement
from domain.ledger.store.values import Receipt, StreamHead
from domain.ledger.store.wire import bigints, byte_strings, integers

NO_LIMIT: Final = 2**63 - 1
_DAY_NOT_OVER: Final = "KTDAY"


class LedgerReader:
    """All questions one may ask a ledger; each is one statement, bounded in size by its caller."""

    def __init__(self, database: LedgerDatabase) -> None:
        self.database = database

    def read(
        self, after: int = 0, limit: int = 500, upto: int | None = None, topics: Sequence[str] = ()
    ) -> list[RecordedEvent]:
        """At most ``limit`` events with ``after`` < position <= ``upto``, in order; of the given topics, if any."""
        bounds = {"after": Int8(after), "upto": Int8(_or_no_limit(upto)), "limit": Int8(limit)}
        if topics:
            return self._events("read_events_of_topics", {**bounds, "topics": list(topics)})
        return self._events("read_events", bounds)

    def iterate(self, first: int, last: int, page: int = 2_000) -> Iterator[RecordedEvent]:
        """All events from position ``first`` to ``last``, page by page: memory stays flat however many there are."""
        after = first - 1
        while after < last:
            events = self.read(after, page, last)
            if not events:
                return
            yield from events
            after = events[-1].position

    def iterate_leaves(self, first: int, last: int, page: int = 20_000) -> Iterator[bytes]:
        """Leaf hashes of positions ``first`` to ``last`` in order, without the events' bytes."""
        query = statement("read_leaves")
        for start in range(first, last + 1, page):
            bounds = {"after": Int8(start - 1), "upto": Int8(min(start + page - 1, last))}
            yield from (cast(bytes, row[0]) for row in self._rows(query, bounds))

    def read_stream(
        self,
        stream_id: UUID,
        *,
        after_version: int | None = None,
        upto_version: int | None = None,
        upto: int | None = None,
        limit: int | None = None,
        backwards: bool = False,
    ) -> list[RecordedEvent]:
        """Events of one stream in order of version; ``upto`` bounds their positions. Empty when it does not exist."""
        return self._events(
            "read_stream_backwards" if backwards else "read_stream",
            {
                "stream_id": stream_id,
                "after_version": Int8(-1 if after_version is None else after_version),
                "upto_version": Int8(_or_no_limit(upto_version)),
                "upto": Int8(_or_no_limit(upto)),
                "limit": Int8(_or_no_limit(limit)),
            },
        )

    def head(self) -> tuple[int, int]:
        """Last position (0 when empty) and its time, microseconds since 1970 UTC."""
        position, recorded_at = self._rows(statement("ledger_head"))[0]
        return cast(int, position), cast(int, recorded_at)

    def stream_head(self, stream_id: UUID) -> StreamHead | None:
        """Where a stream stands; None when it does not exist."""
        rows = self._rows(statement("stream_head"), {"stream_id": stream_id})
        return StreamHead(*rows[0]) if rows else None

    def replay(self, request_key: str, digest: str) -> Receipt | None:
        """The receipt this request was answered with before, or None when the key is new.

        Raises RequestKeyConflictError when the key was used with another body.
        """
        rows = self._rows(statement("find_request"), {"request_key": request_key})
        if not rows:
            return None
        known, first, last, recorded_at = rows[0]
        if bytes(known).hex() != digest:
            raise RequestKeyConflictError(request_key)
        return Receipt(first, last, recorded_at, self.streams_between(first, last), replayed=True)

    def streams_between(self, first: int, last: int) -> tuple[UUID, ...]:
        """Streams of the events from position ``first`` to ``last``, in order of first appearance."""
        rows = self._rows(statement("streams_between"), {"first": Int8(first), "last": Int8(last)})
        return tuple(row[0] for row in rows)

    def day_bounds(self, start: datetime, end: datetime) -> tuple[int, int]:
        """First and last position recorded in [start, end); last = first - 1 when there are none.

        Once answered it is final: nothing dated before ``end`` can be appended any more. Raises DayNotOverError.
        """
        try:
            rows = self._rows(
                statement("day_bounds"), {"day_start": start.astimezone(UTC), "day_end": end.astimezone(UTC)}
            )
        except psycopg.DatabaseError as error:
            if error.sqlstate != _DAY_NOT_OVER:
                raise
            raise DayNotOverError(error.diag.message_primary or str(error)) from error
        return cast(tuple[int, int], rows[0])

    def first_position_at(self, micros: int) -> int:
        """Position of the first event recorded at or after an instant; last position + 1 when there is none."""
        return cast(int, self._rows(statement("first_position_at"), {"instant": moment(micros)})[0][0])

    def read_tiles(self, level: int, first: int, last: int) -> dict[int, bytes]:
        """Full tiles of a level by their index, those of ``first`` to ``last`` that are stored."""
        rows = self._rows(statement("read_tiles"), {"level": Int8(level), "first": Int8(first), "last": Int8(last)})
        return dict(cast(list[tuple[int, bytes]], rows))

    def store_tiles(self, tiles: Mapping[tuple[int, int], bytes], batch: int = 512) -> int:
        """Store full tiles by (level, index); returns how many were new. Raises TileConflictError."""
        items = list(tiles.items())
        stored = 0
        for start in range(0, len(items), batch):
            part = items[start : start + batch]
            arguments = (
                integers([level for (level, _), _ in part]),
                bigints([index for (_, index), _ in part]),
                byte_strings([hashes for _, hashes in part]),
            )
            try:
                stored += cast(int, self._rows(statement("store_tiles"), arguments)[0][0])
            except (psycopg.IntegrityError, psycopg.DataError) as error:
                raise TileConflictError(error.diag.message_primary or str(error)) from error
        return stored

    def make_partitions(self) -> int:
        """Prepare the partitions that the next events will need; returns how many were made."""
        return cast(int, self._rows(statement("make_partitions"))[0][0])

    def _events(self, name: str, parameters: Mapping[str, Any]) -> list[RecordedEvent]:
        return [RecordedEvent(*row) for row in self._rows(statement(name), parameters)]

    def _rows(self, query: bytes, parameters: Mapping[str, Any] | Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """Every statement here may be repeated: one lost connection is no reason to fail."""
        try:
            return self._fetch(query, parameters)
        except StoreUnavailableError as error:
            if isinstance(error.__cause__, PoolTimeout):
                raise
            self.database.refresh()
            return self._fetch(query, parameters)

    def _fetch(self, query: bytes, parameters: Mapping[str, Any] | Sequence[Any] | None) -> list[tuple[Any, ...]]:
        with self.database.reader() as connection:
            return connection.execute(query, parameters, prepare=True, binary=True).fetchall()


def _or_no_limit(value: int | None) -> int:
    return NO_LIMIT if value is None else value
