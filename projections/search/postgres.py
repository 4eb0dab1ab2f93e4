"""Reader of the search index for the doors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from projections.reading import Database, Page, check_first, cursor_of, page_of, statements, values_of
from projections.search.terms import query_of

_SQL: Final = statements(__package__)
_ORDER: Final = "search"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One document that was found; its card has the rest."""

    document_id: UUID
    first_position: int
    direction: str
    classification: str | None
    """None while unknown: treat as graded."""
    subject: str | None
    numbers: tuple[str, ...]
    parties: tuple[str, ...]


class SearchReader:
    """Full text that knows Turkish letters: ı and i, ş and s are different letters unless asked otherwise."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(
        self,
        text: str,
        first: int = 50,
        after: str | None = None,
        *,
        direction: str | None = None,
        classifications: Sequence[str] | None = None,
        folded: bool = False,
    ) -> Page[SearchHit]:
        """Documents whose subject, numbers or parties hold every word of the text as a prefix, newest first.

        classifications: grades the reader may see; None: all. folded: without regard to Turkish letters. Raises
        SearchTextError, PageSizeError, CursorError.
        """
        parameters = {
            "query": query_of(text, folded=folded),
            "position": None if after is None else values_of(after, _ORDER, (int,))[0],
            "direction": direction,
            "classifications": None if classifications is None else list(classifications),
            "limit": check_first(first) + 1,
        }
        found = self._database.rows(_SQL["found_plain" if folded else "found"], parameters)
        filters = (
            {"text": text} | ({"direction": direction} if direction else {}) | ({"folded": "yes"} if folded else {})
        )
        if classifications is not None:
            filters["classifications"] = ",".join(classifications)
        return page_of(found, first, filters, lambda row: cursor_of(_ORDER, row["first_position"]), _hit)


def _hit(row: Mapping[str, Any]) -> SearchHit:
    return SearchHit(
        document_id=row["document_id"],
        first_position=row["first_position"],
        direction=row["direction"],
        classification=row["classification"],
        subject=row["subject"],
        numbers=_texts(row["numbers"]),
        parties=_texts(row["parties"]),
    )


def _texts(found: Mapping[str, str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in found.values() if text))
