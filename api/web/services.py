"""What the pages need of the rest of the house; `api.composition` hands it over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.access import AppendReads, DemoDirectory, SessionAuthenticator, SessionCookies
from archive.storage import BlobStore
from domain.events import Actor, RecordedEvent
from projections.audit import AuditReader
from projections.days import DayReader
from projections.documents import DocumentReader
from projections.registers import RegisterReader
from projections.renewals import RenewalReader
from projections.runner import PositionReader
from projections.search import SearchReader


@dataclass(frozen=True, slots=True)
class PageServices:
    """Readers, sign-ins and secrets of the pages."""

    institution: str
    """Whose ledger this is, as the masthead says: name, or DETSİS number where no name is set."""
    documents: DocumentReader
    search: SearchReader
    registers: RegisterReader
    days: DayReader
    audit: AuditReader
    renewals: RenewalReader
    positions: PositionReader
    """How far each view is, and which one stands still."""
    event_at: Callable[[int], RecordedEvent | None]
    """The event at a position, None when there is none."""
    inclusion: Callable[[int, int], tuple[bytes, ...]]
    """Path from the leaf of a position to the root at a tree size."""
    reports: BlobStore
    """Daily reports by their digest."""
    append_reads: AppendReads
    sessions: SessionAuthenticator
    cookies: SessionCookies
    directory: DemoDirectory | None
    """Demo people; None unless the demo flag is set, then nobody can sign in here."""
    form_secret: bytes
    visitor: Actor
    """Stands for a visitor who has not signed in."""
    secure_cookies: bool
    """Cookies only over TLS; off only for an address on this machine."""
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
