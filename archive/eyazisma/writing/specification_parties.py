"""Parties in a specification."""

from archive.eyazisma import model
from archive.eyazisma.writing.specification_values import Reader


def read_party(reader: Reader) -> model.Party:
    """An institution, a natural person or a legal person, as `kind` says."""
    kind = reader.choice("kind", {each: each for each in ("institution", "natural_person", "legal_person")})
    if kind == "institution":
        return model.Institution(
            detsis_no=reader.text("detsis_no"),
            name=reader.optional_tagged("name"),
            contact=_contact(reader),
            unit_no=reader.optional_text("unit_no"),
        )
    if kind == "legal_person":
        own = model.Identifier(reader.text("id"), reader.text("scheme"))
        return model.LegalPerson(own, reader.optional_tagged("name"), _contact(reader))
    return read_natural_person(reader)


def read_natural_person(reader: Reader) -> model.NaturalPerson:
    """A human being."""
    name = model.PersonName(
        first=reader.tagged("first"),
        last=reader.tagged("last"),
        second=reader.optional_tagged("second"),
        title=reader.optional_tagged("title"),
        prefix=reader.optional_tagged("prefix"),
    )
    return model.NaturalPerson(
        name, reader.optional_text("citizen_no"), reader.optional_tagged("role"), _contact(reader)
    )


def _contact(reader: Reader) -> model.Contact | None:
    found = reader.optional_nested("contact")
    if found is None:
        return None
    return model.Contact(
        telephone=found.optional_text("telephone"),
        other_telephone=found.optional_text("other_telephone"),
        email=found.optional_text("email"),
        kep_address=found.optional_text("kep_address"),
        fax=found.optional_text("fax"),
        web_address=found.optional_text("web_address"),
        address=found.optional_tagged("address"),
        province=found.optional_tagged("province"),
        district=found.optional_tagged("district"),
        country=found.optional_tagged("country"),
    )
