"""`kutuk signature check` and `kutuk timestamp check` as an operator types them: files in, JSON and exit codes out."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from api.cli.signature_checking import shown
from archive.signatures import SignedAttributes, raise_to_t, sign_attached, sign_detached
from testkit.json_shapes import differences
from testkit.started import ROOT
from timestamping.cms import read_signed_data
from timestamping.tsa import TimestampService
from timestamping.tsa.authority import TestAuthority, TestPki

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
CONTENT = "Görüş yazısı".encode()
Run = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


@pytest.fixture(scope="module")
def files(pki: TestPki, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signatures raised to T, a token, trust, and odd files."""
    folder = tmp_path_factory.mktemp("signatures")
    nonces = iter(range(1 << 127, 1 << 128))
    service = TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))
    citizen, stated, chain = pki.citizen, SignedAttributes(NOW), [pki.issuer.certificate]
    attached = sign_attached(CONTENT, citizen.certificate, citizen.port(), stated, chain)
    raised = raise_to_t(attached, service, pki.trust, NOW)[-1].data
    signer = read_signed_data(raised).signers[0]
    pki.write_anchor(folder / "trust")
    (folder / "signed.p7m").write_bytes(raised)
    (folder / "broken.p7m").write_bytes(raised.replace(CONTENT, CONTENT[:-1] + b"!"))
    (folder / "token.tst").write_bytes(signer.unsigned[0].single.tlv)
    (folder / "stamped.bin").write_bytes(signer.signature_value)
    (folder / "detached.p7s").write_bytes(sign_detached(CONTENT, citizen.certificate, citizen.port(), stated, chain))
    (folder / "content.bin").write_bytes(CONTENT)
    (folder / "page.html").write_bytes(b"<html>")
    return folder


@pytest.fixture
def run(files: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code and JSON of a command; names of files stand for those of the folder."""

    def command(*words: str) -> tuple[int, Any]:
        known = [str(files / word) if (files / word).exists() else word for word in words]
        code = main([*known, "--at", "2026-11-22T00:00:00+00:00", "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def unlike(found: Any, contract: str) -> Iterable[str]:
    schema = json.loads((ROOT / "tests" / "acceptance" / "schemas" / f"{contract}.json").read_text("utf-8"))
    return list(differences(found, schema))


def test_trusted_signature_passes_with_code_zero(run: Run) -> None:
    code, found = run("signature", "check", "signed.p7m", "--trust", "trust")
    assert (code, found["verdict"], found["signatures"][0]["indication"]) == (0, "passed", "PASSED")
    assert unlike(found, "signature-check") == []


def test_report_says_what_each_stamp_covers(run: Run) -> None:
    _, found = run("signature", "check", "signed.p7m", "--trust", "trust")
    [stamp] = found["signatures"][0]["timestamps"]
    assert (stamp["kind"], stamp["imprint"], stamp["signature"], stamp["index"]) == ("signature", "ok", "ok", "none")
    assert (stamp["covers"]["signature"], stamp["covers"]["content"], stamp["test"]) == (True, False, True)


def test_changed_content_ends_with_code_one(run: Run) -> None:
    code, found = run("signature", "check", "broken.p7m", "--trust", "trust")
    assert (code, found["signatures"][0]["subindication"]) == (1, "HASH_FAILURE")


def test_signature_without_trust_is_undecided_with_code_three(run: Run) -> None:
    code, found = run("signature", "check", "signed.p7m")
    assert (code, found["signatures"][0]["subindication"]) == (3, "NO_CERTIFICATE_CHAIN_FOUND")


def test_detached_signature_needs_its_content(run: Run) -> None:
    code, found = run("signature", "check", "detached.p7s", "--trust", "trust")
    assert (code, found["signatures"][0]["subindication"]) == (3, "SIGNED_DATA_NOT_FOUND")
    code, _ = run("signature", "check", "detached.p7s", "--content", "content.bin", "--trust", "trust")
    assert code == 0


def test_file_that_is_no_signature_is_a_finding(run: Run) -> None:
    code, found = run("signature", "check", "page.html")
    assert (code, found["findings"][0]["code"]) == (1, "file-unreadable")
    assert unlike(found, "signature-check") == []


def test_missing_file_is_refused_with_code_two(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signature", "check", str(files / "absent.p7m")]) == 2
    assert "açılamıyor" in capsys.readouterr().err


def test_report_for_people_is_turkish_first(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["signature", "check", str(files / "broken.p7m")])
    said = capsys.readouterr().out
    assert code == 1
    assert "geçersiz" in said
    assert "zaman damgası signature TEST" in said


def test_token_passes_over_its_data_and_its_digest(run: Run, files: Path) -> None:
    code, found = run("timestamp", "check", "token.tst", "--data", "stamped.bin", "--trust", "trust")
    assert (code, found["imprint"], found["signature"]) == (0, "ok", "ok")
    assert unlike(found, "timestamp-check") == []
    digest = sha512((files / "stamped.bin").read_bytes()).hexdigest()
    assert run("timestamp", "check", "token.tst", "--digest", digest, "--trust", "trust")[0] == 0


def test_token_over_other_data_ends_with_code_one(run: Run) -> None:
    code, found = run("timestamp", "check", "token.tst", "--data", "content.bin", "--trust", "trust")
    assert (code, found["imprint"], found["subindication"]) == (1, "bad", "HASH_FAILURE")


def test_token_that_is_none_is_a_finding(run: Run) -> None:
    code, found = run("timestamp", "check", "page.html", "--digest", "00")
    assert (code, found["findings"][0]["code"]) == (1, "token-unreadable")


def test_token_of_an_ended_authority_is_undecided(
    files: Path, pki: TestPki, capsys: pytest.CaptureFixture[str]
) -> None:
    later = pki.authority.certificate.not_after + timedelta(days=1)
    words = ["timestamp", "check", str(files / "token.tst"), "--data", str(files / "stamped.bin")]
    code = main([*words, "--trust", str(files / "trust"), "--at", later.isoformat(), "--json"])
    assert (code, json.loads(capsys.readouterr().out)["subindication"]) == (3, "OUT_OF_BOUNDS_NO_POE")


def test_name_that_would_steer_a_terminal_is_made_visible() -> None:
    assert shown("CN=\x1b[2J\x9bAyşe") == "CN=\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}Ayşe"
