"""The instructions in a package work: the very commands of the text, in both languages, with bash and openssl."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from domain.events import event_payload
from testkit.evidence_packages import SIGNATURE, flipped, members_of, packed, story
from timestamping.tsa.authority.pki import pem

TEXTS = ("OKUBENI.txt", "README.txt")
TOOLS = ("bash", "openssl", "sha256sum", "basenc", "od", "awk", "paste")
COMMAND = re.compile(r"^    (.*)$", re.M)


@pytest.fixture(autouse=True)
def _tools() -> None:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not on this machine: {', '.join(missing)}")


def commands(text: str) -> str:
    """The commands of a text, with the two digests of the story's signature in the places kept for them."""
    attached = next(
        event_payload(row.state)
        for row in story().ledger.rows.values()
        if row.topic == "signature.attached" and row.stream_id == SIGNATURE
    )
    found = "\n".join(COMMAND.findall(text))
    digest, content = attached["digest"], attached["content_digest"]
    return found.replace("blobs/SIGNATURE", f"blobs/{digest}").replace("blobs/CONTENT", f"blobs/{content}")


def run(package: bytes, folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    inside = folder / "kanit"
    zipfile.ZipFile(io.BytesIO(package)).extractall(inside)
    (folder / "root.pem").write_bytes(pem(story().pki.root.certificate))
    path = ":".join(sorted({str(Path(shutil.which(tool) or "").parent) for tool in TOOLS}))
    roots = {"ROOT": str(folder / "root.pem"), "PEOPLE": str(folder / "root.pem")}
    said = (inside / text).read_text("utf-8")
    return subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", commands(said)],
        cwd=inside,
        env={"PATH": path, "LC_ALL": "C.UTF-8", **roots},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("text", TEXTS)
def test_commands_of_the_text_accept_a_sound_package(text: str, tmp_path: Path) -> None:
    done = run(story().package(), tmp_path, text)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Signature Verified Successfully") == 5
    assert done.stdout.count("Verification: OK") == 4


@pytest.mark.parametrize(
    "member", ["blobs/", "MANIFEST.note", "days/2024-11-18/checkpoint.txt", "days/2024-11-19/token.tst", "events.jsonl"]
)
def test_commands_of_the_text_refuse_a_changed_package(member: str, tmp_path: Path) -> None:
    members = members_of(story().package())
    name = next(name for name in members if name.startswith(member))
    spoiled = packed({**members, name: flipped(members[name], len(members[name]) // 2)})
    assert run(spoiled, tmp_path, TEXTS[1]).returncode != 0


def test_both_texts_have_the_same_commands() -> None:
    members = members_of(story().package())
    turkish, english = (COMMAND.findall(members[text].decode()) for text in TEXTS)
    assert turkish == english
