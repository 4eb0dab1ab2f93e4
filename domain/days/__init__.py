"""The ledger's days: the book opened once; each day closed in order, then sealed.

Words: *closed* means the day's statement is in the tree; *sealed* means a checked time stamp covers its checkpoint; a
*sealing failure* is a fact, not an error.

Called by the book (`domain.ledger`) for the workers. Knows nothing of trees, tokens or networks: their results come in.
"""

from domain.days.commands import CloseDay, OpenBook, RecordSealingFailure, SealDay
from domain.days.errors import (
    BookAlreadyOpenError,
    BookNotOpenError,
    DayAlreadyClosedError,
    DayAlreadySealedError,
    DayBeforeBookError,
    DayFormatError,
    DayNotClosedError,
    DayNotYetOverError,
    DayOutOfOrderError,
    DayRangeError,
    DayRightMissingError,
)
from domain.days.events import BookOpened, DayClosed, DaySealed, DaySealingFailed
from domain.days.model import Book, Day, book_id_of, day_before, day_id_of
from domain.days.values import StreamTree, TimeAuthority

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
    "DayNotYetOverError",
    "DayOutOfOrderError",
    "DayRangeError",
    "DayRightMissingError",
    "DaySealed",
    "DaySealingFailed",
    "OpenBook",
    "RecordSealingFailure",
    "SealDay",
    "StreamTree",
    "TimeAuthority",
    "book_id_of",
    "day_before",
    "day_id_of",
]
