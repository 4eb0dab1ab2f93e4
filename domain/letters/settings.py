"""What an institution may decide for itself, under the national rules (Y-36-1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.letters.kinds import ContactPages
from domain.letters.printing import VICE_PRESIDENT_LINE

OFF: Final = "off"
"""In `severities`: the rule is not applied; only where it is open to the institution."""


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Choices of an institution; the defaults are the reading of the Yönetmelik."""

    severities: Mapping[str, str] = field(default_factory=dict)
    """Rule id to ``reject``, ``warn`` or ``off``."""
    vice_president_line: str = VICE_PRESIDENT_LINE
    """First line of the addressee for a Vice-President (CF-5)."""
    contact_pages: ContactPages = ContactPages.ALL
    """Contact block on each page or on the last (CF-6)."""
    known_abbreviations: frozenset[str] = frozenset({"TL", "TC", "EK", "NO", "PDF", "GB", "MB", "KDV"})
    """Abbreviations that need no open form (S2-ğ-16)."""
    known_foreign_words: frozenset[str] = frozenset()
    """Foreign words that need no meaning (S2-ğ-13)."""
    rica_offices: frozenset[str] = frozenset({"İdari İşler Başkanı", "Cumhurbaşkanlığı İdari İşler Başkanı"})
    """Offices that close letters to ministries with “Rica ederim.” (S2-ğ-21)."""
    presidency_titles: frozenset[str] = frozenset({"Bakan", "Bakan Yardımcısı"})
    """Titles that sign letters of ministries and their bodies to the Cumhurbaşkanlığı (S2-h-11)."""


DEFAULT_SETTINGS: Final = RuleSettings()
