"""The project's own files as architecture tests see them: paths, parsed code, resolved imports and names."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
FLOORS: Final = ("domain", "projections", "timestamping", "archive", "api")


@cache
def kept_files() -> tuple[Path, ...]:
    """Files under version control, and those that would be: what .gitignore names is left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return tuple(sorted({path for path in paths if path.is_file()}))


def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files below the given folders of the project, the vectors left out."""
    bases = tuple(ROOT / folder for folder in folders)
    vectors = ROOT / "tests" / "vectors"
    return tuple(
        path
        for path in kept_files()
        if path.suffix == ".py" and path.is_relative_to(ROOT) and any(path.is_relative_to(base) for base in bases)
        if not path.is_relative_to(vectors)
    )


def rooms(floor: str) -> tuple[str, ...]:
    """Names of the rooms of a floor: folders that hold Python files."""
    base = ROOT / floor
    return tuple(sorted({path.relative_to(base).parts[0] for path in python_files(floor) if path.parent != base}))


def shown(path: Path) -> str:
    """Path as a person names it."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """Dotted name of a file of a floor, e.g. ``domain.days`` for its ``__init__.py``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything a file imports, ``from a import b`` as ``a.b``."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def used_names(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of imported things where they are used, e.g. ``datetime.datetime.now``."""
    known = _bindings(parsed(path))
    for node in ast.walk(parsed(path)):
        dotted = _dotted(node)
        if dotted is not None:
            first, _, rest = dotted.partition(".")
            if first in known:
                yield getattr(node, "lineno", 0), f"{known[first]}.{rest}" if rest else known[first]


def _bindings(tree: ast.Module) -> dict[str, str]:
    """What each imported name of the file stands for."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _dotted(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = _dotted(node.value)
        return None if base is None else f"{base}.{node.attr}"
    return None
