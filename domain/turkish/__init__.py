"""Turkish text and calendar: casing, order of letters, business days; pure, and never the host's locale.

Words: a *search key* makes equal what people mean as equal; a *sort key* puts texts in the order of the Turkish
alphabet; a *business day* is worked, if only until 13:00.

Called by every floor. Knows nothing of documents.
"""

from domain.turkish.alphabet import ALPHABET, COLLATION, ascii_folded, letter_mark
from domain.turkish.business_days import (
    CalendarMissingError,
    DayKind,
    business_day_after,
    day_kind,
    end_of_business_day,
    is_business_day,
    second_business_day_end,
)
from domain.turkish.casing import lower, nfc, title, upper
from domain.turkish.keys import code_key, plain_key, search_key, sort_key

__all__ = [
    "ALPHABET",
    "COLLATION",
    "CalendarMissingError",
    "DayKind",
    "ascii_folded",
    "business_day_after",
    "code_key",
    "day_kind",
    "end_of_business_day",
    "is_business_day",
    "letter_mark",
    "lower",
    "nfc",
    "plain_key",
    "search_key",
    "second_business_day_end",
    "sort_key",
    "title",
    "upper",
]
