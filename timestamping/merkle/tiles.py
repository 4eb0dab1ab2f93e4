"""Tiles: 256 neighbouring hashes of one level of the tree, stored once and never changed (C2SP tlog-tiles, height 8).

Only full tiles are stored. The right edge is had without reading events: the leaves of the last, partial tile come
from a `LeafSource` (the stored leaf column), the partial tiles above it from the full tiles below them.
"""

from dataclasses import dataclass
from typing import Protocol

from timestamping.merkle.hashing import HASH_SIZE

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
TILE_BYTES = TILE_WIDTH * HASH_SIZE


@dataclass(frozen=True, slots=True)
class Tile:
    """One full tile.

    level: 0 holds leaves, level n + 1 holds the roots of the full tiles of level n.
    index: number of the tile in its level, from 0.
    hashes: 256 hashes of 32 bytes, left to right.
    """

    level: int
    index: int
    hashes: bytes

    @property
    def first_leaf(self) -> int:
        """Index of the first leaf below this tile."""
        return self.index << (TILE_HEIGHT * (self.level + 1))


class TileStore(Protocol):
    """Where full tiles lie."""

    def read(self, level: int, index: int) -> bytes:
        """The 8192 bytes of one full tile; `KeyError` when it is not there."""


class LeafSource(Protocol):
    """Where single leaf hashes lie."""

    def leaves(self, first: int, count: int) -> bytes:
        """`count` concatenated 32-byte leaf hashes from leaf index `first` (position − 1)."""


def tile_path(level: int, index: int) -> str:
    """Name of a full tile as C2SP tlog-tiles writes it: `tile/<level>/x001/x234/067`."""
    groups = [f"{index % 1000:03d}"]
    index //= 1000
    while index:
        groups.insert(0, f"x{index % 1000:03d}")
        index //= 1000
    return f"tile/{level}/{'/'.join(groups)}"
