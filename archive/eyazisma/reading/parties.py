"""Parties as the metadata writes them."""

from lxml import etree

from archive.eyazisma.model import Contact, Identifier, Institution, LegalPerson, NaturalPerson, Party, PersonName
from archive.eyazisma.reading.fields import child, identifier, string, text


def read_party(holder: etree._Element | None) -> Party | None:
    """The one party that `holder` chooses; None when there is none."""
    if (found := child(holder, "KurumKurulus")) is not None:
        return _institution(found)
    if (found := child(holder, "GercekSahis")) is not None:
        return natural_person(found)
    if (found := child(holder, "TuzelSahis")) is not None:
        return _legal_person(found)
    return None


def natural_person(element: etree._Element) -> NaturalPerson:
    """A GercekSahis, under whatever name it stands."""
    person = child(element, "Kisi")
    name = PersonName(
        first=text(person, "IlkAdi"),
        last=text(person, "Soyadi"),
        second=text(person, "IkinciAdi"),
        title=text(person, "Unvan"),
        prefix=text(person, "OnEk"),
    )
    return NaturalPerson(name, string(element, "TCKN"), text(element, "Gorev"), _contact(element))


def _institution(element: etree._Element) -> Institution:
    return Institution(
        detsis_no=string(element, "KKK") or "",
        name=text(element, "Adi"),
        contact=_contact(element),
        unit_no=string(element, "BirimKKK"),
        legacy_unit_code=string(element, "BYK"),
    )


def _legal_person(element: etree._Element) -> LegalPerson:
    return LegalPerson(identifier(element, "Id") or Identifier(""), text(element, "Adi"), _contact(element))


def _contact(element: etree._Element) -> Contact | None:
    found = child(element, "IletisimBilgisi")
    if found is None:
        return None
    return Contact(
        telephone=string(found, "Telefon"),
        other_telephone=string(found, "TelefonDiger"),
        email=string(found, "EPosta"),
        kep_address=string(found, "KepAdresi"),
        fax=string(found, "Faks"),
        web_address=string(found, "WebAdresi"),
        address=text(found, "Adres"),
        province=text(found, "Il"),
        district=text(found, "Ilce"),
        country=text(found, "Ulke"),
    )
