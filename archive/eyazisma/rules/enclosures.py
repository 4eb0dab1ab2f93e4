"""Group C, rules 23 to 30: enclosures and references."""

import re
from collections import Counter
from collections.abc import Iterator

from archive.eyazisma.catalogue import digests as digest_findings
from archive.eyazisma.catalogue import enclosures as found
from archive.eyazisma.container import folded
from archive.eyazisma.digests.withheld import may_be_file_of, withheld_ids
from archive.eyazisma.findings import Finding
from archive.eyazisma.model import Component, Enclosure, EnclosureFile, EnclosureKind, Metadata, Package, Recipient
from archive.eyazisma.reading.digests import undone_base64
from archive.eyazisma.vocabulary import ENCLOSURES_FOLDER, REFERENCE_LABELS, UNSIGNED_ENCLOSURES_FOLDER

_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)


def check_enclosure_values(metadata: Metadata, part: str | None) -> Iterator[Finding]:
    """Rules 23, 24, 28: what the metadata says of each enclosure."""
    orders = Counter(each.order for each in metadata.enclosures)
    for enclosure in metadata.enclosures:
        where = f"Ek {enclosure.id.value}"
        if enclosure.order is None or enclosure.order < 1 or orders[enclosure.order] > 1:
            yield found.ORDER_INVALID.at(part, f"{where}: {enclosure.order}")
        yield from _check_kind(enclosure, part, where)
        if enclosure.title is None:
            yield found.ENCLOSURE_TITLE_MISSING.at(part, where)


def _check_kind(enclosure: Enclosure, part: str | None, where: str) -> Iterator[Finding]:
    if enclosure.kind is EnclosureKind.FILE:
        if not (enclosure.file_name or "").strip() or not (enclosure.media_type or "").strip():
            yield found.FILE_FIELDS_MISSING.at(part, where)
        if enclosure.signed is None:
            yield found.ENCLOSURE_SIGNED_UNSAID.at(part, where)
    elif enclosure.signed:
        yield found.SIGNED_WITHOUT_FILE.at(part, where)
    if enclosure.kind is EnclosureKind.LINK:
        if not (enclosure.link or "").strip():
            yield found.LINK_MISSING.at(part, where)
        elif not _URL.fullmatch((enclosure.link or "").strip()):
            yield found.LINK_NO_URL.at(part, f"{where}: {enclosure.link}")
    digest = enclosure.digest
    if digest is not None and not ((digest.algorithm or "").strip() and undone_base64(digest.value)):
        yield found.EXTERNAL_DIGEST_INCOMPLETE.at(part, where)


def check_enclosure_files(package: Package, recipient: Recipient | None) -> Iterator[Finding]:
    """Rules 25 to 27: what the metadata says against what lies in the package."""
    metadata = package.metadata
    if metadata is None:
        return
    part = package.part(Component.METADATA)
    withheld = withheld_ids(metadata, recipient)
    present = {each.enclosure_id.strip().upper() for each in package.enclosure_files if each.present}
    for enclosure in metadata.enclosures:
        if enclosure.kind is EnclosureKind.FILE and enclosure.id.value.strip().upper() not in present:
            yield _absent(enclosure, withheld, recipient, part)
    by_id = metadata.enclosures_by_id()
    parts = Counter(folded(each.part) for each in package.enclosure_files)
    for file in package.enclosure_files:
        if not file.present:
            continue
        if parts[folded(file.part)] > 1:
            yield found.ENCLOSURE_FILE_SHARED.at(file.part, file.enclosure_id)
        yield from _check_file(by_id.get(file.enclosure_id.strip().upper()), file)
    yield from _check_strangers(package)


def _absent(enclosure: Enclosure, withheld: frozenset[str], recipient: Recipient | None, part: str | None) -> Finding:
    shown = f"Ek {enclosure.id.value}: {enclosure.file_name}"
    if enclosure.id.value.strip().upper() not in withheld:
        return found.ENCLOSURE_FILE_MISSING.at(part, shown)
    kind = found.ENCLOSURE_FILE_WITHHELD if recipient is None else digest_findings.ENCLOSURE_WITHHELD
    return kind.at(part, shown)


def _check_file(enclosure: Enclosure | None, file: EnclosureFile) -> Iterator[Finding]:
    if enclosure is None or enclosure.kind is not EnclosureKind.FILE:
        yield found.ENCLOSURE_UNDECLARED.at(file.part, file.enclosure_id)
        return
    signed = file.signed if enclosure.signed is None else enclosure.signed
    folder = ENCLOSURES_FOLDER if signed else UNSIGNED_ENCLOSURES_FOLDER
    if signed is not file.signed or not folded(file.part).startswith(folded(folder)):
        yield found.ENCLOSURE_SIGNED_DISAGREES.at(file.part, f"ImzaliMi={enclosure.signed}")
    if not may_be_file_of(enclosure, file.part):
        yield found.ENCLOSURE_NAME_DIFFERS.at(file.part, enclosure.file_name or "")
    if not signed:
        yield digest_findings.UNSIGNED_ENCLOSURE_UNPROTECTED.at(file.part)


def _check_strangers(package: Package) -> Iterator[Finding]:
    related = {folded(file.part) for file in package.enclosure_files}
    folders = (folded(ENCLOSURES_FOLDER), folded(UNSIGNED_ENCLOSURES_FOLDER))
    for name in package.opc.names():
        if folded(name).startswith(folders) and folded(name) not in related:
            yield found.ENCLOSURE_UNRELATED.at(name)


def check_references(metadata: Metadata, part: str | None) -> Iterator[Finding]:
    """Rules 29, 30: labels in order of the Turkish alphabet, enclosures that exist."""
    labels = [each.label.strip() for each in metadata.references]
    for label, count in Counter(labels).items():
        if not label or count > 1:
            yield found.LABEL_INVALID.at(part, label)
    if labels != list(REFERENCE_LABELS[: len(labels)]):
        yield found.LABEL_UNUSUAL.at(part, " ".join(labels))
    known = metadata.enclosures_by_id()
    for reference in metadata.references:
        if reference.title is None:
            yield found.REFERENCE_TITLE_MISSING.at(part, f"Ilgi {reference.label}")
        if reference.enclosure_id is not None and reference.enclosure_id.strip().upper() not in known:
            yield found.REFERENCE_ENCLOSURE_UNKNOWN.at(part, f"Ilgi {reference.label}: {reference.enclosure_id}")
