"""Pages measured from outside: words with their boxes and ink with its colour, in millimetres, by poppler.

Where poppler-utils are absent the tests that measure are skipped and say so.
"""

import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from archive.rendering import draw_letter
from domain.letters import Letter, read_letter

MM: Final = 72 / 25.4
"""Points in a millimetre."""
NEAR: Final = 0.5
"""Tolerance of every geometric rule, in millimetres (mevzuat §2)."""
DOTS: Final = 150
"""Dots per inch of pages whose ink is looked at."""
_WORD: Final = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')

needs_poppler: Final = pytest.mark.skipif(
    which("pdftotext") is None or which("pdftoppm") is None, reason="poppler-utils are not installed"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a page: its text and its box, from the upper left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Horizontal middle of the box."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one height, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return self.words[0].top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """The words of one page."""

    words: tuple[Word, ...]

    @property
    def lines(self) -> list[Line]:
        """Lines from top to bottom."""
        rows: dict[float, list[Word]] = {}
        for word in self.words:
            height = next((one for one in rows if abs(one - word.top) < NEAR), word.top)
            rows.setdefault(height, []).append(word)
        return [Line(tuple(sorted(rows[top], key=lambda word: word.left))) for top in sorted(rows)]

    def line(self, beginning: str) -> Line:
        """The first line that begins with these words."""
        return next(line for line in self.lines if line.text.startswith(beginning))

    def word(self, text: str) -> Word:
        """The first word of this text."""
        return next(word for word in self.words if word.text == text)

    def run(self, text: str) -> Line:
        """Words that stand beside each other and make up the text."""
        wanted = text.split()
        for line in self.lines:
            for place in range(len(line.words)):
                found = line.words[place : place + len(wanted)]
                if [word.text for word in found] == wanted:
                    return Line(found)
        raise AssertionError(f"“{text}” does not stand on the page")

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def measured(pdf: bytes) -> list[MeasuredPage]:
    """The pages of a PDF, measured."""
    written = _run(["pdftotext", "-bbox", "-", "-"], pdf).decode()
    return [
        MeasuredPage(
            tuple(
                Word(unescape(text), float(x0) / MM, float(y0) / MM, float(x1) / MM, float(y1) / MM)
                for x0, y0, x1, y1, text in _WORD.findall(page)
            )
        )
        for page in written.split("<page ")[1:]
    ]


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as dots."""

    width: int
    height: int
    dots: bytes
    """Three bytes a dot: red, green, blue."""

    def ink(self, wanted: Callable[[int, int, int], bool] = lambda r, g, b: min(r, g, b) < 200) -> tuple[float, ...]:
        """Left, top, right and bottom of all ink of a colour; empty when there is none."""
        row_bytes = self.width * 3
        found: list[tuple[int, int]] = []
        blank = b"\xff" * row_bytes
        for y in range(self.height):
            row = self.dots[y * row_bytes : (y + 1) * row_bytes]
            if row == blank:
                continue
            found += [(x, y) for x in range(self.width) if wanted(*row[3 * x : 3 * x + 3])]
        if not found:
            return ()
        across, down = [x for x, _ in found], [y for _, y in found]
        return tuple(dots * 25.4 / DOTS for dots in (min(across), min(down), max(across) + 1, max(down) + 1))


def is_red(red: int, green: int, blue: int) -> bool:
    """Clearly red, also at the edge of a letter."""
    return red > 150 and green < 110 and blue < 110


def pictures(pdf: bytes) -> list[Picture]:
    """Every page as a picture."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "page.pdf").write_bytes(pdf)
        _run(["pdftoppm", "-r", str(DOTS), str(path / "page.pdf"), str(path / "page")])
        return [_picture(one.read_bytes()) for one in sorted(path.glob("*.ppm"))]


def _picture(data: bytes) -> Picture:
    _, size, _, dots = data.split(b"\n", 3)
    width, height = map(int, size.split())
    return Picture(width, height, dots)


def _run(command: Sequence[str], given: bytes = b"") -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=60).stdout


ORDINARY: Final[dict[str, Any]] = {
    "kind": "cover_letter",
    "letterhead": {"detsis_no": "67915368", "lines": ["T.C.", "ÖRNEK BAKANLIĞI", "Personel Genel Müdürlüğü"]},
    "document_no": "E-67915368-903.07.02-4752",
    "date": {"day": "2024-03-15"},
    "subject": "Personel Görevlendirmesi",
    "addressee": {
        "kind": "institution",
        "party": {
            "kind": "institution",
            "name": "Adalet Bakanlığı",
            "detsis_no": "24308110",
            "unit": "Bilgi İşlem Genel Müdürlüğü",
        },
    },
    "body": [
        {"text": "İhtiyaç duyulan personelin görevlendirilmesine ilişkin çalışmalar " * 3 + "sürmektedir."},
        {"text": "Bilgilerini ve gereğini arz ederim."},
    ],
    "signers": [{"given_names": "Ayşe", "surname": "Işık", "title": "Personel Genel Müdürü"}],
    "verification": {"code": "K7M2Q9X4T8B3N6PW", "address": "https://ornek.gov.tr/dogrula/K7M2Q9X4T8B3N6PW"},
    "contact": {
        "address": "Örnek Mahallesi 1. Cadde No: 5 Çankaya/ANKARA",
        "telephone": "0312 000 00 00",
        "kep_address": "ornek@hs01.kep.tr",
        "person": {"given_names": "Mehmet", "surname": "Demir", "title": "Uzman", "telephone": "0312 000 00 02"},
    },
}
"""Specification of a letter with nothing unusual in it."""


def letter(**changes: Any) -> Letter:
    """The ordinary letter with other values for some keys of its specification; None leaves a key out."""
    specification = {**ORDINARY, **changes}
    return read_letter({name: value for name, value in specification.items() if value is not None})


def drawn(**changes: Any) -> list[MeasuredPage]:
    """The ordinary letter, changed, drawn and measured."""
    return measured(draw_letter(letter(**changes)).pdf)


def pitch(size: float = 12) -> float:
    """Height of one line of Times New Roman, in millimetres."""
    return size * 1.149 / MM


def person(name: str, title: str, rank: int | None = None, **more: Any) -> dict[str, Any]:
    """A signer's specification from “Given SURNAME”."""
    given, surname = name.rsplit(" ", 1)
    return {"given_names": given, "surname": surname, "title": title, "rank": rank, **more}
