"""What may be asked of a document; the actor, the roles and the time come beside the command."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.documents.values import (
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
    incoming_document_id,
)
from domain.filing import Classification, Retention, Urgency
from domain.parties import Party


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """Open a draft (SM-1)."""

    document_id: UUID
    direction: Direction
    unit: str
    subject: str
    medium: Medium = Medium.ELECTRONIC
    medium_ground: str | None = None
    document_type: str = "letter"
    template: str | None = None
    language: str = "tur"
    body: StoredFile | None = None
    editors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditDraft:
    """Change fields of a draft (SM-2); None leaves a field as it is."""

    document_id: UUID
    subject: str | None = None
    document_type: str | None = None
    language: str | None = None
    body: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class ProposeGrade:
    """Propose a grade (SM-3)."""

    document_id: UUID
    classification: Classification
    justification: str | None = None
    ends_on: str | None = None


@dataclass(frozen=True, slots=True)
class SetUrgency:
    """Set the urgency (SM-3)."""

    document_id: UUID
    urgency: Urgency
    due_duration: str | None = None


@dataclass(frozen=True, slots=True)
class AddEnclosure:
    """Add an enclosure (SM-4)."""

    document_id: UUID
    enclosure: Enclosure


@dataclass(frozen=True, slots=True)
class RemoveEnclosure:
    """Remove an enclosure (SM-4)."""

    document_id: UUID
    enclosure_id: str


@dataclass(frozen=True, slots=True)
class AddReference:
    """Add a reference (SM-4)."""

    document_id: UUID
    reference: Reference


@dataclass(frozen=True, slots=True)
class RemoveReference:
    """Remove a reference (SM-4)."""

    document_id: UUID
    reference_id: str


@dataclass(frozen=True, slots=True)
class AddRecipient:
    """Add a recipient (SM-4)."""

    document_id: UUID
    recipient: Recipient


@dataclass(frozen=True, slots=True)
class RemoveRecipient:
    """Remove a recipient (SM-4)."""

    document_id: UUID
    recipient_id: str


@dataclass(frozen=True, slots=True)
class CheckLetter:
    """Give the letter of a draft and have it checked by the rules (SM-6)."""

    document_id: UUID
    specification: str
    """JSON of docs/formats/letter-specification.md."""


@dataclass(frozen=True, slots=True)
class NumberDocument:
    """Give a draft its number (SM-5); the registration number is allocated in the same transaction."""

    document_id: UUID
    detsis_no: str
    file_code: str
    verification_code: str
    """At least 80 random bits, upper-case ASCII letters and digits (DV-2); made by the caller."""


@dataclass(frozen=True, slots=True)
class RouteForInitials:
    """Send a draft out for initials and name its signers (SM-6); without steps it goes straight to the signers."""

    document_id: UUID
    steps: tuple[InitialsStep, ...]
    signers: tuple[SignerStep, ...]
    accepted_warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InitialDocument:
    """Initial in one's turn (SM-7)."""

    document_id: UUID
    content_digest: str
    """The content digest the person was shown."""
    method: InitialsMethod = InitialsMethod.E_APPROVAL
    signature: SignatureFacts | None = None


@dataclass(frozen=True, slots=True)
class ReturnForCorrection:
    """Give the document back to its drafter (SM-8)."""

    document_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class SignDocument:
    """Attach one's finished signature (SM-12); the last one completes the document (SM-13)."""

    document_id: UUID
    viewed_digest: str
    confirmed_classification: Classification
    signature: SignatureFacts


@dataclass(frozen=True, slots=True)
class RefuseSignature:
    """Refuse to sign (SM-14)."""

    document_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class CancelDocument:
    """Cancel a document that is not signed (SM-15); its number is voided in the same transaction."""

    document_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class SealDocument:
    """Attach the institution's seal (SM-16)."""

    document_id: UUID
    final_digest: str
    parts: tuple[PartDigest, ...]
    seal: SignatureFacts


@dataclass(frozen=True, slots=True)
class FileDocument:
    """Put a document in its file (SM-21, SM-41)."""

    document_id: UUID
    file_code: str
    file_id: str
    retention: Retention | None = None
    """None: as the file plan says."""
    translation_document_id: UUID | None = None
    """Signed Turkish counterpart, owed for a document in another language (S2-ğ-15)."""


@dataclass(frozen=True, slots=True)
class ReceiveDocument:
    """Take in a package that arrived (SM-31).

    The document's id follows from the package, so that a package sent twice is one document (KEP-9).
    """

    channel: Channel
    package: StoredFile
    received_at: datetime
    package_id: str | None = None
    encrypted: bool = False
    sender: Party | None = None
    message_id: str | None = None
    attempt: int = 0
    """How many packages of this BelgeId came before and failed."""

    @property
    def document_id(self) -> UUID:
        """Id of the document the package becomes."""
        return incoming_document_id(self.package_id, self.package.digest, self.attempt)


@dataclass(frozen=True, slots=True)
class RecordDecryption:
    """Record that a received package was opened and where the plain one lies (SM-32)."""

    document_id: UUID
    package: StoredFile
    key_id: str | None


@dataclass(frozen=True, slots=True)
class RecordDuplicate:
    """Link another package of the same BelgeId to the document that came first (KEP-9)."""

    document_id: UUID
    channel: Channel
    package: StoredFile
    received_at: datetime
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class RecordPackageCheck:
    """Record how the check of a received package ended (SM-33): validated, or invalidated when it failed."""

    document_id: UUID
    verdict: PackageVerdict
    findings: tuple[Finding, ...] = ()
    profile: str | None = None
    trust_list_version: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """Enter a validated document in the incoming register (SM-34)."""

    document_id: UUID
    unit: str
    metadata: IncomingMetadata
    due_at: datetime | None = None
    acceptance_deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class RejectDocument:
    """Send a package back to its sender, with the reason (SM-35, S1-KEP-4)."""

    document_id: UUID
    reason_code: str
    reason_text: str
    package_id: str | None = None
    """None: as recorded when it arrived; of an unreadable package the name it came under."""
    document_date: str | None = None
    document_no: str | None = None
    subject: str | None = None
    kep_address: str | None = None
    message_id: str | None = None
    evidence_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignDocument:
    """Assign a registered document to a unit or a person (SM-38)."""

    document_id: UUID
    unit: str
    person_id: str | None = None
    person_name: str | None = None
    note: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReassignDocument:
    """Pass an assigned document on (SM-39)."""

    document_id: UUID
    unit: str
    reason: str
    person_id: str | None = None
    person_name: str | None = None
    note: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReturnToRegistry:
    """Give an assigned document back to the registry office (SM-39)."""

    document_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerDocument:
    """Link the document that answers an assigned one (SM-40)."""

    document_id: UUID
    reply_document_id: UUID


@dataclass(frozen=True, slots=True)
class CloseWithoutAnswer:
    """Close an assigned document that needs no answer (SM-40)."""

    document_id: UUID
    reason: str
