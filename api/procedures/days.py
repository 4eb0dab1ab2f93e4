"""Closing and sealing days (GR-R1, GR-R2): the line of `timestamping.sealing`, carried out.

Each step may be repeated: a day is closed by one event of a stream named after it, so a second worker, or the same one
after a crash, meets a version conflict and writes nothing twice. Sealing needs no lock for the same reason.
"""

import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from api.procedures.tree import LedgerTree
from archive.storage import BlobDigest, BlobStore
from domain.days import (
    CloseDay,
    DayAlreadyClosedError,
    RecordSealingFailure,
    SealDay,
    StreamTree,
    TimeAuthority,
    wrapped_token,
)
from domain.events import (
    Context,
    RecordedEvent,
    Refusal,
    day_interval,
    event_payload,
    istanbul_day,
    stream_id_of,
)
from domain.ledger.store import DayNotOverError, RequestKeyConflictError, TileConflictError
from timestamping.checkpoints import Checkpoint, NoteSigner, SignedNote
from timestamping.merkle import ProofError, TreeHead
from timestamping.sealing import DayStatement, SealRequest, seal_request, sealed_late, summarise_day
from timestamping.tsa import AuthorityUnavailableError, Imprint, SealingAttempt, Stamp, TimestampService


class DayBook(Protocol):
    """What closing needs of the ledger's store."""

    def day_bounds(self, start: datetime, end: datetime) -> tuple[int, int]: ...

    def iterate(self, first: int, last: int) -> Iterator[RecordedEvent]: ...

    def read_stream(self, stream_id: UUID) -> list[RecordedEvent]: ...


class SubmitDay(Protocol):
    """Asks the ledger to record a fact about a day."""

    def __call__(self, command: CloseDay | SealDay | RecordSealingFailure, context: Context) -> object: ...


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day as the ledger knows it once it is closed."""

    statement: DayStatement
    position: int
    """Position of ``day.closed``: the size of the tree that the day's checkpoint is of."""
    checkpoint: TreeHead | None
    """Head that its seal signed; None while unsealed."""


@dataclass(frozen=True, slots=True)
class SealOutcome:
    """What became of one attempt to seal a day."""

    day: date
    sealed: bool
    gen_time: datetime | None
    authority: str | None
    reasons: tuple[str, ...]
    """Per authority that gave no acceptable token: name, code and sentence."""


@dataclass(frozen=True, slots=True)
class DayKeeper:
    """Closes the days that are over and seals the days that are closed, in order."""

    book: DayBook
    submit: SubmitDay
    tree: LedgerTree
    reports: BlobStore
    signer: NoteSigner
    timestamps: TimestampService
    institution: str
    context: Callable[[str], Context]
    """The worker's context for a request key."""
    now: Callable[[], datetime]

    def first_day(self) -> date | None:
        """The ledger's first day; None while it is not opened."""
        opened = self.book.read_stream(stream_id_of("ledger", self.signer.name))
        return date.fromisoformat(event_payload(opened[0].state)["day"]) if opened else None

    def closed(self, day: date) -> ClosedDay | None:
        """What the ledger says of a closed day; None when it is not closed."""
        events = self.book.read_stream(stream_id_of("day", day.isoformat()))
        if not events:
            return None
        seals = [event_payload(event.state)["checkpoint"] for event in events if event.topic == "day.sealed"]
        statement = DayStatement.from_payload(event_payload(events[0].state))
        return ClosedDay(statement, events[0].position, _head_of(seals[0]) if seals else None)

    def close_due(self) -> list[date]:
        """Close every day that is over and still open, oldest first; the days closed now.

        Raises DatabaseClockError when the database clock stands before the day's end or the last event.
        """
        first = self.first_day()
        done: list[date] = []
        if first is None:
            return done
        day, previous = self._first_open(first)
        today = istanbul_day(self.now())
        while day < today:
            previous = self._close(day, previous)
            done.append(day)
            day += timedelta(days=1)
        return done

    def unsealed(self) -> list[date]:
        """Closed days without a seal, oldest first: the seal debt."""
        first = self.first_day()
        if first is None:
            return []
        debt, day = [], first
        while (closed := self.closed(day)) is not None:
            if closed.checkpoint is None:
                debt.append(day)
            day += timedelta(days=1)
        return debt

    def seal(self, day: date) -> SealOutcome:
        """Seal a closed day. Every authority's refusal becomes an event; the day then stays closed and unsealed.

        1. The checkpoint of the tree that ends with ``day.closed``, consistent with the last one signed.
        2. A token over its three lines, checked in full, from the first authority that gives one.
        3. ``day.sealed``; or one ``day.sealing_failed`` for each authority that failed.
        Raises Refusal when the day is not closed or is sealed already (also when another process has just sealed it),
        TreeContradictedError when the stored tree contradicts the events or the last signed checkpoint.
        """
        closed = self.closed(day)
        if closed is None or closed.checkpoint is not None:
            raise DayNotToBeSealedError(day=day.isoformat())
        request = self._request(closed, self._previous_head(day))
        try:
            # A token from before the day's end cannot be about its checkpoint: that authority's clock is wrong.
            stamp = self.timestamps.stamp(Imprint.of(request.data), not_before=day_interval(day)[1])
        except AuthorityUnavailableError as error:
            return self._failed(day, error)
        try:
            self._record(day, request, stamp)
        except RequestKeyConflictError as error:
            # Another process sealed it while the authority was answering us: its token stands, ours is not needed.
            raise DayNotToBeSealedError(day=day.isoformat()) from error
        return SealOutcome(day, True, stamp.gen_time, stamp.authority, _reasons(stamp.attempts))

    def _first_open(self, first: date) -> tuple[date, ClosedDay | None]:
        """The oldest open day and the closed one before it, by halving over the calendar: days close in order."""
        low, high = 0, max((istanbul_day(self.now()) - first).days, 0)
        while low < high:
            middle = (low + high) // 2
            if self.closed(first + timedelta(days=middle)) is None:
                high = middle
            else:
                low = middle + 1
        previous = self.closed(first + timedelta(days=low - 1)) if low else None
        return first + timedelta(days=low), previous

    def _close(self, day: date, previous: ClosedDay | None) -> ClosedDay:
        try:
            first, last = self.book.day_bounds(*day_interval(day))
        except DayNotOverError as error:
            raise DatabaseClockError(day=day.isoformat()) from error
        with (
            tempfile.TemporaryFile() as spool,
            tempfile.TemporaryFile() as report,
        ):
            summary = summarise_day(
                self.book.iterate(first, last),
                day=day,
                sequence=previous.statement.sequence + 1 if previous else 1,
                first=first,
                institution=self.institution,
                previous_report=previous.statement.report if previous else None,
                spool=spool,
                report=report,
            )
            report.seek(0)
            # Bytes first, event second: an event must never name a report that is not there.
            self.reports.put(report, expected=BlobDigest(summary.statement.report.hex()))
        # Another process may have closed it while we read; the statement is the same, and one of them stands.
        with suppress(DayAlreadyClosedError, RequestKeyConflictError):
            self.submit(_close_command(summary.statement), self.context(f"close:{day.isoformat()}"))
        closed = self.closed(day)
        if closed is None:
            raise RuntimeError(f"{day} was closed but its statement is not there")
        return closed

    def _previous_head(self, day: date) -> TreeHead | None:
        """Head of the newest checkpoint signed before this day's; every day is looked at, back to the first."""
        first = self.first_day()
        while first is not None and day > first:
            day -= timedelta(days=1)
            closed = self.closed(day)
            if closed is not None and closed.checkpoint is not None:
                return closed.checkpoint
        return None

    def _request(self, closed: ClosedDay, previous: TreeHead | None) -> SealRequest:
        try:
            tree = self.tree.at(closed.position)
            proof = tree.consistency_proof(previous.size) if previous else ()
            return seal_request(TreeHead(closed.position, tree.root()), self.signer, previous, proof)
        except (ProofError, TileConflictError) as error:
            raise TreeContradictedError(closed.statement.day, error) from error

    def _record(self, day: date, request: SealRequest, stamp: Stamp) -> None:
        self.reports.put(stamp.response)
        self.reports.put(request.checkpoint.render())
        info = stamp.verdict.info
        if info is None:
            raise RuntimeError("an accepted token has no statement")
        self.submit(
            SealDay(
                day=day.isoformat(),
                checkpoint=request.checkpoint.render().decode(),
                token=b64encode(stamp.token).decode("ascii"),
                imprint_algorithm="sha512",
                tsa=TimeAuthority(name=stamp.authority, url=stamp.authority),
                gen_time=stamp.gen_time,
                policy=info.policy,
                serial=str(info.serial),
                test=stamp.verdict.test,
                late=sealed_late(day, stamp.gen_time),
                evidence_record=b64encode(wrapped_token(stamp.token, "sha512")).decode("ascii"),
            ),
            self.context(f"seal:{day.isoformat()}"),
        )

    def _failed(self, day: date, error: AuthorityUnavailableError) -> SealOutcome:
        at = self.now().astimezone(UTC).isoformat()
        attempts = [(item.authority, item.reasons[0]) for item in error.attempts if item.reasons]
        for name, (code, message) in attempts or [("–", ("none-configured", "no time-stamp authority is configured"))]:
            self.submit(
                RecordSealingFailure(day.isoformat(), TimeAuthority(name=name, url=name), code, message),
                self.context(f"seal-failed:{day.isoformat()}:{name}:{at}"),
            )
        return SealOutcome(day, False, None, None, _reasons(error.attempts) or (str(error),))


class DatabaseClockError(Refusal):
    """Days end by the database's clock, and it may not stand before the last event (EV-7)."""

    rule_id = "EV-7"
    text_tr = (
        "{day} kapatılamaz: veritabanının saati günün sonuna gelmemiş ya da son olaydan geride. "
        "Sunucunun saatini düzeltin; `kutuk doctor` saatleri gösterir."
    )
    text_en = (
        "{day} cannot be closed: the database's clock has not reached its end, or stands before the last event. "
        "Set the server's clock right; `kutuk doctor` shows the clocks."
    )


class TreeContradictedError(Exception):
    """Signing would contradict what was signed or stored before; nothing was signed (C2SP tlog-checkpoint)."""

    exit_code = 1

    def __init__(self, day: date, reason: Exception) -> None:
        super().__init__(
            f"{day} mühürlenmedi: saklanan ağaç olaylarla ya da son imzalı denetim noktasıyla çelişiyor. "
            "`kutuk verify` çalıştırın.\n"
            f"{day} was not sealed: the stored tree contradicts the events or the last signed checkpoint ({reason}). "
            "Run `kutuk verify`."
        )


class DayNotToBeSealedError(Refusal):
    """The day is not closed, or it is sealed already."""

    rule_id = "GR-R2"
    text_tr = "{day} mühürlenemez: gün kapanmamış ya da zaten mühürlü. Önce `kutuk seal --catch-up` ile kapatın."
    text_en = (
        "{day} cannot be sealed: it is not closed, or sealed already. Close it first with `kutuk seal --catch-up`."
    )


def _close_command(statement: DayStatement) -> CloseDay:
    return CloseDay(
        day=statement.day.isoformat(),
        sequence=statement.sequence,
        first=statement.first,
        last=statement.last,
        count=statement.count,
        report=statement.report.hex(),
        streams=StreamTree(count=statement.streams.size, root=statement.streams.root.hex()),
    )


def _reasons(attempts: tuple[SealingAttempt, ...]) -> tuple[str, ...]:
    return tuple(f"{item.authority}: {code} ({message})" for item in attempts for code, message in item.reasons[:1])


def _head_of(note: str) -> TreeHead:
    return Checkpoint.parse(SignedNote.parse(note.encode()).text).head
