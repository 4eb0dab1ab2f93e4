"""Open Packaging Conventions: parts by name, content types, relationships (ISO/IEC 29500-2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from archive.eyazisma.catalogue import container as found
from archive.eyazisma.container.part_names import decoded, folded, resolve_target
from archive.eyazisma.container.xml_source import XmlError, parse_xml
from archive.eyazisma.container.zip_source import ZipEntry, ZipSource
from archive.eyazisma.findings import Finding, refusal
from archive.eyazisma.limits import DEFAULT_LIMITS, ReadLimits

CONTENT_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE = "/"


@dataclass(frozen=True, slots=True)
class Relationship:
    """An arrow from the package or a part to a part; never covered by any digest."""

    source: str
    """``/`` for the package, else the name of the part it starts from."""
    id: str
    type: str
    """As written; compare with ASCII letters folded."""
    target: str
    """The part name it resolves to, with leading slash, decoded."""


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """What `[Content_Types].xml` says, keys folded."""

    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)

    def of(self, part: str) -> str | None:
        """The declared type of `part`."""
        name = folded(part)
        last = name.rsplit("/", 1)[-1]
        extension = last.rsplit(".", 1)[-1] if "." in last else ""
        return self.overrides.get(name) or self.defaults.get(extension)


@dataclass(frozen=True, slots=True)
class OpcPackage:
    """Parts and relationships of one package. Holds the file open; close it or use it in a ``with``."""

    zip: ZipSource
    limits: ReadLimits
    entries: dict[str, ZipEntry]
    """By folded part name."""
    content_types: ContentTypes
    relationships: tuple[Relationship, ...]
    problems: tuple[Finding, ...]
    """What was wrong with relationships and content types, without making the package unreadable."""

    def __enter__(self) -> "OpcPackage":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.zip.close()

    def __contains__(self, part: str) -> bool:
        return folded(part) in self.entries

    def name(self, part: str) -> str | None:
        """The name of `part` as stored (decoded, with leading slash); None when absent."""
        entry = self.entries.get(folded(part))
        return None if entry is None else "/" + decoded(entry.name)

    def size(self, part: str) -> int:
        """Uncompressed length of a part that is present."""
        return self.entries[folded(part)].size

    def read(self, part: str, limit: int) -> bytes:
        """All bytes of a part that is present. Raises `PackageRefused` when broken or longer than `limit`."""
        return self.zip.read(self.entries[folded(part)], limit)

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part that is present, in pieces. Raises `PackageRefused` when broken."""
        return self.zip.chunks(self.entries[folded(part)])

    def names(self) -> tuple[str, ...]:
        """Names of all parts in the order of the archive, OPC's own files left out."""
        return tuple("/" + decoded(entry.name) for entry in self.entries.values() if not _is_opc_file(entry.name))


def open_opc(source: bytes | Path | BinaryIO, limits: ReadLimits = DEFAULT_LIMITS) -> OpcPackage:
    """Open `source` as OPC. Raises `PackageRefused` when zip, content types or package relationships are unusable."""
    zip_source = ZipSource(source, limits)
    try:
        return _opened(zip_source, limits)
    except BaseException:
        zip_source.close()
        raise


def _opened(source: ZipSource, limits: ReadLimits) -> OpcPackage:
    entries: dict[str, ZipEntry] = {}
    for entry in source.entries:
        if folded(entry.name) in entries:  # %41 and A are one part name
            raise refusal(found.ZIP_NAME_DUPLICATE.at("/" + entry.name))
        entries[folded(entry.name)] = entry
    problems: list[Finding] = []
    types = _content_types(source, entries, limits)
    relationships = tuple(islice(_all_relationships(source, entries, limits, problems), limits.relationships + 1))
    if len(relationships) > limits.relationships:
        raise refusal(found.LIMIT_EXCEEDED.at("/_rels/.rels", f"> {limits.relationships}"))
    return OpcPackage(source, limits, entries, types, relationships, tuple(problems))


def _content_types(source: ZipSource, entries: dict[str, ZipEntry], limits: ReadLimits) -> ContentTypes:
    entry = entries.get("/[content_types].xml")
    if entry is None:
        raise refusal(found.CONTENT_TYPES_MISSING.at("/[Content_Types].xml"))
    try:
        root = parse_xml(source.read(entry, limits.xml_bytes), limits)
    except XmlError as problem:
        raise refusal(found.CONTENT_TYPES_MISSING.at("/[Content_Types].xml", problem.reason)) from None
    types = ContentTypes()
    for element in root.iterchildren(f"{{{CONTENT_TYPES_NAMESPACE}}}*"):
        kind = etree.QName(element).localname
        if kind == "Default":
            types.defaults[folded(element.get("Extension", ""))[1:]] = element.get("ContentType", "")
        elif kind == "Override":
            types.overrides[folded(element.get("PartName", ""))] = element.get("ContentType", "")
    return types


def _all_relationships(
    source: ZipSource, entries: dict[str, ZipEntry], limits: ReadLimits, problems: list[Finding]
) -> Iterator[Relationship]:
    if "/_rels/.rels" not in entries:
        raise refusal(found.RELATIONSHIPS_MISSING.at("/_rels/.rels"))
    sources = {name: start for name in entries if (start := relationship_source(name)) is not None}
    if (size := sum(entries[name].size for name in sources)) > limits.xml_bytes:
        raise refusal(found.LIMIT_EXCEEDED.at("/_rels/.rels", f"{size} > {limits.xml_bytes}"))
    for name, start in sources.items():
        entry = entries[name]
        try:
            root = parse_xml(source.read(entry, limits.xml_bytes), limits)
        except XmlError as problem:
            if start == PACKAGE:
                raise refusal(found.RELATIONSHIPS_MISSING.at("/_rels/.rels", problem.reason)) from None
            problems.append(found.RELATIONSHIPS_BROKEN.at("/" + entry.name, problem.reason))
            continue
        yield from _relationships(root, start, "/" + entry.name, problems)


def _relationships(root: etree._Element, source: str, part: str, problems: list[Finding]) -> Iterator[Relationship]:
    seen: set[str] = set()
    for element in root.iterchildren(f"{{{RELATIONSHIPS_NAMESPACE}}}Relationship"):
        id_, type_, target = (element.get(name, "") for name in ("Id", "Type", "Target"))
        if element.get("TargetMode", "Internal") != "Internal":
            problems.append(found.RELATIONSHIP_EXTERNAL.at(part, f"{id_}: {target}"))
            continue
        resolved = resolve_target(source, target)
        if resolved is None or not type_ or not id_ or id_ in seen:
            problems.append(found.RELATIONSHIP_INVALID.at(part, f"{id_}: {target}"))
        if resolved is not None and type_:
            yield Relationship(source, id_, type_, resolved)
        seen.add(id_)


def relationship_source(name: str) -> str | None:
    """Whose relationships the entry `name` (folded, with leading slash) holds; None when it holds none.

    `/a/_rels/b.xml.rels` belongs to `/a/b.xml`, `/_rels/.rels` to the package; other names to nothing."""
    folder, _, file = name.rpartition("/")
    if not file.endswith(".rels") or not folder.endswith("/_rels"):
        return None
    return folder.removesuffix("_rels") + file.removesuffix(".rels")


def _is_opc_file(name: str) -> bool:
    return folded(name) == "/[content_types].xml" or relationship_source(folded(name)) is not None
