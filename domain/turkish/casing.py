"""Turkish casing: i and İ, ı and I are pairs; the host's locale plays no part (N-1 to N-3)."""

import re
import unicodedata
from typing import Final

_DOT: Final = "\u0307"
_DOTTED_CAPITAL: Final = re.compile("I([\u0316-\u0319\u031c-\u0320\u0323-\u0326\u0329-\u0333]*)" + _DOT)
"""A capital I with a dot above, whatever marks below stand between (CLDR After_I)."""
_WORD: Final = re.compile(r"[^ \t\n\u00a0-]+")
_APOSTROPHES: Final = "'’"
SMALL_WORDS: Final = frozenset({"ve", "ile", "ya", "veya", "yahut", "ki", "da", "de", "mı", "mi", "mu", "mü"})
"""Words that stay small inside titles and headings (TDK Yazım Kılavuzu)."""


def nfc(text: str) -> str:
    """The text in the form it is stored in (N-2)."""
    return unicodedata.normalize("NFC", text)


def upper(text: str) -> str:
    """Upper case by Turkish rules, NFC: ``iğdır`` → ``İĞDIR``."""
    dotless = nfc(text).replace("i" + _DOT, "i")
    return nfc(dotless.replace("i", "İ").replace("ı", "I").upper())


def lower(text: str) -> str:
    """Lower case by Turkish rules, NFC: ``ILGAZ`` → ``ılgaz``, and I followed by a dot above → ``i`` (N-2)."""
    dotted = _DOTTED_CAPITAL.sub(r"i\1", nfc(text)).replace("İ", "i")
    return nfc(dotted.replace("I", "ı").lower())


def title(text: str) -> str:
    """Initial capitals: first letter of each word up, the rest down; words end at space and hyphen (N-3).

    What follows an apostrophe stays lower: ``ATATÜRK’ÜN`` → ``Atatürk’ün``.
    """
    return nfc(_WORD.sub(lambda word: _capitalised(word.group()), nfc(text).replace("i" + _DOT, "i")))


def headline(text: str) -> str:
    """`title`, with the small words (ve, ile, veya …) in small letters unless they come first."""
    words = title(text).split(" ")
    return " ".join(lower(word) if place and lower(word) in SMALL_WORDS else word for place, word in enumerate(words))


def _capitalised(word: str) -> str:
    for place, letter in enumerate(word):
        if letter in _APOSTROPHES:
            break
        if letter.isalpha():
            return word[:place] + upper(letter) + lower(word[place + 1 :])
    return lower(word)
