"""Values that go into the store and come out of it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.ledger.store.errors import AppendLimitError

MAX_STATE_BYTES: Final = 1024 * 1024
"""Protects every reader, who must hold an event in memory. Documents' bytes live in blob storage, not in events."""
MAX_TOPIC_BYTES: Final = 200
"""Protects the length field of the envelope, and indexes."""
MAX_EVENTS: Final = 10_000
"""Protects other writers from a call that would hold the append lock for seconds."""
MAX_KEY_BYTES: Final = 200
"""Protects the index of request keys."""
_DIGEST_DIGITS: Final = 64


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """A request as the ledger remembers it: the same key and digest get the same answer again."""

    key: str
    """Chosen by the caller, unique within the ledger; at most 200 bytes."""
    digest: str
    """Hex SHA-256 of the request's canonical body (`domain.events.request_digest`)."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.key.encode()) <= MAX_KEY_BYTES or "\0" in self.key:
            raise AppendLimitError(f"a request key has 1 to {MAX_KEY_BYTES} bytes and no NUL")
        if len(self.digest) != _DIGEST_DIGITS:
            raise AppendLimitError("a request digest is a hex SHA-256")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The ledger's answer to an append."""

    first_position: int
    last_position: int
    """One less than ``first_position`` when the request led to no event."""
    recorded_at: int
    """Microseconds since 1970 UTC."""
    stream_ids: tuple[UUID, ...]
    """Streams appended to, in order of first appearance."""
    replayed: bool = False
    """True when this request had been answered before: nothing was written now, the positions are those of then."""


@dataclass(frozen=True, slots=True)
class StreamHead:
    """Where a stream stands."""

    stream_id: UUID
    version: int
    first_position: int
    last_position: int
    last_leaf: bytes


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event on its way into the ledger."""

    stream_id: UUID
    version: int | None
    """The version it is to have, its writer having seen the one before; None: the next one, whatever it is."""
    topic: str
    state: bytes

    def __post_init__(self) -> None:
        if not 1 <= len(self.topic.encode()) <= MAX_TOPIC_BYTES or "\0" in self.topic:
            raise AppendLimitError(f"a topic has 1 to {MAX_TOPIC_BYTES} bytes and no NUL")
        if len(self.state) > MAX_STATE_BYTES:
            raise AppendLimitError(f"a state of {len(self.state)} bytes exceeds {MAX_STATE_BYTES}")


@dataclass(frozen=True, slots=True)
class Group:
    """Events of one command: all are appended, or none."""

    events: tuple[NewEvent, ...]
    request: RequestEntry | None = None

    def __post_init__(self) -> None:
        if len(self.events) > MAX_EVENTS:
            raise AppendLimitError(f"a command appends at most {MAX_EVENTS} events, not {len(self.events)}")
