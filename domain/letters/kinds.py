"""Kinds of letters, media, addressees and signers; JSON specifications write the names in small letters."""

from enum import StrEnum


class LetterKind(StrEnum):
    """Kind of a letter (belge türü)."""

    COVER_LETTER = "cover_letter"
    """Üst yazı: goes to another institution or to a person (Y-3-6)."""
    INTERNAL = "internal"
    """İç yazı: between units of one institution (Y-3-9)."""
    APPROVAL = "approval"
    """Olur: proposed by a unit, approved by an office (S2-j-1)."""
    MINUTES = "minutes"
    """Tutanak; the date may stand at the end of the text (S2-d-5)."""
    REPORT = "report"
    """Rapor; the date may stand at the end of the text (S2-d-5)."""
    SERVICE_NOTICE = "service_notice"
    """Tebliğ-tebellüğ belgesi; the date may stand at the end of the text (S2-d-5)."""
    FOREIGN_LANGUAGE = "foreign_language"
    """Letter to an addressee abroad or an international body, in its language (S2-ğ-14)."""

    @property
    def date_at_end(self) -> bool:
        """Whether the date may stand at the end of the text (S2-d-5)."""
        return self in {LetterKind.MINUTES, LetterKind.REPORT, LetterKind.SERVICE_NOTICE}


class Medium(StrEnum):
    """How a document is made; also the prefix of its number (S2-ç-2)."""

    ELECTRONIC = "E"
    MANDATORY_PHYSICAL = "Z"
    """Zorunlu hâl: special legislation orders paper (Y-3-7)."""
    OUTAGE = "O"
    """Olağanüstü durum: the EBYS cannot be used (Y-3-7)."""


class Capacity(StrEnum):
    """In which capacity a person signs."""

    PRINCIPAL = "principal"
    """Asıl: in the signer's own office."""
    DELEGATE = "delegate"
    """Yetki devri, printed “a.” (S2-h-13)."""
    ACTING = "acting"
    """Vekâlet, printed “V.” (S2-h-15)."""


class Distribution(StrEnum):
    """What a recipient gets the document for (K-20 codes)."""

    FOR_ACTION = "GRG"
    """Gereği."""
    FOR_INFORMATION = "BLG"
    """Bilgi."""


class LetterheadPattern(StrEnum):
    """Which lines a letterhead (başlık) has."""

    INSTITUTION = "institution"
    """T.C. / INSTITUTION / Unit (S2-c-2 to S2-c-4)."""
    ATTACHED_BODY = "attached_body"
    """T.C. / MINISTRY / Institution / Unit, for bağlı and ilgili institutions (S2-c-5)."""
    CIVIL_ADMINISTRATION = "civil_administration"
    """Il and ilçe organisations, and missions abroad: line 2 is the mülki idare (S2-c-6, Y-10-1)."""
    REGIONAL = "regional"
    """Bölge müdürlüğü: the region is named (S2-c-7)."""
    FIELD_UNIT = "field_unit"
    """Taşra unit tied directly to the centre: both are named (S2-c-8)."""


class LogoKind(StrEnum):
    """What a logo stands for."""

    INSTITUTION = "institution"
    EVENT = "event"
    """A concept or an event; stands on the right (S2-b-4)."""


class AddresseeKind(StrEnum):
    """Whom the line of the addressee (muhatap) names."""

    INSTITUTION = "institution"
    """Institution, unit or office, in capitals with the dative suffix (S2-f-3, Y-14-1)."""
    LEGAL_PERSON = "legal_person"
    """Private legal person (özel hukuk tüzel kişisi)."""
    NATURAL_PERSON = "natural_person"
    """“Sayın” and the name (S2-f-8)."""
    VICE_PRESIDENT = "vice_president"
    """Vice-President: a fixed first line, then the name in parentheses (S2-f-6, CF-5)."""
    DISTRIBUTION_PLACES = "distribution_places"
    """“DAĞITIM YERLERİNE”, for several recipients (S2-f-10)."""


class ReferenceKind(StrEnum):
    """What a reference (ilgi) points to."""

    DOCUMENT = "document"
    """“… tarihli ve … sayılı …” (S2-g-9)."""
    APPLICATION = "application"
    """Application of a natural person: “…’ın … tarihli başvurusu.” (S2-g-10)."""
    ANONYMOUS_APPLICATION = "anonymous_application"
    """“İsimsiz ve tarihsiz başvuru.” (Y-15-2)."""


class DateStyle(StrEnum):
    """How the date is written."""

    DIGITS = "digits"
    """``01.09.2019`` (S2-d-1)."""
    WORDS = "words"
    """``10 Ekim 2019`` (S2-d-2)."""


class InitialsMethod(StrEnum):
    """How initials (paraf) were given (S2-k-4)."""

    E_APPROVAL = "e_onay"
    E_SIGNATURE = "e_imza"
    HAND = "hand"
    """On paper, for media Z and O (S2-k-8)."""


class Font(StrEnum):
    """Typefaces the Yönetmelik names (Y-7-1)."""

    TIMES_NEW_ROMAN = "times_new_roman"
    """12 points."""
    ARIAL = "arial"
    """11 points."""


class ContactPages(StrEnum):
    """On which pages the contact block stands (CF-6)."""

    ALL = "all"
    LAST = "last"


class PhysicalReason(StrEnum):
    """Why a document is made on paper; lists differ for Z and O (Y-3-7)."""

    LEGISLATION = "legislation"
    """Special legislation orders paper (Z)."""
    CLASSIFIED = "classified"
    """Grade above hizmete özel (Z, S2-o-2)."""
    LONG_OUTAGE = "long_outage"
    """The EBYS has been unusable for long (O)."""
    SECURITY_WEAKNESS = "security_weakness"
    """A security weakness forbids using the EBYS (O)."""
