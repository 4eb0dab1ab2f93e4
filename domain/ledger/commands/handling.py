"""A handler loads what a command concerns, lets it decide, and hands back what is to be saved together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from eventsourcing.domain import Aggregate

from domain.filing import SAMPLE_PLAN, FilePlan
from domain.ledger.commands.books import FactBook
from domain.parties import Act


@dataclass(frozen=True, slots=True)
class Rules:
    """Data of the institution that decisions rest on."""

    origin: str
    """Origin of the ledger's checkpoints, ``kutuk/<DETSİS no>``."""
    plan: FilePlan = SAMPLE_PLAN
    """File plan in force."""


Handler: TypeAlias = Callable[[FactBook, Any, Act, Rules], Sequence[Aggregate]]
