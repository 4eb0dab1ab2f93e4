"""Reader of cards and histories for the doors."""

import dataclasses
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from domain.events import micros
from projections.documents.view import Card, CardFilter, CardOrder, HistoryRow, card_of, history_of
from projections.reading import Database, Page, RowDict, check_first, cursor_of, page_of, statements, values_of

_SQL: Final = statements(__package__)
_KEY: Final = {CardOrder.SUBJECT: "subject_key", CardOrder.COUNTERPARTY: "counterparty_key"}
_HISTORY: Final = "history"


class DocumentReader:
    """Cards and histories; every list is a page of at most 100 rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(
        self,
        filter: CardFilter | None = None,
        first: int = 50,
        after: str | None = None,
        order: CardOrder = CardOrder.NEWEST,
    ) -> Page[Card]:
        """A page of cards. Raises PageSizeError, CursorError."""
        filter = filter or CardFilter()
        parameters = _parameters(filter) | {"limit": check_first(first) + 1, "position": None, "key": None, "id": None}
        if after is not None:
            parameters |= _place(after, order)
        found = self._database.rows(_SQL["cards_" + order.value], parameters)
        return page_of(found, first, _echo(filter), _cursor(order), card_of)

    def card(self, document_id: UUID) -> Card | None:
        """The card of a document, or None."""
        row = self._database.row(_SQL["card"], {"id": document_id})
        return None if row is None else card_of(row)

    def cards_by_ids(self, document_ids: Iterable[UUID]) -> dict[UUID, Card]:
        """Cards by id in one round trip; ids without a card are left out. At most 1,000 ids are looked up."""
        found = self._database.rows(_SQL["cards_by_ids"], {"ids": list(document_ids)[:1000]})
        return {row["document_id"]: card_of(row) for row in found}

    def card_by_number(self, text: str) -> Card | None:
        """The card that carries the text as number, sender's number, verification code or package id; ours first."""
        found = self.cards_by_number(text)
        return found[0] if found else None

    def cards_by_number(self, text: str) -> tuple[Card, ...]:
        """All such cards, at most 100: senders may use the same number."""
        found = self._database.rows(_SQL["cards_by_number"], {"text": text.strip(), "limit": 100})
        return tuple(card_of(row) for row in found)

    def history(self, document_id: UUID, first: int = 50, after: str | None = None) -> Page[HistoryRow]:
        """Events of a document and its signatures, oldest first; cursors are positions. Raises as `cards`."""
        position = None if after is None else values_of(after, _HISTORY, (int,))[0]
        parameters = {"id": document_id, "position": position, "limit": check_first(first) + 1}
        found = self._database.rows(_SQL["history"], parameters)
        filters = {"document_id": str(document_id)}
        return page_of(found, first, filters, lambda row: cursor_of(_HISTORY, row["position"]), history_of)

    def signature_streams(self, document_id: UUID) -> tuple[UUID, ...]:
        """Streams of the document's signatures: with its own stream, all that `as_of` needs."""
        return tuple(row["signature_id"] for row in self._database.rows(_SQL["signatures"], {"id": document_id}))


def _parameters(filter: CardFilter) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in dataclasses.fields(filter):
        value = getattr(filter, field.name)
        if isinstance(value, datetime):
            value = micros(value)
        found[field.name] = list(value) if isinstance(value, tuple) else value
    return found


def _echo(filter: CardFilter) -> dict[str, str]:
    given = ((field.name, getattr(filter, field.name)) for field in dataclasses.fields(filter))
    return {name: _shown(value) for name, value in given if value is not None}


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _cursor(order: CardOrder) -> Callable[[RowDict], str]:
    key = _KEY.get(order)
    if key is None:
        return lambda row: cursor_of(order.value, row["first_position"])
    return lambda row: cursor_of(order.value, row[key], str(row["document_id"]))


def _place(after: str, order: CardOrder) -> dict[str, Any]:
    if order in _KEY:
        key, document_id = values_of(after, order.value, (str, UUID))
        return {"key": key, "id": document_id}
    return {"position": values_of(after, order.value, (int,))[0]}
