"""What an institution tells the rules of letters: a folder with tables (``*.csv``) and choices (``settings.json``)."""

import json
from pathlib import Path
from typing import Any, Final

from api.composition.refusals import SetUpError
from domain.letters import DEFAULT_SETTINGS, NO_DATA, LetterData, RuleSettings, read_letter_data, read_rule_settings

SETTINGS_FILE: Final = "settings.json"
_LARGEST_JSON: Final = 4 << 20
"""Bytes of a JSON file: protects the process from being pointed at something else."""
_LARGEST_TABLE: Final = 64 << 20
"""Bytes of a table; the whole state register has fewer."""


def letter_rules(folder: Path) -> tuple[LetterData, RuleSettings]:
    """Tables and choices in a folder; where there is none, nothing is known and nothing is chosen.

    Raises SetUpError, LetterDataError, RuleSettingsError.
    """
    if not folder.is_dir():
        return NO_DATA, DEFAULT_SETTINGS
    tables = {path.name: _text(path, _LARGEST_TABLE) for path in sorted(folder.glob("*.csv"))}
    chosen = folder / SETTINGS_FILE
    settings = read_rule_settings(parsed_json(chosen)) if chosen.exists() else DEFAULT_SETTINGS
    return read_letter_data(tables), settings


def parsed_json(path: Path) -> Any:
    """The value in a JSON file in which no key stands twice. Raises SetUpError."""
    try:
        return json.loads(_text(path, _LARGEST_JSON), object_pairs_hook=_without_doubles)
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
