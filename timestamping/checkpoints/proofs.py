"""One leaf's proof as a text (C2SP tlog-proof): index, inclusion path, checkpoint (docs/formats/tree-proofs.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from timestamping.checkpoints.checkpoint import Checkpoint, open_checkpoint
from timestamping.checkpoints.encoding import read_base64, read_decimal, write_base64
from timestamping.checkpoints.errors import CheckpointError
from timestamping.checkpoints.keys import NoteVerifier
from timestamping.checkpoints.notes import MAX_NOTE_BYTES
from timestamping.merkle import ProofError, verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PATH = 64
"""Longest path read; a tree of 2^64 leaves needs no more. Protects a verifier from endless input."""
MAX_EXTRA_LINE = 64 * 1024
"""Longest `extra` line read: protects a verifier from data it will not trust anyway."""


@dataclass(frozen=True, slots=True)
class TlogProof:
    """That a leaf stands at an index under a checkpoint.

    index: 0-based leaf index (position − 1).
    path: inclusion path, the leaf's sibling first.
    checkpoint: the signed note, exact bytes.
    extra: opaque bytes that nothing proves, or None.
    """

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Read a proof strictly: what was read renders to the same bytes. `CheckpointError` names the line."""
        if len(text) > MAX_NOTE_BYTES + MAX_EXTRA_LINE + MAX_PATH * 45:
            raise CheckpointError("limit", f"a proof of {len(text)} bytes")
        head, separator, checkpoint = text.partition(b"\n\n")
        if not separator:
            raise CheckpointError("line", "no empty line between proof and checkpoint")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as fault:
            raise CheckpointError("utf-8", "not ASCII", head[: fault.start].count(b"\n") + 1) from fault
        if lines[0] != HEADER:
            raise CheckpointError("header", f"a proof begins with {HEADER}", 1)
        extra, at = None, 1
        if lines[1:] and lines[1].startswith("extra "):
            extra, at = read_base64(lines[1].removeprefix("extra "), 2), 2
        if at >= len(lines) or not lines[at].startswith("index "):
            raise CheckpointError("index", "the index line is missing", at + 1)
        index = read_decimal(lines[at].removeprefix("index "), at + 1)
        hashes = lines[at + 1 :]
        if len(hashes) > MAX_PATH:
            raise CheckpointError("limit", f"a path of {len(hashes)} hashes; {MAX_PATH} is the limit")
        path = tuple(read_base64(line, at + 2 + number, 32) for number, line in enumerate(hashes))
        return cls(index, path, checkpoint, extra)

    def render(self) -> bytes:
        """The exact bytes of the proof file (`.tlog-proof`)."""
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {write_base64(self.extra)}")
        lines.append(f"index {self.index}")
        lines += [write_base64(value) for value in self.path]
        return "\n".join([*lines, "", ""]).encode("ascii") + self.checkpoint

    def verify(self, leaf: bytes, origin: str, verifiers: Iterable[NoteVerifier]) -> Checkpoint:
        """The checkpoint under which the leaf hash stands; raises `CheckpointError` saying what does not hold."""
        checkpoint = open_checkpoint(self.checkpoint, origin, verifiers)
        try:
            verify_inclusion(leaf, self.index, checkpoint.head, self.path)
        except ProofError as fault:
            raise CheckpointError("proof", str(fault)) from fault
        return checkpoint
