"""The letter itself: all sections a to r as one value."""

import datetime as dt
from dataclasses import dataclass, field

from domain.filing import Classification, Urgency
from domain.letters.kinds import ContactPages, Font, LetterKind, Medium, PhysicalReason
from domain.letters.limits import LONGEST_SUBJECT
from domain.letters.parts import (
    DATE_UNKNOWN,
    Addressee,
    Block,
    Contact,
    DistributionEntry,
    Enclosure,
    LetterDate,
    Letterhead,
    Reference,
    Verification,
    bounded,
)
from domain.letters.people import Approval, Initials, Signer


@dataclass(frozen=True, slots=True)
class Layout:
    """Yazı alanı and type: what the page may be told; all else follows from the rules."""

    font: Font = Font.TIMES_NEW_ROMAN
    body_points: int | None = None
    """Size of the text; None: 12 for Times New Roman, 11 for Arial; 9 at least (Y-7-1)."""
    contact_points: int = 8
    """Size of the contact block; 8 at least."""
    margin_top_mm: int | None = None
    """None: 15, with a logo 5 (S2-a-1, S2-a-2)."""
    margin_side_mm: int = 15
    margin_bottom_mm: int = 15
    signature_blank_lines: int = 3
    """Empty lines between text and signature, 2 to 4 (S2-h-1)."""
    contact_pages: ContactPages = ContactPages.ALL
    """Contact block on each page or on the last (CF-6)."""
    page_numbers: bool | None = None
    """None: only when there is more than one page (S2-p-1)."""
    page_count: int | None = None
    """Pages of the drawn letter, once it is drawn."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Üstveri, where it is already written: what the page must agree with (S2-r-5)."""

    document_id: str | None = None
    """BelgeId."""
    subject: str | None = field(default=None, metadata=bounded(LONGEST_SUBJECT))
    document_no: str | None = None
    dated_at: dt.datetime | None = None
    """NihaiUstveri.Tarih, an aware instant."""
    creator_detsis_no: str | None = None
    file_name: str | None = None
    media_type: str | None = None
    verification_address: str | None = None
    classification: Classification | None = None
    urgency: Urgency | None = None
    due_duration: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, from letterhead to metadata; nothing in it is drawn or looked up yet."""

    kind: LetterKind
    letterhead: Letterhead
    subject: str = field(metadata=bounded(LONGEST_SUBJECT))
    body: tuple[Block, ...]
    signers: tuple[Signer, ...]
    """In the order people were asked to sign; the page puts them by rank (S2-h-16, S2-h-17)."""
    medium: Medium = Medium.ELECTRONIC
    physical_reason: PhysicalReason | None = None
    """Why it is on paper; owed for Z and O."""
    language: str = "tur"
    """ISO 639-3 code (schema ``Dil``)."""
    document_no: str | None = None
    """Sayı as printed; None until it is allocated (CF-7)."""
    date: LetterDate = DATE_UNKNOWN
    addressee: Addressee | None = None
    """None only for minutes, reports and notices."""
    references: tuple[Reference, ...] = ()
    approval: Approval | None = None
    """Of kind `approval`: the signers propose, this office approves."""
    enclosures: tuple[Enclosure, ...] = ()
    distribution: tuple[DistributionEntry, ...] = ()
    distribution_plan: str | None = None
    """Name of a distribution plan whose members the distribution lists (S2-i-7)."""
    initials: tuple[Initials, ...] = ()
    """The chain, lowest rank first; never on a recipient's copy (S2-k-3)."""
    coordination: tuple[Initials, ...] = ()
    """Cooperating units, after the own chain (S2-l-1)."""
    verification: Verification | None = None
    contact: Contact | None = None
    classification: Classification = Classification.NONE
    classification_confirmed_by: str | None = None
    """Full name of the signer who confirmed the grade (CF-2)."""
    urgency: Urgency = Urgency.NORMAL
    due_duration: str | None = None
    """Reply time (Miat), ISO 8601 duration: ``P5D``."""
    due_on: dt.date | None = None
    """Reply date, when a date is given instead."""
    personal: bool = False
    """KİŞİYE ÖZEL: to be handed to the person (S2-ö-5)."""
    registered_on: dt.date | None = None
    """Day of registration, for Z and O (S2-d-4)."""
    copies: int | None = None
    """Copies made: one for E, at least two for Z and O (Y-5-1)."""
    translation_file: str | None = None
    """Signed Turkish counterpart of a foreign-language letter (S2-ğ-15)."""
    layout: Layout = Layout()
    metadata: Metadata | None = None
