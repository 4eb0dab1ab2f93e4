"""Files of the letter commands: specifications, and the folder with data and settings."""

from pathlib import Path

from api.composition.letter_rules import letter_rules, parsed_json
from api.composition.refusals import SetUpError
from domain.letters import DEFAULT_SETTINGS, NO_DATA, Letter, LetterData, RuleSettings, read_letter


def read_specification(path: Path) -> Letter:
    """The letter of a JSON file. Raises SetUpError, LetterSpecificationError."""
    return read_letter(parsed_json(path))


def read_data(folder: Path | None) -> tuple[LetterData, RuleSettings]:
    """Tables and choices of a folder; without one nothing is known and nothing is chosen.

    Raises SetUpError, LetterDataError, RuleSettingsError.
    """
    if folder is None:
        return NO_DATA, DEFAULT_SETTINGS
    if not folder.is_dir():
        raise SetUpError(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    return letter_rules(folder)
