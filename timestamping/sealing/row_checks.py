"""Rows beside the events: stream heads, requests, the ledger head, and tiles that ought to be there."""

from collections.abc import Callable, Iterator

import orjson

from domain.events import RecordedEvent, day_interval, istanbul_day, micros
from timestamping.merkle import TILE_WIDTH
from timestamping.sealing.event_walk import EventWalk
from timestamping.sealing.findings import Finding, finding
from timestamping.sealing.reader import LedgerReader, StoredHead, StoredRequest
from timestamping.sealing.reports import FindingBook
from timestamping.sealing.shelves import StreamRow

_LOWEST = -(2**63)


class RequestCheck:
    """Follows the request rows beside the walk: each row names the events it was answered with."""

    __slots__ = ("_book", "_covered", "_in_gap", "_open", "_row", "_rows")

    def __init__(self, rows: Iterator[StoredRequest], book: FindingBook, in_gap: Callable[[int], bool]) -> None:
        self._rows = rows
        self._book = book
        self._in_gap = in_gap
        self._covered = 0
        self._open: StoredRequest | None = None
        self._row = self._next()

    def take(self, event: RecordedEvent, suspected: bool) -> None:
        """Compare the event with the row that claims it.

        1. Rows whose first event was passed without meeting it: gone with a gap, or they claim another row's event.
        2. The first event a row claims, and the last one, carry its key and digest.
           A suspected event's own finding says enough.
        3. An event that a command with a recorded answer wrote is claimed by a row.
        """
        position = event.position
        # 1
        while self._row is not None and self._row.first_position < position:
            if not self._in_gap(self._row.first_position):
                self._changed(self._row, "first_position")
            self._row = self._next()
        # 2
        row = self._row
        if row is not None and row.first_position == position:
            # A row that begins before another one's end: that end was moved.
            if self._open is not None:
                self._changed(self._open, "last_position")
            self._covered = max(self._covered, row.last_position)
            self._changed(row, None if suspected else _request_fault(row, event))
            self._open = row if row.last_position > position else None
            self._row = self._next()
        elif self._open is not None and self._open.last_position == position:
            self._changed(self._open, "last_position" if not suspected and _request_fault(self._open, event) else None)
            self._open = None
        # 3
        elif position > self._covered and REQUEST_WITH_DIGEST in event.state and event.topic != REFUSED:
            key = _request_of(event.state)[0]
            self._book.add(finding("request-missing", position=position, key=key))

    def finish(self, reader: LedgerReader, last: int) -> None:
        """Rows that claim events beyond the last one: the tail was cut."""
        claimed = self._covered
        while self._row is not None:
            claimed = max(claimed, self._row.last_position)
            self._row = self._next()
        if _is_cut(reader, last, claimed):
            self._book.add(_tail_cut(last, "requests", claimed))

    def _changed(self, row: StoredRequest, field: str | None) -> None:
        if field is not None:
            key, position = row.request_key, row.first_position
            self._book.add(finding("request-changed", position=position, key=key, field=field))

    def _next(self) -> StoredRequest | None:
        # A request answered without events (first = last + 1) claims none.
        return next((row for row in self._rows if row.first_position <= row.last_position), None)


REQUEST_WITH_DIGEST = b'"request":{"digest":"'
"""Canonical JSON: an event that a command with a recorded answer wrote."""
REFUSED = "command.refused"
"""A refusal of one of the ledger's own processes is not remembered as an answer: it is decided anew each time."""


def check_stream_heads(reader: LedgerReader, walk: EventWalk, book: FindingBook) -> int:
    """Merge stored heads with those recomputed, both by id; returns the number of streams seen."""
    stored_rows = reader.stream_heads()
    stored = next(stored_rows, None)
    count, beyond = 0, 0
    for stream, row in walk.shelf.rows():
        count += 1
        while stored is not None and stored.stream_id.int < stream:
            beyond = max(beyond, _unknown_stream(stored, walk, book))
            stored = next(stored_rows, None)
        if stored is None or stored.stream_id.int != stream:
            book.add(finding("stream-head-missing", position=row.last, stream=_stream_text(stream)))
            continue
        beyond = max(beyond, _compare_head(stored, row, walk, book))
        stored = next(stored_rows, None)
    while stored is not None:
        beyond = max(beyond, _unknown_stream(stored, walk, book))
        stored = next(stored_rows, None)
    if _is_cut(reader, walk.last, beyond):
        book.add(_tail_cut(walk.last, "stream_heads", beyond))
    return count


def check_emptied(reader: LedgerReader, book: FindingBook) -> None:
    """A ledger without events: rows beside them tell whether it ever had some."""
    head = next(reader.stream_heads(), None)
    known = (
        ("ledger_head", reader.head_position()),
        ("tiles", reader.tile_count() * TILE_WIDTH),
        ("stream_heads", 0 if head is None else head.last_position),
    )
    for source, claimed in known:
        if claimed > 0:
            book.add(_tail_cut(0, source, claimed))


def check_ledger_head(reader: LedgerReader, walk: EventWalk, book: FindingBook) -> None:
    """The ledger's own last position, and tiles that stand where no events are."""
    claimed = reader.head_position()
    if _is_cut(reader, walk.last, claimed):
        book.add(_tail_cut(walk.last, "ledger_head", claimed))
    elif claimed < walk.last:
        book.add(finding("ledger-head-changed", claimed=claimed, last=walk.last))
    else:
        _check_clock(reader, walk, book)
    tiled = reader.tile_count() * TILE_WIDTH
    if _is_cut(reader, walk.last, tiled):
        book.add(_tail_cut(walk.last, "tiles", tiled))


def check_below_first(reader: LedgerReader, book: FindingBook) -> None:
    """Positions begin at 1: an event below was put there past the ledger."""
    for event in reader.events(_LOWEST, 0):
        book.add(finding("event-changed", position=event.position, topic=event.topic))


def _check_clock(reader: LedgerReader, walk: EventWalk, book: FindingBook) -> None:
    """The head's time is the last event's; no event may come before the end of a day that was asked for."""
    times, last = reader.head_times(), next(reader.events(walk.last, walk.last), None)
    if times is None or last is None or walk.last != reader.head_position():
        return
    recorded_at, not_before = times
    if recorded_at != last.recorded_at and last.position not in walk.suspects.positions:
        book.add(finding("ledger-clock-changed", field="recorded_at", said=recorded_at, found=last.recorded_at))
    if not_before and not_before != _start_of_day(not_before):
        found = "the end of an Istanbul day"
        book.add(finding("ledger-clock-changed", field="not_before", said=not_before, found=found))


def _start_of_day(instant: int) -> int | None:
    try:
        return micros(day_interval(istanbul_day(instant))[0])
    except (OverflowError, ValueError):
        return None


def check_missing_tiles(walk: EventWalk, sealed_size: int, book: FindingBook) -> None:
    """Tiles under the last sealed checkpoint must be stored; later ones may still be on their way."""
    for tile in walk.missing_tiles:
        end = (tile.index + 1) * TILE_WIDTH ** (tile.level + 1)
        if end <= sealed_size:
            book.add(finding("tile-missing", position=tile.first_leaf + 1, level=tile.level, index=tile.index))


def _compare_head(stored: StoredHead, row: StreamRow, walk: EventWalk, book: FindingBook) -> int:
    """Name the first field that differs; returns the position claimed beyond the last event, else 0."""
    if stored.last_position > walk.last:
        return stored.last_position
    if walk.in_gap(stored.last_position) or walk.in_gap(stored.first_position):
        return 0
    fields = (
        ("version", stored.version, row.version),
        ("first_position", stored.first_position, row.first),
        ("last_position", stored.last_position, row.last),
        ("last_leaf", stored.last_leaf, row.leaf),
    )
    wrong = next((name for name, said, found in fields if said != found), None)
    # A changed event's own finding already says why the leaf differs.
    if wrong and not (wrong == "last_leaf" and row.last in walk.suspects.positions):
        book.add(finding("stream-head-changed", position=row.last, stream=stored.stream_id, field=wrong))
    return 0


def _unknown_stream(stored: StoredHead, walk: EventWalk, book: FindingBook) -> int:
    if stored.last_position > walk.last:
        return stored.last_position
    if not walk.in_gap(stored.last_position):
        book.add(finding("stream-head-changed", stream=stored.stream_id, field="stream_id"))
    return 0


def _is_cut(reader: LedgerReader, last: int, claimed: int) -> bool:
    """Whether a row claims an event after the last one seen that is not there; a ledger may grow while it is read."""
    return claimed > last and next(reader.events(claimed, claimed), None) is None


def _tail_cut(last: int, source: str, claimed: int) -> Finding:
    return finding("tail-cut", position=last + 1, last=last, source=source, claimed=claimed)


def _request_of(state: bytes) -> tuple[str | None, str | None]:
    """Key of the request row the event belongs to (`<actor id>/<request key>`) and digest, as far as readable."""
    try:
        body = orjson.loads(state)
        actor, request = body["actor"], body["request"]
        return f"{actor['id']}/{request['key']}", request["digest"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None, None


def _request_fault(row: StoredRequest, event: RecordedEvent) -> str | None:
    """The field of the row that the event contradicts; an event whose own state is unreadable contradicts nothing."""
    key, digest = _request_of(event.state)
    if key is None:
        return None
    if key != row.request_key:
        return "request_key"
    return None if digest in (None, row.digest.hex()) else "digest"


def _stream_text(stream: int) -> str:
    text = f"{stream:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
