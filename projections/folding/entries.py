"""One event decoded once for all projections: plain JSON values, for typed facts would cost most of the time.

The payload is upcast to the current schema first, so a fold never meets an old shape (asks 6.3 row 24).
"""

from datetime import datetime
from typing import Any, Final, NamedTuple

# These imports put the topics on the allow-list of domain.events.
import domain.access.events
import domain.days.events
import domain.documents.events
import domain.numbering.events
import domain.signatures.events  # noqa: F401
from domain.events import RecordedEvent, StateError, current_payload, decode_state, micros

UNKNOWN: Final = "unknown"
"""Kind of an entry whose type, or whose schema version, is newer than this program, or whose bytes hold no event."""

_NUL: Final = "\x00"
_REPLACEMENT: Final = "�"
_NO_ACTOR: Final = {"id": "", "name": "", "title": "", "unit": "", "acting_for": None, "delegation": None}
_NO_ORIGIN: Final = {"client": "", "address": None, "session": None}


class Entry(NamedTuple):
    """A decoded event. Times are microseconds since 1970 UTC; a tuple, for one is made per event of the ledger."""

    position: int
    stream: str
    """Stream id as text."""
    version: int
    recorded_at: int
    occurred_at: int
    """When it happened, as the event says; equals recorded_at when its bytes cannot be read."""
    topic: str
    """As stored."""
    kind: str
    """The topic if this program knows it, else UNKNOWN: what a fold matches on."""
    actor: dict[str, Any]
    origin: dict[str, Any]
    reason: str | None
    payload: dict[str, Any]
    """In the current schema; as stored when unknown."""


def decode(event: RecordedEvent) -> Entry:
    """The entry of a recorded event. Never fails: what cannot be read becomes UNKNOWN and is still listed."""
    try:
        body = decode_state(event.state)
        if b"\\u0000" in event.state:
            body = _without_nul(body)
        payload = body["payload"]
        current = current_payload(event.topic, body["schema"], payload)
        return Entry(
            event.position,
            str(event.stream_id),
            event.version,
            event.recorded_at,
            micros(datetime.fromisoformat(body["occurred_at"])),
            event.topic,
            UNKNOWN if current is None else event.topic,
            _NO_ACTOR | body["actor"],
            _NO_ORIGIN | body["origin"],
            body["reason"],
            payload if current is None else current,
        )
    except (StateError, KeyError, TypeError, ValueError):
        return Entry(
            event.position,
            str(event.stream_id),
            event.version,
            event.recorded_at,
            event.recorded_at,
            event.topic,
            UNKNOWN,
            _NO_ACTOR,
            _NO_ORIGIN,
            None,
            {},
        )


def instant(text: str | None) -> int | None:
    """Microseconds since 1970 UTC of an instant as events write it; None stays None."""
    return None if text is None else micros(datetime.fromisoformat(text))


def _without_nul(value: Any) -> Any:
    """PostgreSQL text cannot hold U+0000; one such letter in a subject must not stop a projection."""
    match value:
        case str():
            return value.replace(_NUL, _REPLACEMENT)
        case dict():
            return {_without_nul(key): _without_nul(item) for key, item in value.items()}
        case list():
            return [_without_nul(item) for item in value]
        case _:
            return value
