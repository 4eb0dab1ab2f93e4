"""A zip archive whose bytes depend on its members only: stored, undated, one mode, in the order given.

Stored, not deflated: blobs and tokens hardly pack, another zlib would give other bytes, and whatever reads a zip
finds the members as they are. Whoever wants it smaller may pack it again; no check depends on the packing.
"""

import tempfile
from collections.abc import Iterable
from hashlib import sha256
from typing import BinaryIO, Final, Self
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from archive.transfer.manifest import Member

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16
_SPOOLED: Final = 8 << 20
"""Bytes of a list kept in memory before they go to a private temporary file."""
_BLOCK: Final = 1 << 20


class MemberWriter:
    """Writes members one after the other and remembers their digests; a context manager that ends the archive."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w", ZIP_STORED)
        self.members: list[Member] = []

    def put(self, name: str, data: bytes) -> Member:
        """A member held in memory."""
        return self.stream(name, len(data), (data,))

    def spool(self, name: str, pieces: Iterable[bytes]) -> Member:
        """A member whose length is not known yet: memory stays flat."""
        with tempfile.SpooledTemporaryFile(_SPOOLED) as file:
            for piece in pieces:
                file.write(piece)
            size = file.tell()
            file.seek(0)
            return self.stream(name, size, iter(lambda: file.read(_BLOCK), b""))

    def stream(self, name: str, size: int, pieces: Iterable[bytes]) -> Member:
        """A member of known length."""
        info = ZipInfo(name, _EPOCH)
        info.create_system, info.external_attr, info.file_size = 3, _MODE, size
        digest, written = sha256(), 0
        with self._zip.open(info, "w") as file:
            for piece in pieces:
                digest.update(piece)
                written += len(piece)
                file.write(piece)
        if written != size:
            raise ValueError(f"{name}: {written} bytes came, {size} were announced")
        member = Member(name, size, digest.hexdigest())
        self.members.append(member)
        return member

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the archive with its directory; also one that failed half-way, which its caller throws away."""
        self._zip.close()
