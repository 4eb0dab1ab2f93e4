"""The ledger as stored, read in one snapshot: what a verification looks at (`timestamping.sealing.LedgerReader`).

Rows are handed over as they are, nothing is filtered or repaired: a verifier must see what a tamperer left behind.
Memory stays flat: long reads are streamed by server-side cursors.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, BinaryIO, Final
from uuid import UUID

import psycopg
from psycopg import Connection, IsolationLevel
from psycopg.sql import SQL, Identifier

from archive.storage import BlobDigest, BlobRefused, FolderBlobStore
from domain.events import RecordedEvent
from projections.reading import statements
from timestamping.merkle import StreamHead
from timestamping.sealing import StoredHead, StoredRequest

_SQL: Final = statements(__package__)
_FETCH: Final = 2_000
"""Rows fetched at a time by a streaming read: a few megabytes."""
_LAST: Final = 2**63 - 1


@contextmanager
def ledger_snapshot(dsn: str, schema: str, reports: FolderBlobStore) -> Iterator["LedgerSnapshot"]:
    """One snapshot for as long as the context lasts; read-only, so that a verification can never write."""
    with psycopg.connect(dsn) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            connection.execute(SQL("SET LOCAL search_path = {}").format(Identifier(schema)))
            yield LedgerSnapshot(connection, reports)


class LedgerSnapshot:
    """Satisfies `timestamping.sealing.LedgerReader`."""

    def __init__(self, connection: Connection[Any], reports: FolderBlobStore) -> None:
        self._connection = connection
        self._reports = reports
        self._names = count(1)

    def events(self, first: int, last: int | None) -> Iterator[RecordedEvent]:
        """Events of a span, ascending by position; streamed."""
        span = {"first": first, "last": _LAST if last is None else last}
        return (_event(row) for row in self._streamed("events", span))

    def stream_events(self, stream_id: UUID) -> Iterator[RecordedEvent]:
        """Events of one stream, ascending by version."""
        return (_event(row) for row in self._streamed("stream_events", {"stream_id": stream_id}))

    def previous_leaf(self, stream_id: UUID, position: int) -> tuple[int, bytes] | None:
        """Version and stored leaf of the stream's last event before a position."""
        row = self._row("previous_leaf", {"stream_id": stream_id, "position": position})
        return None if row is None else (row[0], row[1])

    def first_position_at(self, recorded_at: int) -> int:
        """First position recorded at or after an instant (µs since 1970 UTC)."""
        seconds, micros = divmod(recorded_at, 1_000_000)
        return int(self._value("first_position_at", {"seconds": seconds, "micros": micros}))

    def head_position(self) -> int:
        """The last position the ledger claims to have; 0 when even the row is gone."""
        row = self._row("head_position", {})
        return 0 if row is None else int(row[0])

    def head_times(self) -> tuple[int, int] | None:
        """Time of the last event and earliest time of the next, as claimed; None when the row is gone."""
        row = self._row("head_times", {})
        return None if row is None else (row[0], row[1])

    def stream_ends(self, first: int, last: int) -> Iterator[StreamHead]:
        """Where each stream touched from position `first` to `last` stood at the end; the states are not read."""
        return (StreamHead(*row) for row in self._streamed("stream_ends", {"first": first, "last": last}))

    def read(self, level: int, index: int) -> bytes:
        """8192 bytes of a stored full tile; KeyError when it is not there."""
        row = self._row("tile", {"level": level, "index": index})
        if row is None:
            raise KeyError((level, index))
        return bytes(row[0])

    def leaves(self, first: int, count: int) -> bytes:
        """Stored leaves from a leaf index (position − 1), concatenated."""
        span = {"first": first + 1, "last": first + count}
        return b"".join(row[0] for row in self._streamed("leaves", span))

    def tile_count(self) -> int:
        """Full tiles of level 0 that there must be if the stored tiles of all levels are right."""
        return int(self._value("tile_count", {}))

    def stream_heads(self) -> Iterator[StoredHead]:
        """All stream heads, ascending by stream id."""
        return (StoredHead(*row) for row in self._streamed("stream_heads", {}))

    def requests(self) -> Iterator[StoredRequest]:
        """All answered requests, ascending by position."""
        return (StoredRequest(*row) for row in self._streamed("requests", {}))

    def open_report(self, digest: bytes) -> BinaryIO | None:
        """The daily report stored under this SHA-256; None when it is not there."""
        try:
            return self._reports.open(BlobDigest(digest.hex()))
        except BlobRefused:
            return None

    def _streamed(self, name: str, parameters: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        with self._connection.cursor(name=f"snapshot_{next(self._names)}", binary=True) as cursor:
            cursor.itersize = _FETCH
            yield from cursor.execute(_SQL[name], parameters)

    def _row(self, name: str, parameters: dict[str, Any]) -> tuple[Any, ...] | None:
        return self._connection.execute(_SQL[name], parameters, binary=True).fetchone()

    def _value(self, name: str, parameters: dict[str, Any]) -> Any:
        row = self._row(name, parameters)
        if row is None:
            raise LookupError(f"the statement {name} gave no row")
        return row[0]


def _event(row: tuple[Any, ...]) -> RecordedEvent:
    return RecordedEvent(*row)
