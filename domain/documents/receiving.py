"""Receiving: take a package in, record its check, register the document (SM-31, SM-33, SM-34)."""

from uuid import UUID

from domain.documents.commands import ReceiveDocument, RecordPackageCheck, RegisterDocument
from domain.documents.errors import GradeNeedsPaperError, GradeWithdrawnError, SubjectMissingError
from domain.documents.events import Invalidated, Received, Registered, Validated
from domain.documents.incoming_errors import IntakeRightMissingError, ReceiptTimeError, RegistryRightMissingError
from domain.documents.limits import LONGEST_SUBJECT, check_count, check_length, check_stored_file
from domain.documents.model import Document
from domain.documents.moves import NotCheckableError, NotRegistrableError
from domain.documents.values import DocumentState, IncomingMetadata, PackageVerdict
from domain.events import istanbul_day
from domain.filing import Classification
from domain.parties import Act, Role
from domain.regimes import regime_on

_LAST_WITH_OZL = ("1.", "2.0")
"""Package versions whose senders may still use the withdrawn grade özel (CF-3)."""


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


def record_package_check(document: Document, command: RecordPackageCheck, act: Act) -> None:
    """Record the check of the package: a failed one makes the document invalid, an undecided one does not (SM-33)."""
    if document.state is not DocumentState.RECEIVED:
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
    _check_grade(metadata, act)


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
        acceptance_deadline=command.acceptance_deadline,
    )


def _check_grade(metadata: IncomingMetadata, act: Act) -> None:
    """No electronic document is gizli or çok gizli; özel only where its format still knew it (CF-1, CF-3)."""
    day = istanbul_day(metadata.dated_at or act.now)
    basis = regime_on(day).grading_basis
    match metadata.classification:
        case Classification.SECRET | Classification.TOP_SECRET:
            raise GradeNeedsPaperError(basis=basis)
        case Classification.RESTRICTED_LEGACY:
            if not (metadata.package_version or "").startswith(_LAST_WITH_OZL):
                raise GradeWithdrawnError(basis=basis)
        case Classification.NONE | Classification.OFFICIAL_USE:
            return
