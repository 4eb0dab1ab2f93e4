"""From a JSON specification to a letter and back: strict, and with all problems told at once.

Threat: specifications come from other programs and from people. Unknown keys, wrong types, hidden characters and
anything beyond the limits are named with their place; nothing is dropped, trimmed or guessed.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Any, Final
from uuid import UUID

from domain.letters import limits
from domain.letters.characters import NEWLINE, TAB, character_name, refused_characters
from domain.letters.errors import LetterSpecificationError, SpecificationProblem
from domain.letters.letter import Letter
from domain.letters.parts import Paragraph, Table
from domain.turkish import nfc

_MOST: Final[Mapping[str, int]] = {
    "body": limits.MOST_BLOCKS,
    "rows": limits.MOST_ROWS,
    "rows[]": limits.MOST_COLUMNS,
    "header": limits.MOST_COLUMNS,
    "references": limits.MOST_REFERENCES,
    "enclosures": limits.MOST_ENCLOSURES,
    "distribution": limits.MOST_RECIPIENTS,
    "signers": limits.MOST_SIGNERS,
    "concurrences": limits.MOST_SIGNERS,
    "initials": limits.MOST_INITIALS,
    "coordination": limits.MOST_INITIALS,
    "lines": limits.MOST_LINES,
    "logos": limits.MOST_LOGOS,
    "omitted_enclosures": limits.MOST_ENCLOSURES,
}
_LARGEST: Final = 1_000_000
"""Numbers count pages, points, millimetres and ranks."""


def read_letter(specification: object) -> Letter:
    """The letter that a parsed JSON specification describes. Raises LetterSpecificationError with every problem."""
    reader = _Reader()
    letter = reader.value(Letter, specification, "", limits.LONGEST_LINE)
    if reader.characters > limits.MOST_CHARACTERS:
        reader.problem(
            "",
            f"en çok {limits.MOST_CHARACTERS} karakter olabilir; metni bölün ya da ek yapın.",
            f"at most {limits.MOST_CHARACTERS} characters; split the text or make it an enclosure.",
        )
    if reader.problems or not isinstance(letter, Letter):
        raise LetterSpecificationError(tuple(reader.problems[: limits.MOST_PROBLEMS]))
    return letter


def letter_specification(letter: Letter) -> dict[str, Any]:
    """The JSON specification of a letter; what has its default value is left out. `read_letter` gives it back."""
    return dict(_written(letter))


class _Reader:
    """One pass over a specification; collects problems instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[SpecificationProblem] = []
        self.characters = 0

    def problem(self, place: str, text_tr: str, text_en: str) -> None:
        self.problems.append(SpecificationProblem(place, text_tr, text_en))

    def value(self, kind: Any, given: object, place: str, longest: int) -> Any:
        """The value of a type, or None after a problem; a None that ends in a field is never used."""
        options = typing.get_args(kind) if _is_union(kind) else ()
        if type(None) in options:
            if given is None:
                return None
            options = tuple(option for option in options if option is not type(None))
            kind = options[0]
        if len(options) > 1:
            kind = Table if isinstance(given, Mapping) and "rows" in given else Paragraph
        if typing.get_origin(kind) is tuple:
            return self._items(typing.get_args(kind)[0], given, place, longest)
        if dataclasses.is_dataclass(kind):
            return self._object(kind, given, place)
        return self._scalar(kind, given, place, longest)

    def _object(self, kind: Any, given: object, place: str) -> Any:
        if not isinstance(given, Mapping):
            return self.problem(place, "bir JSON nesnesi ({…}) yazın.", "write a JSON object ({…}).")
        fields, hints = _fields(kind)
        self._unknown_keys(given, tuple(fields), place)
        read: dict[str, Any] = {}
        for name, field in fields.items():
            inner = f"{place}.{name}" if place else name
            if name in given:
                longest = field.metadata.get("longest", limits.LONGEST_LINE)
                if name == "address":
                    longest = limits.LONGEST_ADDRESS
                read[name] = self.value(hints[name], given[name], inner, longest)
            elif field.default is dataclasses.MISSING:
                self.problem(inner, "zorunludur; ekleyin.", "is required; add it.")
        return None if self.problems else kind(**read)

    def _unknown_keys(self, given: Mapping[Any, Any], known: tuple[str, ...], place: str) -> None:
        for key in given:
            if key in known:
                continue
            shown = str(key)[:60]
            near = get_close_matches(shown, known, 1)
            meant_tr = f"“{near[0]}” mi demek istediniz?" if near else f"Bilinenler: {', '.join(known)}."
            meant_en = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."
            self.problem(place, f"“{shown}” diye bir anahtar yok. {meant_tr}", f"no key “{shown}”. {meant_en}")

    def _items(self, kind: Any, given: object, place: str, longest: int) -> Any:
        if not isinstance(given, list | tuple):
            return self.problem(place, "bir JSON dizisi ([…]) yazın.", "write a JSON array ([…]).")
        name = place.rpartition(".")[2]
        most = _MOST.get(name.partition("[")[0] + ("[]" if "[" in name else ""), limits.MOST_BLOCKS)
        if len(given) > most:
            advice_tr = "Fazlasını, dizi pusulasıyla tek bir ekte toplayın." if name == "enclosures" else "Azaltın."
            advice_en = "Put the rest into one enclosure with an index." if name == "enclosures" else "Use fewer."
            return self.problem(
                place,
                f"{len(given)} öğe var, en çok {most} olabilir. {advice_tr}",
                f"at most {most} items. {advice_en}",
            )
        return tuple(self.value(kind, item, f"{place}[{index}]", longest) for index, item in enumerate(given))

    def _scalar(self, kind: Any, given: object, place: str, longest: int) -> Any:
        if kind is bool:
            return (
                given
                if isinstance(given, bool)
                else self.problem(place, "true ya da false yazın.", "write true or false.")
            )
        if kind is int:
            return self._number(given, place)
        if not isinstance(given, str):
            return self.problem(place, "bir metin (“…”) yazın.", "write a text (“…”).")
        text = self._text(given, place, longest)
        if kind is str or text is None:
            return text
        if issubclass(kind, StrEnum):
            return self._choice(kind, text, place)
        return self._parsed(kind, text, place)

    def _number(self, given: object, place: str) -> int | None:
        if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= _LARGEST:
            self.problem(
                place, f"0 ile {_LARGEST} arasında bir tam sayı yazın.", f"write a whole number from 0 to {_LARGEST}."
            )
            return None
        return given

    def _text(self, given: str, place: str, longest: int) -> str | None:
        self.characters += len(given)
        if len(given) > longest:
            self.problem(
                place,
                f"{len(given)} karakter; en çok {longest} olabilir, kısaltın.",
                f"at most {longest} characters; shorten it.",
            )
            return None
        refused = refused_characters(given, _allowed(longest))
        if refused:
            at, letter = refused[0]
            shown = character_name(letter)
            self.problem(
                place,
                f"{at + 1}. karakter görünmeyen bir denetim karakteri ({shown}); silin.",
                f"character {at + 1} is an invisible control character ({shown}); delete it.",
            )
            return None
        return nfc(given)

    def _choice(self, kind: type[StrEnum], text: str, place: str) -> StrEnum | None:
        for member in kind:
            if member.name.lower() == text:
                return member
        known = ", ".join(member.name.lower() for member in kind)
        self.problem(
            place, f"“{text[:60]}” geçersiz; şunlardan biri olmalı: {known}.", f"“{text[:60]}” is none of {known}."
        )
        return None

    def _parsed(self, kind: Any, text: str, place: str) -> Any:
        try:
            if kind is UUID:
                return UUID(text)
            if kind is date:
                return date.fromisoformat(text)
            instant = datetime.fromisoformat(text)
        except ValueError:
            shapes = {
                UUID: "00000000-0000-0000-0000-000000000000",
                date: "2024-03-15",
                datetime: "2024-03-15T12:30:00+03:00",
            }
            shape = shapes[kind]
            return self.problem(place, f"“{text[:60]}” okunamadı; {shape} biçiminde yazın.", f"write it like {shape}.")
        if instant.tzinfo is None:
            return self.problem(
                place,
                "saat dilimini de yazın: 2024-03-15T12:30:00+03:00.",
                "give the zone too: 2024-03-15T12:30:00+03:00.",
            )
        return instant


def _allowed(longest: int) -> str:
    """New lines only in addresses; tabs in paragraphs are left to rule S2-ğ-3, which says what to do."""
    match longest:
        case limits.LONGEST_ADDRESS:
            return NEWLINE
        case limits.LONGEST_PARAGRAPH:
            return TAB
        case _:
            return ""


def _is_union(kind: Any) -> bool:
    return isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union


@cache
def _fields(kind: Any) -> tuple[dict[str, dataclasses.Field[Any]], dict[str, Any]]:
    return {field.name: field for field in dataclasses.fields(kind)}, typing.get_type_hints(kind)


def _written(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.name.lower()
        case date() | datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple():
            return [_written(item) for item in value]
        case _:
            return _written_object(value)


def _written_object(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _written(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if getattr(value, field.name) != field.default
        }
    return value
