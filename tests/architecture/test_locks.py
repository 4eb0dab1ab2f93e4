"""Locks and committed files: every package by digest, from no named host (design §2)."""

import re
import tomllib
from pathlib import Path

import pytest

from testkit.source_tree import ROOT, kept_files, shown

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
HOSTS = re.compile(
    rb"(?:py" + rb"pi\.org|python" + rb"hosted\.org|registry\.npm" + rb"js|crates\.io|deb\.debian\.org)"
    rb"|https?://[a-z.]*(?:python|npm|debian)[a-z]*\.(?:org|com)/(?:simple|packages|pool|-/)"
)
INDEX_OPTION = re.compile(r"^\s*(--index-url|--extra-index-url|--find-links|-i|-f)\b", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text("utf-8")))


def normal(requirement: str) -> str:
    """Name of a requirement as locks write it."""
    name = re.split(r"[\s\[=<>!~;]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_every_package_by_digest(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    assert [block.splitlines()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_index(lock: str) -> None:
    assert INDEX_OPTION.findall((ROOT / lock).read_text("utf-8")) == []


def test_development_lock_holds_the_runtime_lock() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_locks_hold_every_requirement_of_the_project() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"]
    runtime = {normal(name) for name in [*project["dependencies"], *extras["setup"]]}
    assert runtime <= pins("requirements.lock").keys()
    assert {normal(name) for name in extras["dev"]} <= pins("requirements-dev.lock").keys()


def test_no_kept_file_names_a_package_registry() -> None:
    def names_registry(path: Path) -> bool:
        return HOSTS.search(path.read_bytes()) is not None

    found = [shown(path) for path in kept_files() if not path.is_relative_to(ROOT / "tests" / "vectors")]
    assert [name for name in found if names_registry(ROOT / name)] == []
