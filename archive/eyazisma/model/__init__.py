"""A package as typed, frozen values: what it says, and where its bytes lie.

Words: *metadata* (üstveri) is what the creator says of the letter, *final metadata* (nihai üstveri) what is known
after the last signature; *enclosure* (ek), *reference* (ilgi), *distribution* (dağıtım); *initials digest* (paraf
özeti), *package digest* (paket özeti) and *final digest* (nihai özet) list the digests that people and the
institution sign; a *withheld* enclosure (konulmamış ek) is not sent to one recipient.
Values from a package are kept as written, even when they break a rule: the checks need to see them.
Called by everything in this room and by intake. Must not know how XML or zip spell any of it.
"""

from archive.eyazisma.model.codes import (
    DeliveryPurpose,
    DigestDocumentKind,
    EnclosureKind,
    Grade,
    PackageKind,
    Urgency,
)
from archive.eyazisma.model.digests import DigestDocument, DigestItem, DigestReference
from archive.eyazisma.model.metadata import (
    Distribution,
    Enclosure,
    ExternalDigest,
    FileCode,
    FinalMetadata,
    ItemId,
    Metadata,
    PublicService,
    Reference,
    StatedSignature,
)
from archive.eyazisma.model.package import (
    Component,
    CoreProperties,
    EnclosureFile,
    EncryptionInfo,
    GradeChange,
    Package,
)
from archive.eyazisma.model.parties import (
    Contact,
    Institution,
    LegalPerson,
    NaturalPerson,
    Party,
    PersonName,
    Recipient,
)
from archive.eyazisma.model.values import Identifier, Moment, Text

__all__ = [
    "Component",
    "Contact",
    "CoreProperties",
    "DeliveryPurpose",
    "DigestDocument",
    "DigestDocumentKind",
    "DigestItem",
    "DigestReference",
    "Distribution",
    "Enclosure",
    "EnclosureFile",
    "EnclosureKind",
    "EncryptionInfo",
    "ExternalDigest",
    "FileCode",
    "FinalMetadata",
    "Grade",
    "GradeChange",
    "Identifier",
    "Institution",
    "ItemId",
    "LegalPerson",
    "Metadata",
    "Moment",
    "NaturalPerson",
    "Package",
    "PackageKind",
    "Party",
    "PersonName",
    "PublicService",
    "Recipient",
    "Reference",
    "StatedSignature",
    "Text",
    "Urgency",
]
