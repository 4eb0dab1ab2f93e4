"""An intake desk over books and stores in memory, which can be made to stumble at any step."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from api.procedures.intake import Intake, IntakeDesk
from api.procedures.signatures import SignatureKeeper
from archive.eyazisma.encryption import OpeningKey
from archive.storage import BlobDigest, MemoryBlobStore
from domain.documents import Document
from domain.events import Actor, Context, Origin
from domain.ledger.commands import Ledger, Rules
from domain.parties import Role
from domain.signatures import Signature
from testkit.clock import FixedClock
from testkit.memory_book import MemoryBook
from timestamping.trust import TrustStore
from timestamping.tsa import TimestampService

A = TypeVar("A", bound=Aggregate)
INSTITUTION = "24301050"
ROLES = frozenset({Role.SYSTEM, Role.REGISTRAR})


class StumbledError(RuntimeError):
    """The process is killed here."""


@dataclass
class Stumbling:
    """Counts steps; raises before the step with the given number, once."""

    before: int | None = None
    steps: int = 0

    def step(self) -> None:
        self.steps += 1
        if self.before is not None and self.steps == self.before:
            raise StumbledError


@dataclass
class DeskLedger:
    """The ledger as the desk sees it; every write is a step."""

    book: MemoryBook
    clock: FixedClock
    stumbling: Stumbling

    def submit(self, command: object, context: Context) -> object:
        self.stumbling.step()
        receipt = Ledger(self.book, Rules(f"kutuk/{INSTITUTION}")).submit(command, context, ROLES, self.clock())
        self.stumbling.step()
        return receipt

    def document(self, document_id: UUID) -> Document | None:
        return self.book.find(document_id, Document)

    def signature(self, signature_id: UUID) -> Signature | None:
        return self.book.find(signature_id, Signature)


class DeskBlobs(MemoryBlobStore):
    """A store whose every write is a step."""

    def __init__(self, stumbling: Stumbling) -> None:
        super().__init__()
        self._stumbling = stumbling

    def put(self, source: bytes | BinaryIO, *, expected: BlobDigest | None = None) -> BlobDigest:
        self._stumbling.step()
        digest = super().put(source, expected=expected)
        self._stumbling.step()
        return digest


@dataclass
class Office:
    """One institution's intake, with what it wrote."""

    keys: Sequence[OpeningKey] = ()
    clock: FixedClock = field(default_factory=FixedClock)
    stumbling: Stumbling = field(default_factory=Stumbling)
    book: MemoryBook = field(default_factory=MemoryBook)

    def __post_init__(self) -> None:
        self.blobs = DeskBlobs(self.stumbling)
        self.ledger = DeskLedger(self.book, self.clock, self.stumbling)

    def take_in(self, package: bytes, name: str = "paket.eyp") -> Intake:
        """Take a package in."""
        return self.desk().take_in(io.BytesIO(package), name)

    def topics(self, document_id: UUID) -> list[str]:
        """What happened to a document."""
        return [type(fact).TOPIC for fact in self.book.facts_of(document_id)]

    def all_topics(self) -> list[str]:
        """Everything that happened."""
        return [event.topic for event in self.book.events]

    def desk(self) -> IntakeDesk:
        trust = TrustStore()
        timestamps = TimestampService([], trust, self.clock, lambda: 1)
        return IntakeDesk(
            ledger=self.ledger,
            blobs=self.blobs,
            signatures=SignatureKeeper(self.ledger, self.blobs, trust, timestamps, self.clock),
            institution=INSTITUTION,
            registry_unit=INSTITUTION,
            context=_context(),
            now=self.clock,
            keys=self.keys,
        )


def _context() -> Callable[[str], Context]:
    actor = Actor("system:intake", "Kütük intake", "sistem", INSTITUTION)
    return lambda key: Context(actor, Origin("worker"), key)
