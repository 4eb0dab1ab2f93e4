"""Reads as facts: who viewed, searched, downloaded, printed, exported or verified what (EV-5, GR-4, GR-5, GR-13).

Every fact names the element read (``element_type`` such as ``document``, ``day``, ``signature``, ``event_list``) and
the documents concerned, so that the retention of daily reports can be computed (GD-2).
"""

from uuid import UUID

from domain.access.values import DeniedCause, SignInOutcome, VerificationOutcome
from domain.events import Fact


class Viewed(Fact):
    """An element was shown on a screen or answered to a program (görüntülendi)."""

    TOPIC = "access.viewed"

    element_type: str
    element_id: str
    element_label: str | None
    """Number or subject; None for graded documents (GR-R6)."""
    document_ids: tuple[UUID, ...]
    version: int | None
    """Stream version seen (U18)."""
    part: str | None
    """Page, tab or part shown."""
    purpose: str | None


class Searched(Fact):
    """A search was run (arama yapıldı)."""

    TOPIC = "access.searched"

    element_type: str
    query: str | None
    """Minimised: long digit runs and text about persons masked (GR-R6)."""
    filters: tuple[str, ...]
    """``name=value`` texts."""
    result_count: int
    opened_ids: tuple[UUID, ...]
    """Documents the answer named."""
    purpose: str | None


class Downloaded(Fact):
    """Bytes were handed out (indirildi)."""

    TOPIC = "access.downloaded"

    element_type: str
    element_id: str
    element_label: str | None
    document_ids: tuple[UUID, ...]
    version: int | None
    part: str | None
    digest: str | None
    """Hex SHA-256 of the bytes handed out."""
    size: int | None
    purpose: str | None


class Printed(Fact):
    """A page was printed (yazdırıldı, Y-29-1)."""

    TOPIC = "access.printed"

    element_type: str
    element_id: str
    element_label: str | None
    document_ids: tuple[UUID, ...]
    version: int | None
    copies: int
    purpose: str | None


class Exported(Fact):
    """A set of records was exported (dışa aktarıldı)."""

    TOPIC = "access.exported"

    element_type: str
    element_id: str | None
    document_ids: tuple[UUID, ...]
    format: str
    filters: tuple[str, ...]
    result_count: int
    purpose: str | None


class Verified(Fact):
    """Something was verified, by code or by its proofs (doğrulama yapıldı, DV-5, GR-13)."""

    TOPIC = "access.verified"

    element_type: str
    element_id: str
    document_ids: tuple[UUID, ...]
    method: str
    """``code``, ``qr_code``, ``package``, ``signature``, ``day`` or ``ledger``."""
    outcome: VerificationOutcome
    findings: tuple[str, ...]


class SignedIn(Fact):
    """Somebody signed in or out, or failed to (oturum açma, GR-15)."""

    TOPIC = "access.signed_in"

    method: str
    outcome: SignInOutcome
    roles: tuple[str, ...]


class Denied(Fact):
    """A read was denied (erişim reddedildi, T-9)."""

    TOPIC = "access.denied"

    element_type: str
    element_id: str | None
    document_ids: tuple[UUID, ...]
    cause: DeniedCause
    rule_id: str


class CommandRefused(Fact):
    """A rule refused a command (işlem reddedildi, EV-4); never holds the refused content."""

    TOPIC = "command.refused"

    command: str
    """Name of the command, e.g. ``InitialDocument``."""
    target_id: UUID | None
    """Aggregate it was meant for, if there is one."""
    rule_id: str
    field: str | None
    message_tr: str
    message_en: str
