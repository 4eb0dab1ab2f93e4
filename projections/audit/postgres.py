"""Reader of the audit log for the doors."""

import dataclasses
from datetime import datetime
from typing import Any, Final

from domain.events import micros
from projections.audit.view import ActorCount, AuditEntry, AuditFilter, entry_of
from projections.reading import Database, Page, check_first, cursor_of, page_of, statements, values_of

_SQL: Final = statements(__package__)
_ORDER: Final = "audit"


class AuditReader:
    """Everything that was done and read, in the order of recording; cursors are positions and hold for ever."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, filter: AuditFilter | None = None, first: int = 50, after: str | None = None) -> Page[AuditEntry]:
        """A page of the log, oldest first. Raises PageSizeError, CursorError."""
        filter = filter or AuditFilter()
        parameters = _parameters(filter) | {"limit": check_first(first) + 1}
        parameters["position"] = None if after is None else values_of(after, _ORDER, (int,))[0]
        self._bound(filter, parameters)
        statement = "entries" if filter.document_id is None else "entries_of_document"
        found = self._database.rows(_SQL[statement], parameters)
        return page_of(found, first, _echo(filter), lambda row: cursor_of(_ORDER, row["position"]), entry_of)

    def _bound(self, filter: AuditFilter, parameters: dict[str, Any]) -> None:
        """Turn bounds on the recording clock into bounds on positions, which the log is ordered by."""
        if filter.recorded_from is not None:
            first = self._position_at(filter.recorded_from)
            parameters["first_position"] = max(first, filter.first_position or 1)
        if filter.recorded_before is not None:
            last = self._position_at(filter.recorded_before) - 1
            parameters["last_position"] = min(last, last if filter.last_position is None else filter.last_position)

    def _position_at(self, time: datetime) -> int:
        row = self._database.row(_SQL["position_at"], {"time": micros(time)})
        return 1 if row is None else int(row["position"])

    def counts(self, first_position: int, last_position: int) -> dict[str, int]:
        """Entries per category in a span of positions, e.g. of a day (GR-R4)."""
        found = self._database.rows(_SQL["counts"], {"first": first_position, "last": last_position})
        return {row["category"]: row["entries"] for row in found}

    def by_actor(self, first_position: int, last_position: int) -> tuple[ActorCount, ...]:
        """How much each person did in a span of positions, by category; at most 10,000 rows (U19)."""
        found = self._database.rows(_SQL["by_actor"], {"first": first_position, "last": last_position})
        return tuple(ActorCount(**row) for row in found)


def _parameters(filter: AuditFilter) -> dict[str, Any]:
    given = ((field.name, getattr(filter, field.name)) for field in dataclasses.fields(filter))
    return {name: micros(value) if isinstance(value, datetime) else value for name, value in given}


def _echo(filter: AuditFilter) -> dict[str, str]:
    given = ((field.name, getattr(filter, field.name)) for field in dataclasses.fields(filter))
    shown = ((name, value.isoformat() if isinstance(value, datetime) else value) for name, value in given)
    return {name: str(value) for name, value in shown if value is not None}
