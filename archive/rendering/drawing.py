"""Drawing a letter: once when it fits, again with its lists on pages of their own when only they would overflow."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from archive.rendering.errors import UndrawableCharacterError
from archive.rendering.fonts import undrawable
from archive.rendering.logos import logo_values
from archive.rendering.page_data import page_data
from archive.rendering.typesetting import page_count, typeset
from domain.letters import Letter, LetterDate, Medium, recipient_copy

_NAMED_AT_ONCE: Final = 10
"""Characters and places told in one refusal: a text in another script is not answered with an alphabet."""


class Copy(StrEnum):
    """Which copy (nüsha) is drawn; they differ for Z and O only (S2-k-8)."""

    INSTITUTION = "institution"
    """Kurum nüshası: with the initials at the end of the writing area."""
    RECIPIENT = "recipient"
    """Muhatap nüshası: without initials (S2-k-3)."""


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """The page of a letter, as PDF/A-1a."""

    pdf: bytes = field(repr=False)
    pages: int
    enclosures_apart: bool
    """The enclosures stand on a page EK LİSTESİ (S2-ı-7)."""
    distribution_apart: bool
    """The recipients stand on a page DAĞITIM LİSTESİ (S2-i-7)."""


def unsigned_letter(letter: Letter) -> Letter:
    """The letter as it is put before its signers: an electronic one shows no guessed date (S2-d-6)."""
    if letter.medium is not Medium.ELECTRONIC:
        return letter
    metadata = replace(letter.metadata, dated_at=None) if letter.metadata else None
    return replace(letter, date=LetterDate(at_end=letter.date.at_end), metadata=metadata)


def draw_letter(
    letter: Letter, *, copy: Copy = Copy.RECIPIENT, logos: Mapping[str, bytes] | None = None, draft: bool = False
) -> DrawnLetter:
    """Draw one copy of a letter. Same letter, same bytes.

    `logos`: bytes of the image files by the names the letterhead gives them. `draft` marks the page as such.
    Raises UndrawableCharacterError, WordTooWideError, LogoUnusableError, PageRefusedError.
    """
    shown = letter if copy is Copy.INSTITUTION else recipient_copy(letter)
    files = logo_values(letter.letterhead.logos, logos or {})
    data = page_data(shown, files, draft=draft)
    _require_drawable(data)
    return _fitted(data)


def _fitted(data: dict[str, Any]) -> DrawnLetter:
    """Lists go to pages of their own exactly when that saves the letter itself a page (S2-ı-7, S2-i-7)."""
    pdf = typeset(data)
    pages = page_count(pdf)
    lists = {
        "enclosures_apart": len(data["enclosures"]) > 1,
        "distribution_apart": bool(data["for_action"] or data["for_information"]),
    }
    if pages == 1 or not any(lists.values()):
        return DrawnLetter(pdf, pages, False, False)

    def without(apart: Mapping[str, bool]) -> int:
        return page_count(typeset({**data, **apart, "measuring": True}))

    fewest = without(lists)
    if fewest == pages:
        return DrawnLetter(pdf, pages, False, False)
    one_alone = ({**dict.fromkeys(lists, False), name: True} for name in lists if lists[name])
    apart = lists if sum(lists.values()) == 1 else next((one for one in one_alone if without(one) == fewest), lists)
    pdf = typeset({**data, **apart})
    return DrawnLetter(pdf, page_count(pdf), **apart)


def _require_drawable(data: Mapping[str, Any]) -> None:
    bad: dict[str, list[str]] = {}
    for place, text in _texts(data, ""):
        for letter in sorted(undrawable(text, data["font"])):
            bad.setdefault(letter, []).append(place)
    if bad:
        characters = ", ".join(_named(letter) for letter, _ in zip(bad, range(_NAMED_AT_ONCE), strict=False))
        places = ", ".join(sorted({place for found in bad.values() for place in found})[:_NAMED_AT_ONCE])
        raise UndrawableCharacterError(characters=characters, where=places)


def _named(letter: str) -> str:
    return f"U+{ord(letter):04X}" + (f" {letter}" if letter.isprintable() else "")


def _texts(value: Any, place: str) -> list[tuple[str, str]]:
    """Every text of the page data with its place."""
    match value:
        case str():
            return [(place, value)] if not place.endswith("code_image") else []
        case Mapping():
            inner = [_texts(one, f"{place}.{name}" if place else name) for name, one in value.items()]
        case list():
            inner = [_texts(one, f"{place}[{index}]") for index, one in enumerate(value)]
        case _:
            return []
    return [found for one in inner for found in one]
