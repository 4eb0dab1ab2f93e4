"""Facts of one signature: attached, validated, raised to a form that lasts longer, or failed to be."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from domain.events import CreationFact, Fact
from domain.signatures.ladder import next_level_of
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from domain.signatures.values import PolicyVersions, SignatureFinding, SignaturePurpose


class Attached(CreationFact):
    """A finished signature was attached to a document (imza eklendi)."""

    TOPIC = "signature.attached"
    SCHEMA: ClassVar[int] = 2
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
    target: SignatureLevel | None
    """Level the ledger raises its own copy to; None: the institution's rule (K-13)."""

    @classmethod
    def upcast_v1_v2(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """Version 1 knew no target of a single signature."""
        return payload | {"target": None}


class Validated(Fact):
    """The signature was validated at a stated time (imza doğrulandı, GR-13)."""

    TOPIC = "signature.validated"
    SCHEMA: ClassVar[int] = 2

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
    """When it ought to be raised to `next_level`; None with a `next_level`: it was not computed."""
    next_level: SignatureLevel | None
    """What it is to be raised to, or renewed as; None: nothing further is to be done."""
    weakens: datetime | None
    """When the first thing its evidence rests on ends: a certificate of the newest stamp, or an algorithm (K-10)."""

    @classmethod
    def upcast_v1_v2(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """Version 1 planned raising to T only: what lies above follows from the level, its time is not known."""
        return _with_plan(payload, payload["level"])


class Raised(Fact):
    """The signature was raised to a higher level (imza güçlendirildi, GR-14); old bytes stay beside the new."""

    TOPIC = "signature.raised"
    SCHEMA: ClassVar[int] = 2

    from_level: SignatureLevel
    to_level: SignatureLevel
    old_digest: str
    new_digest: str
    new_size: int
    tsa: str | None
    """Name of the time-stamp authority; None for a raise that took no stamp (XL: references and values)."""
    gen_time: datetime | None
    test: bool
    """Stamped by the test authority."""
    due: datetime | None
    """When it ought to be raised to `next_level`; None with a `next_level`: it was not computed."""
    next_level: SignatureLevel | None
    """What it is to be raised to next, or renewed as; None: nothing further is to be done."""
    weakens: datetime | None
    """When the first thing its evidence rests on ends: a certificate of the newest stamp, or an algorithm (K-10)."""

    @classmethod
    def upcast_v1_v2(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """As that of `Validated`."""
        return _with_plan(payload, payload["to_level"])


class RaisingFailed(Fact):
    """The signature could not be raised (imza güçlendirilemedi); it is tried again."""

    TOPIC = "signature.raising_failed"

    to_level: SignatureLevel
    reason_code: str
    message: str
    attempt: int
    """Number of failed tries since the last success, from 1."""
    retry_at: datetime | None


def _with_plan(payload: dict[str, Any], level: str) -> dict[str, Any]:
    following = next_level_of(SignatureLevel(level))
    return payload | {"next_level": None if following is None else following.value, "weakens": None}
