"""The faces a page is set in, and which characters they can show.

Times New Roman and Arial are the faces of the Yönetmelik (Y-7-1); Tinos and Arimo have their metrics, may be embedded
and lie beside this file with their licence.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

FONT_FOLDER: Final = Path(__file__).parent / "fonts"
_FILES: Final = {
    "Tinos": ("Tinos-Regular.ttf", "Tinos-Italic.ttf"),
    "Arimo": ("Arimo-Regular.ttf", "Arimo-Italic.ttf"),
}
_REORDERED: Final = frozenset({"R", "AL", "AN"})
"""Bidirectional classes of right-to-left scripts: page, extracted text and metadata would differ in order."""
_SPACES: Final = frozenset({0x20, 0xA0})
_SUBSTITUTED: Final = frozenset("\u2047\ufb29\ufffc\ufffd")
"""Drawn as other characters, or standing for one that is missing."""
_FORMAT_SEGMENTS: Final = 4
"""The cmap format for the basic plane; both families have it."""


def undrawable(text: str, family: str) -> frozenset[str]:
    """Characters of a text that the family cannot show faithfully; the text is in NFC (N-2)."""
    return frozenset(text) - drawable(family)


@cache
def drawable(family: str) -> frozenset[str]:
    """Characters that every face of the family has a glyph for, in order from left to right, none of them hidden."""
    faces = [_own_glyphs(FONT_FOLDER / name) for name in _FILES[family]]
    return frozenset(letter for letter in map(chr, frozenset.intersection(*faces)) if _shown(letter))


def _own_glyphs(path: Path) -> frozenset[int]:
    """Code points with a glyph of their own; of several that share one, a reader of the file sees only the first."""
    first: dict[int, int] = {}
    for code, glyph in sorted(_covered(path).items()):
        first.setdefault(glyph, code)
    return frozenset(first.values()) | _SPACES


def _shown(letter: str) -> bool:
    return (
        unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Me"}
        and unicodedata.bidirectional(letter) not in _REORDERED
        and unicodedata.is_normalized("NFC", letter)
        and letter not in _SUBSTITUTED
    )


def _covered(path: Path) -> dict[int, int]:
    """Glyph of each code point, from the cmap table (OpenType 1.9, cmap, format 4)."""
    data = path.read_bytes()
    table = _table(data, b"cmap")
    for index in range(struct.unpack_from(">H", data, table + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * index)
        if platform == 3 and struct.unpack_from(">H", data, table + offset)[0] == _FORMAT_SEGMENTS:
            return _segments(data, table + offset)
    raise AssertionError(f"{path.name} has no character map of format 4")


def _table(data: bytes, tag: bytes) -> int:
    """Offset of a table in the file."""
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        found, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if found == tag:
            return int(offset)
    raise AssertionError(f"the font has no {tag.decode()} table")


def _segments(data: bytes, start: int) -> dict[int, int]:
    """Glyphs of all segments, the missing one left out."""
    doubled = struct.unpack_from(">H", data, start + 6)[0]
    ends, starts = start + 14, start + 16 + doubled
    found = {}
    for place in range(0, doubled, 2):
        last = struct.unpack_from(">H", data, ends + place)[0]
        first = struct.unpack_from(">H", data, starts + place)[0]
        delta = struct.unpack_from(">H", data, starts + doubled + place)[0]
        at = starts + 2 * doubled + place
        shift = struct.unpack_from(">H", data, at)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", data, at + shift + 2 * (code - first))[0] if shift else code
            if glyph and (glyph + delta) & 0xFFFF:
                found[code] = (glyph + delta) & 0xFFFF
    return found
