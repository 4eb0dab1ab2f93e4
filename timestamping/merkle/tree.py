"""Growing a tree leaf by leaf: full tiles come out, the root is there at any time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self

from timestamping.merkle.errors import ProofError
from timestamping.merkle.hashing import HASH_SIZE, fold_right, node_hash, perfect_root, right_edge_roots
from timestamping.merkle.tiles import TILE_BYTES, TILE_HEIGHT, TILE_WIDTH, LeafSource, Tile, TileStore


@dataclass(frozen=True, slots=True)
class TreeHead:
    """A tree's whole identity.

    size: number of leaves.
    root: 32-byte RFC 9162 root at that size.
    """

    size: int
    root: bytes


def _ignore(tile: Tile) -> None:
    """For a tree whose tiles nobody keeps."""


class TreeBuilder:
    """An append-only RFC 9162 tree that holds only its right edge: at most 255 hashes a level.

    `emit` is called once with each tile at the moment it becomes full, lower levels first.
    """

    __slots__ = ("_edges", "_emit", "_size")

    def __init__(self, emit: Callable[[Tile], None] = _ignore) -> None:
        self._emit = emit
        self._size = 0
        self._edges: list[bytearray] = [bytearray()]

    @classmethod
    def resume(cls, size: int, tiles: TileStore, leaves: LeafSource, emit: Callable[[Tile], None] = _ignore) -> Self:
        """The tree as it was at `size`, from stored tiles and the leaves of its last partial tile.

        Raises `KeyError` when a tile, `ProofError` when a leaf is not there.
        """
        builder = cls(emit)
        builder._size = size
        partial = size % TILE_WIDTH
        builder._edges = [bytearray(leaves.leaves(size - partial, partial) if partial else b"")]
        if len(builder._edges[0]) != partial * HASH_SIZE:
            raise ProofError("leaf", f"some of the last {partial} leaves of a tree of {size} are not there")
        level, full = 1, size // TILE_WIDTH
        while full:
            builder._edges.append(bytearray(partial_tile(tiles, level, full)))
            level, full = level + 1, full // TILE_WIDTH
        return builder

    @property
    def size(self) -> int:
        """Leaves appended so far."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Add one 32-byte leaf hash on the right."""
        edge = self._edges[0]
        edge += leaf
        self._size += 1
        if len(edge) == TILE_BYTES:
            self._close_tile(0)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add several leaf hashes in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """Root over everything appended so far; the builder goes on afterwards."""
        roots: list[bytes] = []
        for edge in reversed(self._edges):
            roots += right_edge_roots(bytes(edge))
        return fold_right(roots)

    def head(self) -> TreeHead:
        """Size and root at this moment."""
        return TreeHead(self._size, self.root())

    def _close_tile(self, level: int) -> None:
        hashes = bytes(self._edges[level])
        self._edges[level].clear()
        self._emit(Tile(level, (self._size >> (TILE_HEIGHT * (level + 1))) - 1, hashes))
        if level + 1 == len(self._edges):
            self._edges.append(bytearray())
        self._edges[level + 1] += perfect_root(hashes)
        if len(self._edges[level + 1]) == TILE_BYTES:
            self._close_tile(level + 1)


def partial_tile(tiles: TileStore, level: int, full_below: int) -> bytes:
    """The unfinished tile at `level` (≥ 1), from the `full_below` full tiles of the level below."""
    count = full_below % TILE_WIDTH
    first = full_below - count
    return b"".join([perfect_root(tiles.read(level - 1, first + at)) for at in range(count)])


def naive_root(leaves: list[bytes]) -> bytes:
    """Root of a short list of leaf hashes, written as RFC 9162 §2.1.1 defines it; for small trees and cross-checks."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else fold_right([])
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))
