"""Turkish text and calendar: casing, order of letters, suffixes, numbers, dates, names, business days.

Pure, and never the host's locale.

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
from domain.turkish.casing import SMALL_WORDS, headline, lower, nfc, title, upper
from domain.turkish.dates import MONTHS, WEEKDAYS, date_in_digits, date_in_words, parse_date
from domain.turkish.keys import code_key, plain_key, search_key, sort_key
from domain.turkish.names import full_name, has_name_casing, initials_of, name_order_key, surname_first
from domain.turkish.numbers import grouped, number_in_words, parse_number
from domain.turkish.suffixes import (
    dative_of_institution,
    dative_of_name,
    genitive_of_institution,
    genitive_of_name,
)

__all__ = [
    "ALPHABET",
    "COLLATION",
    "MONTHS",
    "SMALL_WORDS",
    "WEEKDAYS",
    "CalendarMissingError",
    "DayKind",
    "ascii_folded",
    "business_day_after",
    "code_key",
    "date_in_digits",
    "date_in_words",
    "dative_of_institution",
    "dative_of_name",
    "day_kind",
    "end_of_business_day",
    "full_name",
    "genitive_of_institution",
    "genitive_of_name",
    "grouped",
    "has_name_casing",
    "headline",
    "initials_of",
    "is_business_day",
    "letter_mark",
    "lower",
    "name_order_key",
    "nfc",
    "number_in_words",
    "parse_date",
    "parse_number",
    "plain_key",
    "search_key",
    "second_business_day_end",
    "sort_key",
    "surname_first",
    "title",
    "upper",
]
