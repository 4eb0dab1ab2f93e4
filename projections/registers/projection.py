"""Folds allocated and voided numbers into register books."""

from collections.abc import Sequence
from typing import Final

from projections.folding import Entry, Key, Table, View

BOOKS: Final = Table("registers", ("register_id",), ("register_id", "direction", "unit", "year"))
ENTRIES: Final = Table(
    "register_entries",
    ("register_id", "registration_no"),
    (
        "register_id",
        "registration_no",
        "position",
        "document_id",
        "allocated_at",
        "allocated_by",
        "voided",
        "voided_at",
        "voided_by",
        "void_reason",
    ),
)


class Registers:
    """Register books: every number of a unit and year, in order, voided ones marked (Y-11-1)."""

    name = "registers"
    fold_version = 1
    tables = (BOOKS, ENTRIES)

    def wanted(self, entries: Sequence[Entry], view: View) -> dict[str, set[Key]]:
        """Entries that a voiding will mark."""
        voided = {
            (entry.stream, entry.payload["registration_no"]) for entry in entries if entry.kind == "number.voided"
        }
        return {ENTRIES.name: voided}

    def fold(self, entry: Entry, view: View) -> None:
        """Bring one entry into the books."""
        payload = entry.payload
        match entry.kind:
            case "number.opened":
                book = view.keyed[BOOKS.name].make(entry.stream)
                book.update(direction=payload["direction"], unit=payload["unit"], year=payload["year"])
            case "number.allocated":
                row = view.keyed[ENTRIES.name].make(entry.stream, payload["registration_no"])
                row.update(position=entry.position, document_id=payload["document_id"], voided=False)
                row.update(allocated_at=entry.occurred_at, allocated_by=entry.actor["id"])
            case "number.voided":
                voided = view.keyed[ENTRIES.name].edit(entry.stream, payload["registration_no"])
                if voided is not None:
                    voided.update(voided=True, voided_at=entry.occurred_at, voided_by=entry.actor["id"])
                    voided["void_reason"] = entry.reason
            case _:
                pass

    def finish(self, view: View) -> None:
        """Nothing is derived."""
