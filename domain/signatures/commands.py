"""What doors and workers ask of a signature."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from domain.signatures.values import PolicyVersions, SignatureFinding, SignaturePurpose


@dataclass(frozen=True, slots=True)
class AttachSignature:
    """Attach a finished signature to a document."""

    signature_id: UUID
    document_id: UUID
    purpose: SignaturePurpose
    digest: str
    size: int
    level: SignatureLevel
    content_digest: str | None = None
    signer: str | None = None
    due: datetime | None = None
    target: SignatureLevel | None = None


@dataclass(frozen=True, slots=True)
class RecordValidation:
    """Record a validation; it appends and never replaces an earlier one (K-8)."""

    signature_id: UUID
    digest: str
    level: SignatureLevel
    indication: Indication
    intact: bool
    judged_at: datetime
    sub_indication: SubIndication | None = None
    findings: tuple[SignatureFinding, ...] = ()
    policies: PolicyVersions = field(default_factory=PolicyVersions)
    due: datetime | None = None
    next_level: SignatureLevel | None = None
    weakens: datetime | None = None


@dataclass(frozen=True, slots=True)
class RaiseSignature:
    """Record that a signature was raised and its new bytes are stored beside the old."""

    signature_id: UUID
    to_level: SignatureLevel
    old_digest: str
    new_digest: str
    new_size: int
    tsa: str | None
    gen_time: datetime | None
    test: bool
    due: datetime | None = None
    next_level: SignatureLevel | None = None
    weakens: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecordRaisingFailure:
    """Record that a signature could not be raised."""

    signature_id: UUID
    to_level: SignatureLevel
    reason_code: str
    message: str
    retry_at: datetime | None = None
