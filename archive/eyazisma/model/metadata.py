"""What a package says of its letter."""

from dataclasses import dataclass

from archive.eyazisma.model import codes
from archive.eyazisma.model.parties import NaturalPerson, Party
from archive.eyazisma.model.values import Identifier, Moment, Text


@dataclass(frozen=True, slots=True)
class ItemId:
    """Identity of an enclosure or reference."""

    value: str
    """GUID as written."""
    names_package: bool | None = None
    """Whether the GUID is the id of another official package (EYazismaIdMi)."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One addressee's line (dağıtım)."""

    recipient: Party | None
    urgency_code: str
    purpose_code: str
    due: str | None = None
    """Miat as written: a duration, in some packages an integer."""
    withheld: tuple[str, ...] | None = None
    """Ids of enclosures not sent to this recipient; None when the list is absent, empty when present but empty."""

    @property
    def urgency(self) -> codes.Urgency | None:
        """The urgency in our words; None for an unknown code."""
        return (codes.URGENCY_CODES | codes.LEGACY_URGENCY_CODES).get(self.urgency_code)

    @property
    def purpose(self) -> codes.DeliveryPurpose | None:
        """The purpose in our words; None for an unknown code."""
        return codes.PURPOSE_CODES.get(self.purpose_code)


@dataclass(frozen=True, slots=True)
class ExternalDigest:
    """Digest of a file that lies outside the package (Ozet of an HRF)."""

    algorithm: str | None
    value: str | None
    """Base64 as written."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One enclosure (ek)."""

    id: ItemId
    kind_code: str
    order: int | None
    """SiraNo; None when it is no number."""
    document_no: str | None = None
    file_name: str | None = None
    media_type: str | None = None
    title: Text | None = None
    note: Text | None = None
    link: str | None = None
    own_id: Identifier | None = None
    signed: bool | None = None
    """ImzaliMi; None when not said."""
    digest: ExternalDigest | None = None

    @property
    def kind(self) -> codes.EnclosureKind | None:
        """The kind in our words; None for an unknown code."""
        return codes.ENCLOSURE_CODES.get(self.kind_code)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference to earlier correspondence (ilgi)."""

    id: ItemId
    label: str
    document_no: str | None = None
    date: Moment | None = None
    enclosure_id: str | None = None
    title: Text | None = None
    note: Text | None = None
    own_id: Identifier | None = None


@dataclass(frozen=True, slots=True)
class FileCode:
    """A code of the standard file plan (SDP)."""

    code: str
    name: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PublicService:
    """A code of the inventory of public services (HEYSK)."""

    code: int | None
    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the creator says of the letter (üstveri)."""

    document_id: str
    """BelgeId: GUID as written."""
    subject: Text | None
    grade_code: str
    media_type: str | None
    distributions: tuple[Distribution, ...]
    creator: Party | None
    file_name: str | None
    grade_until: Moment | None = None
    """End of the grade; None together with `grade_unlimited` means without end, alone it means undetermined."""
    grade_unlimited: bool = False
    own_id: Identifier | None = None
    enclosures: tuple[Enclosure, ...] = ()
    references: tuple[Reference, ...] = ()
    language: str | None = None
    related_parties: tuple[Party, ...] = ()
    file_codes: tuple[FileCode, ...] = ()
    """Standard file plan codes, the main one first."""
    services: tuple[PublicService, ...] = ()
    verification_address: str | None = None
    legacy_date: Moment | None = None
    """Tarih inside the metadata: normal in 1.x, an error in 2.x."""
    legacy_document_no: str | None = None
    """BelgeNo inside the metadata: normal in 1.x, an error in 2.x."""

    @property
    def grade(self) -> codes.Grade | None:
        """The grade in our words; None for an unknown code."""
        return (codes.GRADE_CODES | codes.LEGACY_GRADE_CODES).get(self.grade_code)

    def enclosures_by_id(self) -> dict[str, Enclosure]:
        """The enclosures by id in upper case; of several with one id the first."""
        return {each.id.value.strip().upper(): each for each in reversed(self.enclosures)}


@dataclass(frozen=True, slots=True)
class StatedSignature:
    """One signature as the metadata states it (imza); the signature file is the proof."""

    signer: NaturalPerson | None
    delegated_by: NaturalPerson | None = None
    represented: NaturalPerson | None = None
    office: Text | None = None
    purpose: Text | None = None
    note: Text | None = None
    date: Moment | None = None
    legacy_reversal: bool = False
    """TCYK of 1.3 is present."""


@dataclass(frozen=True, slots=True)
class FinalMetadata:
    """What is known after the last signature (nihai üstveri; in 1.x the list of signatures)."""

    date: Moment | None
    document_no: str | None
    signatures: tuple[StatedSignature, ...]
