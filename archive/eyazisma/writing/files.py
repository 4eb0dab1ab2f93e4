"""Content of parts: bytes at hand or a file on disk, digested once, copied once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from archive.eyazisma.digests.hashing import hashed
from archive.eyazisma.vocabulary import SHA384, SHA512

FileContent: TypeAlias = bytes | Path
"""A path is read when needed and must not change between."""

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class PairOfDigests:
    """The two digests that 2.x wants of every part."""

    sha384: bytes
    sha512: bytes

    def items(self) -> tuple[tuple[str, bytes], ...]:
        """Algorithm URI and value, SHA-512 second as all producers write it."""
        return ((SHA384, self.sha384), (SHA512, self.sha512))


def pieces(content: FileContent) -> Iterator[bytes]:
    """The bytes of `content` in pieces of at most 1 MiB."""
    if isinstance(content, bytes):
        view = memoryview(content)
        yield from (bytes(view[start : start + CHUNK_BYTES]) for start in range(0, len(content), CHUNK_BYTES))
        return
    with content.open("rb") as file:
        while piece := file.read(CHUNK_BYTES):
            yield piece


def digested(content: FileContent) -> PairOfDigests:
    """Both digests, computed in one pass."""
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    found = hashed(pieces(content), ("sha384", "sha512"), size)
    return PairOfDigests(found["sha384"], found["sha512"])
