"""The ledger's days: the book opened once; each day closed in order, then sealed, its evidence renewed in time.

Words: *closed* means the day's statement is in the tree; *sealed* means a checked time stamp covers its checkpoint; a
*sealing failure* is a fact, not an error; *renewed* means the evidence record beside the seal got a newer token.

Called by the book (`domain.ledger`) for the workers. Knows nothing of trees, tokens or networks: their results come in.
"""

from domain.days.commands import CloseDay, OpenBook, RecordSealingFailure, RenewDaySeal, SealDay
from domain.days.errors import (
    BookAlreadyOpenError,
    BookNotOpenError,
    DayAlreadyClosedError,
    DayAlreadySealedError,
    DayBeforeBookError,
    DayFormatError,
    DayNotClosedError,
    DayNotSealedError,
    DayNotYetOverError,
    DayOutOfOrderError,
    DayRangeError,
    DayRecordDiffersError,
    DayRightMissingError,
)
from domain.days.events import BookOpened, DayClosed, DayRenewed, DaySealed, DaySealingFailed
from domain.days.model import Book, Day, book_id_of, day_before, day_id_of
from domain.days.records import wrapped_token
from domain.days.values import RenewalMethod, StreamTree, TimeAuthority

__all__ = [
    "Book",
    "BookAlreadyOpenError",
    "BookNotOpenError",
    "BookOpened",
    "CloseDay",
    "Day",
    "DayAlreadyClosedError",
    "DayAlreadySealedError",
    "DayBeforeBookError",
    "DayClosed",
    "DayFormatError",
    "DayNotClosedError",
    "DayNotSealedError",
    "DayNotYetOverError",
    "DayOutOfOrderError",
    "DayRangeError",
    "DayRecordDiffersError",
    "DayRenewed",
    "DayRightMissingError",
    "DaySealed",
    "DaySealingFailed",
    "OpenBook",
    "RecordSealingFailure",
    "RenewDaySeal",
    "RenewalMethod",
    "SealDay",
    "StreamTree",
    "TimeAuthority",
    "book_id_of",
    "day_before",
    "day_id_of",
    "wrapped_token",
]
