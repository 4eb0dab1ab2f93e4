"""Typed rows of the audit room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.events import Actor, Origin, moment


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One event of the ledger with the fields of the daily report (mevzuat §12)."""

    position: int
    stream_id: UUID
    version: int
    recorded_at: datetime
    occurred_at: datetime
    topic: str
    known: bool
    """False when the type is newer than this program: listed, never interpreted."""
    category: str
    """``GR-1`` … ``GR-18``, or ``bilinmeyen``."""
    actor: Actor
    origin: Origin
    element_type: str
    element_id: str | None
    element_label: str | None
    """Only what the recorded fact itself brought as fit to show (GR-R6)."""
    outcome: str
    """``ok``, ``refused`` or ``failed``."""
    rule_id: str | None
    """Rule of the catalogue that refused it."""
    reason: str | None
    document_ids: tuple[UUID, ...]
    """Documents concerned."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries; None leaves a field out of account. Spans are half-open, on either clock."""

    actor_id: str | None = None
    topic: str | None = None
    category: str | None = None
    document_id: UUID | None = None
    unit: str | None = None
    """Unit of the actor."""
    client: str | None = None
    address: str | None = None
    session: str | None = None
    outcome: str | None = None
    recorded_from: datetime | None = None
    recorded_before: datetime | None = None
    occurred_from: datetime | None = None
    occurred_before: datetime | None = None
    first_position: int | None = None
    last_position: int | None = None


@dataclass(frozen=True, slots=True)
class ActorCount:
    """How many acts of a category a person did."""

    actor_id: str
    actor_name: str
    category: str
    entries: int


def entry_of(row: Mapping[str, Any]) -> AuditEntry:
    """The entry a row stands for."""
    same = (
        "position stream_id version topic known category element_type element_id element_label outcome rule_id reason"
    )
    return AuditEntry(
        **{name: row[name] for name in same.split()},
        recorded_at=moment(row["recorded_at"]),
        occurred_at=moment(row["occurred_at"]),
        actor=Actor(row["actor_id"], row["actor_name"], row["actor_title"], row["actor_unit"], row["acting_for"]),
        origin=Origin(row["client"], row["address"], row["session"]),
        document_ids=tuple(row["document_ids"]),
    )
