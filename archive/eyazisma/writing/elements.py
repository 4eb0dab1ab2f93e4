"""Model values as elements of the standard."""

from lxml import etree

from archive.eyazisma.model import (
    Contact,
    Identifier,
    Institution,
    LegalPerson,
    Moment,
    NaturalPerson,
    Party,
    PersonName,
    Text,
)
from archive.eyazisma.vocabulary import namespace

TYPES = namespace("Tipler", 2)
Value = str | Text | Identifier | Moment | bool | int | None


def element(parent: etree._Element, name: str, value: Value = None, **attributes: str) -> etree._Element:
    """A child of `parent` in the namespace of types, with `value` as its text."""
    child = etree.SubElement(parent, f"{{{TYPES}}}{name}", attributes)
    match value:
        case None:
            pass
        case bool():
            child.text = "true" if value else "false"
        case Text(value=text, language=language):
            child.text = text
            if language is not None:
                child.set("languageID", language)
        case Identifier(value=text, scheme=scheme):
            child.text = text
            if scheme is not None:
                child.set("schemeID", scheme)
        case Moment(text=text):
            child.text = text
        case str() | int():
            child.text = str(value)
    return child


def optional(parent: etree._Element, name: str, value: Value) -> None:
    """The same when there is a value, else nothing."""
    if value is not None:
        element(parent, name, value)


def party(parent: etree._Element, value: Party) -> None:
    """The party under its own element name."""
    match value:
        case Institution():
            holder = element(parent, "KurumKurulus")
            element(holder, "KKK", value.detsis_no)
            optional(holder, "Adi", value.name)
            _contact(holder, value.contact)
            optional(holder, "BirimKKK", value.unit_no)
        case NaturalPerson():
            person(element(parent, "GercekSahis"), value)
        case LegalPerson():
            holder = element(parent, "TuzelSahis")
            element(holder, "Id", value.id)
            optional(holder, "Adi", value.name)
            _contact(holder, value.contact)


def person(holder: etree._Element, value: NaturalPerson) -> None:
    """The content of a GercekSahis."""
    _name(element(holder, "Kisi"), value.name)
    optional(holder, "TCKN", value.citizen_no)
    optional(holder, "Gorev", value.role)
    _contact(holder, value.contact)


def _name(holder: etree._Element, value: PersonName) -> None:
    for name, text in (
        ("IlkAdi", value.first),
        ("Soyadi", value.last),
        ("IkinciAdi", value.second),
        ("Unvan", value.title),
        ("OnEk", value.prefix),
    ):
        optional(holder, name, text)


def _contact(parent: etree._Element, value: Contact | None) -> None:
    if value is None:
        return
    holder = element(parent, "IletisimBilgisi")
    fields: tuple[tuple[str, Value], ...] = (
        ("Telefon", value.telephone),
        ("TelefonDiger", value.other_telephone),
        ("EPosta", value.email),
        ("KepAdresi", value.kep_address),
        ("Faks", value.fax),
        ("WebAdresi", value.web_address),
        ("Adres", value.address),
        ("Il", value.province),
        ("Ilce", value.district),
        ("Ulke", value.country),
    )
    for name, text in fields:
        optional(holder, name, text)
