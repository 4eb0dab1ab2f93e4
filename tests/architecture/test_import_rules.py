"""Import rules: the contracts of pyproject.toml hold, and they speak of every room there is (house §6.3)."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from testkit.source_tree import ROOT, rooms


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def test_import_contracts_are_kept() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_contract_of_the_model_rooms_names_every_room_but_the_ledger(contracts: list[dict[str, Any]]) -> None:
    (models,) = (contract for contract in contracts if contract["name"].startswith("Model rooms"))
    assert set(models["source_modules"]) == {f"domain.{room}" for room in rooms("domain") if room != "ledger"}
