"""A small ledger in memory that does what the real one does, and lets a test do what a database administrator could."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256, sha512
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID

from domain.events import (
    GENESIS_LEAF,
    RecordedEvent,
    day_interval,
    encode_state,
    micros,
    recomputed_leaf,
    stream_id_of,
)
from timestamping.checkpoints import NoteSigner
from timestamping.merkle import Tile, TreeBuilder, TreeHead, TreeReader
from timestamping.sealing import (
    DaySeal,
    Outcome,
    StoredHead,
    StoredRequest,
    TokenJudgement,
    seal_request,
    summarise_day,
)

DETSIS = "24301050"
SIGNER = NoteSigner.from_seed(f"kutuk/{DETSIS}", bytes(range(32)))
MADE = b"memory token\n"


def made_token(data: bytes, gen_time: datetime) -> bytes:
    """A token of the test's own making: imprint and time in the clear."""
    return MADE + sha512(data).digest() + gen_time.isoformat().encode()


def judge_token(token: bytes, data: bytes) -> TokenJudgement:
    """Judges what `made_token` makes."""
    imprint, time = token[len(MADE) : len(MADE) + 64], token[len(MADE) + 64 :]
    if not token.startswith(MADE) or imprint != sha512(data).digest():
        return TokenJudgement(Outcome.FAILED, "imprint", "the token is over other bytes")
    return TokenJudgement(Outcome.PASSED, gen_time=datetime.fromisoformat(time.decode()), test=False)


class MemoryLedger:
    """Rows as a ledger stores them. Everything public may be tampered with."""

    def __init__(self) -> None:
        self.rows: dict[int, RecordedEvent] = {}
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.heads: dict[UUID, StoredHead] = {}
        self.request_rows: list[StoredRequest] = []
        self.reports: dict[bytes, bytes] = {}
        self.head = 0
        self.clock: tuple[int, int] | None = None
        """What a tamperer wrote into the ledger head in place of its times."""
        self._tree = TreeBuilder(self._keep)
        self._sequence = 0
        self._previous_report: bytes | None = None
        self._previous_head: TreeHead | None = None
        self._next_first = 1

    # what the ledger does

    def append(
        self,
        stream_id: UUID,
        topic: str,
        payload: dict[str, Any],
        at: datetime,
        *,
        occurred_at: datetime | None = None,
        request_key: str | None = None,
    ) -> RecordedEvent:
        """Record one event at `at`; with a request key it is a command with a recorded answer."""
        digest = None if request_key is None else sha256(request_key.encode())
        state = encode_state(
            {
                "schema": 1,
                "occurred_at": (occurred_at or at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "actor": {"id": "ayse.isik", "name": "Ayşe Işık", "title": "Memur", "unit": DETSIS}
                | {"acting_for": None, "delegation": None},
                "origin": {"client": "graphql", "address": "10.0.0.7", "session": "s1"},
                "request": {"key": request_key or "k", "digest": None if digest is None else digest.hexdigest()},
                "reason": None,
                "payload": payload,
            }
        )
        before = self.heads.get(stream_id)
        self.head += 1
        bare = RecordedEvent(
            self.head, stream_id, 1 if before is None else before.version + 1, micros(at), topic, state, b""
        )
        event = replace(bare, leaf=recomputed_leaf(bare, GENESIS_LEAF if before is None else before.last_leaf))
        first = event.position if before is None else before.first_position
        self.rows[event.position] = event
        self.heads[stream_id] = StoredHead(stream_id, event.version, first, event.position, event.leaf)
        if digest is not None and request_key is not None:
            self.request_rows.append(
                StoredRequest(f"ayse.isik/{request_key}", digest.digest(), event.position, event.position)
            )
        self._tree.append(event.leaf)
        return event

    def close_day(self, day: date, at: datetime) -> RecordedEvent:
        """Close the day at `at`."""
        start, end = (micros(instant) for instant in day_interval(day))
        events = [row for row in self.rows.values() if start <= row.recorded_at < end]
        self._sequence += 1
        report = BytesIO()
        summary = summarise_day(
            events,
            day=day,
            sequence=self._sequence,
            first=self._next_first,
            institution=DETSIS,
            previous_report=self._previous_report,
            spool=BytesIO(),
            report=report,
        )
        self._next_first = summary.statement.last + 1
        self._previous_report = summary.statement.report
        self.reports[summary.statement.report] = report.getvalue()
        return self.append(day_stream(day), "day.closed", summary.statement.payload(), at)

    def seal_day(self, day: date, at: datetime) -> RecordedEvent:
        """Seal the day, just closed, at `at`."""
        head = self._tree.head()
        consistency = () if self._previous_head is None else self.consistency(self._previous_head.size, head.size)
        request = seal_request(head, SIGNER, self._previous_head, consistency)
        self._previous_head = head
        seal = self.made_seal(day, request.checkpoint.render().decode(), request.data, at)
        return self.append(day_stream(day), "day.sealed", seal.payload(), at)

    def made_seal(self, day: date, checkpoint: str, data: bytes, at: datetime) -> DaySeal:
        """A seal with a token of the test's own making over `data`."""
        return DaySeal(
            day=day,
            checkpoint=checkpoint,
            token=made_token(data, at),
            tsa_name="Bellek",
            tsa_url="http://tsa.example",
            gen_time=at,
            policy="1.2.3",
            serial="7",
            test=False,
            late=False,
        )

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """Consistency proof between two sizes of the tree."""
        return TreeReader(self.head, self, self).consistency_proof(old, new) if old != new else ()

    # what a verifier reads

    def events(self, first: int, last: int | None) -> Iterator[RecordedEvent]:
        end = max(self.rows, default=0) if last is None else last
        for position in sorted(self.rows):
            if first <= position <= end:
                yield self.rows[position]

    def stream_events(self, stream_id: UUID) -> Iterator[RecordedEvent]:
        yield from sorted(
            (row for row in self.rows.values() if row.stream_id == stream_id), key=lambda row: row.version
        )

    def previous_leaf(self, stream_id: UUID, position: int) -> tuple[int, bytes] | None:
        before = [row for row in self.stream_events(stream_id) if row.position < position]
        return (before[-1].version, before[-1].leaf) if before else None

    def first_position_at(self, recorded_at: int) -> int:
        later = [row.position for row in self.rows.values() if row.recorded_at >= recorded_at]
        return min(later, default=self.head + 1)

    def head_position(self) -> int:
        return self.head

    def head_times(self) -> tuple[int, int] | None:
        last = self.rows.get(self.head)
        return self.clock if self.clock is not None or last is None else (last.recorded_at, 0)

    def read(self, level: int, index: int) -> bytes:
        return self.tiles[level, index]

    def leaves(self, first: int, count: int) -> bytes:
        wanted = (self.rows.get(position) for position in range(first + 1, first + count + 1))
        return b"".join(row.leaf for row in wanted if row is not None)

    def tile_count(self) -> int:
        return max(((index + 1) * 256**level for level, index in self.tiles), default=0)

    def stream_heads(self) -> Iterator[StoredHead]:
        return iter(sorted(self.heads.values(), key=lambda head: head.stream_id.bytes))

    def requests(self) -> Iterator[StoredRequest]:
        return iter(sorted(self.request_rows, key=lambda row: (row.first_position, row.last_position)))

    def open_report(self, digest: bytes) -> BinaryIO | None:
        report = self.reports.get(digest)
        return None if report is None else BytesIO(report)

    def _keep(self, tile: Tile) -> None:
        self.tiles[tile.level, tile.index] = tile.hashes


def day_stream(day: date) -> UUID:
    """Stream of a day."""
    return stream_id_of("day", day.isoformat())
