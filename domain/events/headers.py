"""What every event carries, read without knowing its type (so newer types are listed and sealed too)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.events.canonical import StateError, decode_state
from domain.events.values import Actor, Origin


@dataclass(frozen=True, slots=True)
class EventHeader:
    """The part of an event's state that all types share (EV-1)."""

    schema: int
    """Schema version the event was written under."""
    occurred_at: datetime
    """When it happened, aware UTC; may be earlier than it was recorded."""
    actor: Actor
    origin: Origin
    request_key: str
    request_digest: str | None
    reason: str | None


def event_header(state: bytes) -> EventHeader:
    """Header of an event's state. Raises StateError when the bytes do not hold one."""
    return header_of(decode_state(state))


def event_payload(state: bytes) -> dict[str, Any]:
    """Type-specific part of an event's state, as it was written. Raises StateError."""
    payload = decode_state(state).get("payload")
    if not isinstance(payload, dict):
        raise StateError("state has no payload")
    return payload


def header_of(body: dict[str, Any]) -> EventHeader:
    """Header of an already decoded state. Raises StateError."""
    try:
        request = body["request"]
        return EventHeader(
            schema=body["schema"],
            occurred_at=datetime.fromisoformat(body["occurred_at"]),
            actor=Actor(**body["actor"]),
            origin=Origin(**body["origin"]),
            request_key=request["key"],
            request_digest=request["digest"],
            reason=body["reason"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StateError(f"state has no valid header: {error}") from error
