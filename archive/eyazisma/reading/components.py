"""Which part serves which purpose: by relationship type first, by usual name second (package guide §3)."""

from dataclasses import dataclass

from archive.eyazisma.catalogue import components as found
from archive.eyazisma.container import OpcPackage, folded
from archive.eyazisma.container.part_names import ascii_folded
from archive.eyazisma.findings import Finding
from archive.eyazisma.model import Component, EnclosureFile
from archive.eyazisma.vocabulary import (
    CORE_RELATIONSHIP,
    ENCLOSURE_ID_PREFIX,
    RELATIONSHIP_BASE,
    UNSIGNED_ENCLOSURE_ID_PREFIX,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the format puts a component."""

    tail: str
    """Tail of its relationship type."""
    part: str
    """Its part name; ends with a slash when only the folder is fixed."""
    variants: tuple[str, ...] = ()
    """Other part names seen in real packages and accepted."""
    source: Component | None = None
    """The component whose relationships name it; None for the package."""


PLACES = {
    Component.COVER_LETTER: Place("ustyazi", "/UstYazi/"),
    Component.METADATA: Place("ustveri", "/Ustveri/Ustveri.xml"),
    Component.INITIALS_DIGEST: Place("parafozeti", "/ParafOzeti/ParafOzeti.xml"),
    Component.INITIALS_SIGNATURE: Place(
        "parafimzacades", "/Paraflar/ParafImzaCades.imz", source=Component.INITIALS_DIGEST
    ),
    Component.PACKAGE_DIGEST: Place("paketozeti", "/PaketOzeti/PaketOzeti.xml"),
    Component.SIGNATURE: Place("imzacades", "/Imzalar/ImzaCades.imz", source=Component.PACKAGE_DIGEST),
    Component.FINAL_METADATA: Place("nihaiustveri", "/NihaiUstveri/NihaiUstveri.xml"),
    Component.FINAL_DIGEST: Place("nihaiozet", "/NihaiOzet/NihaiOzet.xml"),
    Component.SEAL: Place(
        "muhurcades", "/Muhur/MuhurCades.imz", ("/Muhurler/MuhurCades.imz",), source=Component.FINAL_DIGEST
    ),
    Component.TARGETS: Place("belgehedef", "/BelgeHedef/BelgeHedef.xml"),
    Component.LEGACY_SIGNATURES: Place("belgeimza", "/Imzalar/BelgeImza.xml"),
    Component.ENCRYPTED_CONTENT: Place("sifreliicerik", "/SifreliIcerik/"),
    Component.ENCRYPTION_INFO: Place("sifreliicerikbilgisi", "/SifreliIcerikBilgisi/SifreliIcerikBilgisi.xml"),
    Component.UPDATE_INFO: Place("guncellemebilgisi", "/GuncellemeBilgisi/GuncellemeBilgisi.xml"),
    Component.ORIGINAL_PACKAGE: Place("orijinalpaket", "/OrijinalPaket/"),
}


@dataclass(frozen=True, slots=True)
class Located:
    """What was found where."""

    components: dict[Component, tuple[str, ...]]
    dangling: frozenset[Component]
    enclosures: tuple[EnclosureFile, ...]
    problems: tuple[Finding, ...]


def locate(opc: OpcPackage) -> Located:
    """The parts of `opc` by purpose."""
    components: dict[Component, tuple[str, ...]] = {}
    dangling: set[Component] = set()
    problems: list[Finding] = []
    core = _related(opc, CORE_RELATIONSHIP)
    components[Component.CORE] = _present(opc, core)
    for component, place in PLACES.items():
        targets = _related(opc, RELATIONSHIP_BASE + place.tail)
        parts = _present(opc, targets)
        if targets and not parts:
            dangling.add(component)
        if not parts and (part := _by_name(opc, place)) is not None:
            problems.append(found.RELATIONSHIP_MISSING.at(part))
            parts = (part,)
        components[component] = parts
    return Located(
        {component: parts for component, parts in components.items() if parts},
        frozenset(dangling),
        tuple(_enclosures(opc)),
        tuple(problems),
    )


def _related(opc: OpcPackage, type_: str) -> list[str]:
    wanted = ascii_folded(type_)
    targets: dict[str, str] = {}
    for relationship in opc.relationships:
        if ascii_folded(relationship.type) == wanted:
            targets.setdefault(folded(relationship.target), relationship.target)
    return list(targets.values())


def _present(opc: OpcPackage, targets: list[str]) -> tuple[str, ...]:
    names = (opc.name(target) for target in targets)
    return tuple(name for name in names if name is not None)


def _by_name(opc: OpcPackage, place: Place) -> str | None:
    for part in (place.part, *place.variants):
        if not part.endswith("/"):
            if (name := opc.name(part)) is not None:
                return name
            continue
        inside = [name for name in opc.names() if folded(name).startswith(folded(part))]
        if len(inside) == 1:
            return inside[0]
    return None


def _enclosures(opc: OpcPackage) -> list[EnclosureFile]:
    files = []
    for relationship in opc.relationships:
        tail = ascii_folded(relationship.type).removeprefix(RELATIONSHIP_BASE)
        if tail not in ("ek", "imzasizek"):
            continue
        prefix = ENCLOSURE_ID_PREFIX if tail == "ek" else UNSIGNED_ENCLOSURE_ID_PREFIX
        id_ = relationship.id
        if ascii_folded(id_).startswith(ascii_folded(prefix)):
            id_ = id_[len(prefix) :]
        name = opc.name(relationship.target)
        files.append(EnclosureFile(id_, name or relationship.target, tail == "ek", name is not None))
    return files
