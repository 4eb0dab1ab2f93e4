"""Casing and words as rules look at them."""

import re
from typing import Final

from domain.turkish import SMALL_WORDS, lower, upper

_WORDS: Final = re.compile(r"[^\s(“\"/-]+")
_MARKS: Final = ".,;:!?)”\"’'"
_LONGEST_ABBREVIATION: Final = 6
_SHORTEST_WORD: Final = 4


_E_COMPOUND: Final = re.compile(r"\be-(?=\w)")
"""``e-Devlet``, ``e-posta``: written so whatever the casing around (TDK)."""


def in_capitals(text: str) -> bool:
    """Whether a text is written in Turkish capitals; the suffix after an apostrophe counts too."""
    return bool(text.strip()) and upper(text) == text


def has_initial_capitals(text: str) -> bool:
    """Whether each word begins with a capital and goes on in small letters; small words, abbreviations differ."""
    words = _WORDS.findall(_E_COMPOUND.sub("", text))
    if upper(text) == text and sum(_reads_as_a_word(word) for word in words) > 1:
        return False
    return bool(words) and all(_is_capitalised(word, first=not place) for place, word in enumerate(words))


def small_initials(text: str) -> tuple[str, ...]:
    """Words that begin with a small letter."""
    kept = " ".join(word for word in text.split() if not word.startswith("e-"))
    return tuple(word.rstrip(_MARKS) for word in _WORDS.findall(kept) if word[0] != upper(word[0]))


def _reads_as_a_word(word: str) -> bool:
    """Long enough to be one and without full stops: several such in capitals are a text in capitals."""
    return len(word) >= _SHORTEST_WORD and word.isalpha()


def _is_capitalised(word: str, *, first: bool) -> bool:
    if not first and lower(word) in SMALL_WORDS:
        return word == lower(word) or word[0] == upper(word[0])
    if not word[0].isalpha():
        return True
    if word[0] != upper(word[0]):
        return False
    letters = [letter for letter in word[1:] if letter.isalpha()]
    short = len(word.rstrip(".,")) <= _LONGEST_ABBREVIATION and word == upper(word)
    return short or not letters or any(letter != upper(letter) for letter in letters)
