"""The public half of the ledger key lies beside the trust anchors: written once, never replaced, no reason to stop."""

from pathlib import Path

from api.composition.keys import keep_verifier_key
from api.composition.settings import Settings
from testkit.memory_ledger import SIGNER
from timestamping.checkpoints import NoteSigner

NAME = "kutuk-24301050.vkey"


def test_key_is_put_beside_the_anchors(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    keep_verifier_key(settings, SIGNER.verifier)
    assert (settings.trust_folder / NAME).read_text(encoding="utf-8") == f"{SIGNER.verifier.text()}\n"


def test_key_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    keep_verifier_key(settings, SIGNER.verifier)
    keep_verifier_key(settings, NoteSigner.from_seed(SIGNER.name, bytes(32)).verifier)
    assert (settings.trust_folder / NAME).read_text(encoding="utf-8") == f"{SIGNER.verifier.text()}\n"


def test_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")
    keep_verifier_key(Settings(data=tmp_path / "data"), SIGNER.verifier)
