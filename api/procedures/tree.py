"""The ledger's continuous tree (design §5): stored tiles, roots and proofs at any size."""

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

from timestamping.merkle import TILE_WIDTH, Tile, TreeBuilder, TreeReader

_STORED_AT_ONCE: Final = 256
"""Tiles handed over in one call: 2 MiB, well under the store's own limit."""


class TreeBook(Protocol):
    """What the tree needs of the ledger's store."""

    def head(self) -> tuple[int, int]: ...

    def iterate_leaves(self, first: int, last: int) -> Iterator[bytes]: ...

    def read_tiles(self, level: int, first: int, last: int) -> dict[int, bytes]: ...

    def store_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> int: ...


class LedgerTree:
    """Reads and extends the stored tree of one ledger; a `TileStore` and a `LeafSource`."""

    def __init__(self, book: TreeBook) -> None:
        self._book = book

    def read(self, level: int, index: int) -> bytes:
        """8192 bytes of one full tile; KeyError when it is not stored."""
        return self._book.read_tiles(level, index, index)[index]

    def leaves(self, first: int, count: int) -> bytes:
        """Concatenated leaf hashes from a leaf index (position − 1)."""
        return b"".join(self._book.iterate_leaves(first + 1, first + count))

    def grow(self, size: int) -> None:
        """Store every tile that is full at `size` leaves and not stored yet; memory stays flat.

        Two processes may do this at once: the same tile again is no error.
        """
        done = self._full_tiles(size) * TILE_WIDTH
        whole = size - size % TILE_WIDTH
        if done >= whole:
            return
        full: list[Tile] = []
        builder = TreeBuilder.resume(done, self, self, full.append)
        for leaf in self._book.iterate_leaves(done + 1, whole):
            builder.append(leaf)
            if len(full) >= _STORED_AT_ONCE:
                self._store(full)
        self._store(full)

    def at(self, size: int) -> TreeReader:
        """The tree as it was at `size` leaves; its full tiles are stored first."""
        self.grow(size)
        return TreeReader(size, self, self)

    def current(self) -> TreeReader:
        """The tree over everything recorded so far."""
        return self.at(self._book.head()[0])

    def inclusion(self, position: int, size: int) -> tuple[bytes, ...]:
        """Path from the leaf of an event (index = position − 1) to the root at `size` leaves; 32-byte hashes."""
        return self.at(size).inclusion_proof(position - 1, size)

    def _store(self, full: list[Tile]) -> None:
        if full:
            self._book.store_tiles({(tile.level, tile.index): tile.hashes for tile in full})
            full.clear()

    def _full_tiles(self, size: int) -> int:
        """Stored tiles of level 0, by halving: they are stored in order, so there is one border."""
        low, high = 0, size // TILE_WIDTH
        while low < high:
            middle = (low + high) // 2
            if self._book.read_tiles(0, middle, middle):
                low = middle + 1
            else:
                high = middle
        return low
