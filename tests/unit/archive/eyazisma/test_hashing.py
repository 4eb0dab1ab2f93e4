"""Digests side by side are the digests."""

import hashlib
from collections.abc import Iterator

import pytest

from archive.eyazisma.digests.hashing import SIDE_BY_SIDE_BYTES, hashed

CONTENT = bytes(range(256)) * (SIDE_BY_SIDE_BYTES // 128)


def pieces(content: bytes) -> Iterator[bytes]:
    yield from (content[start : start + 100_000] for start in range(0, len(content), 100_000))


@pytest.mark.parametrize("size", [0, 1, SIDE_BY_SIDE_BYTES - 1, SIDE_BY_SIDE_BYTES, len(CONTENT)])
def test_digests_are_those_of_hashlib_whatever_the_size(size: int) -> None:
    content = CONTENT[:size]
    found = hashed(pieces(content), ("sha384", "sha512", "sha256"), size)
    assert found == {name: hashlib.new(name, content).digest() for name in ("sha384", "sha512", "sha256")}


def test_algorithm_unknown_to_the_machine_is_left_out() -> None:
    assert hashed([b"x"], ("sha512", "no-such-digest"), 1).keys() == {"sha512"}


def test_failure_while_bytes_arrive_passes_through() -> None:
    def broken() -> Iterator[bytes]:
        yield CONTENT
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        hashed(broken(), ("sha384", "sha512"), len(CONTENT))
