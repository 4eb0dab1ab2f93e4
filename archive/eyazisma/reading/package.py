"""From a file to a `Package`."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from lxml import etree

from archive.eyazisma.catalogue import components as component_findings
from archive.eyazisma.catalogue import container as container_findings
from archive.eyazisma.container import OpcPackage, XmlError, open_opc, parse_xml
from archive.eyazisma.findings import Finding, PackageRefused, Severity, refusal
from archive.eyazisma.limits import DEFAULT_LIMITS, ReadLimits
from archive.eyazisma.model import (
    Component,
    CoreProperties,
    DigestDocument,
    DigestDocumentKind,
    Metadata,
    Package,
    PackageKind,
)
from archive.eyazisma.reading import metadata as mapping
from archive.eyazisma.reading.components import Located, locate
from archive.eyazisma.reading.digests import read_core, read_digest_document
from archive.eyazisma.reading.fields import children
from archive.eyazisma.reading.legacy import without_empty_options, without_empty_people
from archive.eyazisma.vocabulary import NAMESPACE_BASE

CATEGORIES = {
    "RESMIYAZISMA": PackageKind.NORMAL,
    "RESMIYAZISMA/SIFRELI": PackageKind.ENCRYPTED,
    "RESMIYAZISMA/GUNCELLEME": PackageKind.UPDATE,
}
_DIGESTS = {
    Component.INITIALS_DIGEST: DigestDocumentKind.INITIALS,
    Component.PACKAGE_DIGEST: DigestDocumentKind.PACKAGE,
    Component.FINAL_DIGEST: DigestDocumentKind.FINAL,
}
_VERSION = re.compile(r"([0-9]{1,4})\.[^.]{0,16}")
"""Two pieces, the first an integer (package guide §1.3)."""
_KNOWN_VERSIONS = frozenset({"1.0", "1.1", "1.2", "1.3", "2.0", "2.1"})

Value = TypeVar("Value")


def open_package(source: bytes | Path | BinaryIO, *, limits: ReadLimits = DEFAULT_LIMITS) -> Package:
    """Read what can be read; what cannot is in `problems` of the result.

    Raises `PackageRefused` only when the file as a whole is no package: no sound zip, no relationships, or a limit
    is passed. A caller who passes an open file keeps it; a path is opened and belongs to the result.
    """
    opc = open_opc(source, limits)
    try:
        return _Reader(opc).package()
    except BaseException:
        opc.close()
        raise


def read_package(source: bytes | Path | BinaryIO, *, limits: ReadLimits = DEFAULT_LIMITS) -> Package:
    """A package whose kind, version and own components could be read.

    Raises `PackageRefused` with the first fatal reading problem: what `open_package` raises, a missing or unusable
    core part, an unknown kind or version, a missing or unreadable metadata part of a normal package. It says nothing
    about digests, rules and signatures: those are the checks.
    """
    package = open_package(source, limits=limits)
    fatal = next((each for each in package.problems if each.severity is Severity.FATAL), None)
    if fatal is None and package.kind is PackageKind.NORMAL and package.metadata is None:
        fatal = component_findings.USTVERI_BILESENI_YOK.at()
    if fatal is not None:
        package.close()
        raise refusal(fatal)
    return package


class _Reader:
    """One reading of one package, collecting problems as it goes."""

    def __init__(self, opc: OpcPackage) -> None:
        self._opc = opc
        self._located: Located = locate(opc)
        self._problems: list[Finding] = [*opc.problems, *self._located.problems]

    def package(self) -> Package:
        core = self._core()
        major = self._major(core)
        metadata = self._read(Component.METADATA, self._metadata)
        final = self._read(Component.FINAL_METADATA, mapping.read_final_metadata)
        if final is None:
            final = self._read(Component.LEGACY_SIGNATURES, mapping.read_final_metadata)
        if major == 1:
            metadata = None if metadata is None else without_empty_options(metadata)
            final = None if final is None else without_empty_people(final)
        return Package(
            opc=self._opc,
            kind=self._kind(core),
            major=major,
            core=core,
            components=self._located.components,
            dangling=self._located.dangling,
            enclosure_files=self._located.enclosures,
            metadata=metadata,
            final_metadata=final,
            digests=self._digests(),
            targets=self._read(Component.TARGETS, mapping.read_targets) or (),
            encryption=self._read(Component.ENCRYPTION_INFO, mapping.read_encryption_info),
            changes=self._read(Component.UPDATE_INFO, mapping.read_grade_changes) or (),
            problems=tuple(self._problems),
        )

    def _metadata(self, root: etree._Element) -> Metadata:
        """Counted before mapped: values of a hundred thousand enclosures would cost more than the file is worth."""
        count = sum(1 for holder in children(root, "Ekler") for _ in children(holder, "Ek"))
        if count > self._opc.limits.enclosures:
            shown = f"{count} > {self._opc.limits.enclosures}"
            raise refusal(container_findings.LIMIT_EXCEEDED.at(self._part(Component.METADATA), shown))
        return mapping.read_metadata(root)

    def _part(self, component: Component) -> str | None:
        return next(iter(self._located.components.get(component, ())), None)

    def _root(self, part: str) -> etree._Element | None:
        limits = self._opc.limits
        try:
            return parse_xml(self._opc.read(part, limits.xml_bytes), limits)
        except XmlError as problem:
            self._problems.append(component_findings.XML_BROKEN.at(part, problem.reason))
        except PackageRefused as refused:  # one broken part must not hide the others
            self._problems.append(refused.finding)
        return None

    def _read(self, component: Component, read: Callable[[etree._Element], Value]) -> Value | None:
        part = self._part(component)
        root = None if part is None else self._root(part)
        return None if root is None else read(root)

    def _digests(self) -> dict[DigestDocumentKind, DigestDocument]:
        documents = {}
        for component, kind in _DIGESTS.items():
            part = self._part(component)
            root = None if part is None else self._root(part)
            if part is None or root is None:
                continue
            count = sum(1 for _ in children(root, "Reference"))
            if count > self._opc.limits.references:
                shown = f"{count} > {self._opc.limits.references}"
                raise refusal(container_findings.LIMIT_EXCEEDED.at(part, shown))
            documents[kind] = read_digest_document(root, kind, part)
        return documents

    def _core(self) -> CoreProperties | None:
        parts = self._located.components.get(Component.CORE, ())
        if not parts:
            self._problems.append(container_findings.CORE_BILESENI_YOK.at())
            return None
        if len(parts) > 1:
            self._problems.append(container_findings.CORE_REPEATED.at(parts[1]))
        root = self._root(parts[0])
        if root is None:
            self._problems.append(container_findings.CORE_UNREADABLE.at(parts[0]))
            return None
        return read_core(root, parts[0])

    def _kind(self, core: CoreProperties | None) -> PackageKind:
        category = None if core is None else core.category
        if category in CATEGORIES:
            return CATEGORIES[category]
        if core is not None:
            self._problems.append(container_findings.CATEGORY_WRONG.at(core.part, category or ""))
        promised = self._located.dangling | self._located.components.keys()
        if Component.ENCRYPTED_CONTENT in promised:
            return PackageKind.ENCRYPTED
        return PackageKind.UPDATE if Component.ORIGINAL_PACKAGE in promised else PackageKind.NORMAL

    def _major(self, core: CoreProperties | None) -> int:
        """Generation of the format; when the core part does not say, that of the namespaces."""
        written = "" if core is None or core.version is None else core.version.strip()
        match = _VERSION.fullmatch(written)
        if match is None:
            if core is not None:
                self._problems.append(container_findings.VERSION_MISSING.at(core.part, written))
            return self._major_by_namespace()
        major = int(match[1])
        part = None if core is None else core.part
        if major < 1:
            self._problems.append(container_findings.VERSION_UNSUPPORTED.at(part, written))
        elif written not in _KNOWN_VERSIONS:
            self._problems.append(container_findings.VERSION_UNFAMILIAR.at(part, written))
        return 1 if major == 1 else 2

    def _major_by_namespace(self) -> int:
        part = self._part(Component.METADATA)
        if part is None:
            return 2
        try:
            data = self._opc.read(part, self._opc.limits.xml_bytes)
        except PackageRefused:
            return 2
        return 1 if f"{NAMESPACE_BASE}Ustveri-1".encode() in data else 2
