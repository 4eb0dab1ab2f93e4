"""Secrets of this installation: files of the data folder that only its account can read, never logged."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from api.composition.refusals import SetUpError
from api.composition.setting_values import read_secret
from api.composition.settings import Settings
from timestamping.checkpoints import NoteVerifier

_LEDGER_KEY: Final = "ledger.ed25519.pem"


def has_ledger_key(settings: Settings) -> bool:
    """Whether this installation has its checkpoint key yet."""
    return (settings.ledger_key_file or _folder(settings) / _LEDGER_KEY).is_file()


def ledger_key(settings: Settings) -> Ed25519PrivateKey:
    """The key that signs checkpoints: the file that is set, else one made on first use.

    Raises SetUpError when the file that is set is not there, or holds no Ed25519 key.
    """
    named = settings.ledger_key_file
    pem = read_secret(named) if named else _kept(_folder(settings) / _LEDGER_KEY, _new_key_pem)
    try:
        key = load_pem_private_key(pem, password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        place = named or _folder(settings) / _LEDGER_KEY
        raise SetUpError(
            f"{place} bir Ed25519 anahtarı (PEM) değil; yedekten geri yükleyin.",
            f"{place} holds no Ed25519 key in PEM form; restore it from backup.",
        )
    return key


def keep_verifier_key(settings: Settings, verifier: NoteVerifier) -> None:
    """Put the public half beside the trust anchors, where `kutuk evidence verify --trust` looks for known ledgers.

    Written once and never replaced. A folder that is mounted read-only is the operator's to fill.
    """
    path = settings.trust_folder / f"{verifier.name.replace('/', '-')}.vkey"
    if not path.exists():
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{verifier.text()}\n", encoding="utf-8")


def session_secret(settings: Settings) -> bytes:
    """The secret that signs web sessions and forms: the file that is set, else one made on first use."""
    named = settings.session_key_file
    return read_secret(named) if named else _kept(_folder(settings) / "session.secret", _new_secret)


def verification_code_secret(settings: Settings) -> bytes:
    """The secret that verification codes are derived from, kept as long as the ledger; made on first use."""
    return _kept(_folder(settings) / "verification-code.secret", _new_secret)


def _folder(settings: Settings) -> Path:
    return settings.data / "keys"


def _new_secret() -> bytes:
    return secrets.token_bytes(32)


def _new_key_pem() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The file's bytes; written once, 0600, and never replaced: two processes that start together agree on one."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
