"""The one file that speaks to Typst: templates and data in, the bytes of a PDF/A-1a file out.

The same input gives the same bytes: no system font, no clock, no package, no network; the date comes in with the data.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from archive.rendering.errors import LogoUnusableError, PageRefusedError, UndrawableCharacterError, WordTooWideError
from archive.rendering.fonts import FONT_FOLDER

TEMPLATE_FOLDER: Final = Path(__file__).parent / "templates"
_STANDARD: Final = "a-1a"
"""Level A also refuses text without a glyph; a-1b would let the missing-glyph box through."""
_TOO_WIDE: Final = re.compile(r"too-wide:([a-z]+):(.*?)\"?$")
_NO_GLYPH: Final = re.compile(r"the text `(.*)` could not be displayed")
_PAGE: Final = re.compile(rb"/Type\s*/Page\b(?!s)")


def typeset(data: Mapping[str, Any], template: str = "letter.typ") -> bytes:
    """The PDF of the page data under one of the templates; texts reach Typst as JSON strings only, never as markup.

    Raises WordTooWideError, UndrawableCharacterError, PageRefusedError.
    """
    files: Any = {
        **_templates(),
        "main.typ": _templates()[template],
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    try:
        drawn = typst.compile(
            files, format="pdf", font_paths=_fonts(), ignore_system_fonts=True, pdf_standards=_STANDARD
        )
    except typst.TypstError as error:
        raise _refusal(error) from error
    if not isinstance(drawn, bytes):
        raise AssertionError("Typst gave no bytes")
    return drawn


def page_count(pdf: bytes) -> int:
    """Pages of a PDF from `typeset`: PDF 1.4 has no object streams, so page objects stand in the open."""
    return len(_PAGE.findall(pdf))


def _refusal(error: typst.TypstError) -> Exception:
    found = _TOO_WIDE.search(error.message)
    if found:
        return WordTooWideError(where=found[1], word=found[2])
    found = _NO_GLYPH.search(error.message)
    if found:
        return UndrawableCharacterError(characters=found[1], where="Typst")
    if error.message.startswith("failed to decode image"):
        return LogoUnusableError(name="-", why_tr="görüntü çözülemiyor", why_en="the image cannot be decoded")
    return PageRefusedError(detail=error.message.splitlines()[0])


@cache
def _templates() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(TEMPLATE_FOLDER.glob("*.typ"))}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
