"""The ledger as doors and workers call it: the clock joined to the commands, each caller with its own roles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.access import Read, RecordReads
from domain.documents import Document
from domain.events import Actor, Context, Origin
from domain.ledger import Receipt
from domain.ledger.commands import Ledger, StoredBook
from domain.parties import Role
from domain.signatures import Signature


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands of identified callers; the time of the act is ours, never the caller's."""

    ledger: Ledger
    now: Callable[[], datetime]

    def submit(self, command: Any, context: Context, roles: frozenset[Role]) -> Receipt:
        """Decide and append. Raises Refusal and the store's errors."""
        return self.ledger.submit(command, context, roles, self.now())


@dataclass(frozen=True, slots=True)
class SystemHand:
    """What processes of the ledger itself may do: it acts as a named system actor, never as a person (A3)."""

    commands: Commands
    book: StoredBook
    name: str
    """Name of the process, e.g. ``worker-close``."""
    institution: str
    roles: frozenset[Role] = frozenset({Role.SYSTEM})
    """Roles it decides with; intake also has those of the registry office, whose desk it is (SM-34)."""

    def submit(self, command: Any, context: Context) -> Receipt:
        """Decide and append."""
        return self.commands.submit(command, context, self.roles)

    def context(self, request_key: str) -> Context:
        """The system's context for a request."""
        actor = Actor(f"system:{self.name}", f"Kütük {self.name}", "sistem", self.institution)
        return Context(actor, Origin("worker"), request_key)

    def document(self, document_id: UUID) -> Document | None:
        """A document as the ledger knows it; None when there is none."""
        return self.book.find(document_id, Document)

    def signature(self, signature_id: UUID) -> Signature | None:
        """A signature as the ledger knows it; None when there is none."""
        return self.book.find(signature_id, Signature)


@dataclass(frozen=True, slots=True)
class ReadAppender:
    """Appends reads of one process (design §4)."""

    ledger: Ledger
    process: str

    def __call__(self, reads: Sequence[Read]) -> None:
        self.ledger.record_reads(RecordReads(self.process, tuple(reads)))
