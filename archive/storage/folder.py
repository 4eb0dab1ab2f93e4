"""Blobs as files under one folder: `ab/cdef…` by digest, `incoming/` for what is still being written."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from archive.storage.blobs import (
    CHUNK_BYTES,
    DEFAULT_LIMIT_BYTES,
    BlobDamagedError,
    BlobDigest,
    BlobMissingError,
    BlobUnexpectedError,
    pieces,
)


class FolderBlobStore:
    """A `BlobStore` on a local file system.

    A blob is written beside its place, flushed, then linked into place under its digest: a crash leaves either the
    whole blob or none, and a link never overwrites. What a crash leaves in ``incoming/`` is never read.
    """

    def __init__(self, folder: Path, *, limit: int = DEFAULT_LIMIT_BYTES) -> None:
        """`folder` is made when absent; `limit` is the largest blob taken, in bytes."""
        self._folder = folder
        self._incoming = folder / "incoming"
        self._limit = limit
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put(self, source: bytes | BinaryIO, *, expected: BlobDigest | None = None) -> BlobDigest:
        """See `BlobStore.put`."""
        descriptor, name = tempfile.mkstemp(dir=self._incoming)
        written = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                digest = self._write(file, source)
            if expected is not None and digest != expected:
                raise BlobUnexpectedError(digest=digest, expected=expected)
            self._link(written, digest)
            return digest
        finally:
            written.unlink(missing_ok=True)

    def read(self, digest: BlobDigest) -> bytes:
        """See `BlobStore.read`."""
        return b"".join(self.chunks(digest))

    def chunks(self, digest: BlobDigest) -> Iterator[bytes]:
        """See `BlobStore.chunks`."""
        hasher = hashlib.sha256()
        with self._open(digest) as file:
            while piece := file.read(CHUNK_BYTES):
                hasher.update(piece)
                yield piece
        if hasher.hexdigest() != digest.hex:
            raise BlobDamagedError(digest=digest)

    def size(self, digest: BlobDigest) -> int:
        """See `BlobStore.size`."""
        with self._open(digest) as file:
            return os.fstat(file.fileno()).st_size

    def __contains__(self, digest: BlobDigest) -> bool:
        return self._place(digest).is_file()

    def open(self, digest: BlobDigest) -> BinaryIO:
        """The stored bytes as an open file, not verified: for callers that compute the digest themselves.

        Raises `BlobMissingError`.
        """
        return self._open(digest)

    def digests(self) -> Iterator[BlobDigest]:
        """See `BlobStore.digests`."""
        for shelf in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for file in sorted(shelf.iterdir()):
                with suppress(ValueError):  # a stranger's file is no blob
                    yield BlobDigest(shelf.name + file.name)

    def _write(self, file: BinaryIO, source: bytes | BinaryIO) -> BlobDigest:
        hasher = hashlib.sha256()
        for piece in pieces(source, self._limit):
            hasher.update(piece)
            file.write(piece)
        file.flush()
        os.fchmod(file.fileno(), 0o440)
        os.fsync(file.fileno())
        return BlobDigest(hasher.hexdigest())

    def _link(self, written: Path, digest: BlobDigest) -> None:
        place = self._place(digest)
        if not place.parent.exists():
            place.parent.mkdir(exist_ok=True)
            _flush_folder(self._folder)
        try:
            os.link(written, place)
        except FileExistsError:
            self._confirm(digest)
        _flush_folder(place.parent)

    def _confirm(self, digest: BlobDigest) -> None:
        for _ in self.chunks(digest):
            pass

    def _open(self, digest: BlobDigest) -> BinaryIO:
        try:
            return self._place(digest).open("rb")
        except FileNotFoundError:
            raise BlobMissingError(digest=digest) from None

    def _place(self, digest: BlobDigest) -> Path:
        return self._folder / digest.hex[:2] / digest.hex[2:]


def _flush_folder(folder: Path) -> None:
    """Without this the name may be lost in a crash although the bytes are on disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
