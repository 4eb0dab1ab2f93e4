"""The event store: appends groups of events atomically, reads them by position and stream, follows them as they come.

Words: *position* is an event's place in the whole ledger, *version* its place in its stream, *head* the last one of
either; a *group* is what one command appends, all or nothing; a *receipt* is the ledger's answer; a *replay* the same
answer again to the same request key; a *tail* follows the ledger; a *full tile* holds 256 hashes of the event tree.

Called by the command layer of this room, by the workers (through it) and by ``projections.runner`` (reading only).
Must not know what any event means, nor any law.
"""

from domain.ledger.store.book import EventBook
from domain.ledger.store.errors import (
    AppendLimitError,
    DayNotOverError,
    NewerFactError,
    OutcomeUnknownError,
    RequestKeyConflictError,
    StoreUnavailableError,
    TileConflictError,
    VersionConflictError,
)
from domain.ledger.store.factory import LedgerFactory, ledger_environment
from domain.ledger.store.mapper import LedgerMapper
from domain.ledger.store.migration import MigrationError, migrate
from domain.ledger.store.recorder import LedgerRecorder
from domain.ledger.store.tail import EventTail
from domain.ledger.store.values import NewEvent, Receipt, RequestEntry, StreamHead

__all__ = [
    "AppendLimitError",
    "DayNotOverError",
    "EventBook",
    "EventTail",
    "LedgerFactory",
    "LedgerMapper",
    "LedgerRecorder",
    "MigrationError",
    "NewEvent",
    "NewerFactError",
    "OutcomeUnknownError",
    "Receipt",
    "RequestEntry",
    "RequestKeyConflictError",
    "StoreUnavailableError",
    "StreamHead",
    "TileConflictError",
    "VersionConflictError",
    "ledger_environment",
    "migrate",
]
