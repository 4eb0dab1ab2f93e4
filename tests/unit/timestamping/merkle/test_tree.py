"""Roots, tiles and proofs against the published Certificate Transparency tree and a recursive RFC 9162."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.merkle import (
    EMPTY_ROOT,
    ProofError,
    Tile,
    TreeBuilder,
    TreeHead,
    TreeReader,
    leaf_hash,
    naive_root,
    tile_path,
    verify_consistency,
    verify_inclusion,
)

VECTORS = json.loads(
    (Path(__file__).parents[3] / "vectors" / "merkle" / "ct-reference.json").read_text(encoding="ascii")
)


def recursive_root(leaves: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word, over leaf data; shares no code with the room."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + recursive_root(leaves[:k]) + recursive_root(leaves[k:])).digest()


def recursive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D_n) of RFC 9162 §2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if index < k:
        return [*recursive_path(index, leaves[:k]), recursive_root(leaves[k:])]
    return [*recursive_path(index - k, leaves[k:]), recursive_root(leaves[:k])]


def recursive_consistency(old: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, D_n, b) of RFC 9162 §2.1.4.1."""
    if old == len(leaves):
        return [] if whole else [recursive_root(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if old <= k:
        return [*recursive_consistency(old, leaves[:k], whole), recursive_root(leaves[k:])]
    return [*recursive_consistency(old - k, leaves[k:], False), recursive_root(leaves[:k])]


class Shelf:
    """Tiles and leaves in memory; refuses what a database would not have either."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.hashes = [leaf_hash(leaf) for leaf in leaves]
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.builder = TreeBuilder(self.keep)
        self.builder.extend(self.hashes)

    def keep(self, tile: Tile) -> None:
        assert (tile.level, tile.index) not in self.tiles
        self.tiles[tile.level, tile.index] = tile.hashes

    def read(self, level: int, index: int) -> bytes:
        return self.tiles[level, index]

    def leaves(self, first: int, count: int) -> bytes:
        assert count < 256
        return b"".join(self.hashes[first : first + count])

    def reader(self) -> TreeReader:
        return TreeReader(len(self.hashes), self, self)


def numbered(count: int) -> list[bytes]:
    return [b"leaf %d" % number for number in range(count)]


CT_LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["leaves"]]


@pytest.mark.parametrize("size", range(9))
def test_root_of_the_reference_tree_is_the_published_one(size: int) -> None:
    published = bytes.fromhex(VECTORS["roots"][size])
    assert recursive_root(CT_LEAVES[:size]) == published
    assert Shelf(CT_LEAVES[:size]).builder.root() == published


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda case: f"{case['index']}-of-{case['size']}")
def test_inclusion_proof_of_the_reference_tree_is_the_published_one(case: dict[str, object]) -> None:
    index, size = int(str(case["index"])), int(str(case["size"]))
    published = tuple(bytes.fromhex(str(value)) for value in list(case["path"]))  # type: ignore[call-overload]
    assert tuple(recursive_path(index, CT_LEAVES[:size])) == published
    assert Shelf(CT_LEAVES).reader().inclusion_proof(index, size) == published
    verify_inclusion(
        leaf_hash(CT_LEAVES[index]), index, TreeHead(size, bytes.fromhex(VECTORS["roots"][size])), published
    )


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda case: f"{case['old']}-to-{case['new']}")
def test_consistency_proof_of_the_reference_tree_is_the_published_one(case: dict[str, object]) -> None:
    old, new = int(str(case["old"])), int(str(case["new"]))
    published = tuple(bytes.fromhex(str(value)) for value in list(case["path"]))  # type: ignore[call-overload]
    assert tuple(recursive_consistency(old, CT_LEAVES[:new])) == published
    assert Shelf(CT_LEAVES).reader().consistency_proof(old, new) == published


@pytest.mark.parametrize("size", [255, 256, 257, 511, 512, 513, 65535, 65536, 65537, 66000])
def test_root_across_tile_edges_equals_the_recursive_one(size: int) -> None:
    leaves = numbered(size)
    shelf = Shelf(leaves)
    assert shelf.builder.root() == recursive_root(leaves)
    assert shelf.reader().root() == shelf.builder.root()


def test_tiles_come_out_once_and_in_order() -> None:
    shelf = Shelf(numbered(65536 + 300))
    assert sorted(shelf.tiles) == [*((0, index) for index in range(257)), (1, 0)]


@pytest.mark.parametrize("size", [0, 1, 255, 256, 300, 70000])
def test_builder_resumed_from_tiles_goes_on_as_if_never_stopped(size: int) -> None:
    leaves = numbered(size + 300)
    shelf, whole = Shelf(leaves[:size]), Shelf(leaves)
    emitted: list[Tile] = []
    resumed = TreeBuilder.resume(size, shelf, shelf, emitted.append)
    resumed.extend(whole.hashes[size:])
    assert resumed.head() == whole.builder.head()
    assert {(tile.level, tile.index): tile.hashes for tile in emitted} == {
        key: value for key, value in whole.tiles.items() if key not in shelf.tiles
    }


SHELF = Shelf(numbered(66000))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 66000), st.data())
def test_inclusion_proof_made_from_tiles_holds_at_every_size(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    reader = SHELF.reader()
    verify_inclusion(SHELF.hashes[index], index, TreeHead(size, reader.root(size)), reader.inclusion_proof(index, size))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 66000), st.data())
def test_consistency_proof_made_from_tiles_holds_between_any_sizes(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    reader = SHELF.reader()
    path = reader.consistency_proof(old, new)
    verify_consistency(TreeHead(old, reader.root(old)), TreeHead(new, reader.root(new)), path)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 40), st.data())
def test_small_trees_give_the_recursive_proofs(size: int, data: st.DataObject) -> None:
    leaves = numbered(size)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    reader = Shelf(leaves).reader()
    assert reader.inclusion_proof(index) == tuple(recursive_path(index, leaves))
    assert reader.consistency_proof(old) == tuple(recursive_consistency(old, leaves))
    assert naive_root([leaf_hash(leaf) for leaf in leaves]) == recursive_root(leaves)


@settings(max_examples=120, deadline=None)
@given(st.integers(2, 300), st.data())
def test_inclusion_proof_with_one_changed_bit_is_refused(size: int, data: st.DataObject) -> None:
    reader = SHELF.reader()
    index = data.draw(st.integers(0, size - 1))
    path = list(reader.inclusion_proof(index, size))
    step, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
    path[step] = (int.from_bytes(path[step], "big") ^ (1 << bit)).to_bytes(32, "big")
    with pytest.raises(ProofError, match="another root"):
        verify_inclusion(SHELF.hashes[index], index, TreeHead(size, reader.root(size)), path)


@settings(max_examples=120, deadline=None)
@given(st.integers(2, 300), st.data())
def test_consistency_proof_for_another_old_root_is_refused(new: int, data: st.DataObject) -> None:
    reader = SHELF.reader()
    old = data.draw(st.integers(1, new - 1))
    with pytest.raises(ProofError) as refused:
        verify_consistency(
            TreeHead(old, sha256(b"another").digest()),
            TreeHead(new, reader.root(new)),
            reader.consistency_proof(old, new),
        )
    assert refused.value.reason in {"old-root", "new-root"}


@pytest.mark.parametrize(
    ("path_change", "reason"), [("drop", "too-short"), ("add", "too-long"), ("narrow", "shape"), ("flood", "too-long")]
)
def test_inclusion_proof_of_the_wrong_shape_is_refused_with_its_reason(path_change: str, reason: str) -> None:
    reader = SHELF.reader()
    path = list(reader.inclusion_proof(5, 8))
    changed = {"drop": path[:-1], "add": [*path, path[0]], "narrow": [path[0][:31], *path[1:]], "flood": path * 30}
    with pytest.raises(ProofError) as refused:
        verify_inclusion(SHELF.hashes[5], 5, TreeHead(8, reader.root(8)), changed[path_change])
    assert refused.value.reason == reason


def test_leaf_outside_the_tree_is_refused() -> None:
    with pytest.raises(ProofError) as refused:
        verify_inclusion(SHELF.hashes[8], 8, TreeHead(8, SHELF.reader().root(8)), SHELF.reader().inclusion_proof(7, 8))
    assert refused.value.reason == "index"


def test_two_roots_for_one_size_are_a_split_view() -> None:
    with pytest.raises(ProofError) as refused:
        verify_consistency(TreeHead(5, SHELF.hashes[0]), TreeHead(5, SHELF.hashes[1]), [])
    assert refused.value.reason == "split-view"


def test_every_tree_follows_from_the_empty_one() -> None:
    verify_consistency(TreeHead(0, EMPTY_ROOT), TreeHead(9, SHELF.reader().root(9)), [])


def test_smaller_tree_does_not_follow_a_larger_one() -> None:
    reader = SHELF.reader()
    with pytest.raises(ProofError) as refused:
        verify_consistency(TreeHead(9, reader.root(9)), TreeHead(8, reader.root(8)), [])
    assert refused.value.reason == "size"


def test_tile_paths_are_written_as_tlog_tiles_writes_them() -> None:
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path(2, 5) == "tile/2/005"
