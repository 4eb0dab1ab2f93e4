"""Checkpoints (C2SP tlog-checkpoint): origin, size and root in three signed lines (docs/formats/checkpoint.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from timestamping.checkpoints.encoding import read_base64, read_decimal, write_base64
from timestamping.checkpoints.errors import CheckpointError
from timestamping.checkpoints.keys import NoteSigner, NoteVerifier, require_key_name
from timestamping.checkpoints.notes import SignedNote
from timestamping.merkle import TreeHead


def origin_of(detsis_no: str) -> str:
    """The origin line of an institution's ledger: `kutuk/<DETSİS no>`."""
    return f"kutuk/{detsis_no}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The three lines.

    origin: which ledger, `kutuk/<DETSİS no>`.
    head: size and root of its tree.
    """

    origin: str
    head: TreeHead

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read exactly three lines; extension lines are refused, as nobody could audit them."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:
            raise CheckpointError("line", "a checkpoint has three lines: origin, size, root", min(len(lines), 4))
        require_key_name(lines[0], 1)
        return cls(lines[0], TreeHead(read_decimal(lines[1], 2), read_base64(lines[2], 3, 32)))

    def text(self) -> str:
        """The three lines, each with its newline: the bytes that are signed and time-stamped."""
        return f"{self.origin}\n{self.head.size}\n{write_base64(self.head.root)}\n"


def sign_checkpoint(head: TreeHead, signer: NoteSigner) -> SignedNote:
    """The ledger's own checkpoint of `head`; the key's name is the origin.

    The caller owes that `head` follows from every checkpoint signed before (C2SP: never sign two inconsistent ones).
    """
    return SignedNote.sign(Checkpoint(signer.name, head).text(), signer)


def open_checkpoint(note: bytes, origin: str, verifiers: Iterable[NoteVerifier]) -> Checkpoint:
    """The checkpoint in a note, after all checks.

    1. The note parses and its text is three lines.
    2. The origin is the expected one.
    3. A key whose name is the origin signed it; any other line of a known key verifies too.
    """
    # 1
    signed = SignedNote.parse(note)
    checkpoint = Checkpoint.parse(signed.text)
    # 2
    if checkpoint.origin != origin:
        raise CheckpointError("origin", f"the checkpoint is of {checkpoint.origin}, not of {origin}", 1)
    # 3
    if not any(verifier.name == origin for verifier in signed.verify(verifiers)):
        raise CheckpointError("unknown-key", "the ledger's own key did not sign")
    return checkpoint
