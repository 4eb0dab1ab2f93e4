"""Parts of a letter, sections b to m: letterhead, addressee, references, text, enclosures, distribution, contact."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from domain.letters.kinds import (
    AddresseeKind,
    DateStyle,
    Distribution,
    LetterheadPattern,
    LogoKind,
    ReferenceKind,
)
from domain.letters.limits import LONGEST_ADDRESS, LONGEST_CELL, LONGEST_PARAGRAPH
from domain.parties import Party


def bounded(limit: int) -> dict[str, int]:
    """Field metadata: the most characters of a text; texts without it are lines."""
    return {"longest": limit}


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo beside the letterhead; the first stands left, the second right."""

    file: str
    """Name of the image file, beside the specification."""
    kind: LogoKind = LogoKind.INSTITUTION
    detsis_no: str | None = None
    """Institution the logo belongs to; decides who stands left (S2-b-3)."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Başlık (antet): the sender, as its heading record says, with its logos."""

    detsis_no: str
    """DETSİS number of the sender, 8 digits; the heading record is kept under it (S2-c-9)."""
    lines: tuple[str, ...]
    """Lines as printed, the first one ``T.C.``"""
    pattern: LetterheadPattern = LetterheadPattern.INSTITUTION
    region: str | None = None
    """Name of the region of a bölge müdürlüğü (S2-c-7)."""
    central_name: str | None = None
    """Central organisation of a taşra unit (S2-c-8)."""
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    """Muhatap: what stands in the middle of the page, above the text."""

    kind: AddresseeKind
    party: Party | None = None
    """Who it is; None only for “DAĞITIM YERLERİNE”. A name is written as in its register, without suffix."""
    line: str | None = None
    """First line as typed, e.g. ``ADALET BAKANLIĞINA``; None: made from the party."""
    via: Party | None = None
    """Vice-President's office or ministry through which it is sent (aracılığıyla, S2-f-9)."""
    internal: bool = False
    """A unit of the sender's own institution."""
    abroad: bool = False
    """A foreign country or an international body (S2-ğ-14)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """İlgi: one related document; the fields make the text, unless it is typed."""

    kind: ReferenceKind = ReferenceKind.DOCUMENT
    sender: str | None = None
    """Institution that sent it, in the nominative; left out between the two correspondents (S2-g-8)."""
    date: dt.date | None = None
    document_no: str | None = None
    applicant_given_names: str | None = None
    applicant_surname: str | None = None
    noun: str | None = None
    """Last word, e.g. ``yazısı``, ``yazımız``, ``genelgesi``; None: ``yazısı`` or ``yazı``."""
    text: str | None = None
    """The whole text as typed; None: made from the fields."""
    with_addressee: bool | None = None
    """Whether it came from or went to this addressee; None: not said."""
    document_id: UUID | None = None
    """The document in this ledger, when it is known (S2-g-1)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the text (metin); the last one holds the closing phrase."""

    text: str = field(metadata=bounded(LONGEST_PARAGRAPH))
    mark: str | None = None
    """``a)`` or ``1)`` when paragraphs are ordered (S2-ğ-7)."""
    quotation: bool = False
    """Quoted text, drawn in italics (Y-16-1)."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside the text."""

    rows: tuple[tuple[str, ...], ...] = field(metadata=bounded(LONGEST_CELL))
    header: tuple[str, ...] = field(default=(), metadata=bounded(LONGEST_CELL))


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Ek: one enclosure as the letter lists it; its number is its place in the list, from 1."""

    name: str
    extent: str | None = None
    """Page, item or person count, printed in parentheses: ``12 sayfa`` (S2-ı-4)."""
    page_count: int | None = None
    """Pages that the file really has, when counted."""
    file_name: str | None = None
    media_type: str | None = None
    """MIME type found in the content (S2-ı-6)."""
    mark: str | None = None
    """Number that stands at the top right of the enclosure itself, e.g. ``EK-1`` (S2-ı-5)."""
    own: bool = True
    """Prepared by the institution itself."""
    marked_by_signer: bool | None = None
    """Z/O: signed or initialled by a signer or one of the paraf chain (S2-h-22); None: not said."""
    separate: bool = False
    """Cannot travel with the letter and is sent apart, linked to it (S2-ı-9)."""


@dataclass(frozen=True, slots=True)
class DistributionEntry:
    """One line of the distribution (dağıtım)."""

    party: Party
    distribution: Distribution = Distribution.FOR_ACTION
    omitted_enclosures: tuple[int, ...] = ()
    """Numbers of enclosures this recipient does not get (konulmamış ek, S2-ı-8)."""
    all_omitted: bool = False
    """None of the enclosures is sent: “Ek konulmadı”."""
    due_duration: str | None = None
    """Reply time of this recipient (Miat), ISO 8601 duration."""
    via: Party | None = None
    """Through whom it is sent (S2-f-9)."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Belge doğrulama bilgileri of an e-signed document."""

    code: str
    """Doğrulama kodu, printed exactly as it is queried (DV-2)."""
    address: str
    """Address the karekod decodes to; holds the same code (DV-3)."""
    statement: str = "Bu belge, güvenli elektronik imza ile imzalanmıştır."
    """First line of the zone (S2-m-1)."""


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Whom to ask: right side of the contact block (S2-n-2)."""

    given_names: str
    surname: str
    title: str
    telephone: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """İletişim bilgileri of the sender: left side of the contact block (S2-n-1)."""

    address: str = field(metadata=bounded(LONGEST_ADDRESS))
    postal_code: str | None = None
    telephone: str | None = None
    fax: str | None = None
    email: str | None = None
    kep_address: str | None = None
    web_address: str | None = None
    person: ContactPerson | None = None


@dataclass(frozen=True, slots=True)
class LetterDate:
    """Tarih, as far as it is known; an e-signed letter gets it from its last signature (S2-d-3)."""

    day: dt.date | None = None
    style: DateStyle = DateStyle.DIGITS
    text: str | None = None
    """The date as typed; None: made from the day."""
    at_end: bool = False
    """At the end of the text instead of beside the number (S2-d-5)."""


DATE_UNKNOWN: Final = LetterDate()
"""Not signed yet, so not dated yet (S2-d-6)."""
