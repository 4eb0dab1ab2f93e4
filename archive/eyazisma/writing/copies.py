"""One recipient's copy of a finished package: withheld enclosures and, for outside, the initials left out."""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from archive.eyazisma.container import XmlError, folded, parse_xml, resolve_target
from archive.eyazisma.container.opc import RELATIONSHIPS_NAMESPACE, relationship_source
from archive.eyazisma.digests.withheld import withheld_ids
from archive.eyazisma.model import Component, Package, Recipient
from archive.eyazisma.writing.contents import new_root, rendered, write_entry


def write_recipient_copy(
    package: Package, target: BinaryIO, *, recipient: Recipient | None, outside: bool
) -> tuple[str, ...]:
    """Copy `package` to `target` without what `recipient` may not get; returns the names of the parts left out.

    Every other part keeps its bytes, so all digests and the seal still hold (package guide §10). `outside` leaves the
    initials signature out (S2-k-3); a verifier answers that with code 32, a note.
    """
    left_out = {folded(part): part for part in _left_out(package, recipient, outside)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, entry in package.opc.entries.items():
            if name in left_out:
                continue
            source = relationship_source(name)
            if source is None:
                write_entry(archive, entry.name, package.opc.zip.chunks(entry))
            else:
                data = package.opc.zip.read(entry, package.opc.limits.xml_bytes)
                write_entry(archive, entry.name, iter((_relationships(package, data, source, set(left_out)),)))
    return tuple(left_out.values())


def _left_out(package: Package, recipient: Recipient | None, outside: bool) -> Iterator[str]:
    if outside and (initials := package.part(Component.INITIALS_SIGNATURE)) is not None:
        yield initials
    if recipient is None or package.metadata is None:
        return
    withheld = withheld_ids(package.metadata, recipient)
    for file in package.enclosure_files:
        if file.present and file.enclosure_id.strip().upper() in withheld:
            yield file.part


def _relationships(package: Package, data: bytes, source: str, left_out: set[str]) -> bytes:
    """The relationships without arrows to absent parts; untouched bytes when there are none."""
    try:
        root = parse_xml(data, package.opc.limits)
    except XmlError:
        return data
    changed = False
    for row in list(root.iterchildren(f"{{{RELATIONSHIPS_NAMESPACE}}}Relationship")):
        target = resolve_target(source, row.get("Target", ""))
        if target is not None and folded(target) in left_out:
            root.remove(row)
            changed = True
    return rendered(_with_default_namespace(root)) if changed else data


def _with_default_namespace(root: etree._Element) -> etree._Element:
    fresh = new_root(f"{{{RELATIONSHIPS_NAMESPACE}}}Relationships", {None: RELATIONSHIPS_NAMESPACE})
    fresh.extend(list(root))
    etree.cleanup_namespaces(fresh)
    return fresh
