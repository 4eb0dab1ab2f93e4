"""Keys that open encrypted packages or seal, from PEM files that hold a private key and its certificate."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from archive.eyazisma.certificates import CertificateUse, require_use
from archive.eyazisma.encryption import KeyUnusableError, SoftwareKey
from archive.signatures import SignedAttributes, sign_attached
from timestamping.cms import port_of_key

_BLOCK: Final = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)
_LARGEST: Final = 64 << 10
"""Bytes of a key file: protects the process from being pointed at something else."""


def load_key_file(path: Path, password: bytes | None = None) -> tuple[SoftwareKey, ...]:
    """One key for each certificate in the file that belongs to its private key.

    Raises KeyUnusableError when there is no private key, no certificate of it, or more bytes than a key file has.
    """
    if path.stat().st_size > _LARGEST:
        raise KeyUnusableError()
    blocks = [(match[1], match[0]) for match in _BLOCK.finditer(path.read_bytes())]
    private = [block for kind, block in blocks if kind.endswith(b"PRIVATE KEY")]
    certificates = [block for kind, block in blocks if kind == b"CERTIFICATE"]
    if not private:
        raise KeyUnusableError()
    found = tuple(_pairs(private, certificates, password))
    if not found:
        raise KeyUnusableError()
    return found


def load_key_folder(folder: Path) -> tuple[SoftwareKey, ...]:
    """All keys of the ``*.pem`` files in the folder, by file name; none when there is no such folder.

    Raises KeyUnusableError for a file that cannot be used: a key that is silently left out would be missed too late.
    """
    if not folder.is_dir():
        return ()
    return tuple(key for path in sorted(folder.glob("*.pem")) for key in load_key_file(path))


def _pairs(private: list[bytes], certificates: list[bytes], password: bytes | None) -> Iterator[SoftwareKey]:
    for key in private:
        for certificate in certificates:
            try:
                yield SoftwareKey.load(certificate, key, password)
            except KeyUnusableError:
                continue  # a chain certificate, or the certificate of another key in the file


def signer_of(path: Path, use: CertificateUse, now: Callable[[], datetime]) -> Callable[[bytes], bytes]:
    """Signs content, attached, with the first key in the file; chain certificates are not carried.

    Raises KeyUnusableError, and CertificateUseError when the certificate is for another use (S1-ŞİF-6, S1-MÜH).
    """
    key = load_key_file(path)[0]
    require_use(key.certificate, use)
    port = port_of_key(key.private_key)
    return lambda content: sign_attached(content, key.certificate, port, SignedAttributes(now()))
