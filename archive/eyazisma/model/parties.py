"""Who: institutions, legal persons, natural persons."""

from dataclasses import dataclass
from typing import TypeAlias

from archive.eyazisma.model.values import Identifier, Text


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a party (iletişim bilgisi); None is absent, empty is present without value."""

    telephone: str | None = None
    other_telephone: str | None = None
    email: str | None = None
    kep_address: str | None = None
    fax: str | None = None
    web_address: str | None = None
    address: Text | None = None
    province: Text | None = None
    district: Text | None = None
    country: Text | None = None


@dataclass(frozen=True, slots=True)
class Institution:
    """A public body (kurum/kuruluş)."""

    detsis_no: str
    """KKK: eight digits; 14 hex digits in some 1.x packages."""
    name: Text | None = None
    contact: Contact | None = None
    unit_no: str | None = None
    """BirimKKK: DETSIS number of the unit."""
    legacy_unit_code: str | None = None
    """BYK of 1.x."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A natural person's name and forms of address."""

    first: Text | None = None
    last: Text | None = None
    second: Text | None = None
    title: Text | None = None
    prefix: Text | None = None

    @property
    def full(self) -> str:
        """Prefix, title and names in the order in which they are spoken; absent pieces skipped."""
        pieces = (self.prefix, self.title, self.first, self.second, self.last)
        return " ".join(piece.value for piece in pieces if piece is not None and piece.value)


@dataclass(frozen=True, slots=True)
class NaturalPerson:
    """A human being (gerçek şahıs)."""

    name: PersonName
    citizen_no: str | None = None
    """TCKN: eleven digits."""
    role: Text | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class LegalPerson:
    """A legal person that is no public body (tüzel şahıs)."""

    id: Identifier
    """Value and scheme, e.g. MERSIS."""
    name: Text | None = None
    contact: Contact | None = None


Party: TypeAlias = Institution | NaturalPerson | LegalPerson


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is reading: the DETSIS number, citizen number or legal-person id that a distribution must name."""

    number: str

    def __post_init__(self) -> None:
        if not self.number.strip():
            raise ValueError("a recipient needs a number")

    def is_(self, party: Party) -> bool:
        """Whether `party` is this recipient; a unit counts as its institution's recipient too."""
        wanted = self.number.strip().upper()
        match party:
            case Institution(detsis_no=number, unit_no=unit):
                return wanted in (number.strip().upper(), (unit or "").strip().upper())
            case NaturalPerson(citizen_no=number):
                return number is not None and wanted == number.strip().upper()
            case LegalPerson(id=identifier):
                return wanted == identifier.value.strip().upper()


def party_name(party: Party) -> str:
    """A name to show: what the package says, else the number."""
    match party:
        case Institution(detsis_no=number, name=name):
            return name.value if name is not None and name.value else number
        case NaturalPerson(name=person):
            return person.full
        case LegalPerson(id=identifier, name=name):
            return name.value if name is not None and name.value else identifier.value


def party_number(party: Party) -> str | None:
    """DETSIS number, citizen number or legal-person id, whichever the party has."""
    match party:
        case Institution(detsis_no=number):
            return number
        case NaturalPerson(citizen_no=citizen_no):
            return citizen_no
        case LegalPerson(id=identifier):
            return identifier.value
