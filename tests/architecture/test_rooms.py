"""Rooms: where code may lie, what rooms and files are called, and that each room explains itself (house §6.2, §6.6)."""

import ast
import re

import pytest

from testkit.source_tree import FLOORS, ROOT, kept_files, parsed, python_files, rooms, shown

TOP_FOLDERS = {*FLOORS, "tests", "docs", ".ci"}
BANNED_NAMES = re.compile(r"(utils?|helpers?|commons?|managers?|classes|misc)(\.py)?")
TEST_FOLDERS = {"unit", "integration", "acceptance", "migration", "architecture", "vectors", "support", "benchmarks"}


def test_top_level_holds_the_five_floors_and_nothing_undecided() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in kept_files() if path.parent != ROOT}
    assert found <= TOP_FOLDERS


def test_tests_lie_in_the_folders_of_the_house() -> None:
    found = {path.relative_to(ROOT).parts[1] for path in python_files("tests") if path.parent != ROOT / "tests"}
    assert found <= TEST_FOLDERS


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    parts = {part for path in kept_files() for part in path.relative_to(ROOT).parts}
    assert {part for part in parts if BANNED_NAMES.fullmatch(part)} == set()


@pytest.mark.parametrize("floor", FLOORS)
def test_every_room_explains_itself(floor: str) -> None:
    folders = {path.parent for path in python_files(floor)}
    silent = [
        shown(folder)
        for folder in sorted(folders)
        if not (folder / "__init__.py").exists() or not ast.get_docstring(parsed(folder / "__init__.py"))
    ]
    assert silent == []


@pytest.mark.parametrize("floor", FLOORS)
def test_every_floor_has_a_readme_that_names_its_rooms(floor: str) -> None:
    readme = ROOT / floor / "README.md"
    assert readme.exists()
    text = readme.read_text("utf-8")
    assert [room for room in rooms(floor) if room not in text] == []


def test_no_init_file_in_tests_hides_the_real_packages() -> None:
    allowed = ROOT / "tests" / "support" / "testkit"
    found = [shown(path) for path in python_files("tests") if path.name == "__init__.py" and path.parent != allowed]
    assert found == []


def test_vectors_say_where_they_come_from() -> None:
    vectors = ROOT / "tests" / "vectors"
    folders = {path.parent for path in kept_files() if path.is_relative_to(vectors) and path.parent != vectors}
    silent = [
        shown(folder)
        for folder in sorted(folders)
        if not any((place / "README.md").exists() for place in (folder, *folder.parents) if place != vectors)
    ]
    assert silent == []
