"""The example letters: each is found to be what its README says, in the order of the sections."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from domain.letters import (
    Letter,
    LetterFinding,
    LetterKind,
    LetterSpecificationError,
    Medium,
    Severity,
    check_letter,
    judged_on,
    letter_specification,
    read_letter,
)
from testkit.letter_examples import EXAMPLES, example_data

ROW = re.compile(r"^\| \[[^\]]+\]\(([^)]+)\) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
SAID = dict(ROW.findall((EXAMPLES / "README.md").read_text("utf-8")))
SOUND = [pytest.param(name, id=name) for name in SAID if not name.startswith("refused/")]
REFUSED = [pytest.param(name, id=name) for name in SAID if name.startswith("refused/")]
TODAY = date(2024, 3, 15)


def parsed(name: str) -> object:
    return json.loads((EXAMPLES / name).read_text("utf-8"))


def example(name: str) -> Letter:
    return read_letter(parsed(name))


def findings(letter: Letter) -> tuple[LetterFinding, ...]:
    return check_letter(letter, judged_on(letter, TODAY), example_data())


def summary(name: str) -> str:
    """Findings as the README writes them."""
    try:
        letter = example(name)
    except LetterSpecificationError as refusal:
        return "refused: " + ", ".join(sorted({f"`{problem.place or '-'}`" for problem in refusal.problems}))
    return ", ".join(dict.fromkeys(f"{one.rule_id} {one.severity.value}" for one in findings(letter))) or "none"


def test_every_example_stands_in_the_readme() -> None:
    files = {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*.json")}
    assert files == set(SAID)


@pytest.mark.parametrize("name", [*SOUND, *REFUSED])
def test_examples_are_found_to_be_what_the_readme_says(name: str) -> None:
    assert summary(name) == SAID[name]


@pytest.mark.parametrize("name", SOUND)
def test_examples_are_written_as_they_are_read(name: str) -> None:
    letter = example(name)
    assert read_letter(json.loads(json.dumps(letter_specification(letter)))) == letter


@pytest.mark.parametrize("name", REFUSED)
def test_ugly_input_never_passes(name: str) -> None:
    try:
        letter = example(name)
    except LetterSpecificationError:
        return
    assert Severity.REJECT in {finding.severity for finding in findings(letter)}


def test_examples_show_every_kind_and_medium() -> None:
    letters = [example(param.values[0]) for param in SOUND]  # type: ignore[arg-type]
    assert {letter.kind for letter in letters} == set(LetterKind)
    assert {letter.medium for letter in letters} == set(Medium)
    assert {len(letter.signers) for letter in letters} >= {1, 2, 3, 4, 6}
    assert {len(letter.distribution) for letter in letters} >= {0, 3, 4, 60}


@pytest.mark.parametrize("conflict", [f"CF-{number}" for number in range(1, 8)])
def test_examples_show_every_conflict(conflict: str) -> None:
    assert conflict in (EXAMPLES / "README.md").read_text("utf-8")


def test_logos_lie_beside_the_letters() -> None:
    named = {logo.file for param in SOUND for logo in example(str(param.values[0])).letterhead.logos}
    assert named
    assert [file for file in named if not Path(EXAMPLES / file).is_file()] == []
