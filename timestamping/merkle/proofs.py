"""Making inclusion and consistency proofs from tiles, never from events (RFC 9162 §2.1.3.1, §2.1.4.1)."""

from timestamping.merkle.errors import ProofError
from timestamping.merkle.hashing import HASH_SIZE, fold_right, node_hash, perfect_root
from timestamping.merkle.tiles import TILE_BYTES, TILE_HEIGHT, TILE_WIDTH, LeafSource, TileStore

CACHED_TILES = 512
"""Full tiles kept in memory by one reader (4 MiB): protects a door that makes many proofs from reading them again."""


class TreeReader:
    """Nodes, roots and proofs of the tree as it was at `size` leaves or at any smaller size.

    Reads full tiles from `tiles` and at most 255 leaves from `leaves`; both must hold at least `size` leaves.
    """

    __slots__ = ("_leaves", "_read", "_roots", "_size", "_tail", "_tiles")

    def __init__(self, size: int, tiles: TileStore, leaves: LeafSource) -> None:
        self._size = size
        self._tiles = tiles
        self._leaves = leaves
        self._tail: bytes | None = None
        self._read: dict[tuple[int, int], bytes] = {}
        self._roots: dict[tuple[int, int], bytes] = {}

    def root(self, size: int | None = None) -> bytes:
        """Root of the first `size` leaves (all of them when not given)."""
        return self._range_root(0, self._checked(self._size if size is None else size))

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Path from the leaf at `index` (0-based) to the root at `size`, the leaf's sibling first."""
        size = self._checked(self._size if size is None else size)
        if not 0 <= index < size:
            raise ProofError("index", f"leaf {index} is not in a tree of {size} leaves")
        first, last, path = 0, size, list[bytes]()
        while last - first > 1:
            split = first + _split(last - first)
            if index < split:
                path.append(self._range_root(split, last))
                last = split
            else:
                path.append(self._range_root(first, split))
                first = split
        return tuple(reversed(path))

    def consistency_proof(self, old_size: int, new_size: int | None = None) -> tuple[bytes, ...]:
        """Proof that the tree at `new_size` begins with the tree at `old_size`, which must be 1 or more."""
        new_size = self._checked(self._size if new_size is None else new_size)
        if not 1 <= old_size <= new_size:
            raise ProofError("size", f"no consistency proof leads from size {old_size} to size {new_size}")
        first, last, whole, path = 0, new_size, True, list[bytes]()
        while old_size != last:
            split = first + _split(last - first)
            if old_size <= split:
                path.append(self._range_root(split, last))
                last = split
            else:
                path.append(self._range_root(first, split))
                first, whole = split, False
        if not whole:
            path.append(self._range_root(first, last))
        return tuple(reversed(path))

    def _checked(self, size: int) -> int:
        if not 0 <= size <= self._size:
            raise ProofError("size", f"this reader knows {self._size} leaves, asked for {size}")
        return size

    def _range_root(self, first: int, last: int) -> bytes:
        """Root over leaves [first, last); `first` is a multiple of the largest power of two within the width."""
        roots = []
        while first < last:
            level = (last - first).bit_length() - 1
            roots.append(self._node(level, first >> level))
            first += 1 << level
        return fold_right(roots)

    def _node(self, level: int, index: int) -> bytes:
        """Root of the perfect subtree over leaves [index · 2^level, (index + 1) · 2^level), all of them present."""
        tile_level, height = divmod(level, TILE_HEIGHT)
        first = index << height
        tile_index, offset = first // TILE_WIDTH, first % TILE_WIDTH
        if (tile_index + 1) << (TILE_HEIGHT * (tile_level + 1)) <= self._size:
            hashes = self._tile(tile_level, tile_index)
            return perfect_root(hashes[offset * HASH_SIZE : (offset + (1 << height)) * HASH_SIZE])
        if height == 0:
            return self._tile_root(tile_level - 1, first) if tile_level else self._tail_leaf(first)
        return node_hash(self._node(level - 1, index * 2), self._node(level - 1, index * 2 + 1))

    def _tile_root(self, level: int, index: int) -> bytes:
        key = (level, index)
        if key not in self._roots:
            self._roots[key] = perfect_root(self._tile(level, index))
        return self._roots[key]

    def _tile(self, level: int, index: int) -> bytes:
        key = (level, index)
        if key not in self._read:
            hashes = self._tiles.read(level, index)
            if len(hashes) != TILE_BYTES:
                raise ProofError("tile", f"tile {level}/{index} has {len(hashes)} bytes, not {TILE_BYTES}")
            if len(self._read) >= CACHED_TILES:
                self._read.pop(next(iter(self._read)))
            self._read[key] = hashes
        return self._read[key]

    def _tail_leaf(self, index: int) -> bytes:
        start = self._size - self._size % TILE_WIDTH
        if self._tail is None:
            self._tail = self._leaves.leaves(start, self._size - start)
        at = (index - start) * HASH_SIZE
        leaf = self._tail[at : at + HASH_SIZE]
        if len(leaf) != HASH_SIZE:
            raise ProofError("leaf", f"the leaf at index {index} is not there")
        return leaf


def _split(width: int) -> int:
    """Largest power of two below `width` (≥ 2)."""
    return 1 << ((width - 1).bit_length() - 1)
