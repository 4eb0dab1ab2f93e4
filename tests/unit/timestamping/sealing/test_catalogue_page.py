"""The page of findings says what the program says."""

from pathlib import Path

from timestamping.sealing.catalogue_page import catalogue_page

PAGE = Path(__file__).resolve().parents[4] / "docs" / "operating" / "verify-findings.md"


def test_page_of_findings_is_the_catalogue() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue_page()
