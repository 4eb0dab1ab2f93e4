"""The texts of a letter as they stand on the page; the page draws them, the comparison with the metadata reads them.

What a person typed is printed as typed (rules judge it); what is left out is made here from the values.
"""

from dataclasses import replace
from typing import Final

from domain.filing import Classification, Urgency
from domain.letters.kinds import AddresseeKind, Capacity, DateStyle, Distribution, LetterKind, Medium, ReferenceKind
from domain.letters.letter import Letter
from domain.letters.parts import Addressee, DistributionEntry, Enclosure, LetterDate, Reference
from domain.letters.people import Initials, Signer
from domain.parties import Party, PartyKind
from domain.turkish import (
    date_in_digits,
    date_in_words,
    dative_of_institution,
    full_name,
    genitive_of_institution,
    genitive_of_name,
    headline,
    letter_mark,
    upper,
)

DISTRIBUTION_PLACES: Final = "DAĞITIM YERLERİNE"
VICE_PRESIDENT_LINE: Final = "CUMHURBAŞKANI YARDIMCISINA"
"""Form of the Yönetmelik; the other one is CUMHURBAŞKANLIĞI YARDIMCISINA (CF-5)."""
APPROVED: Final = "OLUR"
CONCURRED: Final = "Uygun görüşle arz ederim."
ENCLOSURE_LIST: Final = "EK LİSTESİ"
ENCLOSURE_LIST_NOTE: Final = "Ek Listesi"
"""Stands beside “Ek:” when the list is on a page of its own (S2-ı-7)."""
DISTRIBUTION_LIST: Final = "DAĞITIM LİSTESİ"
PERSONAL: Final = "KİŞİYE ÖZEL"
ANONYMOUS_APPLICATION: Final = "İsimsiz ve tarihsiz {noun}."

_URGENCY: Final = {Urgency.URGENT: "ACELE", Urgency.DATED: "GÜNLÜDÜR"}
_GRADES: Final = {
    Classification.OFFICIAL_USE: "HİZMETE ÖZEL",
    Classification.RESTRICTED_LEGACY: "ÖZEL",
    Classification.SECRET: "GİZLİ",
    Classification.TOP_SECRET: "ÇOK GİZLİ",
}


def date_text(date: LetterDate) -> str | None:
    """The date as printed; None while it is unknown."""
    if date.text is not None or date.day is None:
        return date.text
    return date_in_digits(date.day) if date.style is DateStyle.DIGITS else date_in_words(date.day)


def addressee_lines(addressee: Addressee, vice_president_line: str = VICE_PRESIDENT_LINE) -> tuple[str, ...]:
    """Lines of the addressee: first line, unit, via, address (S2-f-3 to S2-f-10)."""
    party = addressee.party
    if addressee.kind is AddresseeKind.DISTRIBUTION_PLACES or party is None:
        return (addressee.line or DISTRIBUTION_PLACES,)
    lines = [addressee.line or first_line(addressee.kind, party, vice_president_line)]
    if addressee.kind is AddresseeKind.VICE_PRESIDENT:
        lines.append(f"(Sayın {_name(party)})")
    elif party.unit:
        lines.append(f"({party.unit})")
    if addressee.via is not None:
        lines.append(f"({party_name(addressee.via)} aracılığıyla)")
    return (*lines, *(party.address or "").splitlines())


def first_line(kind: AddresseeKind, party: Party, vice_president_line: str = VICE_PRESIDENT_LINE) -> str:
    """The first line that the rules ask for (S2-f-3, S2-f-6, S2-f-8, Y-14-1)."""
    match kind:
        case AddresseeKind.INSTITUTION | AddresseeKind.LEGAL_PERSON:
            return upper(dative_of_institution(party.name or ""))
        case AddresseeKind.NATURAL_PERSON:
            return f"Sayın {_name(party)}"
        case AddresseeKind.VICE_PRESIDENT:
            return vice_president_line
        case AddresseeKind.DISTRIBUTION_PLACES:
            return DISTRIBUTION_PLACES


def reference_texts(letter: Letter) -> tuple[tuple[str, str], ...]:
    """Mark and text of each reference; a single one has no mark (S2-g-6)."""
    if len(letter.references) == 1:
        return (("", reference_text(letter.references[0])),)
    return tuple((letter_mark(place), reference_text(item)) for place, item in enumerate(letter.references))


def reference_text(reference: Reference) -> str:
    """The text of one reference (S2-g-7 to S2-g-10, Y-15-2)."""
    if reference.text is not None:
        return reference.text
    day = date_in_digits(reference.date) if reference.date else "…"
    match reference.kind:
        case ReferenceKind.ANONYMOUS_APPLICATION:
            return ANONYMOUS_APPLICATION.format(noun=reference.noun or "başvuru")
        case ReferenceKind.APPLICATION:
            name = full_name(reference.applicant_given_names or "", reference.applicant_surname or "")
            return f"{genitive_of_name(name)} {day} tarihli {reference.noun or 'başvurusu'}."
        case ReferenceKind.DOCUMENT:
            sender = f"{genitive_of_institution(reference.sender)} " if reference.sender else ""
            noun = reference.noun or ("yazısı" if reference.sender else "yazı")
            return f"{sender}{day} tarihli ve {reference.document_no or '…'} sayılı {noun}."


def signer_lines(signer: Signer, *, internal: bool = False) -> tuple[str, ...]:
    """Lines of a signature block (S2-h-2, S2-h-3, S2-h-13 to S2-h-15)."""
    name = full_name(signer.given_names, signer.surname)
    academic = signer.academic_title
    lines = [f"{academic} {name}" if academic and not signer.academic_title_below else name]
    if academic and signer.academic_title_below:
        lines.append(academic)
    office = signer.on_behalf_of
    match signer.capacity:
        case Capacity.ACTING:
            return (*lines, f"{office or signer.title} V.")
        case Capacity.DELEGATE if office and not internal:
            return (*lines, f"{office} a.", signer.title)
        case _:
            return (*lines, signer.title)


def signers_left_to_right(signers: tuple[Signer, ...]) -> tuple[Signer, ...]:
    """Two: the higher rank on the right; more: the highest on the far left, then down (S2-h-16, S2-h-17).

    Signers stay as they were given when a rank is not known.
    """
    if len(signers) < 2 or any(signer.rank is None for signer in signers):
        return signers
    downwards = len(signers) > 2
    return tuple(sorted(signers, key=lambda signer: signer.rank or 0, reverse=downwards))


def enclosure_items(enclosures: tuple[Enclosure, ...]) -> tuple[tuple[str, str], ...]:
    """Number and text of each enclosure; a single one has no number (S2-ı-3, S2-ı-4)."""
    texts = [f"{item.name} ({item.extent})" if item.extent else item.name for item in enclosures]
    if len(texts) == 1:
        return (("", texts[0]),)
    return tuple((f"{place}-", text) for place, text in enumerate(texts, 1))


def omission_text(entry: DistributionEntry, enclosures: int) -> str | None:
    """“Ek konulmadı” or “Ek-2 konulmadı” for a recipient; None when everything is sent (S2-ı-8)."""
    if entry.all_omitted or (entry.omitted_enclosures and enclosures == 1):
        return "Ek konulmadı"
    if not entry.omitted_enclosures:
        return None
    return f"{', '.join(f'Ek-{number}' for number in entry.omitted_enclosures)} konulmadı"


def distribution_items(letter: Letter, distribution: Distribution) -> tuple[str, ...]:
    """Lines under “Gereği:” or “Bilgi:”, with initial capitals and unnumbered (S2-i-3, S2-i-5)."""
    entries = (entry for entry in letter.distribution if entry.distribution is distribution)
    return tuple(_entry_text(entry, len(letter.enclosures)) for entry in entries)


def party_name(party: Party) -> str:
    """Name of a party with initial capitals; a register name in capitals is written so too."""
    if party.kind is PartyKind.NATURAL_PERSON:
        return _name(party)
    name = party.name or ""
    return headline(name) if upper(name) == name and " " in name else name


def urgency_text(letter: Letter) -> str | None:
    """``ACELE``, ``GÜNLÜDÜR`` or None (S2-ö-1)."""
    return _URGENCY.get(letter.urgency)


def classification_text(letter: Letter) -> str | None:
    """The grade in capitals, or None."""
    return _GRADES.get(letter.classification)


def is_internal(letter: Letter) -> bool:
    """Whether the letter runs between units of one institution (Y-3-9)."""
    addressee = letter.addressee
    return letter.kind in {LetterKind.INTERNAL, LetterKind.APPROVAL} or (addressee is not None and addressee.internal)


def initials_lines(letter: Letter) -> tuple[str, ...]:
    """Initials and coordination on the copy that the institution keeps, for Z and O; nothing for E (S2-k-8)."""
    if letter.medium is Medium.ELECTRONIC:
        return ()
    lines = [_initials_line(entry) for entry in letter.initials]
    if letter.coordination:
        lines += ["Koordinasyon", *(_initials_line(entry) for entry in letter.coordination)]
    return tuple(lines)


def recipient_copy(letter: Letter) -> Letter:
    """The letter as a recipient gets it: without initials (S2-k-3, S2-k-8)."""
    return replace(letter, initials=(), coordination=())


def _initials_line(entry: Initials) -> str:
    day = f"{date_in_digits(entry.day)} " if entry.day else ""
    return f"{day}{entry.title} {full_name(entry.given_names, entry.surname)}"


def _entry_text(entry: DistributionEntry, enclosures: int) -> str:
    party = entry.party
    if party.kind is PartyKind.NATURAL_PERSON:
        text = f"Sayın {_name(party)}"
    else:
        text = dative_of_institution(party_name(party))
    if party.unit:
        text += f" ({party.unit})"
    if entry.via is not None:
        text += f" ({party_name(entry.via)} aracılığıyla)"
    omitted = omission_text(entry, enclosures)
    return f"{text} ({omitted})" if omitted else text


def _name(party: Party) -> str:
    return full_name(party.given_names or "", party.surname or "")
