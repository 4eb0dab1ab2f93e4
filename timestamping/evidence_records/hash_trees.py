"""The hash tree of RFC 4998, 4.2 and 4.3: values are sorted as bytes, joined and hashed; no prefixes, no order.

It is not the tree of `timestamping.merkle`: the two give different roots for the same leaves.
"""

from __future__ import annotations

from collections.abc import Sequence

from timestamping.cms import HashAlgorithm

Tree = tuple[tuple[bytes, ...], ...]
"""A reduced hash tree: lists of hash values from the leaves upward."""


def joined_hash(values: Sequence[bytes], algorithm: HashAlgorithm) -> bytes:
    """One value stands for itself; several are sorted in binary ascending order, joined and hashed (4.2.1)."""
    return values[0] if len(values) == 1 else algorithm.digest(*sorted(values))


def root_of(tree: Tree, algorithm: HashAlgorithm) -> bytes:
    """The root that a reduced tree leads to (4.3, step 2)."""
    value = joined_hash(tree[0], algorithm)
    for values in tree[1:]:
        value = joined_hash((*values, value), algorithm)
    return value
