"""Update packages: a change of grade around an untouched original."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.eyazisma import (
    CheckOptions,
    Component,
    Institution,
    PackageKind,
    PackageReport,
    check_package,
    open_package,
    read_package,
)
from archive.eyazisma.model import GradeChange, Moment
from archive.eyazisma.writing import MissingStepError, PackageBuildError, UpdateBuilder
from testkit.building import NOW, built_bytes, institution_seals

CREATED = datetime(2026, 11, 20, 7, 30, 5, tzinfo=UTC)


UNTRUSTED = {"SIGNATURE_INDETERMINATE", "LEVEL_TOO_LOW"}


def check(data: bytes) -> PackageReport:
    """A check as a strict reader makes it."""
    return check_package(data, CheckOptions(at=NOW))


def grave(report: PackageReport) -> set[str]:
    """Names of fatal findings and errors, those that test certificates always bring left out."""
    return {f.type.name for f in report.findings if f.severity.value in "FE"} - UNTRUSTED


CHANGE = GradeChange(
    reason_code="GuvenlikKodu",
    new_grade_code="YOK",
    changed_at=Moment("2026-11-21T09:00:00+03:00"),
    explanation="Gizlilik derecesi kaldırıldı",
    decision_no="2026/14",
    decision_id="7C1B7C90-62F4-4A3E-8B1D-7E9F0A1B2C3D",
)
INSTITUTION = Institution("24301050")
UPDATE_ID = "1f2e3d4c-62F4-4A3E-8B1D-7E9F0A1B2C3D"


def update(original: bytes, change: GradeChange = CHANGE) -> bytes:
    target = io.BytesIO()
    with open_package(original) as opened:
        builder = UpdateBuilder(original, opened, change, id_=UPDATE_ID, creator=INSTITUTION, created=CREATED)
    builder.add_seal(institution_seals(builder.final_digest))
    builder.write(target)
    return target.getvalue()


def test_update_package_has_no_fatal_finding_and_no_error() -> None:
    assert grave(check(update(built_bytes("full.json")))) - {"INNER_INVALID"} == set()


def test_update_package_holds_the_original_untouched() -> None:
    original = built_bytes("full.json")
    with read_package(update(original)) as package:
        assert package.kind is PackageKind.UPDATE
        assert b"".join(package.chunks("/OrijinalPaket/OrijinalPaket.eyp")) == original


def test_update_of_an_update_names_the_original_by_its_kind() -> None:
    with read_package(update(update(built_bytes("simple.json")))) as package:
        assert package.part(Component.ORIGINAL_PACKAGE) == "/OrijinalPaket/OrijinalPaket.eypg"


@pytest.mark.parametrize(
    "change",
    [
        replace(CHANGE, explanation=" "),
        replace(CHANGE, decision_no=""),
        replace(CHANGE, decision_id=""),
        replace(CHANGE, changed_at=None),
        replace(CHANGE, changed_at=Moment("dün")),
        replace(CHANGE, new_grade_code="TSD"),
        replace(CHANGE, reason_code="Baska"),
    ],
)
def test_update_with_an_incomplete_change_is_refused(change: GradeChange) -> None:
    with pytest.raises(PackageBuildError):
        update(built_bytes("simple.json"), change)


def test_update_without_seal_is_not_written() -> None:
    original = built_bytes("simple.json")
    with open_package(original) as opened:
        builder = UpdateBuilder(original, opened, CHANGE, id_=UPDATE_ID, creator=INSTITUTION, created=CREATED)
    with pytest.raises(MissingStepError):
        builder.write(io.BytesIO())


@pytest.mark.parametrize("forged", ["docProps", "GuncellemeBilgisi/", "OrijinalPaket/"])
def test_forged_part_of_an_update_is_found(forged: str) -> None:
    source = zipfile.ZipFile(io.BytesIO(update(built_bytes("simple.json"))))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            hit = name.startswith(forged) or (forged == "docProps" and name.endswith(".psmdcp"))
            archive.writestr(name, data + b" " if hit else data)
    assert "HASHLER_ESIT_DEGIL" in grave(check(target.getvalue()))
