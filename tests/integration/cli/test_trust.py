"""`kutuk trust` as a person types it: exit codes, JSON by its schema, what it writes into the folder."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from testkit.json_shapes import differences
from testkit.source_tree import ROOT
from timestamping.trust import TrustStore
from timestamping.tsa import Imprint, build_request
from timestamping.tsa.authority import TestAuthority, TestPki
from timestamping.tsa.authority.pki import pem

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
AT = "2026-11-21T21:00+00:00"


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW, validity=timedelta(days=100))


@pytest.fixture
def certificate(pki: TestPki, tmp_path: Path) -> Path:
    path = tmp_path / "gelen.pem"
    path.write_bytes(pem(pki.root.certificate))
    return path


def asked(spoken: pytest.CaptureFixture[str], action: str, *words: str | Path) -> tuple[int, dict[str, Any]]:
    schema = json.loads((ROOT / "tests" / "acceptance" / "schemas" / f"trust-{action}.json").read_text("utf-8"))
    code = main(["trust", action, "--json", *map(str, words)])
    found = json.loads(spoken.readouterr().out)
    assert list(differences(found, schema)) == []
    return code, found


def test_imported_certificate_is_trusted_and_listed(
    certificate: Path, pki: TestPki, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "trust"
    code, brought = asked(capsys, "import", certificate, "--trust", folder)
    listed = asked(capsys, "list", "--trust", folder, "--at", AT)[1]
    assert (code, listed["anchors"][0]["state"]) == (0, "trusted")
    assert brought["added"][0]["sha256"] == listed["anchors"][0]["sha256"]
    assert TrustStore.from_folder(folder).anchors[0].certificate == pki.root.certificate


def test_dates_and_mark_are_kept(certificate: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "trust"
    dates = ("--from", "2020-01-01T00:00+00:00", "--until", "2027-01-01T00:00+00:00", "--test")
    asked(capsys, "import", certificate, "--trust", folder, *dates)
    anchor = TrustStore.from_folder(folder).anchors[0]
    assert (anchor.trusted_from, anchor.trusted_until, anchor.test) == (
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2027, 1, 1, tzinfo=UTC),
        True,
    )


def test_certificate_that_is_there_already_is_left_as_it_is(
    certificate: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "trust"
    asked(capsys, "import", certificate, "--trust", folder)
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    code, found = asked(capsys, "import", certificate, "--trust", folder, "--until", "2027-01-01T00:00+00:00")
    assert (code, len(found["known"]), found["added"]) == (0, 1, [])
    assert sorted((path.name, path.read_bytes()) for path in folder.iterdir()) == before


def test_second_import_keeps_the_dates_of_the_first(
    pki: TestPki, certificate: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "trust"
    other = tmp_path / "ara.pem"
    other.write_bytes(pem(pki.issuer.certificate))
    for path in (certificate, other):
        asked(capsys, "import", path, "--trust", folder, "--until", "2027-01-01T00:00+00:00")
    ends = {anchor.trusted_until for anchor in TrustStore.from_folder(folder).anchors}
    assert ends == {datetime(2027, 1, 1, tzinfo=UTC)}


def test_what_ends_soon_is_exit_code_6(certificate: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "trust"
    asked(capsys, "import", certificate, "--trust", folder)
    codes = {days: asked(capsys, "expiring", "--trust", folder, "--at", AT, "--within", days) for days in ("90", "110")}
    assert [code for code, _ in codes.values()] == [0, 6]
    assert codes["110"][1]["anchors"][0]["reason"] == "certificate"


def test_end_of_the_decision_counts_before_the_certificates(
    certificate: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "trust"
    asked(capsys, "import", certificate, "--trust", folder, "--until", "2026-12-01T00:00+00:00")
    code, found = asked(capsys, "expiring", "--trust", folder, "--at", AT)
    assert (code, found["anchors"][0]["reason"]) == (6, "decision")


def test_planned_sunset_of_an_algorithm_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "algorithms.toml").write_text('name = "kurum"\n[hashes]\nsha256 = 2026-12-31T00:00:00Z\n')
    code, found = asked(capsys, "expiring", "--trust", tmp_path, "--at", AT)
    assert (code, found["policy"]) == (6, "kurum")
    assert found["algorithms"] == [{"name": "sha256", "ends": "2026-12-31T00:00:00Z"}]


def test_empty_folder_is_exit_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "list", "--trust", tmp_path) == (
        4,
        {"folder": str(tmp_path), "policy": "kutuk-2026", "anchors": []},
    )


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x30\x03\x02\x01\x01"])
def test_file_that_is_no_certificate_is_exit_code_2(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.pem"
    path.write_bytes(content)
    assert main(["trust", "import", str(path), "--trust", str(tmp_path / "trust")]) == 2
    assert "x.pem" in capsys.readouterr().err
    assert not (tmp_path / "trust").exists()


def test_missing_file_is_exit_code_2(tmp_path: Path) -> None:
    assert main(["trust", "import", str(tmp_path / "yok.pem"), "--trust", str(tmp_path)]) == 2


def test_broken_policy_is_exit_code_2_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "algorithms.toml").write_text("[[[")
    assert main(["trust", "list", "--trust", str(tmp_path)]) == 2
    assert "algorithms.toml" in capsys.readouterr().err


def test_people_read_it_too(certificate: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "trust")
    assert main(["trust", "import", str(certificate), "--trust", folder]) == 0
    assert main(["trust", "list", "--trust", folder, "--at", AT]) == 0
    assert main(["trust", "expiring", "--trust", folder, "--at", AT, "--within", "110"]) == 6
    assert "TEST Kök Sertifikası" in capsys.readouterr().out


@pytest.mark.parametrize(("sunset", "code"), [("2027-01-01T00:00:00Z", 0), ("2026-01-01T00:00:00Z", 3)])
def test_sunset_of_the_folder_counts_for_verdicts(pki: TestPki, tmp_path: Path, sunset: str, code: int) -> None:
    folder, data, token = tmp_path / "trust", tmp_path / "veri", tmp_path / "damga"
    pki.write_anchor(folder)
    (folder / "algorithms.toml").write_text(f'name = "kurum"\n[hashes]\nsha256 = {sunset}\n')
    data.write_bytes(b"belge")
    request = build_request(Imprint.of(b"belge", "sha256"), 1 << 127)
    token.write_bytes(TestAuthority(pki, lambda: NOW).answer(request.der))
    words = ["timestamp", "check", str(token), "--data", str(data), "--trust", str(folder), "--at", AT]
    assert main(words) == code
