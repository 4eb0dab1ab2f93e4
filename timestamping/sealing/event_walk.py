"""One pass over the events: leaves, places, streams, times and tiles are recomputed and compared."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256

from domain.events import GENESIS_LEAF, RecordedEvent
from timestamping.merkle import HASH_SIZE, TILE_BYTES, TILE_WIDTH, ProofError, Tile, TreeBuilder, TreeHead
from timestamping.sealing.findings import finding
from timestamping.sealing.reader import LedgerReader
from timestamping.sealing.reports import FindingBook
from timestamping.sealing.shelves import StreamRow, StreamShelf
from timestamping.sealing.suspects import SuspectList, own_leaf

MAX_GAPS = 10_000
"""Gaps remembered one by one; protects memory when every second event was deleted."""
PROGRESS_STEP = 10_000


class EventWalk:
    """Walks events in order; `events` yields each one after it was checked.

    While an event is out, `suspected` says whether its leaf did not fit. After the walk `last` (position), `gaps`,
    `missing_tiles`, `suspects` and `shelf` say what was seen.
    """

    def __init__(
        self, reader: LedgerReader, book: FindingBook, first: int, last: int | None, shelf: StreamShelf
    ) -> None:
        self.shelf = shelf
        self.suspects = SuspectList(book)
        self.gaps: list[tuple[int, int]] = []
        self.missing_tiles: list[Tile] = []
        self.last = first - 1
        self.seen = 0
        self.suspected = False
        self._reader = reader
        self._book = book
        self._first = first
        self._end = last
        self._time = 0
        self._changed_below: list[int] = []
        self._tile: tuple[int, bytes | None] = (-1, None)
        self._tree = self._resumed()

    def events(self, progress: Callable[[int], None]) -> Iterator[RecordedEvent]:
        """Check and yield every event.

        1. Positions have no gap; a gap is filled from tiles so that what follows can still be compared. A second event
           at the same position is named and left out.
        2. The version is the next of its stream and the leaf is the event's own.
        3. Recorded times never go back.
        4. The leaf goes into the tree; full tiles are compared as they come out.
        """
        for stored in self._reader.events(self._first, self._end):
            event = stored if len(stored.leaf) == HASH_SIZE else _with_leaf_of_full_length(stored)
            # 1
            if event.position <= self.last:
                self._book.add(finding("event-changed", position=event.position, topic=event.topic))
                continue
            if event.position != self.last + 1:
                self._gap(self.last + 1, event.position - 1)
            # 2
            leaf = self._checked_leaf(event)
            # 3
            if event.recorded_at < self._time:
                self._book.add(finding("time-backwards", position=event.position))
            elif not self.suspected:
                self._time = event.recorded_at
            # 4
            if self._tree is not None:
                self._tree.append(leaf)
            self.last = event.position
            self.seen += 1
            if not self.seen % PROGRESS_STEP:
                progress(self.last)
            yield event
        progress(self.last)

    def head(self) -> TreeHead | None:
        """Size and root at this moment; None when the tree could not be followed."""
        return None if self._tree is None else self._tree.head()

    def in_gap(self, position: int) -> bool:
        """Whether the position lies in a gap."""
        at = bisect_left(self.gaps, (position + 1,)) - 1
        return at >= 0 and self.gaps[at][0] <= position <= self.gaps[at][1]

    def gap_overlap(self, first: int, last: int) -> int:
        """How many positions of [first, last] are gone."""
        return sum(max(0, min(last, end) - max(first, start) + 1) for start, end in self.gaps)

    def vouches(self, event: RecordedEvent, previous: bytes) -> bool:
        """Whether an event outside the walk has its own leaf, and the stored tile (if there is one) knows it."""
        return own_leaf(event, previous) == event.leaf and self._tile_leaf(event.position) in (None, event.leaf)

    def _checked_leaf(self, event: RecordedEvent) -> bytes:
        stream = event.stream_id.int
        row = self.shelf.get(stream)
        if row is None and self._first > 1:
            row = self._row_before(event)
        previous = GENESIS_LEAF if row is None else row.leaf
        due = row is not None and event.version == row.version + 1
        started = row is None and event.version in (0, 1)
        leaf = in_tree = event.leaf
        self.suspected = False
        if due or started or not self.gaps:
            if not (due or started):
                self._stream_broken(event, 1 if row is None else row.version + 1)
            recomputed = own_leaf(event, previous)
            if recomputed != leaf and not self.suspects.excuses(event):
                self.suspects.add(event, previous, recomputed)
                self.suspected = True
                # What the stored tile knows goes into the tree, so that one change does not darken every later root.
                in_tree = self._tile_leaf(event.position) or leaf
                leaf = recomputed if recomputed == in_tree else leaf
        # After a gap the predecessor may be gone: then only the tile can vouch for the leaf.
        first = event.position if row is None else row.first
        self.shelf.put(stream, StreamRow(event.version, first, event.position, leaf))
        return in_tree

    def _row_before(self, event: RecordedEvent) -> StreamRow | None:
        before = self._reader.previous_leaf(event.stream_id, self._first)
        return None if before is None else StreamRow(before[0], 0, 0, before[1])

    def _stream_broken(self, event: RecordedEvent, expected: int) -> None:
        self._book.add(
            finding(
                "stream-broken",
                position=event.position,
                version=event.version,
                expected=expected,
                stream=event.stream_id,
            )
        )

    def _resumed(self) -> TreeBuilder | None:
        if self._first == 1:
            return TreeBuilder(self._compare_tile)
        try:
            return TreeBuilder.resume(self._first - 1, self._reader, self._reader, self._compare_tile)
        except (KeyError, ProofError):
            self._book.add(finding("tree-incomplete", position=self._first))
            return None

    def _tile_leaf(self, position: int) -> bytes | None:
        index, offset = divmod(position - 1, TILE_WIDTH)
        if self._tile[0] != index:
            self._tile = (index, self._stored_tile(index))
        hashes = self._tile[1]
        return None if hashes is None else hashes[offset * HASH_SIZE : (offset + 1) * HASH_SIZE]

    def _stored_tile(self, index: int) -> bytes | None:
        try:
            hashes = self._reader.read(0, index)
        except KeyError:
            return None
        return hashes if len(hashes) == TILE_BYTES else None

    def _gap(self, first: int, last: int) -> None:
        if len(self.gaps) < MAX_GAPS:
            self.gaps.append((first, last))
        self._book.add(finding("events-missing", position=first, first=first, last=last, count=last - first + 1))
        for position in range(first, last + 1):
            leaf = self._tile_leaf(position)
            if leaf is None or self._tree is None:
                if self._tree is not None:
                    self._book.add(finding("tree-incomplete", position=position))
                self._tree = None
                break
            self._tree.append(leaf)
        self.last = last

    def _compare_tile(self, tile: Tile) -> None:
        try:
            stored = self._reader.read(tile.level, tile.index)
        except KeyError:
            if len(self.missing_tiles) < MAX_GAPS:
                self.missing_tiles.append(Tile(tile.level, tile.index, b""))
            return
        if stored == tile.hashes:
            return
        width = TILE_WIDTH**tile.level
        offset = next((at for at in range(TILE_WIDTH) if _hash(stored, at) != _hash(tile.hashes, at)), 0)
        position = tile.first_leaf + offset * width + 1
        # A tile above only repeats what a changed leaf below it already told.
        if tile.level and any(position <= below < position + width for below in self._changed_below):
            return
        if len(self._changed_below) < MAX_GAPS:
            self._changed_below.append(position)
        self._book.add(finding("tile-changed", position=position, level=tile.level, index=tile.index))


def _with_leaf_of_full_length(event: RecordedEvent) -> RecordedEvent:
    """A leaf that is not 32 bytes long fits nothing; its hash does not either, and can stand in a tree."""
    return replace(event, leaf=sha256(event.leaf).digest())


def _hash(hashes: bytes, at: int) -> bytes:
    return hashes[at * HASH_SIZE : (at + 1) * HASH_SIZE]
