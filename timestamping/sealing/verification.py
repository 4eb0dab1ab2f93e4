"""Verifying a ledger: everything that can be recomputed from what is stored is recomputed and compared.

Procedure (the numbers return in the code):
1. Find the positions of the asked days; nothing there is an outcome of its own (S8).
2. Read the pinned checkpoints.
3. Walk the events: positions, times, streams, leaves, tiles; beside the walk fold the days and follow the requests.
4. Collect the days' facts: from the walk, or for a range of days from the days' own streams.
5. Name what happened to changed events: in place, moved, swapped.
6. Compare rows beside the events: stream heads, ledger head, missing tiles (whole ledger only).
7. Compare each statement and report with its recomputed day; name every day of the calendar that is missing.
8. Hold the pins against the tree.

What the caller still owes: one snapshot for all reads, the right verifier keys, and a token check with real trust.
A rewriting of everything since the last pin or seal, key included, is beyond what a ledger can prove about itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from domain.events import GENESIS_LEAF, RecordedEvent, day_interval, istanbul_day, micros, stream_id_of
from timestamping.checkpoints import Checkpoint, CheckpointError, NoteVerifier, open_checkpoint
from timestamping.merkle import ProofError, TreeReader
from timestamping.sealing.day_checks import DAY_TOPICS, DayFacts, check_calendar, check_statement
from timestamping.sealing.day_folds import DayFolds, opening_day
from timestamping.sealing.event_walk import EventWalk
from timestamping.sealing.findings import finding
from timestamping.sealing.reader import LedgerReader
from timestamping.sealing.reports import FindingBook, LedgerReport, Outcome
from timestamping.sealing.row_checks import (
    RequestCheck,
    check_ledger_head,
    check_missing_tiles,
    check_stream_heads,
)
from timestamping.sealing.shelves import StreamShelf
from timestamping.sealing.tokens import TokenCheck

Progress = Callable[[int], None]


LAST_DAY = date(9000, 1, 1)
"""Later days are taken as this one: the calendar ends soon after."""


def _silent(position: int) -> None:
    """For callers who do not watch."""


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What is to be verified, and against what.

    origin: expected origin line, `kutuk/<DETSİS no>`.
    verifiers: keys the ledger's checkpoints may be signed with.
    check_token: judges time stamps; None leaves them undecided.
    first_day, last_day: range of days, both included; both None: the whole ledger with all its rows.
    pins: signed notes kept elsewhere, exact bytes.
    as_of: present time (aware UTC): days that are over by then must be closed; None asks only up to the last event.
    grace: how long after its end a day may stay open or unsealed without being named.
    limit: findings kept per code; the others are only counted.
    """

    origin: str
    verifiers: tuple[NoteVerifier, ...]
    check_token: TokenCheck | None = None
    first_day: date | None = None
    last_day: date | None = None
    pins: tuple[bytes, ...] = ()
    as_of: datetime | None = None
    grace: timedelta = timedelta(hours=1)
    limit: int = 20

    @property
    def whole(self) -> bool:
        """Whether the whole ledger is asked for."""
        return self.first_day is None and self.last_day is None

    @property
    def institution(self) -> str:
        """DETSİS number, the part of the origin after the slash."""
        return self.origin.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class _Range:
    """opened: first day of the ledger. first, last: days looked at. start, end: positions (end None: to the last)."""

    opened: date
    first: date
    last: date | None
    start: int
    end: int | None


def verify_ledger(reader: LedgerReader, options: VerifyOptions, progress: Progress = _silent) -> LedgerReport:
    """Verify and report; never raises on bad data, whatever is stored. See the module's procedure."""
    book = FindingBook(options.limit)
    # 1
    span = _range(reader, options)
    # 2
    pins = _pins(options, book)
    if span is None:
        for pin in pins:
            book.add(finding("older-than-pin", pinned=pin.head.size, last=reader.head_position()))
        return _nothing(book)
    # 3 and 4
    shelf = StreamShelf()
    try:
        return _verify(reader, options, span, pins, book, shelf, progress)
    finally:
        shelf.close()


def _verify(
    reader: LedgerReader,
    options: VerifyOptions,
    span: _Range,
    pins: tuple[Checkpoint, ...],
    book: FindingBook,
    shelf: StreamShelf,
    progress: Progress,
) -> LedgerReport:
    walk = EventWalk(reader, book, span.start, span.end, shelf)
    roots = _Roots(reader, walk, {pin.head.size for pin in pins})
    facts = DayFacts(book, options.origin, options.verifiers, roots.at, options.check_token)
    folds = _folds(reader, options, span, facts)
    # 3
    requests = RequestCheck(reader.requests() if options.whole else iter(()), book, walk.in_gap)
    for event in walk.events(progress):
        folds.take(event, walk.suspected)
        if options.whole:
            requests.take(event, walk.suspected)
        if event.topic in DAY_TOPICS or event.position in roots.wanted:
            roots.take(event)
            if options.whole:
                facts.take(event)
    last_day = _last_due(span, options, folds.day, reader.head_position() > walk.last)
    folds.finish_until(last_day, walk.last + 1)
    # 4
    if not options.whole:
        _take_day_streams(reader, span.first, last_day, walk, facts, book)
    # 5
    walk.suspects.diagnose()
    # 6
    streams = 0
    if options.whole:
        requests.finish(reader, walk.last)
        streams = check_stream_heads(reader, walk, book)
        check_ledger_head(reader, walk, book)
        check_missing_tiles(walk, facts.sealed_size, book)
    # 7
    days = [day for day in facts.closings if span.first <= day and (span.last is None or day <= span.last)]
    for day in days:
        _check_day(day, facts, folds, walk, reader, book)
    check_calendar(span.first, last_day, facts, book)
    # 8
    for pin in pins:
        _check_pin(pin, reader, walk, roots, options, book)
    return LedgerReport(
        outcome=book.outcome(),
        nothing_in_range=False,
        findings=book.ordered(),
        counts=tuple(sorted((code, count) for code, count in book.counts.items() if count)),
        first_position=span.start if walk.seen else None,
        last_position=walk.last if walk.seen else None,
        events=walk.seen,
        days=len(days),
        sealed_days=len(facts.sealed),
        streams=streams,
        head=walk.head(),
    )


class _Roots:
    """Roots at the sizes that matter: noted while walking where possible, from stored tiles elsewhere."""

    def __init__(self, reader: LedgerReader, walk: EventWalk, wanted: set[int]) -> None:
        self._reader = reader
        self._walk = walk
        self.wanted = wanted
        self._noted: dict[int, bytes | None] = {}

    def take(self, event: RecordedEvent) -> None:
        """Note the root where the tree ends with a day's fact or at a pinned size."""
        head = self._walk.head()
        self._noted[event.position] = None if head is None else head.root

    def at(self, size: int) -> bytes | None:
        """Root of the first `size` leaves; None when it could not be recomputed."""
        if size in self._noted:
            return self._noted[size]
        if self._walk.gaps and size >= self._walk.gaps[0][0] and self._walk.head() is None:
            return None
        try:
            return TreeReader(size, self._reader, self._reader).root()
        except (ProofError, KeyError):
            return None


def _range(reader: LedgerReader, options: VerifyOptions) -> _Range | None:
    """Positions of the asked days; None when neither an event nor a calendar day lies there."""
    opening = next(reader.events(1, 1), None) or next(reader.events(1, None), None)
    if opening is None:
        return None
    opened = opening_day(opening)
    if options.whole:
        return _Range(opened, opened, None, 1, None)
    first = max(options.first_day or opened, opened)
    last = None if options.last_day is None else min(options.last_day, LAST_DAY)
    if last is not None and last < first:
        return None
    start = 1 if first == opened else reader.first_position_at(micros(day_interval(first)[0]))
    end = None if last is None else reader.first_position_at(micros(day_interval(last)[1])) - 1
    empty = start > reader.head_position() if end is None else end < start
    if empty and next(reader.stream_events(_day_stream(first)), None) is None:
        return None
    return _Range(opened, first, last, start, end)


def _pins(options: VerifyOptions, book: FindingBook) -> tuple[Checkpoint, ...]:
    pins = []
    for note in options.pins:
        try:
            pins.append(open_checkpoint(note, options.origin, options.verifiers))
        except CheckpointError as fault:
            book.add(finding("pin-unreadable", reason=str(fault)))
    return tuple(pins)


def _folds(reader: LedgerReader, options: VerifyOptions, span: _Range, facts: DayFacts) -> DayFolds:
    sequence = (span.first - span.opened).days + 1
    previous = None
    if sequence > 1:
        before = DayFacts(FindingBook(0), options.origin, (), lambda size: None, None)
        day = span.first - timedelta(days=1)
        _take_closing(reader, day, before)
        closing = before.closings.get(day)
        previous = None if closing is None else closing.statement.report
    return DayFolds(span.first, sequence, span.start, previous, options.institution, facts)


def _take_day_streams(
    reader: LedgerReader, first: date, last: date, walk: EventWalk, facts: DayFacts, book: FindingBook
) -> None:
    """Take the days' facts from their own streams, checking the leaves of those that the walk did not pass."""
    day = first
    while day <= last:
        previous = GENESIS_LEAF
        for event in reader.stream_events(_day_stream(day)):
            if event.position > walk.last and not walk.vouches(event, previous):
                book.add(finding("event-changed", position=event.position, topic=event.topic))
            previous = event.leaf
            facts.take(event)
        day += timedelta(days=1)


def _take_closing(reader: LedgerReader, day: date, facts: DayFacts) -> None:
    for event in _closings_only(reader.stream_events(_day_stream(day))):
        facts.take(event)


def _closings_only(events: Iterator[RecordedEvent]) -> Iterator[RecordedEvent]:
    return (event for event in events if event.topic == "day.closed")


def _day_stream(day: date) -> UUID:
    return stream_id_of("day", day.isoformat())


def _last_due(span: _Range, options: VerifyOptions, open_day: date, more: bool) -> date:
    """The last day that must be closed: over by now (or by a later event), and within the range."""
    if more and span.last is not None:
        return span.last
    due = open_day - timedelta(days=1)
    if options.as_of is not None:
        due = max(due, istanbul_day(options.as_of - options.grace) - timedelta(days=1))
    return due if span.last is None else min(due, span.last)


def _check_day(
    day: date, facts: DayFacts, folds: DayFolds, walk: EventWalk, reader: LedgerReader, book: FindingBook
) -> None:
    closing = facts.closings[day]
    recomputed = folds.statements.get(day)
    if recomputed is None:
        said = closing.statement
        book.add(
            finding("day-statement-differs", position=closing.position, day=day, field="day", said=said.day, found="-")
        )
        return
    said = closing.statement
    missing = walk.gap_overlap(said.first, said.last)
    suspects = any(said.first <= position <= said.last for position in walk.suspects.positions)
    check_statement(closing, recomputed, missing, suspects, reader, book)


def _check_pin(
    pin: Checkpoint, reader: LedgerReader, walk: EventWalk, roots: _Roots, options: VerifyOptions, book: FindingBook
) -> None:
    size = pin.head.size
    last = walk.last if options.whole else reader.head_position()
    if size > last:
        book.add(finding("older-than-pin", pinned=size, last=last))
        return
    root = roots.at(size)
    if root is not None and root != pin.head.root:
        book.add(finding("pin-differs", pinned=size))


def _nothing(book: FindingBook) -> LedgerReport:
    outcome = Outcome.FAILED if book.kept else Outcome.INDETERMINATE
    return LedgerReport(outcome, True, book.ordered(), tuple(sorted(book.counts.items())), None, None, 0, 0, 0, 0, None)
