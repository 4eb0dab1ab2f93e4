"""What an entry of the catalogue is made of."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does to the verdict."""

    BROKEN = "broken"
    """Integrity does not hold: the verdict is failed."""
    OPEN = "open"
    """Something needed is not there yet, or not at hand: the verdict is indeterminate."""
    NOTE = "note"
    """Worth knowing; the verdict stays."""


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One entry of the catalogue.

    code: stable, `KUTUK-V-nnn`. name: stable word. severity: see `Severity`.
    tr, en: sentence with `{names}` that the finding fills in. remedy_tr, remedy_en: what to do.
    """

    code: str
    name: str
    severity: Severity
    tr: str
    en: str
    remedy_tr: str
    remedy_en: str
