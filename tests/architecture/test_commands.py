"""The command line: every subcommand explains itself and stands in the README or in docs/operating (house §6.6)."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from api.cli.main import build_parser
from testkit.source_tree import ROOT

WRITTEN = re.compile(r"(?:^|`|/|\| )kutuk ([a-z]+(?:-[a-z]+)*)\b", re.MULTILINE)
"""A command as pages write it: in code, not in prose."""


@dataclass(frozen=True)
class Command:
    """A subcommand with its full name (``kutuk package show``) and what it says of itself."""

    name: str
    parser: argparse.ArgumentParser
    summary: str


def commands(parser: argparse.ArgumentParser, name: str = "kutuk") -> Iterator[Command]:
    """All subcommands below a parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for word, below in action.choices.items():
                yield Command(f"{name} {word}", below, below.description or summaries.get(word, ""))
                yield from commands(below, f"{name} {word}")


@pytest.fixture(scope="module")
def found() -> list[Command]:
    return list(commands(build_parser()))


def test_every_command_says_what_it_does(found: list[Command]) -> None:
    assert [command.name for command in found if not command.summary.strip()] == []


def test_every_option_says_what_it_does(found: list[Command]) -> None:
    silent = [
        f"{command.name} {action.dest}"
        for command in found
        for action in command.parser._actions
        if not isinstance(action, argparse._SubParsersAction) and not (action.help or "").strip()
    ]
    assert silent == []


def test_every_command_is_mentioned_in_the_documentation(found: list[Command]) -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs" / "operating").glob("*.md"))]
    text = re.sub(r"\s+", " ", " ".join(page.read_text("utf-8") for page in pages))
    assert [command.name for command in found if command.name not in text] == []


def test_documentation_mentions_no_command_that_does_not_exist(found: list[Command]) -> None:
    known = {command.name.split()[1] for command in found}
    pages = [ROOT / "README.md", *sorted((ROOT / "docs" / "operating").glob("*.md"))]
    mentioned = {word for page in pages for word in WRITTEN.findall(page.read_text("utf-8"))}
    assert mentioned <= known
