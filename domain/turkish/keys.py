"""Keys for searching and sorting Turkish text where no database collation knows Turkish (N-4, N-5)."""

import unicodedata
from functools import lru_cache
from typing import Final

from domain.turkish.alphabet import COLLATION, ascii_folded
from domain.turkish.casing import lower, nfc

_LETTERS: Final = frozenset(COLLATION)
_PRIMARY: Final = {letter: chr(ord("A") + place) for place, letter in enumerate(COLLATION)}
"""One ASCII character a letter, above the digits: 32 letters take the codes from ``A``."""
_OTHER_LETTER: Final = "{"
"""Before letters of other scripts: they come after z."""
_PUNCTUATION: Final = "!"
_MOST_LETTERS: Final = 4096
"""Letters remembered: protects memory from texts that use all of Unicode."""
_LEVEL: Final = "\t"
"""Ends a level; lower than every weight, so that a prefix sorts first."""


def search_key(text: str) -> str:
    """Lower case by Turkish rules, circumflex dropped, space runs made one: equal keys mean the same words (N-4).

    Not for codes, mail or KEP addresses and file names: those take `code_key`.
    """
    return " ".join(lower(text).translate(_BASES).split())


def plain_key(text: str) -> str:
    """`search_key` with ç ğ ı ö ş ü written in ASCII, for people who type without Turkish letters."""
    return ascii_folded(search_key(text))


def code_key(code: str) -> str:
    """Lower case by ASCII rules, for codes, addresses and file names (N-4): ``INFO@HS01.KEP.TR`` → ``info@…``."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in nfc(code).strip())


def sort_key(text: str) -> str:
    """Text whose code-point order is the Turkish order: letters first, then accents, then case (N-5).

    The result holds no NUL and sorts the same under the ``C`` collation of a database.
    """
    levels = [_weights(letter) for letter in nfc(text).strip()]
    return _LEVEL.join("".join(level) for level in zip(*levels, strict=True)) if levels else _LEVEL * 2


@lru_cache(maxsize=_MOST_LETTERS)
def _weights(letter: str) -> tuple[str, str, str]:
    """What a letter adds to each level of the sort key."""
    small = lower(letter)
    bases = [_base(part) for part in small]
    accents = "".join("1" if base == part else "2" for base, part in zip(bases, small, strict=True))
    case = "1" if small == letter else "2"
    return "".join(map(_weight, bases)), accents, case * len(small)


@lru_cache(maxsize=_MOST_LETTERS)
def _base(letter: str) -> str:
    """The letter without accents the Turkish alphabet does not know: â → a, é → e; ç stays."""
    if letter in _LETTERS or letter.isascii():
        return letter
    decomposed = unicodedata.normalize("NFD", letter)
    base = decomposed[0]
    if len(decomposed) > 1 and base in _LETTERS:
        return base
    return letter


class _Bases(dict[int, str]):
    """Table for `str.translate` that fills itself."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _base(chr(code)))


_BASES: Final = _Bases()


def _weight(letter: str) -> str:
    if letter in _PRIMARY:
        return _PRIMARY[letter]
    if letter.isspace():
        return " "
    if letter.isascii() and letter.isdigit():
        return letter
    if letter.isalpha():
        return _OTHER_LETTER + letter
    return _PUNCTUATION + letter
