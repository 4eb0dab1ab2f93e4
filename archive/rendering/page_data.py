"""From a letter to the plain values the templates draw: every word of the page comes from here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from archive.rendering.codes import code_image
from domain.events import istanbul_day
from domain.letters import (
    APPROVED,
    CONCURRED,
    ENCLOSURE_LIST_NOTE,
    PERSONAL,
    Contact,
    ContactPages,
    Distribution,
    Font,
    Letter,
    LetterDate,
    Medium,
    Paragraph,
    Signer,
    Table,
    Verification,
    addressee_lines,
    classification_text,
    date_text,
    distribution_items,
    enclosure_items,
    initials_lines,
    is_internal,
    reference_texts,
    signer_lines,
    signers_left_to_right,
    urgency_text,
)
from domain.turkish import date_in_digits, full_name

DRAFT: Final = "TASLAK"
"""Stands above the letterhead of a page that may not be sent."""
DISTRIBUTION_LIST_NOTE: Final = "Dağıtım Listesi"
_UNDATED: Final = date(1970, 1, 1)
"""PDF/A-1a asks for a date in the file; a letter that nobody has signed has none (S2-d-6)."""
_FAMILIES: Final = {Font.TIMES_NEW_ROMAN: ("Tinos", 12), Font.ARIAL: ("Arimo", 11)}
_SHORT_LANGUAGES: Final = {"tur": "tr", "eng": "en", "deu": "de", "fra": "fr", "ita": "it", "spa": "es", "rus": "ru"}
_WIDEST_MEAN: Final = 3.0
"""Millimetres a letter takes in a text of capitals at 12 points."""
_WHOLE_LINES: Final = 20
_INK_DATE: Final = "…/…/……"
"""Place for the date that a person writes by hand (S2-j-5, S2-j-7)."""


def shown_date(letter: Letter) -> LetterDate:
    """The date the page shows: the letter's own, else the Istanbul day of the final metadata (S2-d-3, S2-d-6)."""
    stamped = letter.metadata.dated_at if letter.metadata else None
    if date_text(letter.date) is None and stamped is not None:
        return replace(letter.date, day=istanbul_day(stamped))
    return letter.date


def page_data(letter: Letter, logos: Sequence[Mapping[str, Any]], *, draft: bool = False) -> dict[str, Any]:
    """Everything `letter.typ` reads, with both lists inside the letter."""
    return {
        **_type_and_area(letter),
        **_heading(letter, logos, draft),
        **_text(letter),
        **_closing(letter),
        **_foot(letter),
    }


def _type_and_area(letter: Letter) -> dict[str, Any]:
    layout = letter.layout
    family, points = _FAMILIES[layout.font]
    top = layout.margin_top_mm
    day = shown_date(letter).day or _UNDATED
    return {
        "font": family,
        "size": layout.body_points or points,
        "contact_size": layout.contact_points,
        "language": _SHORT_LANGUAGES.get(letter.language, letter.language),
        "margins": {
            "top": top if top is not None else 5 if letter.letterhead.logos else 15,
            "side": layout.margin_side_mm,
            "bottom": layout.margin_bottom_mm,
        },
        "title": letter.subject,
        "author": next((line for line in letter.letterhead.lines if line != "T.C."), letter.letterhead.detsis_no),
        "dated": {"year": day.year, "month": day.month, "day": day.day},
        "page_numbers": layout.page_numbers,
    }


def _heading(letter: Letter, logos: Sequence[Mapping[str, Any]], draft: bool) -> dict[str, Any]:
    date = shown_date(letter)
    marks = (DRAFT if draft else None, urgency_text(letter), PERSONAL if letter.personal else None)
    return {
        "grade": classification_text(letter),
        "marks": [mark for mark in marks if mark],
        "logos": list(logos),
        "letterhead": list(letter.letterhead.lines),
        "numbered": letter.document_no is not None or not date.at_end,
        "number": letter.document_no,
        "date": None if date.at_end else date_text(date),
        "date_at_end": date_text(date) if date.at_end else None,
        "subject": letter.subject,
        "addressee": list(addressee_lines(letter.addressee)) if letter.addressee else [],
        "references": [{"mark": mark or None, "text": text} for mark, text in reference_texts(letter)],
    }


def _text(letter: Letter) -> dict[str, Any]:
    return {"body": [_paragraph(item) if isinstance(item, Paragraph) else _table(item) for item in letter.body]}


def _paragraph(item: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "text": item.text, "mark": item.mark, "quotation": item.quotation}


def _table(item: Table) -> dict[str, Any]:
    """Columns get room by their longest cell, within reason, and by their longest word."""
    rows = [list(row) for row in item.rows]
    width = max(len(row) for row in [list(item.header), *rows])
    filled = [row + [""] * (width - len(row)) for row in rows]
    header = [*item.header, *[""] * (width - len(item.header))] if item.header else []
    columns = zip(*([header] if header else []), *filled, strict=True)
    weights = [_weight(column) for column in columns]
    whole = [_stays_whole(row, weights) for row in filled]
    return {"kind": "table", "header": header, "rows": filled, "weights": weights, "whole": whole}


def _stays_whole(row: Sequence[str], weights: Sequence[float]) -> bool:
    """Whether a row surely fits on half a page and need not be broken between two."""
    widths = (180 * weight / sum(weights) - 2.4 for weight in weights)
    return all(len(cell) * _WIDEST_MEAN / width < _WHOLE_LINES for cell, width in zip(row, widths, strict=True))


def _weight(column: Sequence[str]) -> float:
    longest_word = max((len(word) for cell in column for word in cell.split()), default=0)
    return max(6, min(max(map(len, column)), 40), 1.3 * longest_word)


def _closing(letter: Letter) -> dict[str, Any]:
    internal = is_internal(letter)
    approval = letter.approval
    by_hand = letter.medium is not Medium.ELECTRONIC
    return {
        "words": {
            "concurrence": CONCURRED,
            "approved": APPROVED,
            "enclosure_list": ENCLOSURE_LIST_NOTE,
            "distribution_list": DISTRIBUTION_LIST_NOTE,
        },
        "by_hand": by_hand,
        "signature_lines": letter.layout.signature_blank_lines,
        "signers": [list(signer_lines(one, internal=internal)) for one in signers_left_to_right(letter.signers)],
        "concurrences": [
            {"lines": list(signer_lines(one, internal=internal)), "date": _ink_date(one) if by_hand else None}
            for one in (approval.concurrences if approval else ())
        ],
        "approver": list(signer_lines(approval.approver, internal=internal)) if approval else None,
        "approved_on": _ink_date(approval.approver) if approval and by_hand else None,
        "enclosures": [{"mark": mark or None, "text": text} for mark, text in enclosure_items(letter.enclosures)],
        "enclosures_apart": False,
        "for_action": list(distribution_items(letter, Distribution.FOR_ACTION)),
        "for_information": list(distribution_items(letter, Distribution.FOR_INFORMATION)),
        "distribution_apart": False,
        "initials": list(initials_lines(letter)),
        "measuring": False,
    }


def _ink_date(signer: Signer) -> str:
    """The day somebody signed by hand, or the place to write it."""
    return date_in_digits(istanbul_day(signer.signed_at)) if signer.signed_at else _INK_DATE


def _foot(letter: Letter) -> dict[str, Any]:
    contact = letter.contact
    return {
        "contact_pages": "last" if letter.layout.contact_pages is ContactPages.LAST else "all",
        "contact": _sender(contact) if contact else [],
        "contact_person": _person(contact) if contact else [],
        "verification": _verification(letter.verification) if letter.verification else None,
    }


def _verification(verification: Verification) -> dict[str, Any]:
    code = f"Belge Doğrulama Kodu: {verification.code}"
    return {
        "text": [verification.statement, code, "Doğrulama Adresi: ", verification.address],
        "code_image": code_image(verification.address),
        "alt": f"Belge doğrulama karekodu: {verification.address}",
    }


def _sender(contact: Contact) -> list[str]:
    """Left side of the contact block, as many facts to a line as belong together (S2-n-1)."""
    address = contact.address.splitlines()
    if contact.postal_code and not any(contact.postal_code in line for line in address):
        address[-1:] = [f"{address[-1]} {contact.postal_code}" if address else contact.postal_code]
    rows = (
        (("Telefon", contact.telephone), ("Faks", contact.fax)),
        (("e-Posta", contact.email), ("KEP", contact.kep_address)),
        (("İnternet Adresi", contact.web_address),),
    )
    written = ["  ".join(f"{name}: {value}" for name, value in row if value) for row in rows]
    return [*address, *(line for line in written if line)]


def _person(contact: Contact) -> list[str]:
    """Right side: whom to ask (S2-n-2)."""
    person = contact.person
    if person is None:
        return []
    lines = [f"Bilgi için: {full_name(person.given_names, person.surname)}", person.title]
    return [*lines, f"Telefon: {person.telephone}"] if person.telephone else lines
