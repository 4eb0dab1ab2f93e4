"""Dative and genitive suffixes by vowel harmony, with the words that do not follow it as data (N-12).

Names of institutions take their suffix without apostrophe (TDK): ``Adalet Bakanlığına``; names of people, and
abbreviations in capitals, take it after U+2019: ``Işık’ın``, ``TBMM’ye``.
"""

import re
from enum import Enum
from typing import Final

from domain.turkish.casing import lower, nfc, upper
from domain.turkish.numbers import number_in_words
from domain.turkish.suffix_data import (
    ABBREVIATIONS,
    FRONT_WORDS,
    PLAIN_VOWEL_ENDINGS,
    READ_AS_LETTERS,
    READ_AS_WORDS,
    SOFTENED_WORDS,
)

APOSTROPHE: Final = "\u2019"

_VOWELS: Final = "aeıioöuü"
_PLAIN: Final = str.maketrans("âîû", "aiu")
_BACK: Final = frozenset("aıou")
_HIGH: Final = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}
_POSSESSIVE_ENDINGS: Final = frozenset("ıiuü")
_LIK: Final = re.compile(r"l[ıiuü]k$")
_WORD: Final = re.compile(r"[^\s-]+")
_NUMBER: Final = re.compile(r"\d{1,18}$", re.ASCII)
_PARENTHESIS: Final = re.compile(r"\s*\([^()]*\)$")
_LONGEST_SHORT_FORM: Final = 6
"""Letters up to which a word of its own in capitals is taken for an abbreviation."""
_PRONOUNCEABLE: Final = re.compile(rf"[^{_VOWELS}]?[{_VOWELS}](?:.*[{_VOWELS}][^{_VOWELS}]?|[^{_VOWELS}])?")


class _Case(Enum):
    """Consonant before the suffix after a plain vowel."""

    DATIVE = "y"
    GENITIVE = "n"


def dative_of_institution(name: str) -> str:
    """``Adalet Bakanlığı`` → ``Adalet Bakanlığına``; the suffix is added once, the name is taken as it is."""
    return _institution(name, _Case.DATIVE)


def genitive_of_institution(name: str) -> str:
    """``Adalet Bakanlığı`` → ``Adalet Bakanlığının``."""
    return _institution(name, _Case.GENITIVE)


def dative_of_name(name: str) -> str:
    """``Ayşe`` → ``Ayşe’ye``, for people and places."""
    return _proper(name, _Case.DATIVE)


def genitive_of_name(name: str) -> str:
    """``Mehmet YILMAZ`` → ``Mehmet YILMAZ’ın``; the suffix stays in small letters."""
    return _proper(name, _Case.GENITIVE)


def _institution(name: str, case: _Case) -> str:
    text = nfc(name).rstrip()
    if found := _PARENTHESIS.search(text):
        return _institution(text[: found.start()], case) + text[found.start() :]
    words = _WORD.findall(text)
    if not words:
        return text
    last, alone = words[-1], len(words) == 1
    if lower(last) in ABBREVIATIONS:
        return text + _joined(ABBREVIATIONS[lower(last)], case, possessive=True)
    if number := _NUMBER.search(last):
        return text + APOSTROPHE + _joined(number_in_words(int(number[0])).rsplit(" ", 1)[-1], case)
    if _is_short_form(last, text, alone=alone):
        return text + APOSTROPHE + _short_form_suffix(last, case)
    small = lower(last)
    suffix = _joined(small, case, possessive=small not in PLAIN_VOWEL_ENDINGS)
    capital = upper(text) == text
    return _softened(text, small) + (upper(suffix) if capital else suffix)


def _proper(name: str, case: _Case) -> str:
    text = nfc(name).rstrip()
    words = _WORD.findall(text)
    if not words:
        return text
    suffix = _short_form_suffix(words[-1], case) if _is_letters(words[-1]) else _joined(lower(words[-1]), case)
    return text + APOSTROPHE + suffix


def _joined(word: str, case: _Case, *, possessive: bool = False) -> str:
    """The suffix of a word in small letters, with the consonant that stands before it after a vowel."""
    vowel = _last_vowel(word)
    ending = ("a" if vowel in _BACK else "e") if case is _Case.DATIVE else _HIGH[vowel] + "n"
    last = word.translate(_PLAIN)[-1:]
    if last not in _VOWELS or not last:
        return ending
    buffer = "n" if possessive and last in _POSSESSIVE_ENDINGS else case.value
    return buffer + ending


def _last_vowel(word: str) -> str:
    vowels = [letter for letter in word.translate(_PLAIN) if letter in _VOWELS]
    if not vowels:
        return "e"
    if word in FRONT_WORDS:
        return {"a": "e", "ı": "i", "o": "ö", "u": "ü"}.get(vowels[-1], vowels[-1])
    return vowels[-1]


def _softened(text: str, small: str) -> str:
    """The text with the last consonant as it sounds before a vowel: ``Valilik`` → ``Valiliğ``."""
    soft = "ğ" if _LIK.search(small) else SOFTENED_WORDS.get(small)
    if soft is None:
        return text
    return text[:-1] + (upper(soft) if text[-1] == upper(text[-1]) else soft)


def _is_short_form(word: str, text: str, *, alone: bool) -> bool:
    """Whether the word is an abbreviation in capitals; in a text all in capitals nothing tells, so length decides."""
    if not word.isalpha() or upper(word) != word or len(word) < 2:
        return False
    if word in READ_AS_WORDS or word in READ_AS_LETTERS:
        return True
    return alone and len(word) <= _LONGEST_SHORT_FORM if upper(text) == text else True


def _is_letters(word: str) -> bool:
    return word in READ_AS_LETTERS


def _short_form_suffix(word: str, case: _Case) -> str:
    """Read as a word where it can be (``AFAD’a``), else letter by letter (``TBMM’ye``)."""
    small = lower(word)
    as_word = word in READ_AS_WORDS or (
        word not in READ_AS_LETTERS and len(word) > 2 and _PRONOUNCEABLE.fullmatch(small) is not None
    )
    if as_word or small[-1] in _VOWELS:
        return _joined(small, case)
    return _joined(small[-1] + "e", case)
