"""Group A, rule 9: every XML component against the schema of its generation."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import components as found
from archive.eyazisma.container import XmlError, parse_xml
from archive.eyazisma.findings import Finding, PackageRefused
from archive.eyazisma.model import Package
from archive.eyazisma.schema import ROOTS, Violation, ViolationKind, check_structure

_JUDGED_ELSEWHERE = frozenset(
    {"guid", "grade", "legacyGrade", "urgency", "legacyUrgency", "purpose", "enclosureKind", "changeKind"}
    | {"detsisNo", "legacyDetsisNo", "citizenNo", "duration", "int"}
)
"""Forms that a rule with its own severity looks at (rules 15, 18, 20, 22, 23, 31, 33, 52)."""

_PLACES_JUDGED_ELSEWHERE = frozenset(
    {
        *(f"UstVeri/{name}" for name in ("BelgeId", "Konu", "MimeTuru", "DosyaAdi", "DogrulamaBilgisi")),
        *(f"UstVeri/{name}" for name in ("DagitimListesi", "Tarih", "BelgeNo")),
        *(f"NihaiUstVeri/{name}" for name in ("Tarih", "BelgeNo", "BelgeImzalar")),
        "GuncellemeBilgisi/Guncellemeler",
    }
)
_ENDS_JUDGED_ELSEWHERE = ("/Reference", "/DigestItem", "/DigestMethod", "/@Algorithm")
"""Elements whose absence has a rule of its own (13, 14, 36, 40, 43, 52)."""
_STRANGERS_JUDGED_ELSEWHERE = ("/BYK", "/TCYK", "UstVeri/Tarih", "UstVeri/BelgeNo")
"""Elements of 1.x whose presence in 2.x has a rule of its own (18, 31, 37)."""


def check_components_structure(package: Package) -> Iterator[Finding]:
    """Violations of the schema; in 1.x, whose schema is not known by document, they are warnings."""
    for component in ROOTS[package.major]:
        part = package.part(component)
        if part is None:
            continue
        try:
            root = parse_xml(package.opc.read(part, package.opc.limits.xml_bytes), package.opc.limits)
        except (XmlError, PackageRefused):
            continue  # reading has said so
        for violation in check_structure(root, component, package.major):
            yield from _finding(package.major, part, violation)


def _finding(major: int, part: str, violation: Violation) -> Iterator[Finding]:
    detail = f"{violation.kind.value}: {violation.path}" + (f" = {violation.shown}" if violation.shown else "")
    if violation.kind is ViolationKind.ROOT:
        yield found.XML_ROOT_WRONG.at(part, f"{violation.path} / {violation.shown}")
    elif violation.form in _JUDGED_ELSEWHERE or _has_a_rule_of_its_own(violation):
        return
    elif major == 1:
        yield found.XML_STRUCTURE_LEGACY.at(part, detail)
    else:
        yield found.XML_STRUCTURE.at(part, detail)


def _has_a_rule_of_its_own(violation: Violation) -> bool:
    path = violation.path
    if violation.kind is ViolationKind.UNKNOWN:
        return path.endswith(_STRANGERS_JUDGED_ELSEWHERE)
    missing = violation.kind is ViolationKind.MISSING
    return missing and (path in _PLACES_JUDGED_ELSEWHERE or path.endswith(_ENDS_JUDGED_ELSEWHERE))
