"""Group D, rules 31 to 35: parties and texts."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from archive.eyazisma.catalogue import parties as found
from archive.eyazisma.findings import Finding
from archive.eyazisma.model import Contact, Institution, LegalPerson, NaturalPerson, Party, Text
from archive.eyazisma.rules.metadata import is_web_address
from archive.eyazisma.schema.forms import is_citizen_no, is_detsis_no

_SCHEMES = frozenset({"MERSIS", "VBYS", "DERBIS", "PARBIS", "SENBIS"})
_EMAIL = re.compile(r"[^@\s<>,;]+@[\w-]+(\.[\w-]+)+")
_TELEPHONE = re.compile(r"\+?[\d\s()/.-]{7,25}((dahili|ext|x)?[\s.:]*\d{1,6})?", re.IGNORECASE)


def check_party(party: Party, major: int, part: str | None) -> Iterator[Finding]:
    """Rules 31 to 34 for one party."""
    match party:
        case Institution():
            yield from _check_institution(party, major, part)
        case LegalPerson():
            yield from _check_legal_person(party, part)
        case NaturalPerson():
            yield from check_person(party, part)
    if isinstance(party, Institution | LegalPerson) and (party.name is None or party.contact is None):
        shown = party.detsis_no if isinstance(party, Institution) else party.id.value
        yield found.PARTY_DETAIL_MISSING.at(part, shown)
    if party.contact is not None:
        yield from _check_contact(party.contact, part)


def _check_institution(party: Institution, major: int, part: str | None) -> Iterator[Finding]:
    if not is_detsis_no(party.detsis_no, major):
        yield found.DETSIS_NO_INVALID.at(part, party.detsis_no)
    if major > 1:
        if party.legacy_unit_code is not None:
            yield found.LEGACY_UNIT_CODE.at(part, party.detsis_no)
        if not (party.unit_no or "").strip():
            yield found.UNIT_NO_MISSING.at(part, party.detsis_no)
        elif not is_detsis_no((party.unit_no or "").strip()):
            yield found.UNIT_NO_INVALID.at(part, party.unit_no or "")


def _check_legal_person(party: LegalPerson, part: str | None) -> Iterator[Finding]:
    scheme = (party.id.scheme or "").strip()
    if not party.id.value.strip() or not scheme:
        yield found.LEGAL_ID_INCOMPLETE.at(part, party.id.value)
    elif scheme.upper() not in _SCHEMES:
        yield found.LEGAL_SCHEME_UNKNOWN.at(part, scheme)


def check_person(person: NaturalPerson, part: str | None) -> Iterator[Finding]:
    """Rule 33."""
    name = person.name
    if name.first is None or name.last is None or not name.first.value or not name.last.value:
        yield found.NAME_INCOMPLETE.at(part, name.full)
    absent = [
        label
        for label, value in (("TCKN", person.citizen_no), ("Gorev", person.role), ("Unvan", name.title))
        if value is None
    ]
    if absent:
        yield found.PERSON_DETAIL_MISSING.at(part, f"{name.full}: {', '.join(absent)}")
    if person.citizen_no is not None and not has_check_digits(person.citizen_no):
        yield found.CITIZEN_NO_INVALID.at(part, name.full)


def has_check_digits(citizen_no: str) -> bool:
    """Whether a T.C. kimlik number has its form and both check digits."""
    if not is_citizen_no(citizen_no):
        return False
    digits = [int(c) for c in citizen_no]
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


def _check_contact(contact: Contact, part: str | None) -> Iterator[Finding]:
    for address in (contact.email, contact.kep_address):
        if address and not _EMAIL.fullmatch(address):
            yield found.EMAIL_INVALID.at(part, address)
    numbers = (contact.telephone, contact.other_telephone, contact.fax)
    odd = [number for number in numbers if number and not _TELEPHONE.fullmatch(number)]
    if contact.web_address and not is_web_address(contact.web_address):
        odd.append(contact.web_address)
    for value in odd:
        yield found.CONTACT_ODD.at(part, value)


def check_texts(value: object, part: str | None) -> Iterator[Finding]:
    """Rule 35 for every text inside `value`; absent language tags are told once, with their number."""
    texts = list(_texts(value, ""))
    for where, text in texts:
        if not text.value.strip():
            yield found.TEXT_EMPTY.at(part, where)
    untagged = sum(1 for _, text in texts if text.language is None)
    if untagged:
        yield found.LANGUAGE_TAG_MISSING.at(part, f"{untagged} / {len(texts)}")


def _texts(value: object, where: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield where, value
    elif isinstance(value, tuple):
        for number, each in enumerate(value, 1):
            yield from _texts(each, f"{where}[{number}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{where}.{field.name}".lstrip("."))
