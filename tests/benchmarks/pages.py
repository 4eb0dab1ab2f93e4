"""The page of a letter, against Typst alone with everything ready in its hands."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any, Final

import typst

from archive.rendering import draw_letter
from archive.rendering.fonts import FONT_FOLDER
from archive.rendering.page_data import page_data
from archive.rendering.typesetting import TEMPLATE_FOLDER
from domain.letters import Letter
from testkit.pages import letter
from tests.benchmarks.figures import Direction, Row, Target, alternate, number
from tests.benchmarks.ground import Ground

_NOTE: Final = (
    "One page, a new letter each time. Ours: `draw_letter` from the letter's values, with its texts, karekod, check of "
    "every character and page count. Peer: `typst.compile` of the same templates, faces and data, all ready as bytes. "
    "Neither side reads the page back."
)


def measure_pages(ground: Ground) -> list[Row]:
    """CPU of one page."""
    times = ground.size(40, 10)
    numbers = count(1)
    letters = (_letter(number) for number in numbers)
    found = alternate(lambda: _ours(letters, times), lambda: _typst_alone(letters, times), ground.size(9, 3))
    mine, peer = found.our_median * 1e3, found.peer_median * 1e3
    target = Target(Direction.AT_MOST, 1.3)
    return [Row("a page of a letter, CPU", f"{number(mine)} ms", f"{number(peer)} ms", found.ratio, target, _NOTE)]


def _letter(place: int) -> Letter:
    """A letter that no cache has seen: its own number, subject and code."""
    plain = letter()
    assert plain.verification
    code = f"K7M2Q9X4T8B3{place:04d}"
    seen = replace(plain.verification, code=code, address=f"https://ornek.gov.tr/dogrula/{code}")
    number_text = f"E-67915368-903.07.02-{place}"
    return replace(plain, document_no=number_text, subject=f"Personel Görevlendirmesi {place}", verification=seen)


def _ours(letters: Iterator[Letter], times: int) -> float:
    ready = [next(letters) for _ in range(times)]
    return _each(lambda one: draw_letter(one), ready)


def _typst_alone(letters: Iterator[Letter], times: int) -> float:
    templates = {path.name: path.read_bytes() for path in TEMPLATE_FOLDER.glob("*.typ")}
    fonts = _fonts()
    ready: list[Any] = [
        {
            "main.typ": templates["letter.typ"],
            **templates,
            "data.json": json.dumps(page_data(next(letters), ()), ensure_ascii=False).encode(),
        }
        for _ in range(times)
    ]
    return _each(
        lambda files: typst.compile(
            files, format="pdf", font_paths=fonts, ignore_system_fonts=True, pdf_standards="a-1a"
        ),
        ready,
    )


def _fonts() -> typst.Fonts:
    if not _KEPT:
        _KEPT.append(
            typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
        )
    return _KEPT[0]


_KEPT: Final[list[typst.Fonts]] = []
"""Faces are read once on both sides."""


def _each(work: Callable[[Any], object], ready: list[Any]) -> float:
    """CPU seconds of one, all threads: the machine may be busy."""
    began = time.process_time()
    for one in ready:
        work(one)
    return (time.process_time() - began) / len(ready)
