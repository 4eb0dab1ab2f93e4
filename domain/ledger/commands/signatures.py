"""Commands on signatures."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.documents import Document, DocumentState, SignatureFacts
from domain.documents.signing import complete_signature
from domain.ledger.commands.books import FactBook
from domain.ledger.commands.errors import DocumentUnknownError, SignatureOutOfTurnError
from domain.ledger.commands.handling import Handler, Rules
from domain.parties import Act
from domain.signatures import (
    AttachSignature,
    RaiseSignature,
    RecordRaisingFailure,
    RecordValidation,
    Signature,
    SignatureExistsError,
    SignaturePurpose,
    SignatureUnknownError,
    check_attachable,
)


def attach(book: FactBook, command: AttachSignature, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Attach a signature that came with an incoming document."""
    check_attachable(act)
    document = book.find(command.document_id, Document)
    if document is None:
        raise DocumentUnknownError
    if not document.incoming:
        raise SignatureOutOfTurnError
    return (_attached(book, command, act),)


def record_validation(book: FactBook, command: RecordValidation, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Append a judgement."""
    signature = _load(book, command.signature_id)
    signature.record_validation(command, act)
    return (signature,)


def raise_signature(book: FactBook, command: RaiseSignature, act: Act, rules: Rules) -> Sequence[Aggregate]:
    """Record a raise; the time stamp that the last signature was missing dates its document with it (SM-13)."""
    signature = _load(book, command.signature_id)
    signature.raise_to(command, act)
    document = _awaiting_stamp(book, signature)
    if document is None:
        return (signature,)
    stamps = _later_stamps(book, document, signature)
    if any(not item.signature.stamped_at and item.signature.signature_id not in stamps for item in document.signatures):
        return (signature,)
    complete_signature(document, stamps, act)
    return (signature, document)


def record_raising_failure(
    book: FactBook, command: RecordRaisingFailure, act: Act, rules: Rules
) -> Sequence[Aggregate]:
    """Record a failed try."""
    signature = _load(book, command.signature_id)
    signature.record_raising_failure(command, act)
    return (signature,)


def new_signature(
    book: FactBook, document_id: UUID, purpose: SignaturePurpose, facts: SignatureFacts, act: Act
) -> Signature:
    """The signature a document was just given, at the beginning of its own life. Raises SignatureExistsError."""
    command = AttachSignature(
        facts.signature_id,
        document_id,
        purpose,
        facts.file.digest,
        facts.file.size,
        facts.level,
        facts.detached_content,
        facts.certificate.subject if facts.certificate else None,
        facts.due,
    )
    return _attached(book, command, act)


def _attached(book: FactBook, command: AttachSignature, act: Act) -> Signature:
    if book.find(command.signature_id, Signature) is not None:
        raise SignatureExistsError
    return Signature.attach(command, act)


def _load(book: FactBook, signature_id: UUID) -> Signature:
    signature = book.find(signature_id, Signature)
    if signature is None:
        raise SignatureUnknownError
    return signature


def _awaiting_stamp(book: FactBook, signature: Signature) -> Document | None:
    """The document that has all its signatures, counts this one among them, and has no date yet."""
    if signature.purpose is not SignaturePurpose.SIGNATURE or signature.document_id is None:
        return None
    document = book.find(signature.document_id, Document)
    if document is None or document.state is not DocumentState.AWAITING_SIGNATURE or document.next_signer is not None:
        return None
    counted = {item.signature.signature_id for item in document.signatures}
    return document if signature.id in counted else None


def _later_stamps(book: FactBook, document: Document, raised: Signature) -> dict[UUID, datetime]:
    stamps: dict[UUID, datetime] = {}
    for item in document.signatures:
        signature_id = item.signature.signature_id
        signature = raised if signature_id == raised.id else book.find(signature_id, Signature)
        if signature is not None and signature.stamped_at is not None:
            stamps[signature_id] = signature.stamped_at
    return stamps


SIGNATURE_COMMANDS: dict[type, Handler] = {
    AttachSignature: attach,
    RecordValidation: record_validation,
    RaiseSignature: raise_signature,
    RecordRaisingFailure: record_raising_failure,
}
