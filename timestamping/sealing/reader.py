"""What a verifier reads of a ledger: rows as they are stored, in order, never changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol
from uuid import UUID

from domain.events import RecordedEvent


@dataclass(frozen=True, slots=True)
class StoredHead:
    """One row of `stream_heads`."""

    stream_id: UUID
    version: int
    first_position: int
    last_position: int
    last_leaf: bytes


@dataclass(frozen=True, slots=True)
class StoredRequest:
    """One row of `requests`: what a request key was answered with. digest: 32 bytes."""

    request_key: str
    digest: bytes
    first_position: int
    last_position: int


class LedgerReader(Protocol):
    """A ledger as stored; every iterator streams and none filters or repairs.

    All reads of one verification should see one snapshot (REPEATABLE READ); a ledger that only grew meanwhile still
    passes, as rows that run ahead are looked up once more.
    Also a `TileStore` (`read`) and a `LeafSource` (`leaves`) of `timestamping.merkle`.
    """

    def events(self, first: int, last: int | None) -> Iterator[RecordedEvent]:
        """Events with first ≤ position ≤ last (to the end when None), ascending by position."""

    def stream_events(self, stream_id: UUID) -> Iterator[RecordedEvent]:
        """Events of one stream, ascending by version."""

    def previous_leaf(self, stream_id: UUID, position: int) -> tuple[int, bytes] | None:
        """Version and stored leaf of the stream's last event before `position`; None when there is none."""

    def first_position_at(self, recorded_at: int) -> int:
        """First position recorded at or after the instant (µs since 1970 UTC); last position + 1 when there is none."""

    def head_position(self) -> int:
        """The last position the ledger claims to have (`ledger_head`)."""

    def head_times(self) -> tuple[int, int] | None:
        """Time of the last event and earliest time of the next, as `ledger_head` claims (µs since 1970 UTC)."""

    def read(self, level: int, index: int) -> bytes:
        """8192 bytes of a stored full tile; `KeyError` when it is not there."""

    def leaves(self, first: int, count: int) -> bytes:
        """Stored leaves from leaf index `first` (position − 1), concatenated; shorter when rows are missing."""

    def tile_count(self) -> int:
        """Number of stored full tiles of level 0, counted as highest index + 1; 0 when there are none."""

    def stream_heads(self) -> Iterator[StoredHead]:
        """All rows of `stream_heads`, ascending by stream id (as bytes)."""

    def requests(self) -> Iterator[StoredRequest]:
        """All rows of `requests`, ascending by first position, then last position, then key."""

    def open_report(self, digest: bytes) -> BinaryIO | None:
        """The daily report stored under this SHA-256, opened for reading; None when it is not there."""
