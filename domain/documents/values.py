"""Values of a document: its directions, media, states, and the parts that drafts and packages are made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.events import stream_id_of
from domain.filing import Classification, Urgency
from domain.letters.kinds import Capacity as Capacity
from domain.letters.kinds import Distribution as Distribution
from domain.letters.kinds import Medium as Medium
from domain.parties import Party
from domain.signatures.levels import SignatureLevel


class Direction(StrEnum):
    """Which way a document runs (Y-3-9)."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"
    INTERNAL = "internal"


class DocumentState(StrEnum):
    """State of a document in the machine of mevzuat §11; Turkish names in the docstrings of the events."""

    DRAFT = "draft"
    NUMBERED = "numbered"
    INITIALLING = "initialling"
    AWAITING_SIGNATURE = "awaiting_signature"
    SIGNED = "signed"
    SEALED = "sealed"
    CANCELLED = "cancelled"
    RECEIVED = "received"
    VALIDATED = "validated"
    INVALID = "invalid"
    DECRYPTED = "decrypted"
    REJECTED = "rejected"
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    CLOSED = "closed"
    FILED = "filed"


class EnclosureKind(StrEnum):
    """Kind of enclosure (ek türü, K-20 codes)."""

    FILE = "DED"
    """Electronic file that travels inside the package."""
    LINK = "HRF"
    """Reference to a place outside the package; never signed."""
    PHYSICAL = "FZK"
    """Physical object; never signed."""


class InitialsMethod(StrEnum):
    """How initials are given electronically (S2-k-4)."""

    E_APPROVAL = "e_onay"
    E_SIGNATURE = "e_imza"


class Channel(StrEnum):
    """Way an incoming document reached the institution."""

    KEP = "kep"
    UPLOAD = "upload"
    """Handed over on a storage medium or through a door (Y-30-2)."""
    PAPER = "paper"


class PackageVerdict(StrEnum):
    """Outcome of checking a package; indeterminate is never rounded to failed."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes kept in blob storage, named by their digest."""

    digest: str
    """Lower-case hex SHA-256 of the bytes."""
    size: int
    """Length in bytes."""
    media_type: str
    """MIME type found in the content."""
    name: str
    """File name as people see it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Old and new value of one field of a draft, as text people can read (U6)."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One enclosure (ek)."""

    id: str
    """Unique within the document (K-7)."""
    name: str
    kind: EnclosureKind
    signed: bool = False
    """Covered by the package digest; only files can be."""
    file: StoredFile | None = None
    """The bytes of a file enclosure."""
    location: str | None = None
    """Address of a link, or place of a physical object."""
    page_count: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One related document (ilgi)."""

    id: str
    date: str | None
    """ISO date of the referenced document; None only for an undated application (Y-15-2)."""
    sender: str | None = None
    """Sending institution or person; left out between the two correspondents (S2-g-8)."""
    document_no: str | None = None
    document_id: UUID | None = None
    """The document in this ledger, when it is known (S2-g-1)."""
    name: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One entry of the distribution (dağıtım)."""

    id: str
    party: Party
    distribution: Distribution
    omitted_enclosures: tuple[str, ...] = ()
    """Ids of enclosures that this recipient does not get (konulmamış ek, S2-ı-8)."""
    due_duration: str | None = None
    """Reply time of this recipient (Miat), ISO 8601 duration."""
    via: str | None = None
    """Id of the recipient through which it is sent (S2-f-9)."""


@dataclass(frozen=True, slots=True)
class InitialsStep:
    """One turn in the chain of initials (paraf)."""

    order: int
    """Turn, from 1 without gaps."""
    person_id: str
    name: str
    title: str
    """Title without abbreviations (S2-k-1)."""
    unit: str
    rank: int
    """Rank in the institution; larger is higher. The chain never goes down (SM-6)."""


@dataclass(frozen=True, slots=True)
class SignerStep:
    """One turn in the chain of signatures."""

    order: int
    """Turn, from 1 without gaps."""
    person_id: str
    name: str
    title: str
    unit: str
    rank: int
    authority: str
    """Identifier of the signing-authority rule that covers this signer (S2-h-10)."""
    capacity: Capacity = Capacity.PRINCIPAL
    on_behalf_of: str | None = None
    """Office signed for when the capacity is not the signer's own."""
    valid_from: str | None = None
    """First day (ISO, Istanbul) of the delegation or acting appointment."""
    valid_until: str | None = None
    """Last day of it."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What is recorded of a certificate used to sign or seal (K-3)."""

    serial: str
    """Serial number, lower-case hex."""
    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    revocation_status: str
    """``good``, ``revoked`` or ``unknown``."""
    revocation_source: str | None = None
    """Digest of the OCSP answer or revocation list the status comes from."""


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What is recorded of a finished electronic signature or seal; its bytes lie in blob storage."""

    signature_id: UUID
    """Stream of the signature's own life (attached, validated, raised)."""
    file: StoredFile
    """The CMS bytes."""
    signed_digest: str
    """Hex SHA-256 of the content that the signature covers."""
    level: SignatureLevel
    """Level at attachment."""
    profile: str | None = None
    """Signature policy profile, e.g. ``P4`` (K-2)."""
    stamped_at: datetime | None = None
    """Time in its signature time-stamp; None while there is none."""
    certificate: CertificateFacts | None = None
    """None when the signing certificate could not be read."""
    detached_content: str | None = None
    """Hex SHA-256 of the detached content in blob storage; None when the CMS holds its content."""
    due: datetime | None = None
    """When it ought to be raised next, if known."""


@dataclass(frozen=True, slots=True)
class PartDigest:
    """Digest of one part in a digest document (K-5)."""

    part: str
    algorithm: str
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about a package."""

    code: str
    """Official code where one exists, else ours."""
    rule: str
    severity: str
    """``F``, ``E``, ``W`` or ``N``."""
    message: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingMetadata:
    """Metadata (üstveri) of an incoming document, as read from its package."""

    subject: str
    document_no: str | None = None
    """Number given by the sender."""
    document_date: str | None = None
    """ISO date given by the sender."""
    dated_at: datetime | None = None
    """Instant in the final metadata the date comes from (K-4)."""
    sender: Party | None = None
    classification: Classification = Classification.NONE
    urgency: Urgency = Urgency.NORMAL
    due_duration: str | None = None
    """Reply time, ISO 8601 duration (Miat)."""
    file_code: str | None = None
    """File code of the sender."""
    language: str = "tur"
    """ISO 639-3 code."""
    package_version: str | None = None
    """Version of the package format, e.g. ``2.0``."""
    enclosures: tuple[Enclosure, ...] = ()
    references: tuple[Reference, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signers: tuple[str, ...] = ()
    """Names of the signers, in order."""


def incoming_document_id(package_id: str | None, package_digest: str, attempt: int = 0) -> UUID:
    """Id of the document that a package becomes: from its BelgeId, or from its bytes when that cannot be read.

    The same package gives the same id however often it is sent (KEP-9). `attempt` counts the packages of that BelgeId
    which came before and ended as invalid or rejected: what failed must not keep the sound letter out.
    """
    if package_id and attempt:
        return stream_id_of("package", package_id.upper(), str(attempt))
    if package_id:
        return stream_id_of("package", package_id.upper())
    return stream_id_of("package-bytes", package_digest)
