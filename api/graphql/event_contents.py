"""What recorded events say, as far as their bytes can be read."""

from typing import Any
from uuid import UUID

from domain.events import RecordedEvent, StateError, decode_state


def payload_of(event: RecordedEvent) -> Any:
    """The payload as it was written; None when the bytes cannot be read."""
    try:
        return decode_state(event.state).get("payload")
    except StateError:
        return None


def named_document(event: RecordedEvent) -> UUID | None:
    """The document that the payload names as ``document_id``; None when it names none."""
    payload = payload_of(event)
    named = payload.get("document_id") if isinstance(payload, dict) else None
    try:
        return UUID(named) if isinstance(named, str) else None
    except ValueError:
        return None
