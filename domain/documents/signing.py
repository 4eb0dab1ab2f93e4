"""Signing: signatures in turn, the document's date, refusal, cancelling and the seal (SM-12 to SM-16)."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from domain.documents.circulation_errors import (
    AppointmentNotValidError,
    CancelReasonMissingError,
    CancelRightMissingError,
    CertificateNotGoodError,
    FinalDigestError,
    GradeNotConfirmedError,
    NotASignerError,
    NotYourTurnToSignError,
    NumberMissingError,
    RefusalReasonMissingError,
    SealKeeperMissingError,
    StampMissingError,
    ViewedDigestError,
)
from domain.documents.commands import CancelDocument, RefuseSignature, SealDocument, SignDocument
from domain.documents.events import Cancelled, Sealed, SignatureCompleted, SignatureRefused, Signed
from domain.documents.limits import LONGEST_TEXT, check_count, check_length, check_stored_file
from domain.documents.model import Document
from domain.documents.moves import (
    NotAwaitingSignatureError,
    NotCancellableError,
    NotCompletableError,
    NothingToRefuseError,
    NotSealableError,
)
from domain.documents.values import DocumentState, SignatureFacts, SignerStep
from domain.events import istanbul_day
from domain.parties import Act, Role

_CANCELLABLE = frozenset(
    {
        DocumentState.DRAFT,
        DocumentState.NUMBERED,
        DocumentState.INITIALLING,
        DocumentState.AWAITING_SIGNATURE,
    }
)


def sign(document: Document, command: SignDocument, act: Act) -> None:
    """Attach a signature in one's turn; the last one, when all are stamped, dates the document (SM-12, SM-13)."""
    step = document.next_signer
    if step is None:
        raise NotAwaitingSignatureError(document.state)
    if act.actor.id != step.person_id:
        raise NotYourTurnToSignError(name=step.name)
    if document.number is None:
        raise NumberMissingError
    if command.confirmed_classification is not document.content.classification:
        raise GradeNotConfirmedError(grade=document.content.classification.value)
    _check_same_content(document, command)
    check_certificate(command.signature, act.now)
    _check_appointment(step, istanbul_day(command.signature.stamped_at or act.now))
    document.record(
        Signed,
        act,
        order=step.order,
        person_id=step.person_id,
        name=step.name,
        title=step.title,
        capacity=step.capacity,
        on_behalf_of=step.on_behalf_of,
        viewed_digest=command.viewed_digest,
        classification=command.confirmed_classification,
        content_digest=document.content.digest,
        signature=command.signature,
    )
    if document.next_signer is None and all(item.signature.stamped_at for item in document.signatures):
        complete_signature(document, {}, act)


def complete_signature(document: Document, later_stamps: Mapping[UUID, datetime], act: Act) -> None:
    """Date the document by the time stamp of its latest signature (SM-13, S2-d-3, K-4).

    ``later_stamps`` are time stamps that signatures got after they were attached, by signature id.
    """
    if document.state is not DocumentState.AWAITING_SIGNATURE or document.next_signer is not None:
        raise NotCompletableError(document.state)
    stamps = [
        item.signature.stamped_at or later_stamps.get(item.signature.signature_id) for item in document.signatures
    ]
    known = [stamp for stamp in stamps if stamp is not None]
    if len(known) < len(stamps):
        raise StampMissingError
    dated_at = max(known)
    document.record(
        SignatureCompleted,
        act,
        dated_at=dated_at,
        document_date=istanbul_day(dated_at).isoformat(),
        signers=tuple(item.name for item in document.signatures),
    )


def refuse_signature(document: Document, command: RefuseSignature, act: Act) -> None:
    """Refuse to sign; the document goes back to its drafter and partial signatures are void (SM-14)."""
    step = document.next_signer
    if step is None:
        raise NothingToRefuseError(document.state)
    if act.actor.id != step.person_id:
        raise NotASignerError
    if not command.reason.strip():
        raise RefusalReasonMissingError
    check_length("gerekçe / reason", command.reason, LONGEST_TEXT)
    document.record(
        SignatureRefused,
        act.because(command.reason),
        person_id=act.actor.id,
        voided_initials=tuple(item.order for item in document.initials),
        voided_signatures=tuple(item.signature.signature_id for item in document.signatures),
    )


def cancel(document: Document, command: CancelDocument, act: Act) -> None:
    """Cancel a document that has no complete signature (SM-15); the ledger voids its number with it."""
    if document.incoming or document.state not in _CANCELLABLE:
        raise NotCancellableError(document.state)
    if act.actor.id != document.drafter_id and not act.has(Role.UNIT_MANAGER):
        raise CancelRightMissingError
    if not command.reason.strip():
        raise CancelReasonMissingError
    check_length("gerekçe / reason", command.reason, LONGEST_TEXT)
    document.record(Cancelled, act.because(command.reason), document_no=document.document_no)


def seal(document: Document, command: SealDocument, act: Act) -> None:
    """Attach the institution's seal over the final digest (SM-16)."""
    if document.incoming or document.state is not DocumentState.SIGNED:
        raise NotSealableError(document.state)
    if not act.has(Role.SEAL_KEEPER, Role.SYSTEM):
        raise SealKeeperMissingError
    check_count("özet listesi / digest list", len(command.parts))
    if command.seal.signed_digest != command.final_digest or not command.parts:
        raise FinalDigestError
    check_certificate(command.seal, act.now)
    document.record(Sealed, act, final_digest=command.final_digest, parts=command.parts, seal=command.seal)


def check_certificate(signature: SignatureFacts, now: datetime) -> None:
    """Raise CertificateNotGoodError for a certificate revoked, or not valid when it signed (K-3)."""
    check_stored_file(signature.file)
    certificate, signed_at = signature.certificate, signature.stamped_at or now
    if certificate is None:
        return
    if certificate.revocation_status == "revoked" or not certificate.not_before <= signed_at <= certificate.not_after:
        raise CertificateNotGoodError


def _check_same_content(document: Document, command: SignDocument) -> None:
    signed = command.signature.signed_digest
    earlier = {item.signature.signed_digest for item in document.signatures}
    if command.viewed_digest != signed or earlier - {signed}:
        raise ViewedDigestError


def _check_appointment(step: SignerStep, day: date) -> None:
    text = day.isoformat()
    if (step.valid_from and text < step.valid_from) or (step.valid_until and text > step.valid_until):
        raise AppointmentNotValidError
