"""Facts of a package on its way in that not every package has: opened, come again, sent back (mevzuat §11.3)."""

from datetime import datetime

from domain.documents.values import Channel, StoredFile
from domain.events import Fact


class Decrypted(Fact):
    """The encrypted package was opened (şifresi çözüldü, SM-32); what is kept for long is the plain one (S1-ŞİF-5)."""

    TOPIC = "document.decrypted"

    package: StoredFile
    """The plain package, stored beside the encrypted one."""
    key_id: str | None
    """Serial number of the certificate whose key opened it, hex; None when it was not encrypted at all."""


class DuplicateReceived(Fact):
    """Another package with the same BelgeId arrived (yinelenen paket alındı, KEP-9); linked, not registered anew."""

    TOPIC = "document.duplicate_received"

    channel: Channel
    package: StoredFile
    message_id: str | None
    received_at: datetime


class Rejected(Fact):
    """The package was sent back (reddedildi, SM-35); what the notice to the sender says (S1-KEP-4, S1-KEP-5)."""

    TOPIC = "document.rejected"

    package_id: str
    """Unique id of the package; of one that cannot be read, the name under which it came. Never empty."""
    document_date: str | None
    """Date, number and subject only as read from the package; None: could not be read, and is not made up."""
    document_no: str | None
    subject: str | None
    reason_code: str
    """Rule that the package breaks."""
    reason_text: str
    """The reason as the sender reads it. Never empty."""
    kep_address: str | None
    """Address of the sender to which the notice goes."""
    message_id: str | None
    """KEP message of the notice, when it went by KEP."""
    evidence_ids: tuple[str, ...]
    """Evidence (delil) of that message."""
    deadline: datetime
    """Until when it could be sent back (Y-30-3)."""
