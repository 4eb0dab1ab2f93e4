"""Specifications: what is wrong is named with its place."""

import io
import json

import pytest

from archive.eyazisma import open_package
from archive.eyazisma.writing import (
    SpecificationError,
    build_update,
    read_specification,
    read_update_specification,
)
from testkit.building import EXAMPLES, built_bytes, institution_seals


def specification(changes: dict[str, object]) -> dict[str, object]:
    data: dict[str, object] = json.loads((EXAMPLES / "full.json").read_text("utf-8"))
    return data | changes


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"subject": None}, "subject"),
        ({"grade": "gizli"}, "grade"),
        ({"konu": "x"}, "konu"),
        ({"creator": []}, "creator"),
        ({"creator": {"kind": "institution"}}, "creator.detsis_no"),
        ({"distributions": {}}, "distributions"),
        ({"cover_letter": "../../../README.md"}, "cover_letter"),
        ({"cover_letter": "yok.pdf"}, "cover_letter"),
        ({"grade_until": "2026-11-20"}, "grade_until"),
        ({"services": [{"code": "1", "name": "x"}]}, "services[0].code"),
        ({"enclosures": [{"id": "x", "kind": "file"}]}, "enclosures[0].file"),
    ],
)
def test_wrong_specification_is_refused_with_its_place(change: dict[str, object], path: str) -> None:
    with pytest.raises(SpecificationError) as refused:
        read_specification(specification(change), EXAMPLES)
    assert refused.value.details["path"] == path


def update_specification(**changes: object) -> dict[str, object]:
    data: dict[str, object] = json.loads((EXAMPLES / "updates" / "grade.json").read_text("utf-8"))
    return data | changes


def test_example_update_builds_around_an_example_package() -> None:
    original, target = built_bytes("full.json"), io.BytesIO()
    specification = read_update_specification(update_specification(), EXAMPLES)
    with open_package(original) as opened:
        builder = build_update(specification, original, opened)
    builder.add_seal(institution_seals(builder.final_digest))
    builder.write(target)
    with open_package(target.getvalue()) as package:
        assert (package.document_id, package.changes[0].new_grade_code) == (specification.id, "YOK")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"new_grade": "low"}, "new_grade"),
        ({"changed_at": "2026-11-21"}, "changed_at"),
        ({"explanation": ""}, "explanation"),
        ({"decision": "x"}, "decision"),
        ({"creator": {"kind": "institution"}}, "creator.detsis_no"),
    ],
)
def test_wrong_update_specification_is_refused_with_its_place(change: dict[str, object], path: str) -> None:
    with pytest.raises(SpecificationError) as refused:
        read_update_specification(update_specification(**change), EXAMPLES)
    assert refused.value.details["path"] == path
