"""Pages about packages say what the program does."""

import json
import re
from pathlib import Path

import pytest

from archive.eyazisma import ALL_FINDINGS, DEFAULT_LIMITS, findings_page
from archive.eyazisma.writing import Stage
from testkit.building import EXAMPLES, built

OPERATING = Path(__file__).resolve().parents[3] / "docs" / "operating"


def test_committed_page_of_findings_is_the_generated_one() -> None:
    assert (OPERATING / "packages-findings.md").read_text("utf-8") == findings_page()


@pytest.mark.parametrize("kind", ALL_FINDINGS, ids=lambda kind: kind.name)
def test_every_finding_has_cause_and_remedy_in_both_languages(kind: object) -> None:
    texts = [getattr(kind, name) for name in ("tr", "en", "remedy_tr", "remedy_en")]
    assert all(text and not text.endswith(".") for text in texts)


def test_page_about_building_names_every_stage_in_order() -> None:
    page = (OPERATING / "packages-build.md").read_text("utf-8")
    assert re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE) == [stage.name for stage in Stage]


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.json")))
def test_example_named_on_the_page_builds(name: str) -> None:
    assert f"`{name}`" in (OPERATING / "packages-build.md").read_text("utf-8")
    assert built(name).stage is Stage.SEALED


def test_examples_use_every_key_that_the_page_names() -> None:
    keys = json.loads((EXAMPLES / "full.json").read_text("utf-8"))
    assert {"initials_digest", "final", "distributions"} <= keys.keys()


def test_page_about_checking_states_the_limits() -> None:
    page = (OPERATING / "packages-check.md").read_text("utf-8")
    stated = (
        f"{DEFAULT_LIMITS.archive_bytes >> 30} GiB for the file",
        f"{DEFAULT_LIMITS.entries:,} entries",
        f"{DEFAULT_LIMITS.total_bytes >> 30} GiB unpacked",
        f"ratio above {DEFAULT_LIMITS.ratio}",
        f"{DEFAULT_LIMITS.xml_bytes >> 20} MiB or {DEFAULT_LIMITS.xml_elements:,} elements",
        f"{DEFAULT_LIMITS.xml_depth} levels",
        f"{DEFAULT_LIMITS.enclosures:,}\nenclosures",
        f"{DEFAULT_LIMITS.references:,} references",
        f"{DEFAULT_LIMITS.signature_bytes >> 20} MiB for one signature",
    )
    assert [text for text in stated if text not in page] == []
