"""An institution's choices (`RuleSettings`) from JSON: strict, and never below the national rules."""

from collections.abc import Mapping
from typing import Any, Final

from domain.letters.errors import RuleSettingsError
from domain.letters.kinds import ContactPages
from domain.letters.rules import RULE_TABLE
from domain.letters.settings import RuleSettings

_TEXTS: Final = {"vice_president_line"}
_LISTS: Final = {"known_abbreviations", "known_foreign_words", "rica_offices", "presidency_titles"}
_KNOWN: Final = ("severities", *sorted(_TEXTS), "contact_pages", *sorted(_LISTS))
LONGEST_LIST: Final = 2_000
"""Words of a list of settings."""
LONGEST_WORD: Final = 200
"""Characters of one of them."""


def read_rule_settings(given: object) -> RuleSettings:
    """Settings from a parsed JSON object. Raises RuleSettingsError for unknown keys, wrong values, lowered rules."""
    if not isinstance(given, Mapping):
        raise _wrong("settings")
    read: dict[str, Any] = {}
    for key, value in given.items():
        if key not in _KNOWN:
            known = ", ".join(_KNOWN)
            raise RuleSettingsError(
                problem_tr=f"“{str(key)[:60]}” diye bir ayar yok; bilinenler: {known}",
                problem_en=f"no setting “{str(key)[:60]}”; known: {known}",
            )
        read[key] = _value(key, value)
    settings = RuleSettings(**read)
    RULE_TABLE.check_settings(settings)
    return settings


def _value(key: str, value: object) -> object:
    if key in _TEXTS:
        return _word(key, value)
    if key == "contact_pages":
        if value not in {pages.value for pages in ContactPages}:
            raise _wrong(key)
        return ContactPages(value)
    if key == "severities":
        if not isinstance(value, Mapping) or len(value) > LONGEST_LIST:
            raise _wrong(key)
        return {_word(key, rule_id): _word(key, severity) for rule_id, severity in value.items()}
    if not isinstance(value, list) or len(value) > LONGEST_LIST:
        raise _wrong(key)
    return frozenset(_word(key, word) for word in value)


def _word(key: str, value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_WORD:
        raise _wrong(key)
    return value


def _wrong(key: str) -> RuleSettingsError:
    return RuleSettingsError(problem_tr=f"{key} değeri okunamadı", problem_en=f"the value of {key} cannot be read")
