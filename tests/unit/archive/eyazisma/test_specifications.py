"""Specifications: what is wrong is named with its place."""

import json

import pytest

from archive.eyazisma.writing import SpecificationError, read_specification
from testkit.building import EXAMPLES


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
