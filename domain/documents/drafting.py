"""Drafting: open, edit, grade and set the urgency of a draft (SM-1 to SM-3)."""

import re
from typing import Final

from domain.documents.commands import DraftDocument, EditDraft, ProposeGrade, SetUrgency
from domain.documents.content import Content
from domain.documents.errors import (
    DraftRightMissingError,
    DueFormatError,
    DueMissingError,
    GradeJustificationMissingError,
    GradeNeedsPaperError,
    GradeWithdrawnError,
    MediumGroundMissingError,
    NotAnEditorError,
    NothingChangedError,
    SubjectMissingError,
    TopSecretAssignerError,
    WrongDirectionError,
)
from domain.documents.events import Drafted, Edited, GradeProposed, UrgencySet
from domain.documents.limits import LONGEST_SUBJECT, LONGEST_TEXT, check_count, check_length, check_stored_file
from domain.documents.model import Document
from domain.documents.moves import ForbiddenMoveError, GradingClosedError, NotADraftError
from domain.documents.values import Change, Direction, DocumentState, Medium
from domain.events import istanbul_day
from domain.filing import Classification, Urgency
from domain.parties import Act, Role
from domain.regimes import may_be_electronic, may_be_given, regime_on
from domain.turkish import nfc

_OPEN: Final = frozenset({DocumentState.DRAFT, DocumentState.NUMBERED})
_DURATION: Final = re.compile(r"P(?!$)(\d{1,4}D)?(T(?=\d)(\d{1,4}H)?(\d{1,4}M)?)?", re.ASCII)


def draft(command: DraftDocument, act: Act) -> Document:
    """Open a draft (SM-1)."""
    if not act.has(Role.DRAFTER):
        raise DraftRightMissingError
    if command.direction is Direction.INCOMING:
        raise WrongDirectionError
    if command.medium is not Medium.ELECTRONIC and not command.medium_ground:
        raise MediumGroundMissingError
    subject = _checked_subject(command.subject)
    check_stored_file(command.body)
    check_count("düzenleyici / editor", len(command.editors))
    fields = {
        "direction": command.direction,
        "medium": command.medium,
        "document_type": command.document_type,
        "language": command.language,
        "subject": subject,
        "body": command.body,
    }
    return Document.begin(
        Drafted,
        command.document_id,
        act,
        **fields,
        medium_ground=command.medium_ground,
        unit=command.unit,
        template=command.template,
        editors=command.editors,
        content_digest=Content().changed(**fields).digest,
    )


def edit(document: Document, command: EditDraft, act: Act) -> None:
    """Change fields of a draft; the fact holds old and new value of each (SM-2)."""
    check_editable(document, act, NotADraftError)
    check_stored_file(command.body)
    old, new = document.content, document.content
    if command.subject is not None:
        new = new.changed(subject=_checked_subject(command.subject))
    if command.document_type is not None:
        new = new.changed(document_type=command.document_type)
    if command.language is not None:
        new = new.changed(language=command.language)
    if command.body is not None:
        new = new.changed(body=command.body)
    changes = _changes(old, new)
    if not changes:
        raise NothingChangedError
    body = new.body if new.body != old.body else None
    document.record(Edited, act, changes=changes, body=body, content_digest=new.digest)


def propose_grade(document: Document, command: ProposeGrade, act: Act) -> None:
    """Propose a grade; the signer will confirm it (SM-3, CF-1 to CF-4)."""
    check_editable(document, act, GradingClosedError)
    check_length("gerekçe / justification", command.justification, LONGEST_TEXT)
    grade, day = command.classification, istanbul_day(act.now)
    basis = regime_on(day).grading_basis
    if not may_be_given(grade, day):
        raise GradeWithdrawnError(basis=basis)
    if document.content.medium is Medium.ELECTRONIC and not may_be_electronic(grade, day):
        raise GradeNeedsPaperError(basis=basis)
    if grade is not Classification.NONE and not command.justification:
        raise GradeJustificationMissingError
    if grade is Classification.TOP_SECRET and not act.has(Role.TOP_SECRET_ASSIGNER):
        raise TopSecretAssignerError
    new = document.content.changed(classification=grade, classification_ends_on=command.ends_on)
    if new == document.content:
        raise NothingChangedError
    document.record(
        GradeProposed,
        act,
        classification=grade,
        previous=document.content.classification,
        justification=command.justification,
        ends_on=command.ends_on,
        legal_basis=basis,
        content_digest=new.digest,
    )


def set_urgency(document: Document, command: SetUrgency, act: Act) -> None:
    """Set the urgency; only dated documents carry a reply time, and they must (SM-3, S2-ö-2)."""
    check_editable(document, act, GradingClosedError)
    dated = command.urgency is Urgency.DATED
    if dated and not command.due_duration:
        raise DueMissingError
    if command.due_duration is not None and not dated:
        raise DueFormatError
    check_duration(command.due_duration)
    new = document.content.changed(urgency=command.urgency, due_duration=command.due_duration)
    if new == document.content:
        raise NothingChangedError
    document.record(
        UrgencySet,
        act,
        urgency=command.urgency,
        previous=document.content.urgency,
        due_duration=command.due_duration,
        content_digest=new.digest,
    )


def check_editable(document: Document, act: Act, move: type[ForbiddenMoveError]) -> None:
    """Raise the given refusal unless the document is a draft, NotAnEditorError unless the actor may edit it."""
    if document.incoming or document.state not in _OPEN:
        raise move(document.state)
    if act.actor.id != document.drafter_id and act.actor.id not in document.editor_ids:
        raise NotAnEditorError


def check_duration(duration: str | None) -> None:
    """Raise DueFormatError unless it is None or an ISO 8601 duration of days, hours and minutes."""
    if duration is not None and not _DURATION.fullmatch(duration):
        raise DueFormatError


def _checked_subject(subject: str) -> str:
    subject = nfc(subject).strip()
    if not subject:
        raise SubjectMissingError
    check_length("konu / subject", subject, LONGEST_SUBJECT)
    return subject


def _changes(old: Content, new: Content) -> tuple[Change, ...]:
    """Old and new value of each field that differs; a cover letter stands for itself by its digest."""
    changes = [
        Change(name, getattr(old, name), getattr(new, name))
        for name in ("subject", "document_type", "language")
        if getattr(old, name) != getattr(new, name)
    ]
    if old.body != new.body:
        before, after = (body.digest if body else None for body in (old.body, new.body))
        changes.append(Change("body", before, after))
    return tuple(changes)
