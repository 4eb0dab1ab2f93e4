"""The table of all rules, in the order of the sections, and the check of a letter against it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.letters.errors import RuleSettingsError
from domain.letters.findings import LetterFinding, Section, Severity
from domain.letters.letter import Letter
from domain.letters.ports import LetterData
from domain.letters.rules import (
    addressing,
    approving,
    closing,
    dating,
    enclosing,
    handling,
    head,
    language,
    naming,
    numbering,
    referencing,
    signing,
    texts,
    verifying,
)
from domain.letters.rules.rule import Case, LetterRule
from domain.letters.settings import DEFAULT_SETTINGS, OFF, RuleSettings
from domain.letters.tables import NO_DATA

_ORDER: Final = {section: place for place, section in enumerate(Section)}
_PARTS: Final = re.compile(r"\d+|\D+")
_MODULES: Final = (
    head,
    numbering,
    dating,
    naming,
    addressing,
    referencing,
    texts,
    closing,
    language,
    signing,
    enclosing,
    approving,
    verifying,
    handling,
)


@dataclass(frozen=True)
class RuleTable:
    """Rules in the order of the sections of a letter; each id stands once."""

    rules: tuple[LetterRule, ...]

    def rule(self, rule_id: str) -> LetterRule:
        """The rule of an id. Raises KeyError."""
        return {rule.id: rule for rule in self.rules}[rule_id]

    def in_force(self, day: date) -> Iterator[LetterRule]:
        """Rules that hold on a day."""
        return (rule for rule in self.rules if rule.holds_on(day))

    def check_settings(self, settings: RuleSettings) -> None:
        """Raise RuleSettingsError when settings name no rule, or lower one that binds the institution (Y-36-1)."""
        known = {rule.id: rule for rule in self.rules}
        for rule_id, severity in settings.severities.items():
            rule = known.get(rule_id)
            if rule is None:
                raise RuleSettingsError(problem_tr=f"“{rule_id}” diye bir kural yok", problem_en=f"no rule “{rule_id}”")
            if severity not in {Severity.REJECT, Severity.WARN, OFF}:
                raise RuleSettingsError(
                    problem_tr=f"“{severity}” yerine reject, warn ya da off yazın",
                    problem_en=f"write reject, warn or off instead of “{severity}”",
                )
            if severity != Severity.REJECT and rule.severity is not Severity.WARN and not rule.open_to_institution:
                raise RuleSettingsError(
                    problem_tr=f"{rule_id} kuruma bırakılmamıştır, hafifletilemez",
                    problem_en=f"{rule_id} binds the institution and cannot be lowered",
                )

    def check(self, case: Case) -> tuple[LetterFinding, ...]:
        """All findings at once, in the order of the sections."""
        severities = case.settings.severities
        return tuple(
            finding
            for rule in self.in_force(case.on)
            if severities.get(rule.id) != OFF
            for finding in rule.findings(case, _severity(rule, severities))
        )


def _severity(rule: LetterRule, severities: Mapping[str, str]) -> Severity:
    return Severity(severities[rule.id]) if rule.id in severities else rule.severity


def _place(rule: LetterRule) -> tuple[int, list[tuple[int, int, str]]]:
    """Section first, then the id with its numbers as numbers."""
    parts = [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _PARTS.findall(rule.id)]
    return _ORDER[rule.section], parts


RULE_TABLE: Final = RuleTable(tuple(sorted((rule for module in _MODULES for rule in module.RULES), key=_place)))
"""Every rule we check on a letter."""


def judged_on(letter: Letter, today: date) -> date:
    """The day by whose rules a letter is judged: its own date when it has one (CF-1), else today."""
    return letter.date.day or today


def check_letter(
    letter: Letter, on: date, data: LetterData = NO_DATA, settings: RuleSettings = DEFAULT_SETTINGS
) -> tuple[LetterFinding, ...]:
    """All findings of a letter by the rules of an Istanbul day, in the order of the sections.

    What the data do not know becomes a finding that asks; nothing is guessed.
    """
    return RULE_TABLE.check(Case(letter, on, data, settings))


def has_rejections(findings: tuple[LetterFinding, ...]) -> bool:
    """Whether a letter with these findings cannot be routed for initials."""
    return any(finding.severity is Severity.REJECT for finding in findings)
