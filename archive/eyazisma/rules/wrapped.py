"""Group H, rules 49 and 52: components of encrypted and update packages, and what an update says."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import components as component_findings
from archive.eyazisma.catalogue import wrapped as found
from archive.eyazisma.findings import Finding
from archive.eyazisma.model import Component, DigestDocumentKind, GradeChange, Package, codes

_REASON = "GuvenlikKodu"


def check_encrypted_components(package: Package) -> Iterator[Finding]:
    """Rule 49 for `.eyps`: content, information and clear digest document."""
    if package.part(Component.ENCRYPTED_CONTENT) is None:
        yield found.ENCRYPTED_CONTENT_MISSING.at()
    if package.part(Component.ENCRYPTION_INFO) is None:
        yield found.ENCRYPTION_INFO_MISSING.at()
    clear = DigestDocumentKind.PACKAGE if package.major == 1 else DigestDocumentKind.FINAL
    if clear not in package.digests:
        yield found.CLEAR_DIGEST_MISSING.at(None, clear.value)


def check_update_components(package: Package) -> Iterator[Finding]:
    """Rule 49 for `.eypg`: update information, original package, final digest, seal."""
    for component, missing in (
        (Component.UPDATE_INFO, found.GUNCELLEME_BILGISI_BILESENI_YOK),
        (Component.ORIGINAL_PACKAGE, found.ORIJINAL_PANEL_BILESENI_YOK),
        (Component.FINAL_DIGEST, component_findings.FINAL_DIGEST_MISSING),
        (Component.SEAL, component_findings.SEAL_MISSING),
    ):
        if package.part(component) is None:
            yield missing.at()


def check_changes(changes: tuple[GradeChange, ...], part: str | None) -> Iterator[Finding]:
    """Rule 52 (K-17): every field there, a real date, a known code."""
    if not changes:
        yield found.CHANGE_MISSING.at(part)
    for change in changes:
        if change.reason_code != _REASON:
            yield found.CHANGE_FIELD_WRONG.at(part, f"GuncellemeTuru {change.reason_code}")
        if not change.understood:
            yield found.CHANGE_NOT_UNDERSTOOD.at(part)
            continue
        for name, value in (
            ("Aciklama", change.explanation),
            ("KomisyonKarariBelgeNo", change.decision_no),
            ("KomisyonKarariBelgeId", change.decision_id),
        ):
            if not value.strip():
                yield found.CHANGE_FIELD_EMPTY.at(part, name)
        if change.changed_at is None or change.changed_at.instant is None:
            yield found.CHANGE_FIELD_WRONG.at(part, "DegistirmeTarihi")
        if change.new_grade_code not in codes.GRADE_CODES:
            yield found.CHANGE_FIELD_WRONG.at(part, f"YeniGizlilikDerecesi {change.new_grade_code}")
