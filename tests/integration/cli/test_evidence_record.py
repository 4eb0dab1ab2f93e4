"""`kutuk evidence-record` as an operator types it, with an authority over real HTTP: exit codes, JSON, files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from testkit.json_shapes import differences
from testkit.source_tree import ROOT
from testkit.stampers import stamper
from timestamping.evidence_records import build_records, read_record
from timestamping.tsa.authority import Misbehaviour, TestAuthority, TestAuthorityServer, TestPki

SCHEMAS = ROOT / "tests" / "acceptance" / "schemas"


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    def json(self, schema: str) -> Any:
        """The JSON on stdout, which must be what its schema says."""
        found = json.loads(self.out)
        contract = json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8"))
        assert list(differences(found, contract)) == []
        return found


@dataclass(frozen=True)
class Desk:
    """A folder with two files and a trust folder, and an authority that answers at `server`."""

    folder: Path
    pki: TestPki
    server: TestAuthorityServer
    spoken: pytest.CaptureFixture[str]

    def run(self, *words: str | Path) -> Done:
        code = main(["evidence-record", *map(str, words)])
        said = self.spoken.readouterr()
        return Done(code, said.out, said.err)

    @property
    def trusting(self) -> tuple[str, Path]:
        return "--trust", self.folder / "trust"

    @property
    def asking(self) -> tuple[str | Path, ...]:
        return (*self.trusting, "--tsa", self.server.url)

    def file(self, name: str) -> Path:
        return self.folder / name


@pytest.fixture(scope="module")
def server() -> Iterator[TestAuthorityServer]:
    began = datetime.now(UTC) - timedelta(days=1)
    with TestAuthorityServer(TestAuthority(TestPki.make(began), lambda: datetime.now(UTC))) as server:
        yield server


@pytest.fixture
def desk(
    server: TestAuthorityServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Desk]:
    monkeypatch.setenv("KUTUK_DATA", str(tmp_path / "kutuk-data"))
    monkeypatch.chdir(tmp_path)
    server.authority.pki.write_anchor(tmp_path / "trust")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(name.encode())
    yield Desk(tmp_path, server.authority.pki, server, capsys)
    server.authority.misbehaviour = None


def built(desk: Desk) -> Path:
    out = desk.file("both.ers")
    done = desk.run("build", out, "--data", desk.file("a.txt"), desk.file("b.txt"), *desk.asking)
    assert done.code == 0, done.err
    return out


def test_built_record_is_found_good_for_its_files(desk: Desk) -> None:
    done = desk.run("check", built(desk), "--data", "a.txt", "--data", "b.txt", "--group", *desk.trusting, "--json")
    found = done.json("evidence-record-check")
    assert (done.code, found["verdict"], found["test"]) == (0, "passed", True)
    assert found["covers"] == [{"data": "a.txt", "found": True}, {"data": "b.txt", "found": True}]


def test_build_says_what_it_made_and_whose_token_it_is(desk: Desk) -> None:
    done = desk.run("build", "one.ers", "--data", "a.txt", *desk.asking, "--json")
    found = done.json("evidence-record-make")
    assert found["files"] == ["one.ers"]
    assert found["token"]["authority"] == desk.server.url
    assert found["token"]["test"] is True


def test_each_file_gets_its_record_over_one_token(desk: Desk) -> None:
    assert desk.run("build", ".", "--each", "--data", "a.txt", "b.txt", "--hash", "sha3-256", *desk.asking).code == 0
    records = [read_record(desk.file(f"{name}.txt.ers").read_bytes()) for name in "ab"]
    assert len({record.newest.token_der for record in records}) == 1
    assert desk.run("check", "b.txt.ers", "--data", "b.txt", *desk.trusting).code == 0


def test_changed_file_is_broken_and_named(desk: Desk) -> None:
    record = built(desk)
    desk.file("b.txt").write_bytes(b"B")
    done = desk.run("check", record, "--data", "a.txt", "b.txt", *desk.trusting, "--json")
    found = done.json("evidence-record-check")
    assert (done.code, found["subindication"]) == (1, "HASH_FAILURE")
    assert [item["found"] for item in found["covers"]] == [True, False]


def test_record_without_trust_is_undecided_and_intact(desk: Desk) -> None:
    done = desk.run("check", built(desk), "--data", "a.txt", "--json")
    found = done.json("evidence-record-check")
    assert (done.code, found["intact"]) == (3, True)


def test_record_is_undecided_before_its_own_time_and_after_its_certificate(desk: Desk) -> None:
    record = built(desk)
    late = (datetime.now(UTC) + timedelta(days=9000)).isoformat()
    assert desk.run("check", record, "--data", "a.txt", *desk.trusting, "--at", late).code == 3


def test_file_that_is_no_record_is_broken_not_a_fault(desk: Desk) -> None:
    done = desk.run("check", "a.txt", "--data", "b.txt", "--json")
    assert done.code == 1
    assert done.json("evidence-record-check")["findings"][0]["code"] == "record-unreadable"


def test_missing_files_are_bad_input(desk: Desk) -> None:
    record = built(desk)
    assert desk.run("check", "none.ers", "--data", "a.txt").code == 2
    assert desk.run("check", record, "--data", "none.txt").code == 2
    assert desk.run("check", record, "--data", "a.txt", "--trust", "none").code == 2


def test_verdict_is_said_in_turkish_and_details_on_stderr(desk: Desk) -> None:
    done = desk.run("check", built(desk), "--data", "a.txt")
    assert "kesinleştirilemedi (INDETERMINATE)" in done.out
    assert "no trust anchor" in done.err


def test_record_is_renewed_by_time_stamp_then_by_hash_tree(desk: Desk) -> None:
    both = ("--data", "a.txt", "b.txt")
    record = built(desk)
    first = record.read_bytes()
    assert desk.run("renew", record, "two.ers", *desk.asking).code == 0
    assert desk.run("renew", "two.ers", "three.ers", "--hash-tree", "sha3-512", *both, *desk.asking).code == 0
    found = desk.run("check", "three.ers", *both, *desk.trusting, "--json").json("evidence-record-check")
    assert found["verdict"] == "passed"
    assert [[stamp["hash"] for stamp in chain] for chain in found["chains"]] == [["sha512", "sha512"], ["sha3_512"]]
    assert record.read_bytes() == first


def test_new_hash_without_the_data_is_bad_input(desk: Desk) -> None:
    assert desk.run("renew", built(desk), "two.ers", "--hash-tree", "sha3-512", *desk.asking).code == 2


def test_broken_record_is_not_renewed(desk: Desk) -> None:
    record = built(desk)
    desk.file("a.txt").write_bytes(b"A")
    done = desk.run("renew", record, "two.ers", "--data", "a.txt", *desk.asking, "--json")
    assert done.code == 1
    assert done.json("evidence-record-make")["files"] == []
    assert not desk.file("two.ers").exists()


def test_record_in_doubt_is_not_renewed(desk: Desk) -> None:
    stranger = TestPki.make(datetime.now(UTC) - timedelta(days=1))
    (record,) = build_records([[b"a.txt"]], stamper(stranger, datetime.now(UTC)))
    desk.file("strange.ers").write_bytes(record)
    assert desk.run("renew", "strange.ers", "two.ers", *desk.asking).code == 3


def test_record_whose_hash_the_institution_no_longer_relies_on_is_not_renewed(desk: Desk) -> None:
    record = built(desk)
    policy = 'name = "kurum"\n[hashes]\nsha512 = 2020-01-01T00:00:00Z\n'
    (desk.file("trust") / "algorithms.toml").write_text(policy, "utf-8")
    done = desk.run("renew", record, "late.ers", *desk.asking)
    assert (done.code, desk.file("late.ers").exists()) == (3, False)


def test_nothing_is_overwritten(desk: Desk) -> None:
    record = built(desk)
    first = record.read_bytes()
    assert desk.run("build", record, "--data", "a.txt", *desk.asking).code == 2
    assert desk.run("renew", record, record, *desk.asking).code == 2
    assert record.read_bytes() == first


@pytest.mark.parametrize("misbehaviour", [Misbehaviour.WRONG_IMPRINT_VALUE, Misbehaviour.HTTP_500])
def test_token_that_does_not_pass_makes_no_record(desk: Desk, misbehaviour: Misbehaviour) -> None:
    desk.server.authority.misbehaviour = misbehaviour
    done = desk.run("build", "one.ers", "--data", "a.txt", *desk.asking)
    assert done.code == 5
    assert not desk.file("one.ers").exists()


def test_without_an_authority_nothing_is_built(desk: Desk) -> None:
    done = desk.run("build", "one.ers", "--data", "a.txt", *desk.trusting)
    assert (done.code, "KUTUK_TSA" in done.err) == (2, True)
