"""The book: the only room that appends events.

Two parts: `domain.ledger.store` keeps events (append, read, follow, migrate) and knows nothing of their meaning; the
command methods beside it load aggregates, let them decide and save what they decided, with the request that asked.

Words: see `domain.ledger.store`. Called by ``api`` only; ``projections.runner`` reads. Must not know any door.
"""

from domain.ledger.store import (
    EventBook,
    EventTail,
    MigrationError,
    Receipt,
    RequestEntry,
    RequestKeyConflictError,
    VersionConflictError,
    migrate,
)

__all__ = [
    "EventBook",
    "EventTail",
    "MigrationError",
    "Receipt",
    "RequestEntry",
    "RequestKeyConflictError",
    "VersionConflictError",
    "migrate",
]
