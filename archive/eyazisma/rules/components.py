"""Group A, rules 6 to 8, 11, 12: which components there are, where they lie, what they are called."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import components as found
from archive.eyazisma.container import folded
from archive.eyazisma.container.part_names import ascii_folded
from archive.eyazisma.findings import Finding, FindingType
from archive.eyazisma.model import Component, Package, PackageKind
from archive.eyazisma.reading.components import PLACES
from archive.eyazisma.vocabulary import ENCLOSURES_FOLDER, RELATIONSHIP_BASE, UNSIGNED_ENCLOSURES_FOLDER

_REQUIRED: dict[int, tuple[tuple[Component, FindingType], ...]] = {
    2: (
        (Component.METADATA, found.USTVERI_BILESENI_YOK),
        (Component.COVER_LETTER, found.USTYAZI_BILESENI_YOK),
        (Component.PACKAGE_DIGEST, found.PAKETOZETI_BILESENI_YOK),
        (Component.SIGNATURE, found.IMZA_BILESENI_YOK),
        (Component.FINAL_METADATA, found.FINAL_METADATA_MISSING),
        (Component.FINAL_DIGEST, found.FINAL_DIGEST_MISSING),
        (Component.SEAL, found.SEAL_MISSING),
    ),
    1: (
        (Component.METADATA, found.USTVERI_BILESENI_YOK),
        (Component.COVER_LETTER, found.USTYAZI_BILESENI_YOK),
        (Component.PACKAGE_DIGEST, found.PAKETOZETI_BILESENI_YOK),
        (Component.SIGNATURE, found.IMZA_BILESENI_YOK),
        (Component.TARGETS, found.BELGEHEDEF_BILESENI_YOK),
        (Component.LEGACY_SIGNATURES, found.BELGEIMZA_BILESENI_YOK),
    ),
}


def check_components(package: Package) -> Iterator[Finding]:
    """Presence (of normal packages; the others have their own rules), single occurrence, place."""
    if package.kind is PackageKind.NORMAL:
        for component, missing in _REQUIRED[package.major]:
            if package.part(component) is None:
                yield missing.at()
        if package.part(Component.INITIALS_SIGNATURE) and not package.part(Component.INITIALS_DIGEST):
            yield found.INITIALS_WITHOUT_DIGEST.at(package.part(Component.INITIALS_SIGNATURE))
    for component, parts in package.components.items():
        if len(parts) > 1 and component is not Component.CORE:
            yield found.COMPONENT_REPEATED.at(parts[1], " ".join(parts))
        if component in PLACES:
            yield from _check_place(component, parts[0])
    yield from _check_relationships(package)
    yield from _check_strangers(package)


def _check_strangers(package: Package) -> Iterator[Finding]:
    """Parts that serve no purpose of the format and stand in no list: somebody may take them for the document."""
    known = {folded(part) for parts in package.components.values() for part in parts}
    known |= {folded(file.part) for file in package.enclosure_files}
    known |= {
        folded(reference.uri)
        for document in package.digests.values()
        for reference in document.references
        if reference.uri is not None
    }
    enclosed = (folded(ENCLOSURES_FOLDER), folded(UNSIGNED_ENCLOSURES_FOLDER))  # rule 26 speaks of those
    for name in package.opc.names():
        if folded(name) not in known and not folded(name).startswith(enclosed):
            yield found.PART_UNKNOWN.at(name)


def check_names(package: Package, file_name: str | None) -> Iterator[Finding]:
    """White space in part names (rule 11), name of the file itself (rule 12)."""
    letters = package.components.get(Component.COVER_LETTER, ())
    for part in (*letters, *(file.part for file in package.enclosure_files)):
        if any(c.isspace() for c in part):
            yield found.PART_NAME_WHITESPACE.at(part)
    if file_name is None or package.kind is not PackageKind.NORMAL or package.document_id is None:
        return
    if file_name.upper() != f"{package.document_id}.EYP":
        yield found.FILE_NAME_UNUSUAL.at(None, file_name)


def _check_place(component: Component, part: str) -> Iterator[Finding]:
    place = PLACES[component]
    name = folded(part)
    if place.part.endswith("/"):
        folder, _, rest = name.rpartition("/")
        if folder + "/" != folded(place.part) or not rest:
            yield found.PART_URI_WRONG.at(part, place.part)
    elif name in map(folded, place.variants):
        yield found.PART_URI_VARIANT.at(part, place.part)
    elif name != folded(place.part):
        yield found.PART_URI_WRONG.at(part, place.part)
    elif part != place.part:
        yield found.PART_URI_VARIANT.at(part, place.part)


def _check_relationships(package: Package) -> Iterator[Finding]:
    by_tail = {place.tail: (component, place) for component, place in PLACES.items()}
    for relationship in package.opc.relationships:
        tail = ascii_folded(relationship.type).removeprefix(RELATIONSHIP_BASE)
        if tail not in by_tail:
            continue
        if relationship.type != RELATIONSHIP_BASE + tail:
            yield found.RELATIONSHIP_TYPE_CASE.at(relationship.target, relationship.type)
        source = by_tail[tail][1].source
        expected = "/" if source is None else package.part(source)
        if expected is not None and folded(relationship.source) != folded(expected):
            yield found.RELATIONSHIP_SOURCE_WRONG.at(relationship.target, f"{relationship.source} / {expected}")
