"""Official exchange packages (e-Yazışma paketi): read, check, build, encrypt.

Words: see `archive.eyazisma.model`; a *finding* is one thing a check has to say about a package. The element names
of the standard stand in this room only, verbatim; everything that leaves it speaks the dictionary's English.
Called by intake and the `package` commands of `api`. Must not know the ledger, nor who is asking.
"""

from archive.eyazisma.catalogue.table import ALL_FINDINGS, findings_page
from archive.eyazisma.checking import CheckOptions, check_package
from archive.eyazisma.digests import DigestVerdict, check_digests
from archive.eyazisma.findings import Finding, FindingType, PackageRefused, Severity
from archive.eyazisma.limits import DEFAULT_LIMITS, ReadLimits
from archive.eyazisma.model import (
    Component,
    DigestDocumentKind,
    Enclosure,
    Grade,
    Institution,
    LegalPerson,
    Metadata,
    NaturalPerson,
    Package,
    PackageKind,
    Party,
    Recipient,
    Reference,
    Urgency,
)
from archive.eyazisma.notices import ReturnNotice, return_notice
from archive.eyazisma.opening import PlainPackage, open_encrypted_package
from archive.eyazisma.reading import open_package, read_package
from archive.eyazisma.report import PackageReport
from archive.eyazisma.summary import summary

__all__ = [
    "ALL_FINDINGS",
    "DEFAULT_LIMITS",
    "CheckOptions",
    "Component",
    "DigestDocumentKind",
    "DigestVerdict",
    "Enclosure",
    "Finding",
    "FindingType",
    "Grade",
    "Institution",
    "LegalPerson",
    "Metadata",
    "NaturalPerson",
    "Package",
    "PackageKind",
    "PackageRefused",
    "PackageReport",
    "Party",
    "PlainPackage",
    "ReadLimits",
    "Recipient",
    "Reference",
    "ReturnNotice",
    "Severity",
    "Urgency",
    "check_digests",
    "check_package",
    "findings_page",
    "open_encrypted_package",
    "open_package",
    "read_package",
    "return_notice",
    "summary",
]
