"""Which characters a letter specification may hold at all, before any rule looks at it."""

import dataclasses
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, Final

_REFUSED: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Control, format (bidirectional overrides among them), surrogate, private and unassigned characters: they change what
a reader sees without being seen."""
TAB: Final = "\t"
NEWLINE: Final = "\n"


def refused_characters(text: str, allowed: str = "") -> tuple[tuple[int, str], ...]:
    """Index and character of everything that no text of a letter may hold, besides those in `allowed`."""
    if text.isascii() and text.isprintable():
        return ()
    return tuple(
        (place, letter)
        for place, letter in enumerate(text)
        if letter not in allowed and unicodedata.category(letter) in _REFUSED
    )


def character_name(letter: str) -> str:
    """``U+202E RIGHT-TO-LEFT OVERRIDE``: a character for people."""
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()


def every_text(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Place and text of everything written in a letter, or in a part of one, that is not plain ASCII."""
    if isinstance(value, str):
        if not value.isascii() and not isinstance(value, Enum):
            yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from every_text(item, f"{place}[{index}]")
    elif value is not None:
        for name in _names(value.__class__):
            yield from every_text(getattr(value, name), f"{place}.{name}" if place else name)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Fields of a dataclass; none for any other type."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
