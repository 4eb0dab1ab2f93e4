"""Assigning: who works on an incoming document, and how it is settled (SM-38 to SM-40)."""

from domain.documents.commands import (
    AnswerDocument,
    AssignDocument,
    CloseWithoutAnswer,
    ReassignDocument,
    ReturnToRegistry,
)
from domain.documents.events import Answered, Assigned, ClosedWithoutAnswer, Reassigned, ReturnedToRegistry
from domain.documents.incoming_errors import (
    AssigneeMissingError,
    CloseReasonMissingError,
    NotTheAssigneeError,
    NotTheReceiverError,
    ReassignReasonMissingError,
    ReplyNotSignedError,
    UnitManagerMissingError,
)
from domain.documents.limits import LONGEST_TEXT, check_length
from domain.documents.model import Document
from domain.documents.moves import NotAnswerableError, NotAssignableError, NotAssignedError
from domain.documents.values import DocumentState
from domain.events import Refusal
from domain.parties import Act, Role


def assign(document: Document, command: AssignDocument, act: Act) -> None:
    """Assign a registered document to a unit, and to a person of it if one is named (SM-38)."""
    if document.state is not DocumentState.REGISTERED:
        raise NotAssignableError(document.state)
    if not act.has(Role.UNIT_MANAGER):
        raise UnitManagerMissingError
    _check_assignee(command)
    document.record(
        Assigned,
        act,
        unit=command.unit,
        person_id=command.person_id,
        person_name=command.person_name,
        note=command.note,
        due_at=command.due_at,
    )


def reassign(document: Document, command: ReassignDocument, act: Act) -> None:
    """Pass an assigned document on, with a reason (SM-39)."""
    _check_held(document, act)
    _check_reason(command.reason, ReassignReasonMissingError)
    _check_assignee(command)
    document.record(
        Reassigned,
        act.because(command.reason),
        from_unit=document.holder_unit,
        from_person_id=document.holder_id,
        unit=command.unit,
        person_id=command.person_id,
        person_name=command.person_name,
        note=command.note,
        due_at=command.due_at,
    )


def return_to_registry(document: Document, command: ReturnToRegistry, act: Act) -> None:
    """Give an assigned document back to the registry office, with a reason (SM-39)."""
    _check_held(document, act)
    _check_reason(command.reason, ReassignReasonMissingError)
    document.record(
        ReturnedToRegistry,
        act.because(command.reason),
        from_unit=document.holder_unit,
        from_person_id=document.holder_id,
    )


def answer(document: Document, command: AnswerDocument, reply: Document | None, act: Act) -> None:
    """Link the signed document that answers this one (SM-40)."""
    _check_settleable(document, act)
    if reply is None or reply.completion is None or reply.number is None:
        raise ReplyNotSignedError
    document.record(
        Answered,
        act,
        reply_document_id=command.reply_document_id,
        reply_document_no=reply.number.document_no,
        within_due=_within_due(document, act),
    )


def close_without_answer(document: Document, command: CloseWithoutAnswer, act: Act) -> None:
    """Close a document that needs no answer, with a reason (SM-40)."""
    _check_settleable(document, act)
    _check_reason(command.reason, CloseReasonMissingError)
    document.record(ClosedWithoutAnswer, act.because(command.reason), within_due=_within_due(document, act))


def _check_assignee(command: AssignDocument | ReassignDocument) -> None:
    if not command.unit.strip():
        raise AssigneeMissingError
    check_length("not / note", command.note, LONGEST_TEXT)


def _check_reason(reason: str, refusal: type[Refusal]) -> None:
    if not reason.strip():
        raise refusal
    check_length("gerekçe / reason", reason, LONGEST_TEXT)


def _check_held(document: Document, act: Act) -> None:
    if document.state is not DocumentState.ASSIGNED:
        raise NotAssignedError(document.state)
    if not _holds(document, act):
        raise NotTheReceiverError


def _check_settleable(document: Document, act: Act) -> None:
    if document.state is not DocumentState.ASSIGNED:
        raise NotAnswerableError(document.state)
    if not _holds(document, act):
        raise NotTheAssigneeError


def _holds(document: Document, act: Act) -> bool:
    """The named person; where none is named, anybody of the unit; the unit's manager always."""
    if act.actor.id == document.holder_id:
        return True
    same_unit = act.actor.unit == document.holder_unit
    return same_unit and (document.holder_id is None or act.has(Role.UNIT_MANAGER))


def _within_due(document: Document, act: Act) -> bool | None:
    return None if document.due is None else act.now <= document.due
