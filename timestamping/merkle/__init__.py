"""The ledger's hash trees (özet ağacı): RFC 9162 roots, tiles, and proofs that something is, or is not, in them.

Words: a *leaf* is the 32-byte hash of one event; a *tile* is 256 neighbouring hashes of one level, kept once when it is
full (C2SP tlog-tiles, height 8); a *tree head* is a size and a root; the *stream tree* is one day's tree over the
streams touched that day, sorted by id, which can also prove that a stream is absent.
Called by `timestamping.sealing`, `archive.transfer` and `api`. Knows nothing of events, days, keys or databases:
leaves and tiles come through two small protocols.
"""

from timestamping.merkle.errors import ProofError
from timestamping.merkle.hashing import EMPTY_ROOT, HASH_SIZE, leaf_hash, node_hash
from timestamping.merkle.proofs import TreeReader
from timestamping.merkle.streams import (
    AbsenceProof,
    StreamHead,
    StreamInclusionProof,
    StreamTree,
    streams_head,
    verify_stream_absence,
    verify_stream_inclusion,
)
from timestamping.merkle.tiles import TILE_BYTES, TILE_WIDTH, LeafSource, Tile, TileStore, tile_path
from timestamping.merkle.tree import TreeBuilder, TreeHead, naive_root
from timestamping.merkle.verification import verify_consistency, verify_inclusion

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "TILE_BYTES",
    "TILE_WIDTH",
    "AbsenceProof",
    "LeafSource",
    "ProofError",
    "StreamHead",
    "StreamInclusionProof",
    "StreamTree",
    "Tile",
    "TileStore",
    "TreeBuilder",
    "TreeHead",
    "TreeReader",
    "leaf_hash",
    "naive_root",
    "node_hash",
    "streams_head",
    "tile_path",
    "verify_consistency",
    "verify_inclusion",
    "verify_stream_absence",
    "verify_stream_inclusion",
]
