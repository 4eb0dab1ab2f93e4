"""Facts of a document's life, from draft or receipt to its file (state machine: mevzuat §11.1 and §11.3)."""

from datetime import datetime
from uuid import UUID

from domain.documents.values import (
    Capacity,
    Change,
    Channel,
    Direction,
    Enclosure,
    Finding,
    IncomingMetadata,
    InitialsMethod,
    InitialsStep,
    Medium,
    PackageVerdict,
    PartDigest,
    Recipient,
    Reference,
    SignatureFacts,
    SignerStep,
    StoredFile,
)
from domain.events import CreationFact, Fact
from domain.filing import Classification, Urgency
from domain.parties import Party

_DOCUMENT = "domain.documents.model:Document"


class Drafted(CreationFact):
    """A draft was opened (taslak açıldı, SM-1)."""

    TOPIC = "document.drafted"
    AGGREGATE = _DOCUMENT

    direction: Direction
    medium: Medium
    medium_ground: str | None
    """Why it is not electronic; None for electronic documents (S1-GEN-1)."""
    unit: str
    document_type: str
    template: str | None
    language: str
    subject: str
    body: StoredFile | None
    """Cover letter (üst yazı), when one was given."""
    editors: tuple[str, ...]
    """Actor ids that may edit beside the drafter."""
    content_digest: str
    """Hex SHA-256 over everything the initials and signatures will cover."""


class Edited(Fact):
    """Fields of the draft were changed (taslak değiştirildi, SM-2)."""

    TOPIC = "document.edited"

    changes: tuple[Change, ...]
    body: StoredFile | None
    """New cover letter when ``changes`` names the field ``body``; else None."""
    content_digest: str


class GradeProposed(Fact):
    """A grade was proposed (gizlilik derecesi önerildi, SM-3, CF-2)."""

    TOPIC = "document.grade_proposed"

    classification: Classification
    previous: Classification
    justification: str | None
    ends_on: str | None
    """ISO date on which the grade is reviewed (K-18)."""
    legal_basis: str
    """From the dated rule table (CF-4)."""
    content_digest: str


class UrgencySet(Fact):
    """The urgency was set (ivedilik belirlendi, SM-3)."""

    TOPIC = "document.urgency_set"

    urgency: Urgency
    previous: Urgency
    due_duration: str | None
    """Reply time, ISO 8601 duration (miat, S2-ö-2)."""
    content_digest: str


class EnclosureAdded(Fact):
    """An enclosure was added (ek eklendi, SM-4)."""

    TOPIC = "document.enclosure_added"

    enclosure: Enclosure
    content_digest: str


class EnclosureRemoved(Fact):
    """An enclosure was removed (ek çıkarıldı, SM-4, GR-3)."""

    TOPIC = "document.enclosure_removed"

    enclosure_id: str
    name: str
    content_digest: str


class ReferenceAdded(Fact):
    """A reference was added (ilgi eklendi, SM-4)."""

    TOPIC = "document.reference_added"

    reference: Reference
    content_digest: str


class ReferenceRemoved(Fact):
    """A reference was removed (ilgi çıkarıldı, SM-4)."""

    TOPIC = "document.reference_removed"

    reference_id: str
    content_digest: str


class RecipientAdded(Fact):
    """A recipient was added (muhatap eklendi, SM-4)."""

    TOPIC = "document.recipient_added"

    recipient: Recipient
    content_digest: str


class RecipientRemoved(Fact):
    """A recipient was removed (muhatap çıkarıldı, SM-4)."""

    TOPIC = "document.recipient_removed"

    recipient_id: str
    content_digest: str


class Numbered(Fact):
    """The document took its number (sayı aldı, SM-5)."""

    TOPIC = "document.numbered"

    document_no: str
    """Full number of S2-ç-3, e.g. ``E-67915368-903.07.02-4752``."""
    detsis_no: str
    file_code: str
    file_plan_version: str
    registration_no: int
    register_id: UUID
    """Stream of the register of numbers it was allocated from."""
    verification_code: str
    """Belge doğrulama kodu (DV-2)."""
    content_digest: str


class RoutedForInitials(Fact):
    """The document went out for initials (parafa sunuldu, SM-6)."""

    TOPIC = "document.routed_for_initials"

    steps: tuple[InitialsStep, ...]
    signers: tuple[SignerStep, ...]
    accepted_warnings: tuple[str, ...]
    content_digest: str


class Initialled(Fact):
    """A person in the chain initialled (paraflandı, SM-7)."""

    TOPIC = "document.initialled"

    order: int
    person_id: str
    name: str
    title: str
    method: InitialsMethod
    content_digest: str
    """What the person saw and initialled (S2-k-9)."""
    signature: SignatureFacts | None
    """The initials signature; None for e-approval."""


class ReturnedForCorrection(Fact):
    """The document went back to its drafter (iade edildi, SM-8); the reason stands in the context."""

    TOPIC = "document.returned_for_correction"

    person_id: str
    voided_initials: tuple[int, ...]
    """Turns whose initials no longer count."""
    voided_signatures: tuple[UUID, ...]


class RoutedForSignature(Fact):
    """All initials are there, the document awaits signature (imzaya sunuldu, SM-11)."""

    TOPIC = "document.routed_for_signature"

    content_digest: str


class Signed(Fact):
    """One signer signed (imzalandı, SM-12)."""

    TOPIC = "document.signed"

    order: int
    person_id: str
    name: str
    title: str
    capacity: Capacity
    on_behalf_of: str | None
    viewed_digest: str
    """Digest of the package digest the signer was shown (K-19); equals the signed one."""
    classification: Classification
    """The grade the signer confirmed (CF-2)."""
    content_digest: str
    signature: SignatureFacts


class SignatureCompleted(Fact):
    """The last signer has signed (imza tamamlandı, SM-13)."""

    TOPIC = "document.signature_completed"

    dated_at: datetime
    """Time in the time stamp of the last signature (S2-d-3)."""
    document_date: str
    """Its Istanbul calendar day, ISO."""
    signers: tuple[str, ...]
    """Names in signing order."""


class SignatureRefused(Fact):
    """A signer refused (imzadan imtina edildi, SM-14); the reason stands in the context."""

    TOPIC = "document.signature_refused"

    person_id: str
    voided_initials: tuple[int, ...]
    voided_signatures: tuple[UUID, ...]
    """Partial signatures, kept as void."""


class Cancelled(Fact):
    """The document was cancelled before it was signed (iptal edildi, SM-15); the reason stands in the context."""

    TOPIC = "document.cancelled"

    document_no: str | None
    """The number that is voided with it, if it had one."""


class Sealed(Fact):
    """The institution sealed the document (mühürlendi, SM-16)."""

    TOPIC = "document.sealed"

    final_digest: str
    """Hex SHA-256 of the final digest document (nihai özet)."""
    parts: tuple[PartDigest, ...]
    """Digest list of the final digest document."""
    seal: SignatureFacts


class Filed(Fact):
    """The document was put in its file (dosyalandı, SM-21, SM-41)."""

    TOPIC = "document.filed"

    file_code: str
    file_plan_version: str
    file_id: str
    retention_years: int | None
    """None: kept without limit."""
    disposition_code: str
    translation_document_id: UUID | None
    """Signed Turkish counterpart of a document in another language (S2-ğ-15)."""


class Received(CreationFact):
    """A package arrived (alındı, SM-31)."""

    TOPIC = "document.received"
    AGGREGATE = _DOCUMENT

    channel: Channel
    package: StoredFile
    package_id: str | None
    """BelgeId of the package; None when it could not be read."""
    encrypted: bool
    sender: Party | None
    """As the channel names it, before the package is read."""
    message_id: str | None
    received_at: datetime
    """When the message arrived; the acceptance deadline counts from here (Y-30-3)."""


class Validated(Fact):
    """The package was checked and may be registered (doğrulandı, SM-33)."""

    TOPIC = "document.validated"

    verdict: PackageVerdict
    findings: tuple[Finding, ...]
    profile: str | None
    trust_list_version: str | None


class Invalidated(Fact):
    """The package was checked and is invalid (geçersiz, SM-33)."""

    TOPIC = "document.invalidated"

    verdict: PackageVerdict
    findings: tuple[Finding, ...]
    profile: str | None
    trust_list_version: str | None


class Registered(Fact):
    """The incoming document took its own registration number (kaydedildi, SM-34)."""

    TOPIC = "document.registered"

    registration_no: int
    register_id: UUID
    unit: str
    """Unit whose register it entered."""
    year: int
    metadata: IncomingMetadata
    due_at: datetime | None
    """By when an answer is owed (S2-ö-3)."""
    acceptance_deadline: datetime | None
    """Until when it may still be sent back as not conforming (Y-30-3)."""


class Assigned(Fact):
    """The document was assigned (havale edildi, SM-38)."""

    TOPIC = "document.assigned"

    unit: str
    person_id: str | None
    person_name: str | None
    note: str | None
    due_at: datetime | None


class Reassigned(Fact):
    """The receiver passed it on (yeniden havale edildi, SM-39); the reason stands in the context."""

    TOPIC = "document.reassigned"

    from_unit: str
    from_person_id: str | None
    unit: str
    person_id: str | None
    person_name: str | None
    note: str | None
    due_at: datetime | None


class ReturnedToRegistry(Fact):
    """The receiver gave it back to the registry (evrak birimine iade edildi, SM-39)."""

    TOPIC = "document.returned_to_registry"

    from_unit: str
    from_person_id: str | None


class Answered(Fact):
    """It was answered by another document of this ledger (cevaplandı, SM-40)."""

    TOPIC = "document.answered"

    reply_document_id: UUID
    reply_document_no: str
    within_due: bool | None
    """None when no time was set."""


class ClosedWithoutAnswer(Fact):
    """It was closed and needs no answer (cevapsız kapatıldı, SM-40); the reason stands in the context."""

    TOPIC = "document.closed_without_answer"

    within_due: bool | None
