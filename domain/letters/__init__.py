"""Letters: the sections of a letter (belgenin bölümleri, a to r) as values, and the rules that check them.

Words: a *letter* is what stands on the page, before it is drawn; a *letterhead* names the sender; a *finding* says
which rule a letter breaks and what to do.

Called by `documents`, by the page in `archive/rendering` and by the doors. Knows nothing of events, PDF or files:
specifications come in as parsed JSON, data come in through ports.
"""

from domain.letters.errors import LetterSpecificationError, SpecificationProblem
from domain.letters.kinds import (
    AddresseeKind,
    Capacity,
    ContactPages,
    DateStyle,
    Distribution,
    Font,
    InitialsMethod,
    LetterheadPattern,
    LetterKind,
    LogoKind,
    Medium,
    PhysicalReason,
    ReferenceKind,
)
from domain.letters.letter import Layout, Letter, Metadata
from domain.letters.parts import (
    Addressee,
    Block,
    Contact,
    ContactPerson,
    DistributionEntry,
    Enclosure,
    LetterDate,
    Letterhead,
    Logo,
    Paragraph,
    Reference,
    Table,
    Verification,
)
from domain.letters.people import Approval, Initials, Signer
from domain.letters.reading import letter_specification, read_letter

__all__ = [
    "Addressee",
    "AddresseeKind",
    "Approval",
    "Block",
    "Capacity",
    "Contact",
    "ContactPages",
    "ContactPerson",
    "DateStyle",
    "Distribution",
    "DistributionEntry",
    "Enclosure",
    "Font",
    "Initials",
    "InitialsMethod",
    "Layout",
    "Letter",
    "LetterDate",
    "LetterKind",
    "LetterSpecificationError",
    "Letterhead",
    "LetterheadPattern",
    "Logo",
    "LogoKind",
    "Medium",
    "Metadata",
    "Paragraph",
    "PhysicalReason",
    "Reference",
    "ReferenceKind",
    "Signer",
    "SpecificationProblem",
    "Table",
    "Verification",
    "letter_specification",
    "read_letter",
]
