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
from domain.documents.letter_events import LetterChecked
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
from domain.letters import LetterFinding, Severity
from domain.turkish import letter_mark


@dataclass(frozen=True, slots=True)
class CheckedLetter:
    """The letter of a draft as it was last checked."""

    digest: str
    """Hex SHA-256 of its specification."""
    covers: str
    """Digest of the content it was held against."""
    rejected: tuple[str, ...] = ()
    """Ids of the rules that reject it."""
    doubted: tuple[str, ...] = ()
    """Ids of the rules that warn or ask; whoever sends the document out accepts them."""


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
    letter: CheckedLetter | None = None

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the canonical form: equal digests mean the same content.

        A draft without a letter has the digest it had before letters were kept.
        """
        plain = plain_value(self)
        if self.letter is None:
            del plain["letter"]
        return request_digest(plain)

    @property
    def without_letter(self) -> Self:
        """The content that a letter is held against."""
        return self if self.letter is None else replace(self, letter=None)

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

    def with_letter(self, digest: str, covers: str, findings: tuple[LetterFinding, ...]) -> Self:
        """The content with a letter that was just checked."""
        rules: dict[bool, dict[str, None]] = {True: {}, False: {}}
        for finding in findings:
            rules[finding.severity is Severity.REJECT][finding.rule_id] = None
        doubted = tuple(rule_id for rule_id in rules[False] if rule_id not in rules[True])
        return replace(self, letter=CheckedLetter(digest, covers, tuple(rules[True]), doubted))

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
            case LetterChecked():
                return self.with_letter(fact.letter_digest, fact.covers, fact.findings)
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
