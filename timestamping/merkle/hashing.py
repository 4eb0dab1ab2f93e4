"""Leaf and node hashing of RFC 9162 §2.1.1 (SHA-256), with the prefixes that keep a leaf from posing as a node."""

from hashlib import sha256

HASH_SIZE = 32
LEAF_PREFIX = b"\x00"
NODE_PREFIX = b"\x01"
EMPTY_ROOT = sha256(b"").digest()
"""Root of the tree with no leaves."""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 ‖ data): the hash under which `data` enters a tree."""
    return sha256(LEAF_PREFIX + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right) of two 32-byte hashes."""
    return sha256(NODE_PREFIX + left + right).digest()


def fold_level(hashes: bytes) -> bytes:
    """Hash neighbouring pairs: 2k concatenated hashes become k. A tight loop, as every event passes through it."""
    return b"".join([sha256(NODE_PREFIX + hashes[at : at + 64]).digest() for at in range(0, len(hashes), 64)])


def perfect_root(hashes: bytes) -> bytes:
    """Root over a power of two of concatenated hashes."""
    while len(hashes) > HASH_SIZE:
        hashes = fold_level(hashes)
    return hashes


def right_edge_roots(hashes: bytes) -> list[bytes]:
    """Roots of the largest perfect subtrees that make up `hashes`, left to right (RFC 9162 §2.1.1 split, unrolled)."""
    roots, at, left = [], 0, len(hashes) // HASH_SIZE
    while left:
        width = 1 << (left.bit_length() - 1)
        roots.append(perfect_root(hashes[at : at + width * HASH_SIZE]))
        at += width * HASH_SIZE
        left -= width
    return roots


def fold_right(roots: list[bytes]) -> bytes:
    """Join perfect subtrees, smallest first, into one root; the empty list gives the empty tree's root."""
    if not roots:
        return EMPTY_ROOT
    joined = roots[-1]
    for root in reversed(roots[:-1]):
        joined = node_hash(root, joined)
    return joined
