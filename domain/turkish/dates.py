"""Dates as Turkish letters write them: ``01.09.2019`` or ``10 Ekim 2019`` (S2-d-1, S2-d-2, Y-12-1)."""

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    "Ocak",
    "Şubat",
    "Mart",
    "Nisan",
    "Mayıs",
    "Haziran",
    "Temmuz",
    "Ağustos",
    "Eylül",
    "Ekim",
    "Kasım",
    "Aralık",
)
WEEKDAYS: Final = ("Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar")

_DIGITS: Final = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})", re.ASCII)
_WORDS: Final = re.compile(r"([1-9][0-9]?) ([^\W\d_]+) ([0-9]{4})")


def date_in_digits(day: date) -> str:
    """Two digits, dot, two digits, dot, four digits: ``01.09.2019``."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def date_in_words(day: date) -> str:
    """Day, name of the month and year without marks between: ``10 Ekim 2019``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def parse_date(text: str) -> date:
    """The day of a date in one of the two forms, exactly as `date_in_digits` and `date_in_words` write them.

    Raises ValueError for every other form, and for days that do not exist.
    """
    if match := _DIGITS.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    match = _WORDS.fullmatch(text)
    if match is None or match[2] not in MONTHS:
        raise ValueError(f"{text[:40]!r} is no date such as 01.09.2019 or 10 Ekim 2019")
    return date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
