"""The recorded event, its envelope and its leaf (docs/formats/leaf.md)."""

import hashlib
import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

GENESIS_LEAF: Final = bytes(32)
"""Stands for the leaf before a stream's first event."""

_HEADER: Final = b"kutuk-event-1\n"
_PLACE: Final = struct.Struct(">Q16sQqH")
_LENGTH: Final = struct.Struct(">Q")
_LEAF_PREFIX: Final = b"\x00"


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """An event as the ledger keeps it."""

    position: int
    """Place in the whole ledger, from 1, gapless and in commit order."""
    stream_id: UUID
    """Stream (aggregate) the event belongs to."""
    version: int
    """Place in its stream, from 1, gapless."""
    recorded_at: int
    """Database clock when recorded: microseconds since 1970 UTC; never earlier than the previous event's."""
    topic: str
    """Stored name of the event's type, e.g. ``document.registered``."""
    state: bytes
    """Canonical JSON, exactly as recorded."""
    leaf: bytes
    """RFC 9162 leaf hash of the envelope, 32 bytes."""


def envelope(
    position: int,
    stream_id: UUID,
    version: int,
    recorded_at: int,
    topic: str,
    state_length: int,
    state_digest: bytes,
    previous_leaf: bytes,
) -> bytes:
    """The bytes whose hash is the leaf; integers big-endian.

    The state enters by its SHA-256, so that a payload may be destroyed by law and every proof still holds (A-8).
    """
    name = topic.encode()
    place = _PLACE.pack(position, stream_id.bytes, version, recorded_at, len(name))
    return b"".join((_HEADER, place, name, _LENGTH.pack(state_length), state_digest, previous_leaf))


def leaf_hash(
    position: int,
    stream_id: UUID,
    version: int,
    recorded_at: int,
    topic: str,
    state_length: int,
    state_digest: bytes,
    previous_leaf: bytes,
) -> bytes:
    """SHA-256(0x00 ‖ envelope): the leaf hash of RFC 9162 §2.1.1, 32 bytes."""
    body = envelope(position, stream_id, version, recorded_at, topic, state_length, state_digest, previous_leaf)
    return hashlib.sha256(_LEAF_PREFIX + body).digest()


def recomputed_leaf(event: RecordedEvent, previous_leaf: bytes) -> bytes:
    """The leaf the event ought to have, given the leaf of its stream's previous event."""
    return leaf_hash(
        event.position,
        event.stream_id,
        event.version,
        event.recorded_at,
        event.topic,
        len(event.state),
        hashlib.sha256(event.state).digest(),
        previous_leaf,
    )
