"""The day's stream tree: which streams were touched, and the proof that one was not.

Leaves are sorted by stream id; leaf data = 16-byte id ‖ last version u64 big-endian ‖ 32-byte hash of the last event.
Two neighbours in the sorted row prove that nothing lies between them; a single edge proof or the empty tree proves
that nothing lies outside.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from struct import Struct
from uuid import UUID

from timestamping.merkle.errors import ProofError
from timestamping.merkle.hashing import EMPTY_ROOT, HASH_SIZE, fold_right, leaf_hash, right_edge_roots
from timestamping.merkle.tree import TreeBuilder, TreeHead
from timestamping.merkle.verification import verify_inclusion

_LEAF = Struct(">16sQ32s")


@dataclass(frozen=True, slots=True)
class StreamHead:
    """Where one stream stood at the end of a day.

    stream_id: the stream.
    version: version of its last event of that day.
    leaf: 32-byte leaf hash of that event.
    """

    stream_id: UUID
    version: int
    leaf: bytes

    def leaf_data(self) -> bytes:
        """The 56 bytes under which the head enters the tree."""
        return _LEAF.pack(self.stream_id.bytes, self.version, self.leaf)


@dataclass(frozen=True, slots=True)
class StreamInclusionProof:
    """`head` stands at `index` (0-based) in the sorted row; `path` leads to the root."""

    head: StreamHead
    index: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AbsenceProof:
    """The neighbours between which an absent stream would have to stand.

    left: the last stream before it, or None when it would be the first.
    right: the first stream after it, or None when it would be the last.
    Both are None only for the empty tree.
    """

    left: StreamInclusionProof | None
    right: StreamInclusionProof | None


class StreamTree:
    """One day's touched streams, held in memory (about 200 bytes a stream) to make proofs for any of them."""

    __slots__ = ("_heads", "_ids", "_leaves")

    def __init__(self, heads: Iterable[StreamHead]) -> None:
        self._heads = sorted(heads, key=lambda head: head.stream_id.bytes)
        self._ids = [head.stream_id.bytes for head in self._heads]
        if len(set(self._ids)) != len(self._ids):
            raise ProofError("twice", "a stream stands once in a day's tree")
        self._leaves = b"".join([leaf_hash(head.leaf_data()) for head in self._heads])

    def head(self) -> TreeHead:
        """Number of streams and the root over them."""
        return TreeHead(len(self._heads), self._root(0, len(self._heads)))

    def __contains__(self, stream_id: UUID) -> bool:
        at = bisect_left(self._ids, stream_id.bytes)
        return at < len(self._ids) and self._ids[at] == stream_id.bytes

    def inclusion_proof(self, stream_id: UUID) -> StreamInclusionProof:
        """That the stream was touched, and where it stood; `ProofError` ("absent") when it was not."""
        if stream_id not in self:
            raise ProofError("absent", f"stream {stream_id} was not touched that day")
        return self._proof_at(bisect_left(self._ids, stream_id.bytes))

    def absence_proof(self, stream_id: UUID) -> AbsenceProof:
        """That the stream has no event that day; `ProofError` ("present") when it has."""
        if stream_id in self:
            raise ProofError("present", f"stream {stream_id} was touched that day")
        at = bisect_left(self._ids, stream_id.bytes)
        left = self._proof_at(at - 1) if at else None
        right = self._proof_at(at) if at < len(self._ids) else None
        return AbsenceProof(left, right)

    def _proof_at(self, index: int) -> StreamInclusionProof:
        first, last, path = 0, len(self._heads), list[bytes]()
        while last - first > 1:
            split = first + (1 << ((last - first - 1).bit_length() - 1))
            if index < split:
                path.append(self._root(split, last))
                last = split
            else:
                path.append(self._root(first, split))
                first = split
        return StreamInclusionProof(self._heads[index], index, tuple(reversed(path)))

    def _root(self, first: int, last: int) -> bytes:
        return fold_right(right_edge_roots(self._leaves[first * HASH_SIZE : last * HASH_SIZE]))


def streams_head(sorted_heads: Iterable[tuple[bytes, int, bytes]]) -> TreeHead:
    """Number and root over (id bytes, version, leaf) already sorted by id; holds only the tree's right edge."""
    builder = TreeBuilder()
    for stream_id, version, leaf in sorted_heads:
        builder.append(leaf_hash(_LEAF.pack(stream_id, version, leaf)))
    return builder.head()


def verify_stream_inclusion(proof: StreamInclusionProof, head: TreeHead) -> None:
    """Return when the proof's stream head stands in the day's tree `head`; raise `ProofError` saying why not."""
    verify_inclusion(leaf_hash(proof.head.leaf_data()), proof.index, head, proof.path)


def verify_stream_absence(stream_id: UUID, proof: AbsenceProof, head: TreeHead) -> None:
    """Return when the day's tree `head` has no leaf for `stream_id`; raise `ProofError` saying why not.

    1. The empty tree needs no neighbours and has the empty root.
    2. Each neighbour given stands in the tree.
    3. The left one sorts before the stream, the right one after it.
    4. They touch: right index = left index + 1; no left one means the right one is first, and the other way round.
    """
    left, right = proof.left, proof.right
    # 1
    if left is None and right is None:
        if head.size or head.root != EMPTY_ROOT:
            raise ProofError("neighbours", "only the empty tree proves absence without neighbours")
        return
    # 2 and 3
    if left is not None:
        verify_stream_inclusion(left, head)
        if left.head.stream_id.bytes >= stream_id.bytes:
            raise ProofError("order", "the left neighbour does not sort before the stream")
    if right is not None:
        verify_stream_inclusion(right, head)
        if right.head.stream_id.bytes <= stream_id.bytes:
            raise ProofError("order", "the right neighbour does not sort after the stream")
    # 4
    after_left = 0 if left is None else left.index + 1
    before_right = head.size if right is None else right.index
    if after_left != before_right:
        raise ProofError("gap", f"{before_right - after_left} other streams lie between the neighbours")
