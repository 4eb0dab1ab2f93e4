"""Stream identifiers: a natural key becomes a deterministic UUID."""

from typing import Final
from uuid import UUID, uuid5

_NAMESPACE: Final = UUID("8f0f6f0a-4a6e-5c2e-9d2b-6b75747566b1")
"""Fixed for ever: changing it would orphan every stream named by a natural key."""


def stream_id_of(category: str, *key: str) -> UUID:
    """The stream of a natural key, e.g. ``stream_id_of("day", "2026-11-21")`` (readable form ``day-2026-11-21``)."""
    return uuid5(_NAMESPACE, "\x1f".join((category, *key)))
