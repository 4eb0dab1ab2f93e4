"""What the pages hand out can be checked without us: the proof by the format's rules, the seal by OpenSSL."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from testkit.started import Kutuk
from timestamping.checkpoints import Checkpoint, CheckpointError, NoteVerifier, SignedNote, TlogProof

ORIGIN = "kutuk/24301050"


def verifier_of(kutuk: Kutuk) -> NoteVerifier:
    """The key that the ledger's first event names."""
    with kutuk.signed_in("zeynep.sahin") as client:
        opened = client.get("/olaylar/1").json()
    return NoteVerifier.parse(opened["payload"]["public_key"])


def sealed_day(kutuk: Kutuk) -> str:
    with kutuk.signed_in("zeynep.sahin") as client:
        found = re.findall(r'href="/gunler/(\d{4}-\d\d-\d\d)"', client.get("/gunler").text)
        found += re.findall(r'href="/gunler/(\d{4}-\d\d-\d\d)"', client.get(f"/gunler?ay={found[0][:7]}").text)
        days: list[str] = found
        return next(day for day in days if client.get(f"/gunler/{day}/damga.tst").status_code == 200)


def test_proof_of_a_sealed_event_holds_for_its_leaf_and_for_no_other(demo: Kutuk) -> None:
    with demo.signed_in("zeynep.sahin") as client:
        leaf, other = (bytes.fromhex(client.get(f"/olaylar/{n}").headers["kutuk-leaf"]) for n in (5, 6))
        proof = TlogProof.parse(client.get("/olaylar/5/kanit").content)
    verifier = verifier_of(demo)
    assert proof.verify(leaf, ORIGIN, [verifier]).origin == ORIGIN
    with pytest.raises(CheckpointError):
        proof.verify(other, ORIGIN, [verifier])


def test_event_of_an_open_day_has_no_proof_yet(demo: Kutuk) -> None:
    with demo.signed_in("zeynep.sahin") as client:
        head = client.get("/ready").json()["head"]
        assert client.get(f"/olaylar/{head}/kanit").status_code == 404


def test_seal_of_a_day_is_accepted_by_openssl(demo: Kutuk, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not on this machine")
    day = sealed_day(demo)
    with demo.signed_in("zeynep.sahin") as client:
        note = client.get(f"/gunler/{day}/denetim-noktasi.txt").content
        (tmp_path / "token.tst").write_bytes(client.get(f"/gunler/{day}/damga.tst").content)
    text = SignedNote.parse(note).text
    assert Checkpoint.parse(text).origin == ORIGIN
    (tmp_path / "three-lines.txt").write_text(text, encoding="utf-8")
    trust = demo.data / "trust" / "test-root.pem"
    words = ["openssl", "ts", "-verify", "-token_in", "-in", "token.tst", "-data", "three-lines.txt"]
    said = subprocess.run([*words, "-CAfile", str(trust)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in said.stdout + said.stderr
