"""How far each view is, for doors and doctor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from projections.reading import Database, statements

_SQL: Final = statements(__package__)


@dataclass(frozen=True, slots=True)
class ProjectionPosition:
    """Where one projection stands."""

    name: str
    position: int
    """Every event up to here is in its rows."""
    fold_version: int
    """Version of the fold that made its rows."""
    state: str
    """``running`` or ``failed``."""
    failed_position: int | None
    """Position of the event it stopped before."""
    error: str | None
    updated_at: datetime
    head: int
    """Last position of the ledger."""

    @property
    def lag(self) -> int:
        """Events not taken in yet."""
        return self.head - self.position


class PositionReader:
    """Positions of all projections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def positions(self) -> tuple[ProjectionPosition, ...]:
        """All projections by name; one that stopped says before which event and why."""
        return tuple(ProjectionPosition(**row) for row in self._database.rows(_SQL["positions"]))
