"""The command line: every subcommand explains itself and stands in the README or in docs/operating (house §6.6)."""

import argparse
import re
from collections.abc import Iterator

import pytest

from api.cli.main import build_parser
from testkit.source_tree import ROOT

Command = tuple[str, argparse.ArgumentParser]


def commands(parser: argparse.ArgumentParser, name: str = "kutuk") -> Iterator[Command]:
    """All subcommands below a parser with their full names, ``kutuk package show``."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield f"{name} {word}", below
                yield from commands(below, f"{name} {word}")


@pytest.fixture(scope="module")
def found() -> list[Command]:
    return list(commands(build_parser()))


def test_every_command_says_what_it_does(found: list[Command]) -> None:
    assert [name for name, parser in found if not (parser.description or "").strip()] == []


def test_every_option_says_what_it_does(found: list[Command]) -> None:
    silent = [
        f"{name} {action.dest}"
        for name, parser in found
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction) and not (action.help or "").strip()
    ]
    assert silent == []


def test_every_command_is_mentioned_in_the_documentation(found: list[Command]) -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs" / "operating").glob("*.md"))]
    text = re.sub(r"\s+", " ", " ".join(page.read_text("utf-8") for page in pages))
    assert [name for name, _ in found if name not in text] == []


def test_documentation_mentions_no_command_that_does_not_exist(found: list[Command]) -> None:
    known = {name.split()[1] for name, _ in found}
    pages = [ROOT / "README.md", *sorted((ROOT / "docs" / "operating").glob("*.md"))]
    mentioned = {word for page in pages for word in re.findall(r"\bkutuk ([a-z]+)\b", page.read_text("utf-8"))}
    assert mentioned <= known
