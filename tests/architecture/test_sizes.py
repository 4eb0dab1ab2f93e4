"""Sizes of the house: a file stops at 400 lines, a function at 40, a numbered verification at 60 (house §6.6)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from testkit.source_tree import FLOORS, ROOT, parsed, python_files, shown

FILE_LINES = 400
FUNCTION_LINES = 40
NUMBERED_LINES = 60
NUMBERED_STEP = re.compile(r"^\s*1\.\s", re.MULTILINE)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, Function))


def lines_without_docstring(function: Function) -> int:
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return total
    docstring = function.body[0]
    return total - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def allowed_lines(function: Function) -> int:
    """A function whose docstring numbers its steps is a verification procedure."""
    return NUMBERED_LINES if NUMBERED_STEP.search(ast.get_docstring(function) or "") else FUNCTION_LINES


@pytest.mark.parametrize("folder", [*FLOORS, "tests", "run.py"])
def test_files_stop_at_400_lines(folder: str) -> None:
    long = {shown(path): len(path.read_text("utf-8").splitlines()) for path in python_files(folder)}
    assert {name: lines for name, lines in long.items() if lines > FILE_LINES} == {}


@pytest.mark.parametrize("folder", [*FLOORS, "run.py"])
def test_functions_stop_at_40_lines(folder: str) -> None:
    long = {
        f"{shown(path)}:{function.lineno} {function.name}": lines_without_docstring(function)
        for path in python_files(folder)
        for function in functions(path)
        if lines_without_docstring(function) > allowed_lines(function)
    }
    assert long == {}


def test_sizes_are_measured_on_real_files() -> None:
    assert ROOT / "run.py" in python_files("run.py")
    assert all(python_files(floor) for floor in FLOORS)
