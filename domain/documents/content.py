"""What initials and signatures of a draft cover, as one value with one digest (S2-k-9, K-19)."""

from dataclasses import dataclass, replace
from typing import Any, Self

from domain.documents.events import (
    Drafted,
    Edited,
    EnclosureAdded,
    EnclosureRemoved,
    GradeProposed,
    Numbered,
    RecipientAdded,
    RecipientRemoved,
    ReferenceAdded,
    ReferenceRemoved,
    UrgencySet,
)
from domain.documents.values import (
    Direction,
    Distribution,
    Enclosure,
    Medium,
    Recipient,
    Reference,
    StoredFile,
)
from domain.events import Fact, plain_value, request_digest
from domain.filing import Classification, Urgency
from domain.turkish import letter_mark


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of a draft that a person who initials or signs is answerable for."""

    direction: Direction = Direction.INCOMING
    medium: Medium = Medium.ELECTRONIC
    document_type: str = ""
    language: str = ""
    subject: str = ""
    body: StoredFile | None = None
    classification: Classification = Classification.NONE
    classification_ends_on: str | None = None
    urgency: Urgency = Urgency.NORMAL
    due_duration: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    references: tuple[Reference, ...] = ()
    """By date, oldest first (S2-g-5)."""
    recipients: tuple[Recipient, ...] = ()
    document_no: str | None = None
    verification_code: str | None = None

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the canonical form: equal digests mean the same content."""
        return request_digest(plain_value(self))

    @property
    def marked_references(self) -> tuple[tuple[str, Reference], ...]:
        """References with their marks ``a)``, ``b)``, ``c)``, ``ç)`` … in order (S2-g-6)."""
        return tuple((letter_mark(place), item) for place, item in enumerate(self.references))

    @property
    def for_action(self) -> tuple[Recipient, ...]:
        """Recipients that must act (Gereği)."""
        return tuple(item for item in self.recipients if item.distribution is Distribution.FOR_ACTION)

    def changed(self, **changes: Any) -> Self:
        """The content with some fields replaced."""
        return replace(self, **changes)

    def with_reference(self, reference: Reference) -> Self:
        """The content with a further reference, put where its date belongs; undated ones come last (S2-g-5)."""
        every = sorted((*self.references, reference), key=lambda item: (item.date is None, item.date or ""))
        return replace(self, references=tuple(every))

    def without(self, kind: str, part_id: str) -> Self:
        """The content without one part; ``kind`` is ``enclosures``, ``references`` or ``recipients``."""
        kept = tuple(item for item in getattr(self, kind) if item.id != part_id)
        return self.changed(**{kind: kept})

    def after(self, fact: Fact) -> Self:
        """The content once a fact has happened; facts that change no content leave it as it is."""
        match fact:
            case Edited():
                return self._edited(fact)
            case GradeProposed():
                return self.changed(classification=fact.classification, classification_ends_on=fact.ends_on)
            case UrgencySet():
                return self.changed(urgency=fact.urgency, due_duration=fact.due_duration)
            case EnclosureAdded():
                return self.changed(enclosures=(*self.enclosures, fact.enclosure))
            case EnclosureRemoved():
                return self.without("enclosures", fact.enclosure_id)
            case ReferenceAdded():
                return self.with_reference(fact.reference)
            case ReferenceRemoved():
                return self.without("references", fact.reference_id)
            case RecipientAdded():
                return self.changed(recipients=(*self.recipients, fact.recipient))
            case RecipientRemoved():
                return self.without("recipients", fact.recipient_id)
            case Numbered():
                return self.changed(document_no=fact.document_no, verification_code=fact.verification_code)
            case _:
                return self

    def _edited(self, fact: Edited) -> Self:
        changes: dict[str, Any] = {change.field: change.new for change in fact.changes}
        if "body" in changes:
            changes["body"] = fact.body
        return self.changed(**changes)


def drafted_content(fact: Drafted) -> Content:
    """The content a draft begins with."""
    return Content(
        direction=fact.direction,
        medium=fact.medium,
        document_type=fact.document_type,
        language=fact.language,
        subject=fact.subject,
        body=fact.body,
    )
