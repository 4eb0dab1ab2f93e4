"""Which parts each list of digests must name (package guide §6.4, §12)."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import components, container, wrapped
from archive.eyazisma.catalogue import digests as found
from archive.eyazisma.container import folded
from archive.eyazisma.findings import Finding, FindingType
from archive.eyazisma.model import Component, DigestDocument, DigestDocumentKind, Package, PackageKind
from archive.eyazisma.model.metadata import Enclosure

Demand = tuple[Component, FindingType | None, FindingType]
"""A component, what is found when it is absent (None: it is optional), what is found when the list lacks it."""

_ANY = found.PART_NOT_COVERED
_METADATA, _LETTER = Component.METADATA, Component.COVER_LETTER
_NO_METADATA, _NO_LETTER = components.USTVERI_BILESENI_YOK, components.USTYAZI_BILESENI_YOK

_DEMANDS: dict[DigestDocumentKind, tuple[Demand, ...]] = {
    DigestDocumentKind.INITIALS: (
        (_METADATA, _NO_METADATA, found.PARAFOZET_INDE_USTVERI_OZET_DEGERI_YOK),
        (_LETTER, _NO_LETTER, found.PARAFOZET_INDE_USTYAZI_OZET_DEGERI_YOK),
    ),
    DigestDocumentKind.PACKAGE: (
        (_METADATA, _NO_METADATA, found.PAKETOZET_INDE_USTVERI_OZET_DEGERI_YOK),
        (_LETTER, _NO_LETTER, found.PAKETOZET_INDE_USTYAZI_OZET_DEGERI_YOK),
        (Component.INITIALS_DIGEST, None, _ANY),
        (Component.INITIALS_SIGNATURE, None, _ANY),
    ),
    DigestDocumentKind.FINAL: (
        (_METADATA, _NO_METADATA, found.NIHAIOZET_TE_USTVERI_OZET_DEGERI_YOK),
        (_LETTER, _NO_LETTER, found.NIHAIOZET_TE_USTYAZI_OZET_DEGERI_YOK),
        (Component.INITIALS_DIGEST, None, _ANY),
        (Component.INITIALS_SIGNATURE, None, _ANY),
        (Component.PACKAGE_DIGEST, components.PAKETOZETI_BILESENI_YOK, _ANY),
        (Component.SIGNATURE, components.IMZA_BILESENI_YOK, found.NIHAIOZET_TE_IMZA_OZET_DEGERI_YOK),
        (Component.FINAL_METADATA, components.FINAL_METADATA_MISSING, _ANY),
        (Component.CORE, container.CORE_BILESENI_YOK, found.NIHAIOZET_TE_CORE_OZET_DEGERI_YOK),
    ),
}
_LEGACY_DEMANDS: dict[DigestDocumentKind, tuple[Demand, ...]] = {
    DigestDocumentKind.INITIALS: (),
    DigestDocumentKind.PACKAGE: (
        (_METADATA, _NO_METADATA, found.PAKETOZET_INDE_USTVERI_OZET_DEGERI_YOK),
        (Component.TARGETS, components.BELGEHEDEF_BILESENI_YOK, found.PAKETOZET_INDE_BELGEHEDEF_OZET_DEGERI_YOK),
        (_LETTER, _NO_LETTER, found.PAKETOZET_INDE_USTYAZI_OZET_DEGERI_YOK),
    ),
    DigestDocumentKind.FINAL: (
        (_METADATA, _NO_METADATA, found.NIHAIOZET_TE_USTVERI_OZET_DEGERI_YOK),
        (Component.TARGETS, components.BELGEHEDEF_BILESENI_YOK, found.NIHAIOZET_TE_BELGEHEDEF_OZET_DEGERI_YOK),
        (_LETTER, _NO_LETTER, found.NIHAIOZET_TE_USTYAZI_OZET_DEGERI_YOK),
        (
            Component.LEGACY_SIGNATURES,
            components.BELGEIMZA_BILESENI_YOK,
            found.NIHAIOZET_TE_BELGEIMZA_OZET_DEGERI_YOK,
        ),
        (Component.PACKAGE_DIGEST, components.PAKETOZETI_BILESENI_YOK, _ANY),
        (Component.SIGNATURE, components.IMZA_BILESENI_YOK, found.NIHAIOZET_TE_IMZA_OZET_DEGERI_YOK),
        (Component.CORE, container.CORE_BILESENI_YOK, found.NIHAIOZET_TE_CORE_OZET_DEGERI_YOK),
    ),
}
_UPDATE_DEMANDS: tuple[Demand, ...] = (
    (
        Component.UPDATE_INFO,
        wrapped.GUNCELLEME_BILGISI_BILESENI_YOK,
        found.NIHAIOZET_TE_GUNCELLEME_BILGISI_OZET_DEGERI_YOK,
    ),
    (
        Component.ORIGINAL_PACKAGE,
        wrapped.ORIJINAL_PANEL_BILESENI_YOK,
        found.NIHAIOZET_TE_ORIJINAL_PAKET_OZET_DEGERI_YOK,
    ),
    (Component.CORE, container.CORE_BILESENI_YOK, found.NIHAIOZET_TE_CORE_OZET_DEGERI_YOK),
)


def check_coverage(package: Package, document: DigestDocument) -> Iterator[Finding]:
    """What `document` should name and does not, and what it must not name."""
    named = {folded(reference.uri) for reference in document.references if reference.uri}
    for component, absent, uncovered in _demands(package, document.kind):
        part = package.part(component)
        if part is None:
            if absent is not None:
                yield absent.at()
        elif folded(part) not in named:
            yield uncovered.at(document.part, part)
    if package.kind is not PackageKind.UPDATE:
        yield from _enclosures(package, document, named)


def _demands(package: Package, kind: DigestDocumentKind) -> tuple[Demand, ...]:
    if package.kind is PackageKind.UPDATE:
        return _UPDATE_DEMANDS
    return (_LEGACY_DEMANDS if package.major == 1 else _DEMANDS)[kind]


def _enclosures(package: Package, document: DigestDocument, named: set[str]) -> Iterator[Finding]:
    enclosures = {} if package.metadata is None else package.metadata.enclosures_by_id()
    for file in package.enclosure_files:
        enclosure = enclosures.get(file.enclosure_id.strip().upper())
        covered = folded(file.part) in named
        if _must_be_covered(enclosure, file.signed):
            if file.present and not covered:
                yield found.PART_NOT_COVERED.at(document.part, file.part)
        elif covered:
            yield found.UNSIGNED_ENCLOSURE_COVERED.at(document.part, file.part)


def _must_be_covered(enclosure: Enclosure | None, related_as_signed: bool) -> bool:
    """What the metadata says goes before what the (unprotected) relationship says; when it says nothing, the latter."""
    if enclosure is None or enclosure.signed is None:
        return related_as_signed
    return enclosure.signed
