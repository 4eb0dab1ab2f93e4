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


def reduced_trees(groups: Sequence[Sequence[bytes]], algorithm: HashAlgorithm) -> tuple[bytes, tuple[Tree | None, ...]]:
    """The root over all groups of hash values, and for each group the reduced tree that leads to it (4.2.1, 4.2.2).

    Equal groups share a leaf. The tree is binary over the leaves in the order given, an odd one goes up as it is, so
    the same input gives the same trees. A lone value next to others stands in its first list together with its
    neighbour, as in the RFC's figure. A single value with no neighbour needs no tree: None.
    """
    leaves = [joined_hash(tuple(set(group)), algorithm) for group in groups]
    root, paths = _paths(list(dict.fromkeys(leaves)), algorithm)
    return root, tuple(_tree(group, paths[leaf]) for group, leaf in zip(groups, leaves, strict=True))


def _paths(leaves: list[bytes], algorithm: HashAlgorithm) -> tuple[bytes, dict[bytes, list[bytes]]]:
    """The root, and for each leaf its neighbours on the way up."""
    paths: dict[bytes, list[bytes]] = {leaf: [] for leaf in leaves}
    level = [(leaf, [leaf]) for leaf in leaves]
    while len(level) > 1:
        above = []
        for (left, left_leaves), (right, right_leaves) in zip(level[::2], level[1::2], strict=False):
            for leaf in left_leaves:
                paths[leaf].append(right)
            for leaf in right_leaves:
                paths[leaf].append(left)
            above.append((joined_hash((left, right), algorithm), left_leaves + right_leaves))
        level = above + level[2 * len(above) :]
    return level[0][0], paths


def _tree(group: Sequence[bytes], path: Sequence[bytes]) -> Tree | None:
    values = tuple(sorted(set(group)))
    lists = [values, *((neighbour,) for neighbour in path)]
    if len(values) == 1 and path:
        lists[:2] = [tuple(sorted((*values, path[0])))]
    return None if lists == [values] and len(values) == 1 else tuple(lists)
