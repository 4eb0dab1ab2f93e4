"""Typed rows of the renewals room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.events import moment


@dataclass(frozen=True, slots=True)
class Renewal:
    """One signature: what it is, what is due for it and why, and how the tries went."""

    signature_id: UUID
    document_id: UUID | None
    purpose: str | None
    signer: str | None
    level: str | None
    digest: str | None
    """Hex SHA-256 of its present bytes in blob storage."""
    size: int | None
    content_digest: str | None
    """Hex SHA-256 of the detached content; None when the content is attached."""
    indication: str | None
    sub_indication: str | None
    intact: bool | None
    judged_at: datetime | None
    attached_at: datetime | None
    certificate_ends: datetime | None
    stamped_at: datetime | None
    stated_due: datetime | None
    next_level: str | None
    """Level that the last event plans to raise it to, or to renew it as."""
    weakens: datetime | None
    """When the first thing its evidence rests on ends, as the last event says."""
    target_level: str | None
    """Level to raise it to; None when nothing is due."""
    due_reason: str
    """``no_timestamp``, ``no_values``, ``no_archive_stamp``, ``renewal``, ``refused``, ``nothing``, ``broken``,
    ``not_cades`` or ``not_attached`` (renewals.due).
    """
    earliest: datetime | None
    """From when it may and ought to be raised."""
    latest: datetime | None
    """When it would be too late, if that is known."""
    urgency: int | None
    """Order in the queue, the smallest first: microseconds since 1970; None when nothing is due."""
    attempts: int
    """Tries in vain since the last success."""
    last_failure_code: str | None
    last_failure_message: str | None
    last_failure_at: datetime | None
    retry_at: datetime | None
    raised_at: datetime | None
    tsa: str | None
    test: bool
    """Last raised by the test authority: shown as TEST."""
    last_position: int


@dataclass(frozen=True, slots=True)
class RenewalStep:
    """One event of a signature's life."""

    signature_id: UUID
    position: int
    recorded_at: datetime
    topic: str
    level: str | None
    digest: str | None
    tsa: str | None
    gen_time: datetime | None
    test: bool | None
    indication: str | None
    reason_code: str | None
    message: str | None
    attempt: int | None
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class RenewalCount:
    """Signatures of one level and due reason."""

    level: str
    due_reason: str
    signatures: int
    earliest: datetime | None
    latest: datetime | None
    failing: int


_TIMES = frozenset(
    {
        "judged_at",
        "attached_at",
        "certificate_ends",
        "stamped_at",
        "stated_due",
        "weakens",
        "earliest",
        "latest",
        "last_failure_at",
        "retry_at",
        "raised_at",
        "recorded_at",
        "gen_time",
    }
)


def renewal_of(row: Mapping[str, Any]) -> Renewal:
    """The signature a row stands for."""
    return Renewal(**_instants(row))


def step_of(row: Mapping[str, Any]) -> RenewalStep:
    """The step a row stands for."""
    return RenewalStep(**_instants(row))


def count_of(row: Mapping[str, Any]) -> RenewalCount:
    """The count a row stands for."""
    return RenewalCount(**_instants(row))


def _instants(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: moment(value) if name in _TIMES and value is not None else value for name, value in row.items()}
