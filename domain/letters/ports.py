"""What rules must be told from outside: names in the register, ranks, authority to sign, the file plan.

Each port answers for a date and answers None when it does not know; a rule then asks and never guesses.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.filing import FilePlan
from domain.letters.kinds import Capacity


class Relation(StrEnum):
    """Where a recipient stands, seen from the sender (S2-ğ-24)."""

    SUBORDINATE = "subordinate"
    """Ast."""
    EQUAL = "equal"
    """Eş."""
    SUPERIOR = "superior"
    """Üst."""


class InstitutionCategory(StrEnum):
    """Where an institution stands in the state, as far as rules on signing ask for it (S2-h-11, S2-h-12)."""

    PRESIDENCY = "presidency"
    """Cumhurbaşkanlığı."""
    PRESIDENCY_BODY = "presidency_body"
    """Attached to the Cumhurbaşkanlığı."""
    MINISTRY = "ministry"
    MINISTRY_BODY = "ministry_body"
    """Attached, related or associated with a ministry (bağlı, ilgili, ilişkili)."""
    OTHER = "other"


class Institutions(Protocol):
    """Records of the state register (DETSİS), with their dates (S2-c-9, S2-f-4)."""

    def name(self, detsis_no: str, on: date) -> str | None:
        """Name in the register."""

    def headings(self, detsis_no: str, on: date) -> tuple[tuple[str, ...], ...] | None:
        """Heading records under this number; a unit's heading counts beside that of its institution."""

    def category(self, detsis_no: str, on: date) -> InstitutionCategory | None:
        """Where the institution stands."""

    def top_title(self, detsis_no: str, on: date) -> str | None:
        """Title of the top manager."""


class Ranks(Protocol):
    """Who stands above whom (S2-ğ-24, S2-h-16)."""

    def relation(self, sender: str, recipient: str, office: str | None, on: date) -> Relation | None:
        """Where the recipient stands, seen from the office of the sender that signs or delegates."""

    def rank(self, title: str) -> int | None:
        """Rank of a title in the sender's institution, larger is higher."""


class SigningAuthorities(Protocol):
    """The approved imza yetkileri ve yetki devri yönergesi (S2-h-10)."""

    def covers(self, sender: str, title: str, capacity: Capacity, on_behalf_of: str | None, on: date) -> bool | None:
        """Whether the rules let this office sign so; None when there are no rules for the sender."""


class FilePlans(Protocol):
    """Versions of the file plan (T-5)."""

    def plan(self, on: date) -> FilePlan | None:
        """The plan in force."""


@dataclass(frozen=True, slots=True)
class LetterData:
    """All ports of the rules."""

    institutions: Institutions
    ranks: Ranks
    authorities: SigningAuthorities
    file_plans: FilePlans
