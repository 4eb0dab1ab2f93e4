"""Day by day: the calendar without holes, statements, reports, checkpoints and time stamps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from domain.events import RecordedEvent, StateError, event_payload, micros, moment
from timestamping.checkpoints import CheckpointError, NoteVerifier, open_checkpoint
from timestamping.merkle import TreeHead
from timestamping.sealing.findings import finding
from timestamping.sealing.reader import LedgerReader
from timestamping.sealing.record_checks import CLOCKS_APART_MICROS, SealRecords
from timestamping.sealing.reports import FindingBook, Outcome
from timestamping.sealing.seals import DayRenewal, DaySeal, sealed_late
from timestamping.sealing.statements import DayStatement, StatementError
from timestamping.sealing.tokens import RecordCheck, TokenCheck

CLOSED, SEALED, RENEWED = "day.closed", "day.sealed", "day.renewed"
DAY_TOPICS = frozenset({CLOSED, SEALED, RENEWED})
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Closing:
    """A `day.closed` event. position: size of the tree that ends with it. statement: what it says.

    recorded_at: µs since 1970 UTC.
    """

    position: int
    statement: DayStatement
    recorded_at: int


class DayFacts:
    """Collects `day.closed`, checks each `day.sealed` against it, and follows the records from there.

    origin, verifiers: whose checkpoints are expected and which keys sign them.
    root_at: root of the tree at a size, None when it could not be recomputed.
    check_token: None when no trust is at hand; then tokens stay undecided. check_record: likewise.
    """

    def __init__(
        self,
        book: FindingBook,
        origin: str,
        verifiers: tuple[NoteVerifier, ...],
        root_at: Callable[[int], bytes | None],
        check_token: TokenCheck | None,
        check_record: RecordCheck | None = None,
    ) -> None:
        self.closings: dict[date, Closing] = {}
        self.sealed: set[date] = set()
        self.sealed_size = 0
        self._book = book
        self._origin = origin
        self._verifiers = verifiers
        self._root_at = root_at
        self._check_token = check_token
        self._records = SealRecords(book, check_record)
        self._root_differs = False

    def take(self, event: RecordedEvent) -> None:
        """Take a day's fact; other topics pass by."""
        if event.topic not in DAY_TOPICS:
            return
        try:
            payload = event_payload(event.state)
            match event.topic:
                case "day.closed":
                    self._close(event, DayStatement.from_payload(payload))
                case "day.renewed":
                    self._records.renewed(event, DayRenewal.from_payload(payload))
                case _:
                    self._seal(event, DaySeal.from_payload(payload))
        except (StateError, StatementError) as fault:
            self._book.add(
                finding("day-fact-unreadable", position=event.position, topic=event.topic, reason=str(fault))
            )

    def finish(self) -> None:
        """Judge what stands at the end: the newest evidence record of each day."""
        self._records.finish()

    def _close(self, event: RecordedEvent, statement: DayStatement) -> None:
        if statement.day in self.closings:
            self._book.add(finding("day-closed-twice", position=event.position, day=statement.day))
            return
        self.closings[statement.day] = Closing(event.position, statement, event.recorded_at)

    def _seal(self, event: RecordedEvent, seal: DaySeal) -> None:
        """Check a seal.

        1. The note opens: form, origin, the ledger's signature.
        2. Its size is that of the tree which ends with the day's `day.closed`, its root the recomputed one.
        3. The token proves the three lines; an unknown trust leaves it open.
        4. The recorded time is the token's own, and no younger than the record: a token made later than the event that
           holds it shows a ledger that was written anew. Lateness is the token's, not the record's, to tell; test
           stamps are told.
        """
        position = event.position
        self.sealed.add(seal.day)
        # 1
        try:
            checkpoint = open_checkpoint(seal.checkpoint.encode("utf-8"), self._origin, self._verifiers)
        except CheckpointError as fault:
            self._book.add(finding("checkpoint-unreadable", position=position, day=seal.day, reason=str(fault)))
            checkpoint = None
        # 2
        if checkpoint is not None:
            self._compare_head(position, seal.day, checkpoint.head)
        # 3 and 4
        judged_time = self._judge_token(position, seal)
        if judged_time is not None:
            self._compare_times(event, seal, judged_time)

    def _compare_head(self, position: int, day: date, head: TreeHead) -> None:
        closing = self.closings.get(day)
        if closing is None or closing.position != head.size:
            if closing is not None:
                self._book.add(finding("checkpoint-differs", position=position, day=day, field="size"))
            return
        self.sealed_size = max(self.sealed_size, head.size)
        root = self._root_at(head.size)
        # Every later root differs too: the first one tells.
        if root is not None and root != head.root and not self._root_differs:
            self._root_differs = True
            self._book.add(finding("checkpoint-differs", position=position, day=day, field="root"))

    def _judge_token(self, position: int, seal: DaySeal) -> datetime | None:
        """The token's own time; None when it proves nothing or does not say."""
        day = seal.day
        if self._check_token is None:
            self._book.add(finding("token-undecided", position=position, day=day, reason="no trust given"))
            return None
        # The note text is what stands before the last empty line; a token over anything else does not pass.
        data = (seal.checkpoint.rpartition("\n\n")[0] + "\n").encode("utf-8")
        judged = self._check_token(seal.token, data)
        self._records.sealed(position, seal, data, judged)
        reason = f"{judged.reason}: {judged.message}" if judged.message else judged.reason
        match judged.outcome:
            case Outcome.FAILED:
                self._book.add(finding("token-refused", position=position, day=day, reason=reason))
                return None
            case Outcome.INDETERMINATE:
                self._book.add(finding("token-undecided", position=position, day=day, reason=reason))
            case Outcome.PASSED:
                pass
        if seal.test or judged.test:
            self._book.add(finding("token-test", position=position, day=day))
        return judged.gen_time

    def _compare_times(self, event: RecordedEvent, seal: DaySeal, found: datetime) -> None:
        position, day, closing = event.position, seal.day, self.closings.get(seal.day)
        said = None
        if found != seal.gen_time:
            said = seal.gen_time.isoformat()
        elif micros(found) - event.recorded_at > CLOCKS_APART_MICROS:
            said = _instant(event.recorded_at)
        elif closing is not None and closing.recorded_at - micros(found) > CLOCKS_APART_MICROS:
            said = _instant(closing.recorded_at)
        if said is not None:
            self._book.add(finding("seal-time-differs", position=position, day=day, said=said, found=found.isoformat()))
        if seal.late or sealed_late(day, found):
            self._book.add(finding("sealed-late", position=position, day=day, gen_time=found.isoformat()))


def check_statement(
    closing: Closing,
    recomputed: DayStatement,
    missing: int,
    suspects: bool,
    reader: LedgerReader,
    book: FindingBook,
) -> None:
    """Compare a day's statement with what its events give.

    1. Events of the day that are gone explain every other difference.
    2. Bounds, counts and sequence are equal, and, unless a changed event already explains why not, the stream tree.
    3. The report made again has the stated digest, under the same condition.
    4. The stored report file has it too.
    """
    said, position = closing.statement, closing.position
    # 1
    if missing:
        book.add(finding("day-events-missing", position=position, day=said.day, count=said.count, missing=missing))
    else:
        # 2
        for name, left, right in _fields(said, recomputed)[: 4 if suspects else None]:
            if left != right:
                book.add(
                    finding(
                        "day-statement-differs", position=position, day=said.day, field=name, said=left, found=right
                    )
                )
                break
        else:
            # 3
            if said.report != recomputed.report and not suspects:
                book.add(finding("report-differs", position=position, day=said.day))
    # 4
    _check_report_file(said, position, reader, book)


def check_calendar(first: date, last: date, facts: DayFacts, book: FindingBook) -> None:
    """Every calendar day from first to last has a statement and a seal, or is named (U13).

    A day without a statement in front of a closed one is missing; one after the last closed day is not closed yet.
    """
    latest = max(facts.closings, default=None)
    day = first
    while day <= last:
        closing = facts.closings.get(day)
        if closing is None:
            book.add(finding("day-missing" if latest is not None and day < latest else "day-not-closed", day=day))
        elif day not in facts.sealed:
            book.add(finding("day-unsealed", position=closing.position, day=day))
        day += timedelta(days=1)


def _instant(recorded_at: int) -> str:
    try:
        return moment(recorded_at).isoformat()
    except OverflowError:
        return str(recorded_at)


def _fields(said: DayStatement, found: DayStatement) -> tuple[tuple[str, object, object], ...]:
    return (
        ("sequence", said.sequence, found.sequence),
        ("first", said.first, found.first),
        ("last", said.last, found.last),
        ("count", said.count, found.count),
        ("streams.count", said.streams.size, found.streams.size),
        ("streams.root", said.streams.root.hex(), found.streams.root.hex()),
    )


def _check_report_file(said: DayStatement, position: int, reader: LedgerReader, book: FindingBook) -> None:
    stored = reader.open_report(said.report)
    if stored is None:
        book.add(finding("report-missing", position=position, day=said.day))
        return
    digest = sha256()
    with stored:
        while block := stored.read(_BLOCK):
            digest.update(block)
    if digest.digest() != said.report:
        book.add(finding("report-changed", position=position, day=said.day))
