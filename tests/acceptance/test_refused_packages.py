"""Broken packages are refused with a reason and leave nothing half-written; no person ever sees a traceback."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from testkit.started import Finished, Installation, copied

DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def not_a_zip(good: bytes) -> bytes:
    return b"%PDF-1.4 I was a letter once\n" * 40


def truncated(good: bytes) -> bytes:
    return good[: len(good) * 2 // 3]


def empty(good: bytes) -> bytes:
    return b""


def with_doctype(good: bytes) -> bytes:
    """Metadata that ask for a file of the server."""
    return _rewritten(good, lambda name, body: DOCTYPE + _root(body) if "ustveri" in name.lower() else body)


def bomb(good: bytes) -> bytes:
    """100 MB of nothing in a hundred kilobytes, in the place of the cover letter."""
    return _rewritten(good, lambda name, body: bytes(100_000_000) if name.endswith(".pdf") else body)


def climbing_names(good: bytes) -> bytes:
    """A part that wants to be written outside."""
    target = io.BytesIO(good)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("../../etc/kutuk", b"x")
    return target.getvalue()


def _root(body: bytes) -> bytes:
    start = body.find(b"?>")
    return body[start + 2 :] if start >= 0 else body


def _rewritten(good: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for item in source.infolist():
            changed.writestr(item.filename, change(item.filename, source.read(item)))
    return target.getvalue()


BROKEN = (not_a_zip, truncated, empty, with_doctype, bomb, climbing_names)


@dataclass(frozen=True)
class TakenIn:
    """What became of all broken packages and one good one, taken in by one command in this order."""

    installation: Installation
    finished: Finished
    by_name: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def taken(seeded: Path, official_package: Path, tmp_path_factory: pytest.TempPathFactory) -> TakenIn:
    folder = tmp_path_factory.mktemp("broken")
    good = official_package.read_bytes()
    files = [folder / f"{spoil.__name__}.eyp" for spoil in BROKEN]
    for file, spoil in zip(files, BROKEN, strict=True):
        file.write_bytes(spoil(good))
    (folder / "good.eyp").write_bytes(good)
    installation = copied(seeded, folder)
    words = [str(file) for file in [*files, folder / "good.eyp", folder / "absent.eyp"]]
    finished = installation.run("package", "import", "--json", *words)
    found = {Path(item["file"]).stem: item for item in finished.json()["packages"]}
    return TakenIn(installation, finished, found)


@pytest.mark.parametrize("name", [spoil.__name__ for spoil in BROKEN])
def test_broken_package_is_refused_with_a_reason(taken: TakenIn, name: str) -> None:
    result = taken.by_name[name]

    assert result["end"] in ("invalid", "refused")
    assert result["findings"]
    assert all(finding["message"] and finding["rule"] for finding in result["findings"])


def test_broken_packages_end_the_command_with_two_and_without_a_traceback(taken: TakenIn) -> None:
    assert taken.finished.code == 2
    assert "Traceback" not in taken.finished.err + taken.finished.out


def test_broken_package_does_not_stop_the_next(taken: TakenIn) -> None:
    assert taken.by_name["good"]["end"] == "registered"


def test_missing_file_is_refused_by_name(taken: TakenIn) -> None:
    assert taken.by_name["absent"]["end"] == "refused"
    assert taken.by_name["absent"]["document"] is None


def test_broken_packages_leave_a_ledger_that_verifies(taken: TakenIn) -> None:
    assert taken.installation.run("verify").code == 0


def test_broken_packages_are_received_and_invalid_and_nothing_else(taken: TakenIn) -> None:
    streams = {item["document"] for item in taken.by_name.values() if item["end"] == "invalid"}
    lines = taken.installation.run("events", "tail", "--jsonl").lines()
    topics = {stream: [line["topic"] for line in lines if line["stream"] == stream] for stream in streams}

    assert streams
    assert set(map(tuple, topics.values())) == {("document.received", "document.invalidated")}


@pytest.mark.parametrize(
    "spoil", [item for item in BROKEN if item is not with_doctype], ids=lambda spoil: spoil.__name__
)
def test_broken_package_is_shown_as_broken(
    official_package: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"{spoil.__name__}.eyp"
    path.write_bytes(spoil(official_package.read_bytes()))

    shown = Installation(tmp_path / "none").run("package", "show", str(path))

    assert shown.code == 2
    assert shown.err.strip()
    assert "Traceback" not in shown.err


def test_package_with_one_unreadable_part_is_shown_with_its_problem(official_package: Path, tmp_path: Path) -> None:
    path = tmp_path / "doctype.eyp"
    path.write_bytes(with_doctype(official_package.read_bytes()))

    shown = Installation(tmp_path / "none").run("package", "show", str(path))

    assert "! An XML component cannot be read (DOCTYPE)" in shown.out
    assert shown.code == 2
