"""The page of settings says what the program reads: every variable, every limit and its default."""

import re
from dataclasses import fields

from api.composition import Limits
from api.composition.settings import known_settings
from testkit.source_tree import ROOT

PAGE = ROOT / "docs" / "operating" / "settings.md"


def rows() -> list[list[str]]:
    lines = (line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `"))
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]


def test_page_has_every_setting_by_variable_and_name() -> None:
    written = {(row[0], re.sub(r"[^a-z_]", "", row[1])) for row in rows() if len(row) == 4}
    assert written == {(origin.variable, name) for name, origin in known_settings().items()}


def test_page_has_every_limit_with_its_default() -> None:
    written = {row[0]: row[1] for row in rows() if len(row) == 3}
    assert written == {limit.name: str(getattr(Limits(), limit.name)) for limit in fields(Limits)}
