"""A handler loads what a command concerns, lets it decide, and hands back what is to be saved together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from eventsourcing.domain import Aggregate

from domain.filing import SAMPLE_PLAN, FilePlan
from domain.ledger.commands.books import FactBook
from domain.letters import DEFAULT_SETTINGS, NO_DATA, LetterData, RuleSettings
from domain.parties import Act


@dataclass(frozen=True, slots=True)
class Rules:
    """Data of the institution that decisions rest on."""

    origin: str
    """Origin of the ledger's checkpoints, ``kutuk/<DETSİS no>``."""
    plan: FilePlan = SAMPLE_PLAN
    """File plan in force."""
    letter_data: LetterData = NO_DATA
    """What the rules of letters look things up in."""
    letter_settings: RuleSettings = DEFAULT_SETTINGS
    """What the institution has chosen under the rules of letters."""


Handler: TypeAlias = Callable[[FactBook, Any, Act, Rules], Sequence[Aggregate]]
