"""What pages say of specifications, tables and settings is what the program reads."""

import dataclasses
import json
import re

import pytest

from domain.letters import Letter, read_letter, read_rule_settings
from domain.letters.letter import Layout, Metadata
from domain.letters.parts import (
    Addressee,
    Contact,
    ContactPerson,
    DistributionEntry,
    Enclosure,
    LetterDate,
    Letterhead,
    Logo,
    Paragraph,
    Reference,
    Table,
    Verification,
)
from domain.letters.people import Approval, Initials, Signer
from domain.letters.tables import COLUMNS
from domain.parties import Party
from testkit.source_tree import ROOT

FORMATS = ROOT / "docs" / "formats"
JSON = re.compile(r"```json\n(.*?)```", re.DOTALL)
OBJECTS = [
    Letter, Letterhead, Logo, LetterDate, Addressee, Party, Reference, Paragraph, Table, Signer, Approval, Enclosure,
    DistributionEntry, Initials, Verification, Contact, ContactPerson, Layout, Metadata,
]  # fmt: skip


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.__name__)
def test_every_key_of_a_specification_is_on_its_page(kind: type) -> None:
    page = (FORMATS / "letter-specification.md").read_text("utf-8")
    assert [field.name for field in dataclasses.fields(kind) if f"`{field.name}`" not in page] == []


def test_the_specification_on_the_page_is_a_letter() -> None:
    found = JSON.findall((FORMATS / "letter-specification.md").read_text("utf-8"))
    assert [read_letter(json.loads(text)).kind for text in found] == ["cover_letter"]


def test_every_table_stands_on_its_page_with_its_columns() -> None:
    page = (FORMATS / "letter-data.md").read_text("utf-8")
    assert [name for name, columns in COLUMNS.items() if f"| `{name}` | `{','.join(columns)}` |" not in page] == []


def test_the_settings_on_the_page_are_accepted() -> None:
    found = JSON.findall((FORMATS / "letter-data.md").read_text("utf-8"))
    assert read_rule_settings(json.loads(found[0])).vice_president_line == "CUMHURBAŞKANLIĞI YARDIMCISINA"
