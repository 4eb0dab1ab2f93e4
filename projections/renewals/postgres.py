"""Reader of what is due, for workers and doors."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domain.events import micros
from projections.reading import Database, Page, check_first, cursor_of, page_of, statements, values_of
from projections.renewals.view import Renewal, RenewalCount, RenewalStep, count_of, renewal_of, step_of

_SQL: Final = statements(__package__)
_DUE: Final = "due"
_HISTORY: Final = "renewal_history"


class RenewalReader:
    """What is due for signatures; a view, while what was done is an event."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, before: datetime, first: int = 100, after: str | None = None) -> Page[Renewal]:
        """Signatures to raise before the instant, the most urgent first.

        Those that wait for a retry, and those that a rule refused, are left out. Raises PageSizeError, CursorError.
        """
        parameters = _place(after) | {"before": micros(before), "limit": check_first(first) + 1}
        found = self._database.rows(_SQL["due"], parameters)
        return page_of(found, first, {"before": before.isoformat()}, _cursor, renewal_of)

    def waiting(self, first: int = 50, after: str | None = None) -> Page[Renewal]:
        """All signatures something is due for, now or later, also those that failed. Raises as `due`."""
        found = self._database.rows(_SQL["waiting"], _place(after) | {"limit": check_first(first) + 1})
        return page_of(found, first, {}, _cursor, renewal_of)

    def of_document(self, document_id: UUID) -> tuple[Renewal, ...]:
        """Signatures of a document, in the order they were attached."""
        return tuple(renewal_of(row) for row in self._database.rows(_SQL["of_document"], {"id": document_id}))

    def of_signature(self, signature_id: UUID) -> Renewal | None:
        """One signature, or None."""
        row = self._database.row(_SQL["one"], {"id": signature_id})
        return None if row is None else renewal_of(row)

    def history(self, signature_id: UUID, first: int = 50, after: str | None = None) -> Page[RenewalStep]:
        """What happened to a signature, oldest first. Raises as `due`."""
        position = None if after is None else values_of(after, _HISTORY, (int,))[0]
        parameters = {"id": signature_id, "position": position, "limit": check_first(first) + 1}
        found = self._database.rows(_SQL["history"], parameters)
        filters = {"signature_id": str(signature_id)}
        return page_of(found, first, filters, lambda row: cursor_of(_HISTORY, row["position"]), step_of)

    def histories(self, signature_ids: Sequence[UUID], latest: int) -> dict[UUID, list[RenewalStep]]:
        """The latest steps of each of those signatures, oldest first; signatures without any are left out."""
        found: dict[UUID, list[RenewalStep]] = {}
        for row in self._database.rows(_SQL["histories"], {"ids": list(signature_ids), "limit": latest}):
            found.setdefault(row["signature_id"], []).append(step_of(row))
        return found

    def summary(self) -> tuple[RenewalCount, ...]:
        """Signatures per level and due reason."""
        return tuple(count_of(row) for row in self._database.rows(_SQL["summary"]))


def _place(after: str | None) -> dict[str, Any]:
    if after is None:
        return {"urgency": None, "id": None}
    urgency, signature_id = values_of(after, _DUE, (int, UUID))
    return {"urgency": urgency, "id": signature_id}


def _cursor(row: dict[str, Any]) -> str:
    return cursor_of(_DUE, row["urgency"], str(row["signature_id"]))
