"""Which part of a ledger is verified, and against what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.events import day_interval, istanbul_day, micros, stream_id_of
from timestamping.checkpoints import NoteVerifier
from timestamping.sealing.day_folds import opening_day
from timestamping.sealing.reader import LedgerReader
from timestamping.sealing.tokens import RecordCheck, TokenCheck

LAST_DAY = date(9000, 1, 1)
"""Later days are taken as this one: the calendar ends soon after."""


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What is to be verified, and against what.

    origin: expected origin line, `kutuk/<DETSİS no>`.
    verifiers: keys the ledger's checkpoints may be signed with.
    check_token: judges time stamps; None leaves them undecided.
    check_record: judges evidence records beside the seals; None leaves them out.
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
    check_record: RecordCheck | None = None

    @property
    def whole(self) -> bool:
        """Whether the whole ledger is asked for."""
        return self.first_day is None and self.last_day is None

    @property
    def institution(self) -> str:
        """DETSİS number, the part of the origin after the slash."""
        return self.origin.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Span:
    """opened: first day of the ledger. first, last: days looked at. start, end: positions (end None: to the last)."""

    opened: date
    first: date
    last: date | None
    start: int
    end: int | None

    def last_due(self, options: VerifyOptions, open_day: date, more: bool) -> date:
        """The last day that must be closed: over by now (or by a later event), and within the range.

        open_day: the day after the last finished one. more: whether the ledger goes on after the range.
        """
        if more and self.last is not None:
            return self.last
        due = open_day - timedelta(days=1)
        if options.as_of is not None:
            due = max(due, istanbul_day(options.as_of - options.grace) - timedelta(days=1))
        return due if self.last is None else min(due, self.last)

    def holds(self, day: date) -> bool:
        """Whether the day lies in the range."""
        return self.first <= day and (self.last is None or day <= self.last)


def find_span(reader: LedgerReader, options: VerifyOptions) -> Span | None:
    """Positions of the asked days; None when neither an event nor a calendar day lies there."""
    opening = next(reader.events(1, 1), None) or next(reader.events(1, None), None)
    if opening is None:
        return None
    opened = opening_day(opening)
    if options.whole:
        return Span(opened, opened, None, 1, None)
    first = max(options.first_day or opened, opened)
    last = None if options.last_day is None else min(options.last_day, LAST_DAY)
    if last is not None and last < first:
        return None
    start = 1 if first == opened else reader.first_position_at(micros(day_interval(first)[0]))
    end = None if last is None else reader.first_position_at(micros(day_interval(last)[1])) - 1
    empty = start > reader.head_position() if end is None else end < start
    if empty and next(reader.stream_events(stream_id_of("day", first.isoformat())), None) is None:
        return None
    return Span(opened, first, last, start, end)
