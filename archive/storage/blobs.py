"""What every blob store promises, whatever it stands on."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from domain.events import Refusal

CHUNK_BYTES = 1 << 20
"""Bytes moved at a time: keeps memory flat however large a blob is."""

DEFAULT_LIMIT_BYTES = 2 << 30
"""Largest blob taken by default: one upload must not be able to fill the disk."""

_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class BlobDigest:
    """SHA-256 of a blob as 64 lower-case hex digits; the blob's address."""

    hex: str

    def __post_init__(self) -> None:
        if not _HEX.fullmatch(self.hex):
            raise ValueError(f"not a SHA-256 digest in lower-case hex: {self.hex[:80]!r}")

    @classmethod
    def of(cls, data: bytes) -> "BlobDigest":
        """The address that `data` has in every store."""
        return cls(hashlib.sha256(data).hexdigest())

    def __str__(self) -> str:
        return self.hex


class BlobRefused(Refusal):
    """A store cannot do what was asked."""

    rule_id = "BLOB"
    text_tr = "{digest} özetli içerik işlenemedi."
    text_en = "The content with digest {digest} could not be handled."


class BlobMissingError(BlobRefused):
    """No blob has this digest."""

    rule_id = "BLOB-1"
    text_tr = "{digest} özetli içerik depoda yok; yedekten geri getirin."
    text_en = "No content with digest {digest} is in the store; bring it back from a backup."


class BlobDamagedError(BlobRefused):
    """The stored bytes no longer have the digest they are filed under."""

    rule_id = "BLOB-2"
    text_tr = "{digest} özetli içerik bozulmuş; sağlam kopyayı yedekten geri getirin."
    text_en = "The content filed under digest {digest} is damaged; bring the sound copy back from a backup."


class BlobTooLargeError(BlobRefused):
    """The bytes are more than this store takes."""

    rule_id = "BLOB-3"
    text_tr = "İçerik {limit} bayttan büyük; daha küçük parçalar hâlinde gönderin."
    text_en = "The content is larger than {limit} bytes; send it in smaller pieces."


class BlobUnexpectedError(BlobRefused):
    """The bytes that came are not the ones announced."""

    rule_id = "BLOB-4"
    text_tr = "Gelen içeriğin özeti {digest}, beklenen {expected}; aktarımı yineleyin."
    text_en = "The content that came has digest {digest}, expected was {expected}; repeat the transfer."


class BlobStore(Protocol):
    """Write-once bytes by digest. Every method may be called from several threads and processes at once."""

    def put(self, source: bytes | BinaryIO, *, expected: BlobDigest | None = None) -> BlobDigest:
        """Keep the bytes of `source` (read to its end) and return their address; safe on disk when it returns.

        Putting the same bytes again changes nothing. Raises `BlobTooLargeError`, `BlobUnexpectedError` (the bytes do
        not have the `expected` digest; nothing is kept) and `BlobDamagedError` (the copy already there is broken).
        """
        ...

    def read(self, digest: BlobDigest) -> bytes:
        """All bytes of a blob, verified. Raises `BlobMissingError`, `BlobDamagedError`."""
        ...

    def chunks(self, digest: BlobDigest) -> Iterator[bytes]:
        """The bytes in pieces of at most 1 MiB. Damage shows only after the last piece, as `BlobDamagedError`:
        act on nothing before the iterator has ended. Raises `BlobMissingError` on the first step."""
        ...

    def size(self, digest: BlobDigest) -> int:
        """Length in bytes. Raises `BlobMissingError`."""
        ...

    def __contains__(self, digest: BlobDigest) -> bool:
        """Whether a blob is filed under `digest` (not whether it is sound)."""
        ...

    def digests(self) -> Iterator[BlobDigest]:
        """All addresses in ascending order."""
        ...


def pieces(source: bytes | BinaryIO, limit: int) -> Iterator[bytes]:
    """The bytes of `source` in pieces of at most 1 MiB. Raises `BlobTooLargeError` as soon as `limit` is passed."""
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    seen = 0
    while piece := stream.read(CHUNK_BYTES):
        seen += len(piece)
        if seen > limit:
            raise BlobTooLargeError(limit=limit)
        yield piece
