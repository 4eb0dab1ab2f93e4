"""The page of findings says what the program says, and every finding can be made."""

import re
from pathlib import Path

from archive.transfer import CATALOGUE
from archive.transfer.catalogue_page import catalogue_page

ROOT = Path(__file__).resolve().parents[4]
PAGE = ROOT / "docs" / "operating" / "evidence-findings.md"
ROOM = ROOT / "archive" / "transfer"


def test_page_of_findings_is_the_catalogue() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue_page()


def test_codes_are_given_once() -> None:
    codes = [kind.code for kind in CATALOGUE.values()]
    assert len(codes) == len(set(codes)) == len(CATALOGUE)


def test_both_languages_name_the_same_things() -> None:
    said = {kind.name: [set(re.findall(r"{\w+}", text)) for text in (kind.tr, kind.en)] for kind in CATALOGUE.values()}
    assert {name for name, (turkish, english) in said.items() if turkish != english} == set()


def test_every_kind_is_used() -> None:
    code = " ".join(path.read_text("utf-8") for path in ROOM.glob("*.py") if "catalogue" not in path.name)
    made = {name for name in CATALOGUE if f'"{name}"' in code}
    # Two are made of a word and an ending.
    made |= {f"{kind}-{end}" for kind in ("token", "record") for end in ("failed", "undecided")}
    assert set(CATALOGUE) - made == set()
