"""Typed rows of the registers room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.events import moment


@dataclass(frozen=True, slots=True)
class Register:
    """One register of numbers: of a direction, unit and year."""

    register_id: UUID
    direction: str
    unit: str
    year: int
    given: int
    """Numbers given so far, voided ones among them."""
    voided: int


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One number of a register book; what the document is comes from its present card."""

    register_id: UUID
    direction: str
    unit: str
    year: int
    registration_no: int
    position: int
    """Position of the event that gave the number."""
    document_id: UUID
    allocated_at: datetime
    allocated_by: str
    voided: bool
    """The number is never given again (Y-11-1); the row stays."""
    voided_at: datetime | None
    voided_by: str | None
    void_reason: str | None
    document_no: str | None
    sender_no: str | None
    subject: str | None
    counterparty: str | None
    counterparties: int | None
    document_date: str | None
    classification: str | None
    """Grade of the document; None while unknown: treat as graded."""
    file_code: str | None
    state: str | None


def register_of(row: Mapping[str, Any]) -> Register:
    """The register a row stands for."""
    return Register(**row)


def entry_of(row: Mapping[str, Any]) -> RegisterEntry:
    """The entry a row stands for."""
    voided_at = None if row["voided_at"] is None else moment(row["voided_at"])
    return RegisterEntry(**{**row, "allocated_at": moment(row["allocated_at"]), "voided_at": voided_at})
