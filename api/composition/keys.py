"""Secrets of this installation: files of the data folder that only its account can read, never logged."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from api.composition.refusals import SetUpError

_LEDGER_KEY: Final = "ledger.ed25519.pem"


def has_ledger_key(folder: Path) -> bool:
    """Whether this installation has its checkpoint key yet."""
    return (folder / _LEDGER_KEY).is_file()


def ledger_key(folder: Path) -> Ed25519PrivateKey:
    """The key that signs checkpoints; made on first use. Raises SetUpError when the file holds another kind."""
    pem = _kept(folder / _LEDGER_KEY, _new_key_pem)
    key = load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SetUpError(
            f"{folder / 'ledger.ed25519.pem'} bir Ed25519 anahtarı değil; yedekten geri yükleyin.",
            f"{folder / 'ledger.ed25519.pem'} holds no Ed25519 key; restore it from backup.",
        )
    return key


def secret(folder: Path, name: str) -> bytes:
    """A random secret of 32 bytes under a name (e.g. for session cookies); made on first use."""
    return _kept(folder / f"{name}.secret", lambda: secrets.token_bytes(32))


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
