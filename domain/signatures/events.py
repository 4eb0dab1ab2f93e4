"""Facts of one signature: attached, validated, raised to a form that lasts longer, or failed to be."""

from datetime import datetime
from uuid import UUID

from domain.events import CreationFact, Fact
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from domain.signatures.values import PolicyVersions, SignatureFinding, SignaturePurpose


class Attached(CreationFact):
    """A finished signature was attached to a document (imza eklendi)."""

    TOPIC = "signature.attached"
    AGGREGATE = "domain.signatures.model:Signature"

    document_id: UUID
    purpose: SignaturePurpose
    digest: str
    """Hex SHA-256 of the CMS bytes in blob storage."""
    size: int
    content_digest: str | None
    """Hex SHA-256 of the detached content in blob storage; None when the content is attached."""
    signer: str | None
    """Signer's name as read from the certificate."""
    level: SignatureLevel
    due: datetime | None
    """When it ought to be raised next, if known."""


class Validated(Fact):
    """The signature was validated at a stated time (imza doğrulandı, GR-13)."""

    TOPIC = "signature.validated"

    digest: str
    """Digest of the bytes judged."""
    level: SignatureLevel
    indication: Indication
    sub_indication: SubIndication | None
    intact: bool
    """Digest and signature bytes verify, whatever the trust."""
    findings: tuple[SignatureFinding, ...]
    judged_at: datetime
    """The time for which the verdict holds."""
    policies: PolicyVersions
    due: datetime | None


class Raised(Fact):
    """The signature was raised to a higher level (imza güçlendirildi, GR-14); old bytes stay beside the new."""

    TOPIC = "signature.raised"

    from_level: SignatureLevel
    to_level: SignatureLevel
    old_digest: str
    new_digest: str
    new_size: int
    tsa: str
    """Name of the time-stamp authority."""
    gen_time: datetime
    test: bool
    """Stamped by the test authority."""
    due: datetime | None
    """When it ought to be raised next."""


class RaisingFailed(Fact):
    """The signature could not be raised (imza güçlendirilemedi); it is tried again."""

    TOPIC = "signature.raising_failed"

    to_level: SignatureLevel
    reason_code: str
    message: str
    attempt: int
    """Number of failed tries since the last success, from 1."""
    retry_at: datetime | None
