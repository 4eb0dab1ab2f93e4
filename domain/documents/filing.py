"""Filing: a finished document is put in its file, under a code and with a retention period (SM-21, SM-41)."""

from domain.documents.circulation_errors import (
    FileMissingError,
    FilingRightMissingError,
    NumberMissingError,
    TranslationMissingError,
)
from domain.documents.commands import FileDocument
from domain.documents.events import Filed
from domain.documents.model import Document
from domain.documents.moves import NotFilableError, NotFilableYetError
from domain.documents.values import DocumentState
from domain.filing import FilePlan
from domain.parties import Act, Role

_TURKISH = frozenset({"tur", "tr"})
_FILABLE_OUTGOING = frozenset({DocumentState.SIGNED, DocumentState.SEALED})
_FILABLE_INCOMING = frozenset(
    {DocumentState.REGISTERED, DocumentState.ASSIGNED, DocumentState.ANSWERED, DocumentState.CLOSED}
)


def file_away(document: Document, command: FileDocument, act: Act, plan: FilePlan) -> None:
    """Put the document in its file under a leaf code of the plan (T-3, T-4, T-5)."""
    if document.incoming:
        if document.state not in _FILABLE_INCOMING:
            raise NotFilableYetError(document.state)
    elif document.state not in _FILABLE_OUTGOING:
        raise NotFilableError(document.state)
    if not _may_file(document, act):
        raise FilingRightMissingError
    if not document.incoming and document.number is None:
        raise NumberMissingError
    entry = plan.leaf(command.file_code)
    if not command.file_id.strip():
        raise FileMissingError
    if not document.incoming and document.content.language not in _TURKISH and not command.translation_document_id:
        raise TranslationMissingError
    retention = command.retention or entry.retention
    document.record(
        Filed,
        act,
        file_code=entry.code,
        file_plan_version=plan.version,
        file_id=command.file_id,
        retention_years=retention.years,
        disposition_code=retention.disposition_code,
        translation_document_id=command.translation_document_id,
    )


def _may_file(document: Document, act: Act) -> bool:
    return act.has(Role.SYSTEM, Role.REGISTRAR, Role.ARCHIVIST) or act.actor.unit in (
        document.unit,
        document.holder_unit,
    )
