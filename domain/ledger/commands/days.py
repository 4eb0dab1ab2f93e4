"""Commands on the ledger's days."""

from collections.abc import Sequence

from eventsourcing.domain import Aggregate

from domain.days import (
    Book,
    BookAlreadyOpenError,
    BookNotOpenError,
    CloseDay,
    Day,
    DayAlreadyClosedError,
    DayNotClosedError,
    OpenBook,
    RecordSealingFailure,
    RenewDaySeal,
    SealDay,
    book_id_of,
    day_before,
    day_id_of,
)
from domain.ledger.commands.books import FactBook
from domain.ledger.commands.handling import Handler, Rules
from domain.parties import Act


def open_book(book: FactBook, command: OpenBook, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Open the ledger, once."""
    if book.find(book_id_of(command.origin), Book) is not None:
        raise BookAlreadyOpenError
    return (Book.open(command, act),)


def close_day(book: FactBook, command: CloseDay, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Close a day: once, after the one before it."""
    opened = book.find(book_id_of(rules.origin), Book)
    if opened is None:
        raise BookNotOpenError
    if book.find(day_id_of(command.day), Day) is not None:
        raise DayAlreadyClosedError(day=command.day)
    previous = book.find(day_id_of(day_before(command.day)), Day)
    return (Day.close(command, opened, previous, act),)


def seal_day(book: FactBook, command: SealDay, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Seal a closed day."""
    day = _load(book, command.day)
    day.seal(command, act)
    return (day,)


def renew_day_seal(book: FactBook, command: RenewDaySeal, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Renew the evidence beside a day's seal."""
    day = _load(book, command.day)
    day.renew(command, act)
    return (day,)


def record_sealing_failure(
    book: FactBook, command: RecordSealingFailure, act: Act, rules: Rules
) -> Sequence[Aggregate]:
    """Record that a closed day could not be sealed."""
    day = _load(book, command.day)
    day.record_sealing_failure(command, act)
    return (day,)


def _load(book: FactBook, day: str) -> Day:
    found = book.find(day_id_of(day), Day)
    if found is None:
        raise DayNotClosedError(day=day)
    return found


DAY_COMMANDS: dict[type, Handler] = {
    OpenBook: open_book,
    CloseDay: close_day,
    SealDay: seal_day,
    RenewDaySeal: renew_day_seal,
    RecordSealingFailure: record_sealing_failure,
}
