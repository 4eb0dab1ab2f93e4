"""Receiving: take a package in, record its opening and its check, register the document (SM-31 to SM-34)."""

from datetime import date, datetime
from uuid import UUID

from domain.documents.commands import (
    ReceiveDocument,
    RecordDecryption,
    RecordDuplicate,
    RecordPackageCheck,
    RegisterDocument,
)
from domain.documents.errors import GradeNeedsPaperError, GradeWithdrawnError, SubjectMissingError
from domain.documents.events import Invalidated, Received, Registered, Validated
from domain.documents.incoming_errors import (
    IntakeRightMissingError,
    NotAnIncomingPackageError,
    ReceiptTimeError,
    RegistryRightMissingError,
)
from domain.documents.incoming_events import Decrypted, DuplicateReceived
from domain.documents.limits import LONGEST_SUBJECT, check_count, check_length, check_stored_file
from domain.documents.model import Document
from domain.documents.moves import NotCheckableError, NotDecryptableError, NotRegistrableError
from domain.documents.values import DocumentState, IncomingMetadata, PackageVerdict
from domain.events import Refusal, istanbul_day
from domain.parties import Act, Role
from domain.regimes import may_be_electronic, may_be_given, regime_on
from domain.turkish import second_business_day_end


def receive(command: ReceiveDocument, act: Act) -> Document:
    """Take a package in; its bytes are stored already (SM-31)."""
    if not act.has(Role.SYSTEM, Role.REGISTRAR):
        raise IntakeRightMissingError
    check_stored_file(command.package)
    if command.received_at > act.now:
        raise ReceiptTimeError
    return Document.begin(
        Received,
        command.document_id,
        act,
        channel=command.channel,
        package=command.package,
        package_id=command.package_id,
        encrypted=command.encrypted,
        sender=command.sender,
        message_id=command.message_id,
        received_at=command.received_at,
    )


def record_decryption(document: Document, command: RecordDecryption, act: Act) -> None:
    """Record that the package was opened; its plain bytes are stored already (SM-32, S1-ŞİF-5)."""
    if document.state is not DocumentState.RECEIVED:
        raise NotDecryptableError(document.state)
    if not act.has(Role.SYSTEM, Role.REGISTRAR):
        raise IntakeRightMissingError
    check_stored_file(command.package)
    document.record(Decrypted, act, package=command.package, key_id=command.key_id)


def record_duplicate(document: Document, command: RecordDuplicate, act: Act) -> None:
    """Link another package of the same BelgeId; the document itself stays as it is (KEP-9)."""
    if not act.has(Role.SYSTEM, Role.REGISTRAR):
        raise IntakeRightMissingError
    if not document.incoming:
        raise NotAnIncomingPackageError
    check_stored_file(command.package)
    if command.received_at > act.now:
        raise ReceiptTimeError
    document.record(
        DuplicateReceived,
        act,
        channel=command.channel,
        package=command.package,
        message_id=command.message_id,
        received_at=command.received_at,
    )


def record_package_check(document: Document, command: RecordPackageCheck, act: Act) -> None:
    """Record the check of the package: a failed one makes the document invalid, an undecided one does not (SM-33)."""
    if document.state not in (DocumentState.RECEIVED, DocumentState.DECRYPTED):
        raise NotCheckableError(document.state)
    if not act.has(Role.SYSTEM, Role.REGISTRAR):
        raise IntakeRightMissingError
    check_count("bulgu / finding", len(command.findings))
    document.record(
        Invalidated if command.verdict is PackageVerdict.FAILED else Validated,
        act,
        verdict=command.verdict,
        findings=command.findings,
        profile=command.profile,
        trust_list_version=command.trust_list_version,
    )


def check_registrable(document: Document, command: RegisterDocument, act: Act) -> None:
    """Raise the refusal of the first rule that keeps the document from being registered (SM-34)."""
    if document.state is not DocumentState.VALIDATED:
        raise NotRegistrableError(document.state)
    if not act.has(Role.REGISTRAR):
        raise RegistryRightMissingError
    metadata = command.metadata
    if not metadata.subject.strip():
        raise SubjectMissingError
    check_length("konu / subject", metadata.subject, LONGEST_SUBJECT)
    for parts in (metadata.enclosures, metadata.references, metadata.recipients, metadata.signers):
        check_count("üstveri / metadata", len(parts))
    refusal = incoming_grade_refusal(metadata, istanbul_day(act.now))
    if refusal is not None:
        raise refusal


def register(
    document: Document, command: RegisterDocument, act: Act, *, registration_no: int, register_id: UUID, year: int
) -> None:
    """Enter the document in the incoming register with the number just allocated for it (SM-34)."""
    check_registrable(document, command, act)
    document.record(
        Registered,
        act,
        registration_no=registration_no,
        register_id=register_id,
        unit=command.unit,
        year=year,
        metadata=command.metadata,
        due_at=command.due_at,
        acceptance_deadline=command.acceptance_deadline or _deadline(document),
    )


def incoming_grade_refusal(metadata: IncomingMetadata, today: date) -> Refusal | None:
    """Why no electronic document of this grade may be registered, judged at the document's own date (CF-1, CF-3).

    today: the day that counts for a document without date. None: nothing is against it.
    """
    day = istanbul_day(metadata.dated_at) if metadata.dated_at else today
    basis = regime_on(day).grading_basis
    if not may_be_given(metadata.classification, day):
        return GradeWithdrawnError(basis=basis)
    if not may_be_electronic(metadata.classification, day):
        return GradeNeedsPaperError(basis=basis)
    return None


def _deadline(document: Document) -> datetime | None:
    return second_business_day_end(document.receipt.received_at) if document.receipt else None
