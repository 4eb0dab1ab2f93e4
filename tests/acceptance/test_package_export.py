"""`kutuk package build --document`: the package of a letter of the demo's ledger, and the export in the book."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from archive.eyazisma import Component, open_package
from testkit.json_shapes import differences
from testkit.started import Installation, Kutuk, copied, running

SCHEMA = Path(__file__).parent / "schemas" / "package-build.json"


@pytest.fixture(scope="module")
def installation(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return copied(seeded, tmp_path_factory.mktemp("export"))


def events(installation: Installation) -> list[dict[str, Any]]:
    return [json.loads(line) for line in installation.run("export", "events").out.splitlines()]


@pytest.fixture(scope="module")
def letters(installation: Installation) -> dict[str, str]:
    """A letter that awaits its signature, and one that was signed over a list of somebody else's making."""
    streams: dict[str, list[str]] = {}
    for event in events(installation):
        streams.setdefault(event["stream"], []).append(event["topic"])
    last = {topics[-1]: stream for stream, topics in streams.items() if topics[0] == "document.drafted"}
    return {"awaiting": last["document.routed_for_signature"], "signed": last["document.signature_completed"]}


def test_letter_awaiting_signature_gives_the_list_to_sign(
    installation: Installation, letters: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "letter.eyp"
    finished = installation.run("package", "build", "--document", letters["awaiting"], str(out), "--json")
    said = finished.json()
    with open_package(out) as package:
        assert package.document_id == letters["awaiting"].upper()
    assert (said["stage"], said["to_sign"]) == ("PACKAGE_DIGESTED", "PaketOzeti/PaketOzeti.xml")
    assert list(differences(said, json.loads(SCHEMA.read_text("utf-8")))) == []


def test_export_is_a_read_in_the_book(installation: Installation, letters: dict[str, str], tmp_path: Path) -> None:
    installation.run("package", "build", "--document", letters["awaiting"], str(tmp_path / "again.eyp"))
    found = [event for event in events(installation) if event["topic"] == "access.exported"]
    assert letters["awaiting"] in json.dumps(found)


def test_letter_signed_over_another_list_is_refused_with_what_to_do(
    installation: Installation, letters: dict[str, str], tmp_path: Path
) -> None:
    finished = installation.run("package", "build", "--document", letters["signed"], str(tmp_path / "out.eyp"))
    assert (finished.code, "EYP-45" in finished.err) == (2, True), finished.err


@pytest.mark.parametrize(
    "words",
    [("out.eyp",), ("spec.json", "out.eyp", "--to", "24301050"), ("spec.json", "out.eyp", "--document", "0" * 32)],
    ids=["nothing to build", "copy of a specification", "both"],
)
def test_unclear_request_is_refused(installation: Installation, words: tuple[str, ...]) -> None:
    assert installation.run("package", "build", *words).code == 2


@pytest.fixture(scope="module")
def kutuk(installation: Installation, letters: dict[str, str]) -> Iterator[Kutuk]:
    with running(installation, "serve", "--demo") as (started, _):
        yield started


def fetched(kutuk: Kutuk, document: str, who: str = "elif.arslan", **query: str) -> httpx.Response:
    """The answer of the export route to a demo person."""
    headers = {"Authorization": f"Bearer demo-{who}"}
    return httpx.get(f"{kutuk.address}/export/packages/{document}.eyp", params=query, headers=headers, timeout=60)


def test_package_over_http_is_the_one_of_the_command(kutuk: Kutuk, letters: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "a.eyp"
    assert kutuk.run("package", "build", "--document", letters["awaiting"], str(out)).code == 0
    answer = fetched(kutuk, letters["awaiting"])
    assert (answer.status_code, answer.content) == (200, out.read_bytes())


def test_list_to_sign_over_http_is_the_one_in_the_package(kutuk: Kutuk, letters: dict[str, str]) -> None:
    with open_package(fetched(kutuk, letters["awaiting"]).content) as package:
        inside = package.read(Component.PACKAGE_DIGEST)
    answer = fetched(kutuk, letters["awaiting"], part="list")
    assert (answer.content, "PaketOzeti.xml" in answer.headers["content-disposition"]) == (inside, True)


@pytest.mark.parametrize(
    ("who", "letter", "query", "status"),
    [
        ("elif.arslan", "signed", {}, 422),
        ("elif.arslan", "awaiting", {"to": "24301050"}, 422),
        ("elif.arslan", "awaiting", {"part": "all"}, 400),
        ("zeynep.sahin", "awaiting", {}, 403),
        ("nobody", "awaiting", {}, 401),
    ],
)
def test_package_that_may_not_leave_is_refused_by_name(
    kutuk: Kutuk, letters: dict[str, str], who: str, letter: str, query: dict[str, str], status: int
) -> None:
    assert fetched(kutuk, letters[letter], who, **query).status_code == status


def test_package_of_no_document_is_not_found(kutuk: Kutuk) -> None:
    assert fetched(kutuk, "00000000-0000-0000-0000-000000000007").status_code == 404
