"""Which characters a letter specification may hold at all, before any rule looks at it."""

import unicodedata
from typing import Final

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
