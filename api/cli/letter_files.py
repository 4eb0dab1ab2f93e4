"""Files of the letter commands: specifications, and the folder with data and settings."""

import json
from pathlib import Path
from typing import Any, Final

from api.composition.refusals import SetUpError
from domain.letters import (
    DEFAULT_SETTINGS,
    NO_DATA,
    Letter,
    LetterData,
    RuleSettings,
    read_letter,
    read_letter_data,
    read_rule_settings,
)

SETTINGS_FILE: Final = "settings.json"
_LARGEST_SPECIFICATION: Final = 4 << 20
"""Bytes of a specification: protects the process from being pointed at something else."""
_LARGEST_TABLE: Final = 64 << 20
"""Bytes of a table; the whole state register has fewer."""


def read_specification(path: Path) -> Letter:
    """The letter of a JSON file. Raises SetUpError, LetterSpecificationError."""
    return read_letter(_parsed(path))


def read_data(folder: Path | None) -> tuple[LetterData, RuleSettings]:
    """Tables (``*.csv``) and ``settings.json`` of a folder; without one nothing is known and nothing is chosen.

    Raises SetUpError, LetterDataError, RuleSettingsError.
    """
    if folder is None:
        return NO_DATA, DEFAULT_SETTINGS
    if not folder.is_dir():
        raise SetUpError(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    tables = {path.name: _text(path, _LARGEST_TABLE) for path in sorted(folder.glob("*.csv"))}
    chosen = folder / SETTINGS_FILE
    settings = read_rule_settings(_parsed(chosen)) if chosen.exists() else DEFAULT_SETTINGS
    return read_letter_data(tables), settings


def _parsed(path: Path) -> Any:
    try:
        return json.loads(_text(path, _LARGEST_SPECIFICATION), object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise SetUpError(f"{path} JSON olarak okunamadı: {error}", f"{path} cannot be read as JSON: {error}") from error


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two values for one key neither is chosen in silence."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"key {double[:60]!r} stands twice")
    return found


def _text(path: Path, most: int) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise SetUpError(
            f"Dosya açılamıyor: {path} ({error.strerror}).", f"The file cannot be opened: {path} ({error.strerror})."
        ) from error
    except UnicodeDecodeError as error:
        raise SetUpError(f"{path} UTF-8 değil; öyle kaydedin.", f"{path} is not UTF-8; save it so.") from error
    if len(content) > most:
        raise SetUpError(f"{path} çok büyük (en çok {most} bayt).", f"{path} is too large (at most {most} bytes).")
    return text
