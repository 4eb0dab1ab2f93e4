"""Commands on documents of our own: drafting to filing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.documents import (
    Document,
    assigning,
    circulating,
    composing,
    drafting,
    filing,
    lettering,
    receiving,
    rejecting,
    signing,
)
from domain.documents.commands import (
    AddEnclosure,
    AddRecipient,
    AddReference,
    AnswerDocument,
    AssignDocument,
    CancelDocument,
    CheckLetter,
    CloseWithoutAnswer,
    DraftDocument,
    EditDraft,
    FileDocument,
    InitialDocument,
    NumberDocument,
    ProposeGrade,
    ReassignDocument,
    ReceiveDocument,
    RecordDecryption,
    RecordDuplicate,
    RecordPackageCheck,
    RefuseSignature,
    RegisterDocument,
    RejectDocument,
    RemoveEnclosure,
    RemoveRecipient,
    RemoveReference,
    ReturnForCorrection,
    ReturnToRegistry,
    RouteForInitials,
    SealDocument,
    SetUrgency,
    SignDocument,
)
from domain.documents.incoming_errors import PackageAlreadyReceivedError
from domain.documents.moves import DocumentExistsError
from domain.events import istanbul_day
from domain.ledger.commands.books import FactBook
from domain.ledger.commands.errors import DocumentUnknownError
from domain.ledger.commands.handling import Handler, Rules
from domain.ledger.commands.signatures import new_signature
from domain.letters import PlanInForce
from domain.numbering import AllocateNumber, DocumentNumber, Register, VoidNumber, register_id_of
from domain.parties import Act
from domain.signatures import SignaturePurpose

INCOMING_REGISTER = "incoming"
OWN_REGISTER = "outgoing"
"""Outgoing and internal documents share one register: their numbers look alike and must differ (Y-11-1)."""


def draft(book: FactBook, command: DraftDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Open a draft under an id that is new."""
    if book.find(command.document_id, Document) is not None:
        raise DocumentExistsError
    return (drafting.draft(command, act),)


def number(book: FactBook, command: NumberDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Allocate a number and give it to the document: both happen, or neither."""
    document = load_document(book, command.document_id)
    circulating.check_numberable(document, command, rules.plan, act)
    register = _register(book, OWN_REGISTER, command.detsis_no, act)
    registration_no = register.allocate(
        AllocateNumber(OWN_REGISTER, command.detsis_no, istanbul_day(act.now).year, document.id), act
    )
    prefix = document.content.medium.value
    full = DocumentNumber(prefix, command.detsis_no, command.file_code, registration_no)
    circulating.take_number(
        document,
        command,
        act,
        plan=rules.plan,
        document_no=str(full),
        registration_no=registration_no,
        register_id=register.id,
    )
    return (register, document)


def check_letter(book: FactBook, command: CheckLetter, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Read and judge the letter of a draft by the rules and choices of the institution."""
    document = load_document(book, command.document_id)
    data = replace(rules.letter_data, file_plans=PlanInForce(rules.plan))
    lettering.record_letter(document, command, act, data, rules.letter_settings)
    return (document,)


def initial(book: FactBook, command: InitialDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Initial; an initials signature begins its own life with it."""
    document = load_document(book, command.document_id)
    circulating.initial(document, command, act)
    if command.signature is None:
        return (document,)
    return (document, new_signature(book, document.id, SignaturePurpose.INITIALS, command.signature, act))


def sign(book: FactBook, command: SignDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Sign; the signature begins its own life with it."""
    document = load_document(book, command.document_id)
    signing.sign(document, command, act)
    return (document, new_signature(book, document.id, SignaturePurpose.SIGNATURE, command.signature, act))


def seal(book: FactBook, command: SealDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Seal; the seal begins its own life with it."""
    document = load_document(book, command.document_id)
    signing.seal(document, command, act)
    return (document, new_signature(book, document.id, SignaturePurpose.SEAL, command.seal, act))


def cancel(book: FactBook, command: CancelDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Cancel and void the number: both happen, or neither."""
    document = load_document(book, command.document_id)
    signing.cancel(document, command, act)
    if document.number is None:
        return (document,)
    taken = document.number
    last = book.last_fact(taken.register_id)
    assert last is not None, "a number that was taken has a register"
    register = Register.resumed(last)
    register.void(VoidNumber(taken.register_id, taken.registration_no, document.id), act.because(command.reason))
    return (register, document)


def file_away(book: FactBook, command: FileDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """File under the plan in force."""
    document = load_document(book, command.document_id)
    filing.file_away(document, command, act, rules.plan)
    return (document,)


def receive(book: FactBook, command: ReceiveDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Take a package in, unless it came before."""
    if book.find(command.document_id, Document) is not None:
        raise PackageAlreadyReceivedError(document_id=command.document_id)
    return (receiving.receive(command, act),)


def register(book: FactBook, command: RegisterDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Allocate an incoming number and register the document under it: both happen, or neither."""
    document = load_document(book, command.document_id)
    receiving.check_registrable(document, command, act)
    year = istanbul_day(act.now).year
    book_of_numbers = _register(book, INCOMING_REGISTER, command.unit, act)
    registration_no = book_of_numbers.allocate(AllocateNumber(INCOMING_REGISTER, command.unit, year, document.id), act)
    receiving.register(
        document, command, act, registration_no=registration_no, register_id=book_of_numbers.id, year=year
    )
    return (book_of_numbers, document)


def answer(book: FactBook, command: AnswerDocument, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Link the reply, which is another document of the ledger."""
    document = load_document(book, command.document_id)
    assigning.answer(document, command, book.find(command.reply_document_id, Document), act)
    return (document,)


def load_document(book: FactBook, document_id: UUID) -> Document:
    """The document. Raises DocumentUnknownError."""
    document = book.find(document_id, Document)
    if document is None:
        raise DocumentUnknownError
    return document


def _register(book: FactBook, direction: str, unit: str, act: Act) -> Register:
    """The register of the year the act falls in; opened when it is the year's first number."""
    year = istanbul_day(act.now).year
    last = book.last_fact(register_id_of(direction, unit, year))
    return Register.open(direction, unit, year, act) if last is None else Register.resumed(last)


def _on_one_document(decide: Callable[[Document, Any, Act], None]) -> Handler:
    """Load, decide, save: a command that concerns one document and nothing else."""

    def handle(book: FactBook, command: Any, act: Act, rules: Rules) -> Sequence[Aggregate]:
        document = load_document(book, command.document_id)
        decide(document, command, act)
        return (document,)

    return handle


DOCUMENT_COMMANDS: dict[type, Handler] = {
    DraftDocument: draft,
    EditDraft: _on_one_document(drafting.edit),
    ProposeGrade: _on_one_document(drafting.propose_grade),
    SetUrgency: _on_one_document(drafting.set_urgency),
    AddEnclosure: _on_one_document(composing.add_enclosure),
    RemoveEnclosure: _on_one_document(composing.remove_enclosure),
    AddReference: _on_one_document(composing.add_reference),
    RemoveReference: _on_one_document(composing.remove_reference),
    AddRecipient: _on_one_document(composing.add_recipient),
    RemoveRecipient: _on_one_document(composing.remove_recipient),
    CheckLetter: check_letter,
    NumberDocument: number,
    RouteForInitials: _on_one_document(circulating.route_for_initials),
    InitialDocument: initial,
    ReturnForCorrection: _on_one_document(circulating.return_for_correction),
    SignDocument: sign,
    RefuseSignature: _on_one_document(signing.refuse_signature),
    CancelDocument: cancel,
    SealDocument: seal,
    FileDocument: file_away,
    ReceiveDocument: receive,
    RecordDecryption: _on_one_document(receiving.record_decryption),
    RecordDuplicate: _on_one_document(receiving.record_duplicate),
    RecordPackageCheck: _on_one_document(receiving.record_package_check),
    RegisterDocument: register,
    RejectDocument: _on_one_document(rejecting.reject),
    AssignDocument: _on_one_document(assigning.assign),
    ReassignDocument: _on_one_document(assigning.reassign),
    ReturnToRegistry: _on_one_document(assigning.return_to_registry),
    AnswerDocument: answer,
    CloseWithoutAnswer: _on_one_document(assigning.close_without_answer),
}
