"""Composing: enclosures, references and recipients of a draft (SM-4)."""

from datetime import date
from typing import Final, TypeVar

from domain.documents.commands import (
    AddEnclosure,
    AddRecipient,
    AddReference,
    RemoveEnclosure,
    RemoveRecipient,
    RemoveReference,
)
from domain.documents.drafting import check_duration, check_editable
from domain.documents.errors import (
    EnclosureFileError,
    EnclosureFormatError,
    EnclosureOmittedError,
    EnclosureSigningError,
    OmittedEnclosureUnknownError,
    PartExistsError,
    PartUnknownError,
    RecipientViaUnknownError,
    ReferenceDateError,
    ReferenceIncompleteError,
)
from domain.documents.events import (
    EnclosureAdded,
    EnclosureRemoved,
    RecipientAdded,
    RecipientRemoved,
    ReferenceAdded,
    ReferenceRemoved,
)
from domain.documents.formats import is_accepted
from domain.documents.limits import LONGEST_SUBJECT, check_count, check_length, check_stored_file
from domain.documents.model import Document
from domain.documents.moves import PartsClosedError
from domain.documents.values import Enclosure, EnclosureKind, Recipient, Reference
from domain.events import istanbul_day
from domain.parties import Act, check_party
from domain.turkish import lower

_Part = TypeVar("_Part", Enclosure, Reference, Recipient)
_UNDATED: Final = "isimsiz ve tarihsiz başvuru"
"""Note of a reference to an application whose date and author are unknown (Y-15-2)."""


def add_enclosure(document: Document, command: AddEnclosure, act: Act) -> None:
    """Add an enclosure of an accepted format (S2-ı-6, K-20)."""
    check_editable(document, act, PartsClosedError)
    enclosure, content = command.enclosure, document.content
    _check_new_id(enclosure.id, content.enclosures, "ek / enclosure")
    _check_enclosure(enclosure)
    new = content.changed(enclosures=(*content.enclosures, enclosure))
    document.record(EnclosureAdded, act, enclosure=enclosure, content_digest=new.digest)


def remove_enclosure(document: Document, command: RemoveEnclosure, act: Act) -> None:
    """Remove an enclosure that no recipient lists as omitted."""
    check_editable(document, act, PartsClosedError)
    content = document.content
    enclosure = _existing(command.enclosure_id, content.enclosures)
    if any(enclosure.id in recipient.omitted_enclosures for recipient in content.recipients):
        raise EnclosureOmittedError
    digest = content.without("enclosures", enclosure.id).digest
    document.record(EnclosureRemoved, act, enclosure_id=enclosure.id, name=enclosure.name, content_digest=digest)


def add_reference(document: Document, command: AddReference, act: Act) -> None:
    """Add a reference; it takes the place its date gives it (S2-g-5)."""
    check_editable(document, act, PartsClosedError)
    reference, content = command.reference, document.content
    _check_new_id(reference.id, content.references, "ilgi / reference")
    _check_reference(reference, istanbul_day(act.now))
    digest = content.with_reference(reference).digest
    document.record(ReferenceAdded, act, reference=reference, content_digest=digest)


def remove_reference(document: Document, command: RemoveReference, act: Act) -> None:
    """Remove a reference."""
    check_editable(document, act, PartsClosedError)
    reference = _existing(command.reference_id, document.content.references)
    digest = document.content.without("references", reference.id).digest
    document.record(ReferenceRemoved, act, reference_id=reference.id, content_digest=digest)


def add_recipient(document: Document, command: AddRecipient, act: Act) -> None:
    """Add a recipient whose identifiers are in order (S2-f-1, S2-f-4, S2-ı-8)."""
    check_editable(document, act, PartsClosedError)
    recipient, content = command.recipient, document.content
    _check_new_id(recipient.id, content.recipients, "muhatap / recipient")
    _check_recipient(recipient, document)
    new = content.changed(recipients=(*content.recipients, recipient))
    document.record(RecipientAdded, act, recipient=recipient, content_digest=new.digest)


def remove_recipient(document: Document, command: RemoveRecipient, act: Act) -> None:
    """Remove a recipient through which no other is written to."""
    check_editable(document, act, PartsClosedError)
    recipient = _existing(command.recipient_id, document.content.recipients)
    if any(other.via == recipient.id for other in document.content.recipients):
        raise RecipientViaUnknownError
    digest = document.content.without("recipients", recipient.id).digest
    document.record(RecipientRemoved, act, recipient_id=recipient.id, content_digest=digest)


def _check_new_id(part_id: str, parts: tuple[_Part, ...], what: str) -> None:
    if not part_id or any(part.id == part_id for part in parts):
        raise PartExistsError(id=part_id)
    check_length(what, part_id, 100)
    check_count(what, len(parts) + 1)


def _existing(part_id: str, parts: tuple[_Part, ...]) -> _Part:
    for part in parts:
        if part.id == part_id:
            return part
    raise PartUnknownError(id=part_id)


def _check_enclosure(enclosure: Enclosure) -> None:
    check_length("ek adı / enclosure name", enclosure.name, LONGEST_SUBJECT)
    check_stored_file(enclosure.file)
    file = enclosure.file
    match enclosure.kind:
        case EnclosureKind.FILE:
            if file is None:
                raise EnclosureFileError
            if not is_accepted(file):
                raise EnclosureFormatError(name=file.name, media_type=file.media_type)
        case EnclosureKind.LINK | EnclosureKind.PHYSICAL:
            if file is not None or (enclosure.kind is EnclosureKind.LINK and not enclosure.location):
                raise EnclosureFileError
            if enclosure.signed:
                raise EnclosureSigningError


def _check_reference(reference: Reference, today: date) -> None:
    if reference.date is None:
        if reference.note is None or lower(reference.note) != _UNDATED:
            raise ReferenceIncompleteError
        return
    try:
        day = date.fromisoformat(reference.date)
    except ValueError as error:
        raise ReferenceDateError from error
    if day > today or reference.date != day.isoformat():
        raise ReferenceDateError
    if not (reference.sender or reference.document_no or reference.document_id):
        raise ReferenceIncompleteError


def _check_recipient(recipient: Recipient, document: Document) -> None:
    check_party(recipient.party)
    known = {enclosure.id for enclosure in document.content.enclosures}
    for omitted in recipient.omitted_enclosures:
        if omitted not in known:
            raise OmittedEnclosureUnknownError(id=omitted)
    if recipient.via is not None and recipient.via not in {other.id for other in document.content.recipients}:
        raise RecipientViaUnknownError
    check_duration(recipient.due_duration)
