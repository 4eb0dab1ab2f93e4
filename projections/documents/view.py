"""Typed rows of the documents room."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.events import Actor, moment


@dataclass(frozen=True, slots=True)
class CardEnclosure:
    """One enclosure (ek)."""

    id: str
    name: str
    kind: str
    """``DED``, ``HRF`` or ``FZK``."""
    signed: bool
    digest: str | None
    size: int | None
    media_type: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class CardReference:
    """One related document (ilgi)."""

    id: str
    date: str | None
    sender: str | None
    document_no: str | None
    document_id: UUID | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CardRecipient:
    """One entry of the distribution (dağıtım)."""

    id: str
    name: str | None
    detsis_no: str | None
    distribution: str
    """``GRG`` or ``BLG``."""


@dataclass(frozen=True, slots=True)
class CardStep:
    """One turn in the chain of initials or signatures."""

    order: int
    person_id: str
    name: str
    title: str
    unit: str
    done_at: datetime | None
    """When the turn was taken; None while it is open."""


@dataclass(frozen=True, slots=True)
class CardSignature:
    """One signature, initials signature or seal, as last judged and raised."""

    id: UUID
    purpose: str | None
    """``signature``, ``initials`` or ``seal``."""
    signer: str | None
    level: str | None
    digest: str | None
    """Hex SHA-256 of its present bytes in blob storage."""
    stamped_at: datetime | None
    indication: str | None
    """``PASSED``, ``FAILED`` or ``INDETERMINATE``; None while it was not judged."""
    intact: bool | None
    void: bool
    """A partial signature that no longer counts (SM-8, SM-14)."""
    test: bool
    """Its last time-stamp came from the test authority."""


@dataclass(frozen=True, slots=True)
class Card:
    """Present state of one document. Instants are aware UTC, dates ISO text of Istanbul days."""

    document_id: UUID
    first_position: int
    last_position: int
    """Position of the last event of the document or of one of its signatures."""
    version: int
    """Version of the document's stream."""
    direction: str
    state: str
    medium: str | None
    medium_ground: str | None
    document_type: str | None
    language: str | None
    subject: str | None
    unit: str | None
    document_no: str | None
    """Our full number (sayı)."""
    registration_no: int | None
    register_id: UUID | None
    file_code: str | None
    verification_code: str | None
    classification: str | None
    """Confidentiality grade, a code of domain.filing; None while it is unknown: treat as graded."""
    classification_ends: str | None
    urgency: str
    due_duration: str | None
    due_at: datetime | None
    document_date: str | None
    dated_at: datetime | None
    opened_at: datetime
    received_at: datetime | None
    registered_at: datetime | None
    acceptance_deadline: datetime | None
    filed_at: datetime | None
    counterparty: str | None
    """Sender, or first recipient."""
    counterparties: int
    sender_no: str | None
    """Number the sender gave it."""
    drafter_id: str
    drafter_name: str
    holder_id: str | None
    holder_name: str | None
    holder_unit: str | None
    file_id: str | None
    retention_years: int | None
    disposition_code: str | None
    answered_by: UUID | None
    answered_by_no: str | None
    verdict: str | None
    channel: str | None
    package_id: str | None
    signature_count: int
    """Signatures that stand; initials and seals are not counted."""
    signature_level: str | None
    """Weakest level among them."""
    cancelled: bool
    content_digest: str | None
    body: Mapping[str, Any] | None
    """Stored file of the cover letter: ``digest``, ``size``, ``media_type``, ``name``."""
    package: Mapping[str, Any] | None
    """Stored file of the package it came in."""
    enclosures: tuple[CardEnclosure, ...]
    document_references: tuple[CardReference, ...]
    recipients: tuple[CardRecipient, ...]
    initials: tuple[CardStep, ...]
    signers: tuple[CardStep, ...]
    signatures: tuple[CardSignature, ...]
    findings: tuple[Mapping[str, Any], ...]
    rejection: Mapping[str, Any] | None
    """What was told to the sender when the package was sent back: fields of the event."""
    letter: Mapping[str, Any] | None
    """The letter as last checked: ``digest``, ``judged_on``, ``content_digest`` and ``findings`` of the event."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the card before and after an event; JSON values, instants as ISO text."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One event in the life of a document."""

    document_id: UUID
    position: int
    version: int
    """Version in the stream of the document, or of its signature."""
    recorded_at: datetime
    occurred_at: datetime
    topic: str
    known: bool
    """False when the type is newer than this program: listed, never interpreted."""
    actor: Actor
    reason: str | None
    changes: tuple[FieldChange, ...]
    payload: Mapping[str, Any]


class CardOrder(StrEnum):
    """Orders of a list of cards; none rests on something that changes while one pages, but for names."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SUBJECT = "subject"
    """Turkish order of subjects (N-5)."""
    COUNTERPARTY = "counterparty"


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Which cards; None leaves a field out of account."""

    direction: str | None = None
    states: tuple[str, ...] | None = None
    unit: str | None = None
    drafter_id: str | None = None
    holder_id: str | None = None
    holder_unit: str | None = None
    file_code: str | None = None
    urgency: str | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    due_before: datetime | None = None
    classifications: tuple[str, ...] | None = None
    """Grades the reader may see; cards of unknown grade are then left out too. None: all."""


_TIMES = frozenset(
    {"due_at", "dated_at", "opened_at", "received_at", "registered_at", "acceptance_deadline", "filed_at"}
)
_IDS = frozenset({"document_id", "register_id", "answered_by"})
_FIELDS = tuple(field.name for field in dataclasses.fields(Card))


def card_of(row: Mapping[str, Any]) -> Card:
    """The card a row stands for, whether it came from the database or from a fold in memory."""
    values = {name: row[name] for name in _FIELDS}
    for name in _TIMES:
        values[name] = when(values[name])
    for name in _IDS:
        values[name] = _id(values[name])
    values["enclosures"] = tuple(_enclosure(item) for item in row["enclosures"])
    values["document_references"] = tuple(_reference(item) for item in row["document_references"])
    values["recipients"] = tuple(_recipient(item) for item in row["recipients"])
    values["initials"] = tuple(_step(item) for item in row["initials"])
    values["signers"] = tuple(_step(item) for item in row["signers"])
    values["signatures"] = tuple(_signature(key, item) for key, item in sorted(row["signatures"].items()))
    values["findings"] = tuple(row["findings"])
    return Card(**values)


def history_of(row: Mapping[str, Any]) -> HistoryRow:
    """The history row a database row stands for."""
    actor = Actor(row["actor_id"], row["actor_name"], row["actor_title"], row["actor_unit"], row["acting_for"])
    return HistoryRow(
        document_id=row["document_id"],
        position=row["position"],
        version=row["version"],
        recorded_at=moment(row["recorded_at"]),
        occurred_at=moment(row["occurred_at"]),
        topic=row["topic"],
        known=row["known"],
        actor=actor,
        reason=row["reason"],
        changes=tuple(FieldChange(**item) for item in row["changes"]),
        payload=row["payload"],
    )


def when(microseconds: int | None) -> datetime | None:
    """The UTC instant of microseconds since 1970."""
    return None if microseconds is None else moment(microseconds)


def _id(value: Any) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(value)


def _enclosure(item: Mapping[str, Any]) -> CardEnclosure:
    file = item.get("file") or {}
    return CardEnclosure(
        id=item["id"],
        name=item["name"],
        kind=item["kind"],
        signed=item.get("signed", False),
        digest=file.get("digest"),
        size=file.get("size"),
        media_type=file.get("media_type"),
        location=item.get("location"),
    )


def _reference(item: Mapping[str, Any]) -> CardReference:
    return CardReference(
        id=item["id"],
        date=item["date"],
        sender=item.get("sender"),
        document_no=item.get("document_no"),
        document_id=_id(item.get("document_id")),
        note=item.get("note"),
    )


def _recipient(item: Mapping[str, Any]) -> CardRecipient:
    party = item["party"]
    person = " ".join(part for part in (party.get("given_names"), party.get("surname")) if part)
    name = party.get("name") or person or None
    return CardRecipient(item["id"], name, party.get("detsis_no"), item["distribution"])


def _step(item: Mapping[str, Any]) -> CardStep:
    done_at = when(item["done_at"])
    return CardStep(item["order"], item["person_id"], item["name"], item["title"], item["unit"], done_at)


def _signature(signature_id: str, item: Mapping[str, Any]) -> CardSignature:
    fields = {name: item[name] for name in ("purpose", "signer", "level", "digest", "indication", "intact", "void")}
    return CardSignature(id=UUID(signature_id), stamped_at=when(item["stamped_at"]), test=item["test"], **fields)
