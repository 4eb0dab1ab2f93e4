"""`kutuk signature extend` as an operator types it: authorities over real HTTP, files in, one new file and JSON out."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from archive.signatures import SignedAttributes, sign_attached, sign_detached
from testkit.added_bytes import only_added
from testkit.json_shapes import differences
from testkit.long_lived import GUIDE_HASH, GUIDE_URI
from testkit.started import ROOT
from timestamping.cms import read_signed_data
from timestamping.tsa.authority import RevocablePki, RevocationServer, TestAuthority, TestAuthorityServer

CONTENT = "Görüş yazısı".encode()
P3 = "2.16.792.1.61.0.1.5070.3.2.1"
Run = Callable[..., tuple[int, Any]]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[RevocablePki, str]]:
    """A PKI that answers over HTTP about its certificates, and the address of its time-stamp authority."""
    revocation = RevocationServer()
    pki = RevocablePki.make(now, revocation.url)
    revocation.serve(pki.certifiers)
    with revocation, TestAuthorityServer(TestAuthority(pki.pki, now)) as stamps:
        yield pki, stamps.url


@pytest.fixture
def folder(world: tuple[RevocablePki, str], tmp_path: Path) -> Path:
    pki = world[0].pki
    citizen, chain = pki.citizen, [pki.issuer.certificate]
    pki.write_anchor(tmp_path / "trust")
    for name, make, policy in (
        ("signed.p7m", sign_attached, None),
        ("signed.p7s", sign_detached, None),
        ("p3.p7m", sign_attached, P3),
    ):
        stated = SignedAttributes(now(), policy=policy, policy_hash=GUIDE_HASH, policy_uri=GUIDE_URI)
        (tmp_path / name).write_bytes(make(CONTENT, citizen.certificate, citizen.port(), stated, chain))
    (tmp_path / "content").write_bytes(CONTENT)
    return tmp_path


@pytest.fixture
def run(world: tuple[RevocablePki, str], folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code and JSON of a command; names of files stand for those of the folder."""
    trust = ["--trust", str(folder / "trust")]

    def command(*words: str, tsa: str = world[1]) -> tuple[int, Any]:
        named = [str(folder / word) if "." in word or word == "content" else word for word in words]
        extra = [*trust, "--tsa", tsa] if words[1] == "extend" else trust
        code = main([*named, *extra, "--json"])
        written = capsys.readouterr().out
        return code, json.loads(written) if written else None

    return command


@pytest.mark.parametrize("form", ["v2", "v3"])
def test_basic_signature_becomes_archived_and_passes(run: Run, folder: Path, form: str) -> None:
    code, found = run("signature", "extend", "signed.p7m", "out.p7m", "--level", "A", "--ats", form, "--fetch-private")
    assert (code, found["levels"]) == (0, ["A"])
    assert [(step["from"], step["to"]) for step in found["steps"]] == [("BES", "T"), ("T", "XL"), ("XL", "A")]
    code, verdict = run("signature", "check", "out.p7m")
    assert (code, verdict["signatures"][0]["level"]) == (0, "A")
    assert only_added((folder / "signed.p7m").read_bytes(), (folder / "out.p7m").read_bytes())


def test_answer_has_the_promised_form(run: Run) -> None:
    _, found = run("signature", "extend", "signed.p7m", "out.p7m", "--level", "XL", "--fetch-private")
    schema = json.loads((ROOT / "tests" / "acceptance" / "schemas" / "signature-extend.json").read_text("utf-8"))
    assert list(differences(found, schema)) == []


def test_archived_signature_is_renewed_by_the_same_command(run: Run) -> None:
    run("signature", "extend", "signed.p7m", "first.p7m", "--level", "A", "--fetch-private")
    code, found = run("signature", "extend", "first.p7m", "second.p7m", "--level", "A", "--fetch-private")
    assert (code, [(step["from"], step["to"]) for step in found["steps"]]) == (0, [("A", "A")])
    assert run("signature", "check", "second.p7m")[0] == 0


def test_lists_from_files_do_without_a_network(run: Run, folder: Path, world: tuple[RevocablePki, str]) -> None:
    run("signature", "extend", "signed.p7m", "t.p7m", "--level", "T")
    words = []
    for certifier in world[0].certifiers:
        (folder / f"{certifier.name}.crl").write_bytes(certifier.crl())
        words += ["--crl", f"{certifier.name}.crl"]
    (folder / "root.pem").write_bytes((folder / "trust" / "test-root.pem").read_bytes())
    code, found = run("signature", "extend", "t.p7m", "xl.p7m", "--level", "XL", "--certificate", "root.pem", *words)
    assert (code, found["levels"]) == (0, ["XL"])


def test_detached_signature_takes_its_content(run: Run) -> None:
    words = ("signature", "extend", "signed.p7s", "out.p7s", "--level", "A", "--fetch-private")
    assert run(*words)[0] == 3
    assert run(*words, "--content", "content")[0] == 0


def test_existing_file_is_never_overwritten(run: Run, folder: Path) -> None:
    (folder / "there.p7m").write_bytes(b"mine")
    assert run("signature", "extend", "signed.p7m", "there.p7m", "--level", "T")[0] == 2
    assert (folder / "there.p7m").read_bytes() == b"mine"


def test_missing_revocation_data_is_undecided_and_writes_nothing(run: Run, folder: Path) -> None:
    assert run("signature", "extend", "signed.p7m", "out.p7m", "--level", "XL")[0] == 3
    assert not (folder / "out.p7m").exists()


def test_running_grace_period_is_a_refusal_with_its_end(run: Run) -> None:
    assert run("signature", "extend", "p3.p7m", "out.p7m", "--level", "XL", "--fetch-private")[0] == 2


def test_silent_authority_is_code_five(run: Run) -> None:
    nowhere = "http://127.0.0.1:9/"
    assert run("signature", "extend", "signed.p7m", "out.p7m", "--level", "T", tsa=nowhere)[0] == 5


def test_broken_signature_is_code_one(run: Run, folder: Path) -> None:
    data = (folder / "signed.p7m").read_bytes()
    place = read_signed_data(data).signers[0].signature.content_end - 1
    (folder / "broken.p7m").write_bytes(data[:place] + bytes((data[place] ^ 1,)) + data[place + 1 :])
    assert run("signature", "extend", "broken.p7m", "out.p7m", "--level", "A")[0] == 1


def test_no_signature_is_code_two(run: Run) -> None:
    assert run("signature", "extend", "content", "out.p7m", "--level", "A")[0] == 2
