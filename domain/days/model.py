"""The ledger's book and its days: closed in order, once, when over; sealed; renewed (GR-R1 to GR-R4, GD-8)."""

from base64 import b64decode
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Self
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.days.commands import CloseDay, OpenBook, RecordSealingFailure, RenewDaySeal, SealDay
from domain.days.errors import (
    DayAlreadySealedError,
    DayBeforeBookError,
    DayFormatError,
    DayNotSealedError,
    DayNotYetOverError,
    DayOutOfOrderError,
    DayRangeError,
    DayRecordDiffersError,
    DayRightMissingError,
)
from domain.days.events import BookOpened, DayClosed, DayRenewed, DaySealed, DaySealingFailed
from domain.events import Fact, day_interval, istanbul_day, stream_id_of
from domain.parties import Act, Role


def book_id_of(origin: str) -> UUID:
    """Stream of the ledger with this origin."""
    return stream_id_of("ledger", origin)


def day_id_of(day: str) -> UUID:
    """Stream of a day, ISO date."""
    return stream_id_of("day", day)


def day_before(day: str) -> str:
    """The day before, both ISO. Raises DayFormatError."""
    return (_parsed(day) - timedelta(days=1)).isoformat()


class Book(Aggregate):
    """The ledger of one institution."""

    first_day: str = ""

    @classmethod
    def open(cls, command: OpenBook, act: Act) -> Self:
        """Open the ledger. Raises DayRightMissingError, DayFormatError."""
        _check_system(act)
        if _parsed(command.day) > istanbul_day(act.now):
            raise DayFormatError
        return cls._create(
            BookOpened,
            id=book_id_of(command.origin),
            **act.stamp,
            institution=command.institution,
            origin=command.origin,
            public_key=command.public_key,
            day=command.day,
        )

    def when(self, fact: Fact) -> None:
        """Take a fact in."""
        match fact:
            case BookOpened():
                self.first_day = fact.day
            case _:
                raise TypeError(f"{type(fact).__name__} is no fact of a book")


class Day(Aggregate):
    """One calendar day of the ledger, Europe/Istanbul."""

    day: str = ""
    sequence: int = 0
    last: int = 0
    sealed: bool = False
    failures: int = 0
    record: str = ""
    """SHA-256 of the evidence record that stands, hex; empty until the day is sealed."""
    record_size: int = 0
    proven: datetime | None = None
    """Time of the newest token of that record."""

    @classmethod
    def close(cls, command: CloseDay, book: Book, previous: "Day | None", act: Act) -> Self:
        """Close a day that is over; ``previous`` is the day before it, when that is closed.

        Raises DayRightMissingError, DayFormatError, DayNotYetOverError, DayBeforeBookError, DayOutOfOrderError,
        DayRangeError.
        """
        _check_system(act)
        day = _parsed(command.day)
        if act.now < day_interval(day)[1]:
            raise DayNotYetOverError(day=command.day)
        if command.day < book.first_day:
            raise DayBeforeBookError(day=command.day, first=book.first_day)
        if previous is None and command.day != book.first_day:
            raise DayOutOfOrderError(day=command.day, previous=day_before(command.day))
        _check_range(command, previous)
        return cls._create(
            DayClosed,
            id=day_id_of(command.day),
            **act.stamp,
            day=command.day,
            sequence=command.sequence,
            first=command.first,
            last=command.last,
            count=command.count,
            report=command.report,
            streams=command.streams,
        )

    def seal(self, command: SealDay, act: Act) -> None:
        """Record the checked time stamp. Raises DayRightMissingError, DayAlreadySealedError."""
        self._check_unsealed(act)
        self.trigger_event(
            DaySealed,
            **act.stamp,
            day=self.day,
            checkpoint=command.checkpoint,
            token=command.token,
            imprint_algorithm=command.imprint_algorithm,
            tsa=command.tsa,
            gen_time=command.gen_time,
            policy=command.policy,
            serial=command.serial,
            test=command.test,
            late=command.late,
            evidence_record=command.evidence_record,
        )

    def renew(self, command: RenewDaySeal, act: Act) -> None:
        """Record the renewed evidence. Raises DayRightMissingError, DayNotSealedError, DayRecordDiffersError."""
        _check_system(act)
        if not self.sealed:
            raise DayNotSealedError(day=self.day)
        self._check_extends(command)
        self.trigger_event(
            DayRenewed,
            **act.stamp,
            day=self.day,
            evidence_record=command.evidence_record,
            extends=command.extends,
            method=command.method,
            tsa=command.tsa,
            gen_time=command.gen_time,
            policy=command.policy,
            serial=command.serial,
            test=command.test,
            reason=command.reason,
        )

    def record_sealing_failure(self, command: RecordSealingFailure, act: Act) -> None:
        """Record that an authority failed. Raises DayRightMissingError, DayAlreadySealedError."""
        self._check_unsealed(act)
        self.trigger_event(
            DaySealingFailed,
            **act.stamp,
            day=self.day,
            tsa=command.tsa,
            reason_code=command.reason_code,
            message=command.message,
        )

    def when(self, fact: Fact) -> None:
        """Take a fact in."""
        match fact:
            case DayClosed():
                self.day, self.sequence, self.last = fact.day, fact.sequence, fact.last
            case DaySealed():
                self.sealed = True
                self._take_record(fact)
            case DayRenewed():
                self._take_record(fact)
            case DaySealingFailed():
                self.failures += 1
            case _:
                raise TypeError(f"{type(fact).__name__} is no fact of a day")

    def _take_record(self, fact: DaySealed | DayRenewed) -> None:
        record = _decoded(fact.evidence_record) or b""
        self.record, self.record_size, self.proven = sha256(record).hexdigest(), len(record), fact.gen_time

    def _check_extends(self, command: RenewDaySeal) -> None:
        """That the bytes go on from the old is shown before, by `timestamping`; here, from which, and the order."""
        renewed = _decoded(command.evidence_record)
        grown = renewed is not None and len(renewed) > self.record_size
        if command.extends != self.record or not grown or (self.proven and command.gen_time < self.proven):
            raise DayRecordDiffersError(day=self.day)

    def _check_unsealed(self, act: Act) -> None:
        _check_system(act)
        if self.sealed:
            raise DayAlreadySealedError(day=self.day)


def _decoded(record: str) -> bytes | None:
    try:
        return b64decode(record, validate=True)
    except ValueError:
        return None


def _check_system(act: Act) -> None:
    if not act.has(Role.SYSTEM):
        raise DayRightMissingError


def _check_range(command: CloseDay, previous: Day | None) -> None:
    sequence, first = (previous.sequence + 1, previous.last + 1) if previous else (1, 1)
    joins = command.sequence == sequence and command.first == first
    if not joins or command.count < 0 or command.last != first + command.count - 1:
        raise DayRangeError(day=command.day)


def _parsed(day: str) -> date:
    try:
        parsed = date.fromisoformat(day)
    except ValueError as error:
        raise DayFormatError from error
    if parsed.isoformat() != day:
        raise DayFormatError
    return parsed
