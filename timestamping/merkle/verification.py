"""Checking inclusion and consistency proofs with nothing but hashes (RFC 9162 §2.1.3.2, §2.1.4.2)."""

from collections.abc import Sequence

from timestamping.merkle.errors import ProofError
from timestamping.merkle.hashing import EMPTY_ROOT, HASH_SIZE, node_hash
from timestamping.merkle.tree import TreeHead

MAX_PATH = 64
"""Longest path looked at; a tree of 2^64 leaves has no longer one. Protects a verifier from endless input."""


def verify_inclusion(leaf: bytes, index: int, head: TreeHead, path: Sequence[bytes]) -> None:
    """Return when `path` leads from the leaf hash at `index` (0-based) to `head`; raise `ProofError` saying why not."""
    _require_shape(path, head.root, leaf)
    if not 0 <= index < head.size:
        raise ProofError("index", f"leaf {index} cannot be in a tree of {head.size} leaves")
    node, last, joined = index, head.size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ProofError("too-long", "the path has more hashes than the tree has levels")
        if node & 1 or node == last:
            joined = node_hash(sibling, joined)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            joined = node_hash(joined, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError("too-short", "the path ends below the root")
    if joined != head.root:
        raise ProofError("root", f"leaf {index} leads to another root than the one of size {head.size}")


def verify_consistency(old: TreeHead, new: TreeHead, path: Sequence[bytes]) -> None:
    """Return when `path` proves that `new` only added leaves to `old`; raise `ProofError` saying why not.

    Every tree follows from the empty one: for old.size = 0 the path must be empty and the root the empty root.
    """
    _require_shape(path, old.root, new.root)
    if not 0 <= old.size <= new.size:
        raise ProofError("size", f"a tree of {new.size} leaves cannot follow one of {old.size}")
    if old.size == 0 or old.size == new.size:
        _verify_trivial(old, new, path)
        return
    hashes = list(path)
    if old.size & (old.size - 1) == 0:
        hashes.insert(0, old.root)
    if not hashes:
        raise ProofError("too-short", "an empty path proves nothing between two sizes")
    old_root, new_root = _walk(old.size - 1, new.size - 1, hashes)
    if old_root != old.root:
        raise ProofError("old-root", f"the path does not start from the root of size {old.size}")
    if new_root != new.root:
        raise ProofError("new-root", f"the path does not reach the root of size {new.size}")


def _verify_trivial(old: TreeHead, new: TreeHead, path: Sequence[bytes]) -> None:
    if path:
        raise ProofError("too-long", "no path is needed here and one was given")
    if old.size == 0 and old.root != EMPTY_ROOT:
        raise ProofError("old-root", "size 0 with a root that is not the empty tree's")
    if old.size == new.size and old.root != new.root:
        raise ProofError("split-view", f"two different roots for the same size {old.size}")


def _walk(node: int, last: int, hashes: list[bytes]) -> tuple[bytes, bytes]:
    while node & 1:
        node, last = node >> 1, last >> 1
    old_root = new_root = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise ProofError("too-long", "the path has more hashes than the tree has levels")
        if node & 1 or node == last:
            old_root = node_hash(sibling, old_root)
            new_root = node_hash(sibling, new_root)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new_root = node_hash(new_root, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofError("too-short", "the path ends below the root")
    return old_root, new_root


def _require_shape(path: Sequence[bytes], *hashes: bytes) -> None:
    if len(path) > MAX_PATH:
        raise ProofError("too-long", f"a path of {len(path)} hashes; {MAX_PATH} is the limit")
    if any(len(value) != HASH_SIZE for value in (*path, *hashes)):
        raise ProofError("shape", "every hash in a proof has 32 bytes")
