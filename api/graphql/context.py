"""What the GraphQL door needs from the composition, and what one request knows."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, BinaryIO, Protocol, TypeVar
from uuid import UUID

import anyio.to_thread
from strawberry.types import Info

from api.access import (
    AppendReads,
    Authenticator,
    Clock,
    Credentials,
    Identity,
    NotSignedInError,
    Operation,
    ReadRecorder,
    grades_of,
    require,
)
from api.graphql.limits import GraphQLLimits
from api.graphql.loaders import Loaders
from api.graphql.signature_facts import SignatureFactReader
from api.graphql.stopped_views import Positions, require_running
from api.graphql.tailing import EventBell
from api.procedures.intake import IntakeDesk
from api.procedures.package_export import PackageExport
from archive.storage import BlobStore
from archive.transfer import Built, Profile
from domain.events import Actor, Context, Origin
from domain.filing import Classification
from domain.ledger.store import EventBook, Receipt
from projections.audit import AuditReader
from projections.days import DayReader
from projections.documents import DocumentReader
from projections.registers import RegisterReader
from projections.renewals import RenewalReader
from projections.search import SearchReader

Answer = TypeVar("Answer")

ANONYMOUS = Actor(id="anonymous", name="", title="", unit="")
"""Actor of requests in which nobody is recognised."""


class Commands(Protocol):
    """The book's command side (`domain.ledger.commands.Ledger`)."""

    def submit(self, command: Any, context: Context, roles: Iterable[str], now: datetime) -> Receipt:
        """Decide and append. Raises Refusal and the store's errors."""


class Views(Protocol):
    """Waits until views have folded a position (`projections.runner.ViewClock`)."""

    def wait_all(self, names: tuple[str, ...], position: int, timeout: float) -> bool:
        """Whether all named views were there in time."""


class TreeProofs(Protocol):
    """Inclusion proofs out of the ledger's tree."""

    def inclusion(self, position: int, size: int) -> tuple[bytes, ...]:
        """Path from the leaf of a position (leaf index = position − 1) to the root at ``size``; 32-byte hashes."""


class EvidenceWriter(Protocol):
    """Writes the evidence package of a document (`api.composition.evidence.EvidenceExport`)."""

    def __call__(self, document_id: UUID, profile: Profile, at: datetime, out: BinaryIO) -> Built | None:
        """None, and nothing written, when there is no such document."""


@dataclass(frozen=True, slots=True)
class GraphQLServices:
    """Everything the door calls; made by the composition, shared by all requests, safe to use from several threads."""

    institution: str
    """DETSİS number of the institution whose ledger this is."""
    ledger: Commands
    book: EventBook
    documents: DocumentReader
    search: SearchReader
    days: DayReader
    audit: AuditReader
    renewals: RenewalReader
    registers: RegisterReader
    views: Views
    proofs: TreeProofs
    blobs: BlobStore
    signatures: SignatureFactReader
    append_reads: AppendReads
    authenticator: Authenticator
    now: Clock
    new_id: Callable[[], UUID]
    code_secret: bytes = field(repr=False)
    """Keys the derivation of verification codes; at least 32 random bytes, kept as long as the ledger."""
    limits: GraphQLLimits = field(default_factory=GraphQLLimits)
    introspection: bool = True
    """Whether the schema may be asked for."""
    known_queries: frozenset[str] | None = None
    """Hex SHA-256 of the only query texts that may run; None: any query may."""
    positions: Positions | None = None
    """Says which views stopped; None: views are taken to run."""
    evidence: EvidenceWriter | None = None
    """None: this door hands out no evidence packages."""

    intake: Callable[[Callable[[str], Context]], IntakeDesk] | None = None
    """A desk for packages, given the context of who sits at it; None: this door takes no packages in."""

    packages: Callable[[], AbstractContextManager[PackageExport]] | None = None
    """Builds exchange packages; None: this door hands out none."""

    def new_trace_id(self) -> str:
        """A fresh identifier that an answer and the log share."""
        return self.new_id().hex


class RequestContext:
    """One request, or one WebSocket: who asks, from where, and what was read."""

    def __init__(self, services: GraphQLServices, origin: Origin, bell: EventBell, over_websocket: bool) -> None:
        self.services = services
        self.origin = origin
        self.bell = bell
        self.over_websocket = over_websocket
        self.connection_params: dict[str, object] | None = None
        """Filled by the WebSocket protocol."""
        self.identity: Identity | None = None
        self.credentials = Credentials()
        """What the caller was recognised by."""
        self.trace_id = services.new_trace_id()
        self.loaders = self._new_loaders()
        self.reads = ReadRecorder(services.append_reads, self._context(ANONYMOUS), services.now)

    def look_anew(self) -> None:
        """Forget rows read so far: whoever stays long must not be answered from grades and days of an hour ago."""
        self.loaders = self._new_loaders()

    async def running(self, *views: str) -> None:
        """Make sure the views an answer rests on take in events. Raises QueryRefused (``VIEW_STOPPED``)."""
        require_running(await self.loaders.views(), *views)

    def still(self) -> None:
        """Make sure a caller who stays long is still signed in. Raises NotSignedInError. Blocks."""
        if self.services.authenticator.authenticate(self.credentials) is None:
            raise NotSignedInError

    def recognise(self, identity: Identity | None) -> None:
        """Say who asks; reads are recorded under this name."""
        self.identity = identity
        if identity is not None:
            self.origin = self.origin_of(identity)
            self.reads.context = self._context(identity.actor())

    def who(self) -> Identity:
        """The identity. Raises NotSignedInError."""
        if self.identity is None:
            raise NotSignedInError
        return self.identity

    def may(self, operation: Operation) -> bool:
        """Whether the caller may do the operation, without recording a denial."""
        return self.identity is not None and self.identity.may(operation)

    def grades(self) -> tuple[str, ...] | None:
        """Grades of documents the caller may see; None: all of them, and documents whose grade is not known yet."""
        found = grades_of(self.who())
        return None if len(found) == len(Classification) else found

    def origin_of(self, identity: Identity) -> Origin:
        """The request's origin with the session the identity came through."""
        return replace(self.origin, session=identity.session)

    def _new_loaders(self) -> Loaders:
        services = self.services
        return Loaders(services.book, services.days, services.documents, services.now, services.positions)

    def _context(self, actor: Actor) -> Context:
        return Context(actor=actor, origin=self.origin, request_key=self.trace_id)


KutukInfo = Info[RequestContext, None]


async def in_thread(work: Callable[[], Answer]) -> Answer:
    """Run blocking work off the event loop."""
    return await anyio.to_thread.run_sync(work)


async def permitted(
    info: KutukInfo, operation: Operation, element_id: str | None = None, rests_on: tuple[str, ...] = ()
) -> RequestContext:
    """The request's context when the caller may do the operation; else the attempt is recorded and refused.

    rests_on: views the answer is made from. Raises QueryRefused when one of them stopped.
    """
    request = info.context
    if not request.may(operation):
        element = f"graphql:{info.field_name}"
        await in_thread(lambda: require(request.identity, operation, request.reads, element, element_id))
    await request.running(*rests_on)
    return request
