"""Verifying a ledger: everything that can be recomputed from what is stored is recomputed and compared.

What the caller still owes: the right verifier keys, and a token check with real trust. A rewriting of everything since
the last pin or seal, key included, is beyond what a ledger can prove about itself.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

from domain.events import GENESIS_LEAF, RecordedEvent, stream_id_of
from timestamping.checkpoints import Checkpoint, CheckpointError, open_checkpoint
from timestamping.sealing.day_checks import CLOSED, DAY_TOPICS, DayFacts, check_calendar, check_statement
from timestamping.sealing.day_folds import DayFolds
from timestamping.sealing.event_walk import EventWalk
from timestamping.sealing.findings import finding
from timestamping.sealing.reader import LedgerReader
from timestamping.sealing.reports import FindingBook, LedgerReport, Outcome
from timestamping.sealing.row_checks import (
    RequestCheck,
    check_below_first,
    check_emptied,
    check_ledger_head,
    check_missing_tiles,
    check_stream_heads,
)
from timestamping.sealing.shelves import StreamShelf
from timestamping.sealing.spans import Span, VerifyOptions, find_span
from timestamping.sealing.tree_roots import TreeRoots

Progress = Callable[[int], None]


def _silent(position: int) -> None:
    """For callers who do not watch."""


def verify_ledger(reader: LedgerReader, options: VerifyOptions, progress: Progress = _silent) -> LedgerReport:
    """Verify and report; whatever is stored, bad data is reported, not raised.

    1. Find the positions of the asked days; nothing there is an outcome of its own (S8).
    2. Read the pinned checkpoints.
    3. Walk the events: positions, times, streams, leaves, tiles; beside the walk fold the days and follow the requests.
    4. Collect the days' facts: from the walk, or for a range of days from the days' own streams.
    5. Name what happened to changed events: in place, moved, swapped.
    6. Compare rows beside the events: requests, stream heads, ledger head, missing tiles (whole ledger only).
    7. Judge the newest evidence record of each sealed day, as it stands after its renewals (GD-8).
    8. Compare each statement and report with its recomputed day; name every day of the calendar that is missing (U13).
    9. Hold the pins against the tree.
    """
    book = FindingBook(options.limit)
    # 1
    span = find_span(reader, options)
    # 2
    pins = _pins(options, book)
    if span is None:
        if options.whole:
            check_emptied(reader, book)
        for pin in pins:
            book.add(finding("older-than-pin", pinned=pin.head.size, last=reader.head_position()))
        return _nothing(book)
    shelf = StreamShelf()
    try:
        run = _Run(reader, options, span, pins, book, shelf)
        # 3
        run.walk_events(progress)
        # 4
        run.collect_facts()
        # 5
        run.walk.suspects.diagnose()
        # 6
        run.compare_rows()
        # 7
        run.judge_records()
        # 8
        run.compare_days()
        # 9
        run.compare_pins()
        return run.report()
    finally:
        shelf.close()


class _Run:
    """One verification under way; the methods are called in the order of the procedure."""

    def __init__(
        self,
        reader: LedgerReader,
        options: VerifyOptions,
        span: Span,
        pins: tuple[Checkpoint, ...],
        book: FindingBook,
        shelf: StreamShelf,
    ) -> None:
        self._reader, self._options, self._span, self._pins, self._book = reader, options, span, pins, book
        self.walk = EventWalk(reader, book, span.start, span.end, shelf)
        self._roots = TreeRoots(reader, self.walk, {pin.head.size for pin in pins}, book)
        self._facts = DayFacts(
            book, options.origin, options.verifiers, self._roots.at, options.check_token, options.check_record
        )
        self._requests = RequestCheck(reader.requests() if options.whole else iter(()), book, self.walk.in_gap)
        sequence = (span.first - span.opened).days + 1
        previous = _report_before(reader, span.first) if sequence > 1 else None
        self._folds = DayFolds(span.first, sequence, span.start, previous, options.institution, self._facts)
        self._last_day = span.first
        self._days: list[date] = []
        self._streams = 0

    def walk_events(self, progress: Progress) -> None:
        whole, folds, requests, walk, wanted = (
            self._options.whole,
            self._folds,
            self._requests,
            self.walk,
            self._roots.wanted,
        )
        for event in walk.events(progress):
            folds.take(event, walk.suspected)
            if whole:
                requests.take(event, walk.suspected)
            if event.topic in DAY_TOPICS or event.position in wanted:
                self._roots.take(event)
                if whole:
                    self._facts.take(event)
        more = self._reader.head_position() > walk.last
        self._last_day = self._span.last_due(self._options, folds.day, more)
        folds.finish_until(self._last_day, walk.last + 1)

    def collect_facts(self) -> None:
        """For a range: from the days' own streams, checking the leaves of events that the walk did not pass."""
        day = self._span.first
        while not self._options.whole and day <= self._last_day:
            previous = GENESIS_LEAF
            for event in self._reader.stream_events(_day_stream(day)):
                if event.position > self.walk.last and not self.walk.vouches(event, previous):
                    self._book.add(finding("event-changed", position=event.position, topic=event.topic))
                previous = event.leaf
                self._facts.take(event)
            day += timedelta(days=1)

    def compare_rows(self) -> None:
        if not self._options.whole:
            return
        self._requests.finish(self._reader, self.walk.last)
        self._streams = check_stream_heads(self._reader, self.walk, self._book)
        check_ledger_head(self._reader, self.walk, self._book)
        check_below_first(self._reader, self._book)
        check_missing_tiles(self.walk, self._facts.sealed_size, self._book)

    def judge_records(self) -> None:
        self._facts.finish()

    def compare_days(self) -> None:
        self._days = [day for day in self._facts.closings if self._span.holds(day)]
        for day in self._days:
            self._compare_day(day)
        check_calendar(self._span.first, self._last_day, self._facts, self._book)

    def compare_pins(self) -> None:
        last = self.walk.last if self._options.whole else self._reader.head_position()
        for pin in self._pins:
            size = pin.head.size
            root = self._roots.at(size) if size <= last else None
            if size > last:
                self._book.add(finding("older-than-pin", pinned=size, last=last))
            elif root is not None and root != pin.head.root:
                self._book.add(finding("pin-differs", pinned=size))

    def report(self) -> LedgerReport:
        book, walk = self._book, self.walk
        return LedgerReport(
            outcome=book.outcome(),
            nothing_in_range=False,
            findings=book.ordered(),
            counts=book.totals(),
            first_position=self._span.start if walk.seen else None,
            last_position=walk.last if walk.seen else None,
            events=walk.seen,
            days=len(self._days),
            sealed_days=len(self._facts.sealed),
            streams=self._streams,
            head=walk.head(),
        )

    def _compare_day(self, day: date) -> None:
        closing = self._facts.closings[day]
        said, recomputed = closing.statement, self._folds.statements.get(day)
        if recomputed is None:
            self._book.add(
                finding("day-statement-differs", position=closing.position, day=day, field="day", said=day, found="-")
            )
            return
        missing = self.walk.gap_overlap(said.first, said.last)
        suspects = any(said.first <= position <= said.last for position in self.walk.suspects.positions)
        check_statement(closing, recomputed, missing, suspects, self._reader, self._book)


def _pins(options: VerifyOptions, book: FindingBook) -> tuple[Checkpoint, ...]:
    pins = []
    for note in options.pins:
        try:
            pins.append(open_checkpoint(note, options.origin, options.verifiers))
        except CheckpointError as fault:
            book.add(finding("pin-unreadable", reason=str(fault)))
    return tuple(pins)


def _report_before(reader: LedgerReader, day: date) -> bytes | None:
    """Report digest stated for the day before."""
    day -= timedelta(days=1)
    facts = DayFacts(FindingBook(0), "", (), lambda size: None, None)
    for event in _closings_only(reader.stream_events(_day_stream(day))):
        facts.take(event)
    closing = facts.closings.get(day)
    return None if closing is None else closing.statement.report


def _closings_only(events: Iterable[RecordedEvent]) -> Iterable[RecordedEvent]:
    return (event for event in events if event.topic == CLOSED)


def _day_stream(day: date) -> UUID:
    return stream_id_of("day", day.isoformat())


def _nothing(book: FindingBook) -> LedgerReport:
    outcome = Outcome.FAILED if book.kept else Outcome.INDETERMINATE
    return LedgerReport(outcome, True, book.ordered(), book.totals(), None, None, 0, 0, 0, 0, None)
