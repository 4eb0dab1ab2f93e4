"""Parts, content types and relationships of a package to be, and the zip they become."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from lxml import etree

from archive.eyazisma.container.opc import CONTENT_TYPES_NAMESPACE, RELATIONSHIPS_NAMESPACE
from archive.eyazisma.vocabulary import CORE_CONTENT_TYPE
from archive.eyazisma.writing.files import FileContent, pieces

_EPOCH = (1980, 1, 1, 0, 0, 0)
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DEFAULTS = {
    "rels": _RELATIONSHIPS_TYPE,
    "psmdcp": CORE_CONTENT_TYPE,
    "xml": "application/xml",
    "imz": "application/octet-stream",
}


@dataclass(frozen=True, slots=True)
class PartRelationship:
    """An arrow to be written; `target` is the full name of the part."""

    source: str
    id: str
    type: str
    target: str


@dataclass(frozen=True, slots=True)
class PackageContents:
    """Everything that goes into the zip."""

    parts: Mapping[str, FileContent]
    """By part name, in the order in which they are written."""
    relationships: tuple[PartRelationship, ...]
    media_types: Mapping[str, str] = field(default_factory=dict)
    """Content types of letters, enclosures and contents, by part name."""

    def write(self, target: BinaryIO) -> None:
        """Write the zip. Same contents, same bytes.

        Entries are stored, not deflated: letters and enclosures are compressed already, the few XML parts are small,
        and no version of a compression library can change what the bytes are.
        """
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self._entries():
                write_entry(archive, name, pieces(content))

    def _entries(self) -> Iterator[tuple[str, FileContent]]:
        yield "[Content_Types].xml", self._content_types()
        for source in dict.fromkeys(each.source for each in self.relationships):
            folder, _, file = source.rpartition("/")
            yield f"{folder}/_rels/{file}.rels".lstrip("/"), self._relationships(source)
        for name, content in self.parts.items():
            yield name.lstrip("/"), content

    def _content_types(self) -> bytes:
        defaults, overrides = dict(_DEFAULTS), {}
        for part, media_type in self.media_types.items():
            last = part.rsplit("/", 1)[-1]
            extension = last.rsplit(".", 1)[-1].lower() if "." in last else ""
            if not extension or defaults.setdefault(extension, media_type) != media_type:
                overrides[part] = media_type
        root = new_root(f"{{{CONTENT_TYPES_NAMESPACE}}}Types", {None: CONTENT_TYPES_NAMESPACE})
        for extension, type_ in sorted(defaults.items()):
            etree.SubElement(root, f"{{{CONTENT_TYPES_NAMESPACE}}}Default", Extension=extension, ContentType=type_)
        for part, type_ in sorted(overrides.items()):
            etree.SubElement(root, f"{{{CONTENT_TYPES_NAMESPACE}}}Override", PartName=part, ContentType=type_)
        return rendered(root)

    def _relationships(self, source: str) -> bytes:
        root = new_root(f"{{{RELATIONSHIPS_NAMESPACE}}}Relationships", {None: RELATIONSHIPS_NAMESPACE})
        for each in self.relationships:
            if each.source == source:
                target = each.target if source == "/" else f"..{each.target}"
                etree.SubElement(
                    root, f"{{{RELATIONSHIPS_NAMESPACE}}}Relationship", Type=each.type, Target=target, Id=each.id
                )
        return rendered(root)


def new_root(tag: str, prefixes: Mapping[str | None, str], **attributes: str) -> etree._Element:
    """A root element with the given prefixes; None is the default namespace, which the stubs of lxml do not know."""
    return etree.Element(tag, attributes, nsmap=cast(Any, prefixes))


def rendered(root: etree._Element) -> bytes:
    """An XML part: declaration, UTF-8, no BOM, no indentation."""
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def write_entry(archive: zipfile.ZipFile, name: str, content: Iterator[bytes]) -> None:
    """One stored entry with nothing in it that depends on machine, time or person."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 0
    info.external_attr = 0
    info.compress_type = zipfile.ZIP_STORED
    with archive.open(info, "w", force_zip64=False) as entry:
        for piece in content:
            entry.write(piece)
