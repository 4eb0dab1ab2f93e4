"""Reader of register books for the doors."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from projections.reading import Database, Page, check_first, cursor_of, page_of, statements, values_of
from projections.registers.view import Register, RegisterEntry, entry_of, register_of

_SQL: Final = statements(__package__)
_ENTRIES: Final = "register"


class RegisterReader:
    """Incoming, outgoing and internal register books."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def registers(self) -> tuple[Register, ...]:
        """All registers, newest year first: a few per unit and year."""
        return tuple(register_of(row) for row in self._database.rows(_SQL["books"]))

    def entries(
        self,
        direction: str,
        year: int,
        unit: str,
        first: int = 50,
        after: str | None = None,
        classifications: Sequence[str] | None = None,
    ) -> Page[RegisterEntry]:
        """A page of one register book in the order of numbers, voided ones kept.

        classifications: grades the reader may see; voided numbers always show. Raises PageSizeError, CursorError.
        """
        parameters = {
            "direction": direction,
            "year": year,
            "unit": unit,
            "number": None if after is None else values_of(after, _ENTRIES, (int,))[0],
            "classifications": None if classifications is None else list(classifications),
            "limit": check_first(first) + 1,
        }
        found = self._database.rows(_SQL["entries"], parameters)
        filters = {"direction": direction, "year": str(year), "unit": unit}
        if classifications is not None:
            filters["classifications"] = ",".join(classifications)
        return page_of(found, first, filters, lambda row: cursor_of(_ENTRIES, row["registration_no"]), entry_of)

    def of_document(self, document_id: UUID) -> tuple[RegisterEntry, ...]:
        """The numbers a document took, in the order it took them."""
        return tuple(entry_of(row) for row in self._database.rows(_SQL["entries_of_document"], {"id": document_id}))
