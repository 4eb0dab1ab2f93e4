"""Small values that occur everywhere in the metadata."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_FRACTION = re.compile(r"(\.\d{6})\d+")


@dataclass(frozen=True, slots=True)
class Text:
    """Text as written, with its language tag when it has one."""

    value: str
    language: str | None = None

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier and the scheme it belongs to."""

    value: str
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A dateTime as written; up to seven digits of a second, with or without offset."""

    text: str

    @property
    def instant(self) -> datetime | None:
        """The same as a datetime, cut to microseconds; naive when no offset is written, None when it is no date."""
        text = _FRACTION.sub(r"\1", self.text.strip())
        if "T" not in text:
            return None
        midnight = text.replace("T24:00:00", "T00:00:00", 1)  # XML Schema writes the end of a day so
        try:
            return datetime.fromisoformat(midnight) + timedelta(days=midnight != text)
        except (ValueError, OverflowError):
            return None


def same_id(one: str, other: str) -> bool:
    """Whether two GUIDs are equal; case does not count (package guide, lexical rules)."""
    return one.strip().upper() == other.strip().upper()
