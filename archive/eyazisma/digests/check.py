"""The verification procedure of package guide §6.5; one failing part never hides another."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.eyazisma.catalogue import digests as found
from archive.eyazisma.container import folded
from archive.eyazisma.container.part_names import ascii_folded
from archive.eyazisma.digests.algorithms import algorithm_name, is_allowed
from archive.eyazisma.digests.coverage import check_coverage
from archive.eyazisma.digests.part_digests import PartDigests
from archive.eyazisma.digests.withheld import WithheldFiles
from archive.eyazisma.findings import Finding, Severity
from archive.eyazisma.model import (
    Component,
    DigestDocument,
    DigestDocumentKind,
    DigestItem,
    DigestReference,
    Package,
    PackageKind,
    Recipient,
)
from archive.eyazisma.vocabulary import ENCLOSURES_FOLDER, EXTERNAL

INITIALS_SIGNATURE_PART = "/Paraflar/ParafImzaCades.imz"


@dataclass(frozen=True, slots=True)
class DigestVerdict:
    """What became of one list of digests."""

    document: DigestDocumentKind
    references: int
    """How many parts the list names."""
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Nothing fatal was found."""
        return not any(finding.severity is Severity.FATAL for finding in self.findings)


def check_digests(
    package: Package, recipient: Recipient | None = None, digests: PartDigests | None = None
) -> tuple[DigestVerdict, ...]:
    """Check every list of digests that `package` has or must have.

    `recipient` is who reads: enclosures withheld from it may be absent. An encrypted package has nothing to check
    here (`check_clear_targets` apart), because its clear list names parts of the package inside. `digests` is given by
    callers that watch the bytes pass.
    """
    if package.kind is PackageKind.ENCRYPTED:
        return ()
    digests = digests or PartDigests(package)
    return tuple(_verdict(package, kind, digests, recipient) for kind in _expected(package))


def check_clear_targets(package: Package) -> Iterator[Finding]:
    """The one part of an encrypted 1.x package that lies both outside and inside, and so can be checked unopened."""
    part = package.part(Component.TARGETS)
    document = package.digests.get(DigestDocumentKind.PACKAGE)
    if package.kind is not PackageKind.ENCRYPTED or package.major > 1 or part is None or document is None:
        return
    digests = PartDigests(package)
    for reference in document.references:
        if folded(reference.uri or "") == folded(part):
            yield from _check_values(package, document, reference, digests)


def _expected(package: Package) -> Iterator[DigestDocumentKind]:
    if package.kind is PackageKind.UPDATE:
        required = {DigestDocumentKind.FINAL}
    elif package.major == 1:
        required = {DigestDocumentKind.PACKAGE}
    else:
        required = {DigestDocumentKind.PACKAGE, DigestDocumentKind.FINAL}
    return (kind for kind in DigestDocumentKind if kind in required or kind in package.digests)


def _verdict(
    package: Package, kind: DigestDocumentKind, digests: PartDigests, recipient: Recipient | None
) -> DigestVerdict:
    document = package.digests.get(kind)
    if document is None:
        return DigestVerdict(kind, 0, (found.OZET_DEGERI_VERILMEMIS.at(None, kind.value),))
    findings = (
        *_check_identity(package, document),
        *check_coverage(package, document),
        *_check_repetition(document),
        *_check_references(package, document, digests, recipient),
    )
    return DigestVerdict(kind, len(document.references), findings)


def _check_identity(package: Package, document: DigestDocument) -> Iterator[Finding]:
    if not document.references:
        yield found.REFERENCES_MISSING.at(document.part)
    if not (document.id or "").strip():
        if package.major > 1:
            yield found.DIGEST_ID_MISSING.at(document.part)
        return
    expected = package.document_id
    if expected is not None and (document.id or "").strip().upper() != expected:
        yield found.DIGEST_ID_DIFFERS.at(document.part, f"{document.id} / {expected}")


def _check_repetition(document: DigestDocument) -> Iterator[Finding]:
    first: dict[str, DigestReference] = {}
    for reference in document.references:
        if not reference.uri:
            continue
        other = first.setdefault(folded(reference.uri), reference)
        if other is reference:
            continue
        alike = set(other.items) == set(reference.items) and other.type == reference.type
        kind = found.REFERENCE_REPEATED_ALIKE if alike else found.REFERENCE_REPEATED
        yield kind.at(document.part, reference.uri)


def _check_references(
    package: Package, document: DigestDocument, digests: PartDigests, recipient: Recipient | None
) -> Iterator[Finding]:
    withheld = WithheldFiles(package.metadata, recipient)
    for reference in document.references:
        uri = (reference.uri or "").strip()
        if not uri and not reference.items:
            yield found.REFERENCE_DEGERI_VERILMEMIS.at(document.part)
            continue
        if not uri:
            yield found.URI_DEGERI_BOS.at(document.part)
            continue
        yield from _check_form(package.major, document, reference)
        if ascii_folded((reference.type or "").strip()) == ascii_folded(EXTERNAL):
            final = document.kind is DigestDocumentKind.FINAL
            yield (found.EXTERNAL_REFERENCE if final else found.EXTERNAL_UNVERIFIED).at(document.part, uri)
            if uri in package.opc:  # "external" must not be a way to keep a part of this package uncompared
                yield from _check_values(package, document, reference, digests)
        elif uri not in package.opc:
            yield _absent(document, uri, withheld, recipient)
        else:
            yield from _check_values(package, document, reference, digests)


def _check_form(major: int, document: DigestDocument, reference: DigestReference) -> Iterator[Finding]:
    """Two items of different algorithms, one of them SHA-512; 1.x has one item."""
    part, uri = document.part, reference.uri or ""
    if not reference.items:
        yield found.DIGESTITEM_DEGERI_BOS.at(part, uri)
    elif major > 1 and len(reference.items) < 2:
        yield found.DIGESTITEM1_DEGERI_BOS.at(part, uri)
    names = []
    for item in reference.items:
        if not item.has_method:
            yield found.DIGESTMETHOD_DEGERI_BOS.at(part, uri)
        elif item.algorithm is None:
            yield found.ALGORITHM_DEGERI_BOS.at(part, uri)
        else:
            names.append(name := algorithm_name(item.algorithm))
            if not is_allowed(name, major):
                yield found.DESTEKLENMEYEN_OZETMODU.at(part, f"{uri}: {item.algorithm}")
    if major > 1 and len(names) == len(reference.items) >= 2:
        if len(set(names)) < len(names):
            yield found.ALGORITHM_DEGERLERI_AYNI.at(part, uri)
        if "sha512" not in names:
            yield found.ALGORITHM_SHA512_KULLANILMAMIS.at(part, uri)


def _absent(document: DigestDocument, uri: str, withheld: WithheldFiles, recipient: Recipient | None) -> Finding:
    """A part that has a digest but is not there: allowed for removed initials and for withheld enclosures."""
    if folded(uri) == folded(INITIALS_SIGNATURE_PART):
        return found.PARAF_IMZA_BILESENI_YOK.at(uri, document.kind.value)
    if recipient is not None and folded(uri).startswith(folded(ENCLOSURES_FOLDER)) and withheld.may_lack(uri):
        return found.ENCLOSURE_WITHHELD.at(uri, recipient.number)
    return found.PAKET_BILESENI_ALINAMADI.at(uri, document.kind.value)


def _check_values(
    package: Package, document: DigestDocument, reference: DigestReference, digests: PartDigests
) -> Iterator[Finding]:
    uri = reference.uri or ""
    name = package.opc.name(uri) or uri
    for item in reference.items:
        algorithm = algorithm_name(item.algorithm or "")
        if algorithm is None:
            continue
        computed = digests.of(uri, algorithm)
        if computed is None:
            yield found.PAKET_BILESENINE_AIT_HASH_HESAPLANAMADI.at(name, f"{document.kind.value}, {algorithm}")
        elif not _equal(item, computed):
            yield found.HASHLER_ESIT_DEGIL.at(name, f"{document.kind.value}, {algorithm}")


def _equal(item: DigestItem, computed: bytes) -> bool:
    return item.value == computed
