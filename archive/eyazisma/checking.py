"""The whole check of one package, step by step."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from archive.eyazisma.catalogue import container as container_findings
from archive.eyazisma.catalogue import wrapped as found
from archive.eyazisma.digests import DigestVerdict, PartDigests, check_clear_targets, check_digests
from archive.eyazisma.encryption import EnvelopeRefused, OpeningKey
from archive.eyazisma.findings import Finding, PackageRefused
from archive.eyazisma.limits import DEFAULT_LIMITS, ReadLimits
from archive.eyazisma.model import Component, Package, PackageKind, Recipient
from archive.eyazisma.model.parties import party_number
from archive.eyazisma.opening import open_encrypted_package
from archive.eyazisma.reading import open_package
from archive.eyazisma.report import PackageReport
from archive.eyazisma.rules.components import check_components, check_names
from archive.eyazisma.rules.container import check_container
from archive.eyazisma.rules.cover_letter import LetterScan, check_cover_letter
from archive.eyazisma.rules.enclosures import check_enclosure_files, check_enclosure_values, check_references
from archive.eyazisma.rules.final_metadata import check_final_metadata
from archive.eyazisma.rules.metadata import check_metadata
from archive.eyazisma.rules.parties import check_party, check_texts
from archive.eyazisma.rules.signatures import check_against_final_metadata, check_signed_parts
from archive.eyazisma.rules.structure import check_components_structure
from archive.eyazisma.rules.wrapped import check_changes, check_encrypted_components, check_update_components
from archive.eyazisma.summary import metadata_json
from timestamping.trust import TrustStore

_NO_TRUST = TrustStore()
_SPOOL_BYTES = 16 << 20
"""A package inside a package is kept in memory up to this size, beyond it on disk."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check may know beside the file."""

    at: datetime
    """Moment at which signatures are judged, aware UTC."""
    recipient: Recipient | None = None
    """Who reads: enclosures withheld from it may be absent."""
    trust: TrustStore = _NO_TRUST
    file_name: str | None = None
    """Name the file came under."""
    creating: bool = False
    """Judge as strictly as a letter that is written now."""
    keys: Sequence[OpeningKey] = ()
    """Keys that may open an encrypted content."""
    limits: ReadLimits = DEFAULT_LIMITS


def check_package(source: bytes | Path | BinaryIO, options: CheckOptions) -> PackageReport:
    """Check everything that the rule list asks of the file, and of the package inside it where there is one.

    Never raises for what is in the file: a file that is no package is a report with one fatal finding.
    """
    return _check(source, options, 0)


def _check(source: bytes | Path | BinaryIO, options: CheckOptions, depth: int) -> PackageReport:
    try:
        package = open_package(source, limits=options.limits)
    except PackageRefused as refused:
        return PackageReport(options.file_name, None, None, (refused.finding,))
    with package:
        return _report(package, options, depth)


def _report(package: Package, options: CheckOptions, depth: int) -> PackageReport:
    """1. container and components; 2. what the kind of package asks; 3. digests; 4. signatures; 5. the package inside.

    No step depends on the verdict of an earlier one, so one fault never hides another.
    """
    scan = LetterScan()
    letter = package.part(Component.COVER_LETTER)
    watched = PartDigests(package, {} if letter is None else {letter: scan.feed})
    digests: tuple[DigestVerdict, ...] = check_digests(package, options.recipient, watched)
    signed = check_signed_parts(package, options.at, options.trust)
    findings = [
        *check_container(package),  # 1
        *check_components(package),
        *check_components_structure(package),
        *check_names(package, options.file_name),
        *_check_by_kind(package, options, scan),  # 2
        *(finding for verdict in digests for finding in verdict.findings),  # 3
        *(finding for part in signed for finding in part.findings),  # 4
        *check_against_final_metadata(package, signed),
    ]
    inner, more = _check_inside(package, options, depth)  # 5
    findings += more
    metadata = metadata_json(package)
    if package.kind is not PackageKind.NORMAL and inner is not None:
        metadata = {**metadata, "inner": inner.metadata}
    return PackageReport(
        file=options.file_name,
        kind=package.kind,
        version=package.version,
        findings=tuple(dict.fromkeys(findings)),
        digests=digests,
        signatures=signed,
        metadata=metadata,
        inner=inner,
    )


def _check_by_kind(package: Package, options: CheckOptions, scan: LetterScan) -> Iterator[Finding]:
    match package.kind:
        case PackageKind.NORMAL:
            yield from check_cover_letter(package, scan)
            yield from _check_normal(package, options)
        case PackageKind.ENCRYPTED:
            yield from check_encrypted_components(package)
            yield from check_clear_targets(package)
        case PackageKind.UPDATE:
            yield from check_update_components(package)
            yield from check_changes(package.changes, package.part(Component.UPDATE_INFO))
    for target in package.targets:
        yield from check_party(target, package.major, package.part(Component.TARGETS))


def _check_normal(package: Package, options: CheckOptions) -> Iterator[Finding]:
    metadata, major = package.metadata, package.major
    part = package.part(Component.METADATA)
    if metadata is not None:
        yield from check_metadata(metadata, major, part, creating=options.creating)
        yield from check_enclosure_values(metadata, part)
        yield from check_references(metadata, part)
        recipients = (each.recipient for each in metadata.distributions)
        for party in (metadata.creator, *recipients, *metadata.related_parties):
            if party is not None:
                yield from check_party(party, major, part)
        if major > 1:
            yield from check_texts(metadata, part)
    yield from check_enclosure_files(package, options.recipient)
    final = package.final_metadata
    if final is not None:
        component = Component.FINAL_METADATA if major > 1 else Component.LEGACY_SIGNATURES
        yield from check_final_metadata(final, major, package.part(component))
        if major > 1:
            yield from check_texts(final, package.part(component))


def _check_inside(
    package: Package, options: CheckOptions, depth: int
) -> tuple[PackageReport | None, tuple[Finding, ...]]:
    if package.kind is PackageKind.NORMAL:
        return None, ()
    if depth >= options.limits.nesting:
        return None, (container_findings.NESTING_TOO_DEEP.at(),)
    try:
        if package.kind is PackageKind.UPDATE:
            return _check_original(package, options, depth)
        return _check_encrypted(package, options, depth)
    except PackageRefused as refused:
        return None, (refused.finding,)


def _check_original(
    package: Package, options: CheckOptions, depth: int
) -> tuple[PackageReport | None, tuple[Finding, ...]]:
    """Rule 51: the original is a package of its own, and no encrypted one."""
    part = package.part(Component.ORIGINAL_PACKAGE)
    if part is None:
        return None, ()
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as copy:
        for piece in package.chunks(part):
            copy.write(piece)
        report = _check(copy, replace(options, file_name=None), depth + 1)  # type: ignore[arg-type]
    findings = [finding.inside(part) for finding in report.findings]
    if report.kind is PackageKind.ENCRYPTED:
        findings.append(found.INNER_KIND_WRONG.at(part, report.kind.value))
    if report.verdict == "failed":
        findings.append(found.INNER_INVALID.at(part))
    return report, tuple(findings)


def _check_encrypted(
    package: Package, options: CheckOptions, depth: int
) -> tuple[PackageReport | None, tuple[Finding, ...]]:
    """Rules 49 to 51: open the content where that is possible and compare the clear list with the one inside."""
    part = package.part(Component.ENCRYPTED_CONTENT)
    if part is None:
        return None, ()
    try:
        plain = open_encrypted_package(package, options.keys)
    except EnvelopeRefused as refused:
        return None, (found.CONTENT_NOT_OPENED.at(part, refused.message_en if options.keys else ""),)
    report = _check(plain.content, replace(options, file_name=None, recipient=_recipient(package, options)), depth + 1)
    findings = [*plain.warnings, *(finding.inside(part) for finding in report.findings)]
    if report.kind is not PackageKind.NORMAL and report.kind is not None:
        findings.append(found.INNER_KIND_WRONG.at(part, report.kind.value))
    findings += _compare_clear_digest(package, plain.content, options)
    if report.verdict == "failed":
        findings.append(found.INNER_INVALID.at(part))
    return report, tuple(findings)


def _recipient(package: Package, options: CheckOptions) -> Recipient | None:
    """Who reads: what the caller states, else the one addressee of this copy."""
    numbers = [party_number(target) for target in package.targets]
    if options.recipient is None and len(numbers) == 1 and numbers[0]:
        return Recipient(numbers[0])
    return options.recipient


def _compare_clear_digest(package: Package, content: bytes, options: CheckOptions) -> Iterator[Finding]:
    """Rule 50: byte for byte; the clear list is unprotected by itself."""
    clear = Component.PACKAGE_DIGEST if package.major == 1 else Component.FINAL_DIGEST
    try:
        with open_package(content, limits=options.limits) as inner:
            if package.read(clear) != inner.read(clear):
                yield found.CLEAR_DIGEST_DIFFERS.at(package.part(clear))
    except PackageRefused:
        return  # the report of the inside has said so
