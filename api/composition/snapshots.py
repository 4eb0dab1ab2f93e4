"""A document as of a place in the ledger, as plain data for the command line."""

import dataclasses
from datetime import datetime
from typing import Any
from uuid import UUID

from api.composition.services import Services
from projections.documents import as_of


def document_as_of(services: Services, document_id: UUID, upto: int) -> dict[str, Any] | None:
    """State up to a position and whether it is final (sealed) for ever; None when there was no such document then."""
    streams = (document_id, *services.views.documents.signature_streams(document_id))
    events = [event for stream in streams for event in services.book.read_stream(stream, upto=upto)]
    found = as_of(events, position=upto)
    if found.card is None:
        return None
    return {
        "document": str(document_id),
        "position": upto,
        "last_event": found.position,
        "final": upto <= services.views.days.sealed_through(),
        "card": {field.name: _plain(getattr(found.card, field.name)) for field in dataclasses.fields(found.card)},
    }


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, UUID):
        return str(value)
    return dict(value) if hasattr(value, "keys") else value
