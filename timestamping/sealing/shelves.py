"""Where every stream stands during a verification, in flat memory."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

RECENT_STREAMS = 200_000
"""Streams kept in memory (about 60 MB) before the shelf moves to a private temporary file that vanishes when closed."""


class StreamRow(NamedTuple):
    """version, first and last position, leaf of the last event."""

    version: int
    first: int
    last: int
    leaf: bytes


class StreamShelf:
    """A map from stream id (as 128-bit number) to `StreamRow`; `rows` gives all of them by id."""

    __slots__ = ("_file", "_limit", "_recent")

    def __init__(self, limit: int = RECENT_STREAMS) -> None:
        self._limit = limit
        self._recent: dict[int, StreamRow] = {}
        self._file: sqlite3.Connection | None = None

    def get(self, stream: int) -> StreamRow | None:
        """The row, or None when the stream was not seen."""
        row = self._recent.get(stream)
        if row is not None or self._file is None:
            return row
        found = self._file.execute(
            "SELECT version, first, last, leaf FROM streams WHERE id = ?", (stream.to_bytes(16, "big"),)
        ).fetchone()
        return None if found is None else StreamRow(*found)

    def put(self, stream: int, row: StreamRow) -> None:
        """Set the row."""
        self._recent[stream] = row
        if len(self._recent) > self._limit:
            self._spill()

    def rows(self) -> Iterator[tuple[int, StreamRow]]:
        """All rows, ascending by stream id."""
        if self._file is None:
            for stream in sorted(self._recent):
                yield stream, self._recent[stream]
            return
        self._spill()
        for key, *row in self._file.execute("SELECT id, version, first, last, leaf FROM streams ORDER BY id"):
            yield int.from_bytes(key, "big"), StreamRow(*row)

    def close(self) -> None:
        """Give the temporary file back."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _spill(self) -> None:
        if self._file is None:
            # The empty name is SQLite's own temporary file, deleted when the connection closes.
            self._file = sqlite3.connect("")
            self._file.execute("PRAGMA journal_mode = OFF")
            self._file.execute(
                "CREATE TABLE streams (id BLOB PRIMARY KEY, version INT, first INT, last INT, leaf BLOB) WITHOUT ROWID"
            )
        self._file.executemany(
            "INSERT OR REPLACE INTO streams VALUES (?, ?, ?, ?, ?)",
            ((stream.to_bytes(16, "big"), *row) for stream, row in self._recent.items()),
        )
        self._recent.clear()
