"""Blobs in memory, for tests and trials; held to the same promises as the folder store."""

from collections.abc import Iterator
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


class MemoryBlobStore:
    """A `BlobStore` that forgets everything with the process."""

    def __init__(self, *, limit: int = DEFAULT_LIMIT_BYTES) -> None:
        self._limit = limit
        self._kept: dict[BlobDigest, bytes] = {}

    def put(self, source: bytes | BinaryIO, *, expected: BlobDigest | None = None) -> BlobDigest:
        """See `BlobStore.put`."""
        data = b"".join(pieces(source, self._limit))
        digest = BlobDigest.of(data)
        if expected is not None and digest != expected:
            raise BlobUnexpectedError(digest=digest, expected=expected)
        self._verified(digest, self._kept.setdefault(digest, data))
        return digest

    def read(self, digest: BlobDigest) -> bytes:
        """See `BlobStore.read`."""
        return self._verified(digest, self._find(digest))

    def chunks(self, digest: BlobDigest) -> Iterator[bytes]:
        """See `BlobStore.chunks`."""
        data = self._find(digest)
        for start in range(0, len(data), CHUNK_BYTES):
            yield data[start : start + CHUNK_BYTES]
        self._verified(digest, data)

    def size(self, digest: BlobDigest) -> int:
        """See `BlobStore.size`."""
        return len(self._find(digest))

    def __contains__(self, digest: BlobDigest) -> bool:
        return digest in self._kept

    def digests(self) -> Iterator[BlobDigest]:
        """See `BlobStore.digests`."""
        return iter(sorted(self._kept))

    def _find(self, digest: BlobDigest) -> bytes:
        try:
            return self._kept[digest]
        except KeyError:
            raise BlobMissingError(digest=digest) from None

    @staticmethod
    def _verified(digest: BlobDigest, data: bytes) -> bytes:
        if BlobDigest.of(data) != digest:
            raise BlobDamagedError(digest=digest)
        return data
