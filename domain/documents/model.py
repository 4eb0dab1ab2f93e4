"""The document: its state, folded from its facts. What may happen to it is decided by the functions of this room."""

from dataclasses import field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.documents.content import Content, drafted_content
from domain.documents.events import (
    Answered,
    Assigned,
    Cancelled,
    ClosedWithoutAnswer,
    Drafted,
    Edited,
    EnclosureAdded,
    EnclosureRemoved,
    Filed,
    GradeProposed,
    Initialled,
    Invalidated,
    Numbered,
    Reassigned,
    Received,
    RecipientAdded,
    RecipientRemoved,
    ReferenceAdded,
    ReferenceRemoved,
    Registered,
    ReturnedForCorrection,
    ReturnedToRegistry,
    RoutedForInitials,
    RoutedForSignature,
    Sealed,
    SignatureCompleted,
    SignatureRefused,
    Signed,
    UrgencySet,
    Validated,
)
from domain.documents.incoming_events import Decrypted, DuplicateReceived, Rejected
from domain.documents.letter_events import LetterChecked
from domain.documents.values import DocumentState, InitialsStep, PackageVerdict, SignerStep
from domain.events import CreationFact, Fact
from domain.parties import Act


class Document(Aggregate):
    """One document, outgoing, internal or incoming."""

    state: DocumentState = DocumentState.DRAFT
    content: Content = field(default_factory=Content)
    unit: str = ""
    """Owning unit: of the drafter, or whose register an incoming document entered."""
    drafter_id: str = ""
    editor_ids: tuple[str, ...] = ()
    number: Numbered | None = None
    chain: tuple[InitialsStep, ...] = ()
    signer_chain: tuple[SignerStep, ...] = ()
    initials: tuple[Initialled, ...] = ()
    """Initials that count, in turn."""
    signatures: tuple[Signed, ...] = ()
    """Signatures that count, in turn."""
    completion: SignatureCompleted | None = None
    sealing: Sealed | None = None
    receipt: Received | None = None
    plain: Decrypted | None = None
    """The plain package of one that came encrypted."""
    verdict: PackageVerdict | None = None
    """How the check of its package ended."""
    duplicates: tuple[str, ...] = ()
    """Digests of further packages with the same BelgeId."""
    registration: Registered | None = None
    holder_unit: str | None = None
    """Unit an incoming document is assigned to."""
    holder_id: str | None = None
    """Person it is assigned to, if one is named."""
    due: datetime | None = None

    @classmethod
    def begin(cls, first: type[CreationFact], document_id: UUID, act: Act, **payload: Any) -> Self:
        """A document with its first fact."""
        return cls._create(first, id=document_id, **act.stamp, **payload)

    def record(self, kind: type[Fact], act: Act, **payload: Any) -> None:
        """Let a decided fact happen."""
        self.trigger_event(kind, **act.stamp, **payload)

    @property
    def incoming(self) -> bool:
        """Whether it came from outside."""
        return self.receipt is not None

    @property
    def document_no(self) -> str | None:
        """Its number: our own for drafts, the sender's for incoming documents."""
        if self.registration is not None:
            return self.registration.metadata.document_no
        return self.number.document_no if self.number else None

    @property
    def next_initials(self) -> InitialsStep | None:
        """The turn in the chain of initials, if one is open."""
        open_turns = self.chain[len(self.initials) :] if self.state is DocumentState.INITIALLING else ()
        return open_turns[0] if open_turns else None

    @property
    def next_signer(self) -> SignerStep | None:
        """The turn in the chain of signatures, if one is open."""
        awaiting = self.state is DocumentState.AWAITING_SIGNATURE
        open_turns = self.signer_chain[len(self.signatures) :] if awaiting else ()
        return open_turns[0] if open_turns else None

    def when(self, fact: Fact) -> None:
        """Take a fact in."""
        match fact:
            case Drafted():
                self.content = drafted_content(fact)
                self.unit, self.drafter_id, self.editor_ids = fact.unit, fact.context.actor.id, fact.editors
            case Edited() | GradeProposed() | UrgencySet() | EnclosureAdded() | EnclosureRemoved():
                self.content = self.content.after(fact)
            case ReferenceAdded() | ReferenceRemoved() | RecipientAdded() | RecipientRemoved() | LetterChecked():
                self.content = self.content.after(fact)
            case Numbered():
                self.content, self.number, self.state = self.content.after(fact), fact, DocumentState.NUMBERED
            case Received() | Decrypted() | DuplicateReceived() | Validated() | Invalidated() | Rejected():
                self._arrive(fact)
            case Registered():
                self._arrive(fact)
            case Assigned() | Reassigned() | ReturnedToRegistry() | Answered() | ClosedWithoutAnswer():
                self._pass_on(fact)
            case Filed():
                self.state = DocumentState.FILED
            case _:
                self._circulate(fact)

    def _circulate(self, fact: Fact) -> None:
        match fact:
            case RoutedForInitials():
                self.chain, self.signer_chain, self.state = fact.steps, fact.signers, DocumentState.INITIALLING
            case Initialled():
                self.initials = (*self.initials, fact)
            case RoutedForSignature():
                self.state = DocumentState.AWAITING_SIGNATURE
            case Signed():
                self.signatures = (*self.signatures, fact)
            case ReturnedForCorrection() | SignatureRefused():
                self.chain, self.signer_chain, self.initials, self.signatures = (), (), (), ()
                self.state = DocumentState.NUMBERED if self.number else DocumentState.DRAFT
            case SignatureCompleted():
                self.completion, self.state = fact, DocumentState.SIGNED
            case Cancelled():
                self.state = DocumentState.CANCELLED
            case Sealed():
                self.sealing, self.state = fact, DocumentState.SEALED
            case _:
                raise TypeError(f"{type(fact).__name__} is no fact of a document")

    def _arrive(
        self, fact: Received | Decrypted | Validated | Invalidated | Registered | Rejected | DuplicateReceived
    ) -> None:
        match fact:
            case Received():
                self.receipt, self.state = fact, DocumentState.RECEIVED
            case Decrypted():
                self.plain, self.state = fact, DocumentState.DECRYPTED
            case Validated():
                self.verdict, self.state = fact.verdict, DocumentState.VALIDATED
            case Invalidated():
                self.verdict, self.state = fact.verdict, DocumentState.INVALID
            case Rejected():
                self.state = DocumentState.REJECTED
            case DuplicateReceived():
                self.duplicates = (*self.duplicates, fact.package.digest)
            case Registered():
                self.registration, self.state = fact, DocumentState.REGISTERED
                self.unit, self.due = fact.unit, fact.due_at

    def _pass_on(self, fact: Assigned | Reassigned | ReturnedToRegistry | Answered | ClosedWithoutAnswer) -> None:
        match fact:
            case Assigned() | Reassigned():
                self.holder_unit, self.holder_id, self.state = fact.unit, fact.person_id, DocumentState.ASSIGNED
                self.due = fact.due_at or self.due
            case ReturnedToRegistry():
                self.holder_unit, self.holder_id, self.state = None, None, DocumentState.REGISTERED
            case Answered():
                self.state = DocumentState.ANSWERED
            case ClosedWithoutAnswer():
                self.state = DocumentState.CLOSED
