"""Group A, rules 1 to 5: OPC, core properties."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import container as found
from archive.eyazisma.findings import Finding
from archive.eyazisma.model import Component, Package, PackageKind
from archive.eyazisma.model.values import same_id
from archive.eyazisma.reading.components import PLACES
from archive.eyazisma.vocabulary import CONTENT_TYPE


def check_container(package: Package) -> Iterator[Finding]:
    """What reading noted, then what the core properties must say."""
    yield from package.problems
    for component in package.dangling - {Component.INITIALS_SIGNATURE}:  # code 32 tells of that one
        yield found.RELATIONSHIP_DANGLING.at(None, PLACES[component].tail)
    for part in package.opc.names():
        if package.opc.content_types.of(part) is None:
            yield found.CONTENT_TYPE_UNKNOWN.at(part)
    yield from _check_core(package)


def _check_core(package: Package) -> Iterator[Finding]:
    core, metadata = package.core, package.metadata
    if core is None:
        return
    if core.content_type != CONTENT_TYPE:
        yield found.CONTENT_TYPE_WRONG.at(core.part, core.content_type or "")
    if package.kind is not PackageKind.NORMAL or metadata is None:
        return
    identifier = core.identifier or ""
    if not same_id(identifier, metadata.document_id):
        if package.major > 1 or identifier:
            yield found.CORE_IDENTIFIER_DIFFERS.at(core.part, f"{identifier} / {metadata.document_id}")
    elif identifier.strip() != metadata.document_id.strip():
        yield found.CORE_IDENTIFIER_CASE.at(core.part, identifier)
    subject = "" if metadata.subject is None else metadata.subject.value
    if (core.subject or "").split() != subject.split():
        yield found.CORE_SUBJECT_DIFFERS.at(core.part, f"{core.subject} / {subject}")
