"""Signed notes (C2SP signed-note): a text, an empty line, signature lines that begin with an em dash."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from timestamping.checkpoints.encoding import read_base64, write_base64
from timestamping.checkpoints.errors import CheckpointError
from timestamping.checkpoints.keys import NoteSigner, NoteVerifier, require_key_name

DASH = "\u2014 "
MAX_NOTE_BYTES = 64 * 1024
"""Longest note read: protects a verifier from endless input; room for far more than sixteen post-quantum signatures."""
MAX_SIGNATURES = 32
"""Most signature lines read (C2SP asks for at least 16): protects a verifier from endless checking."""


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line.

    name: key name.
    key_id: 4 bytes; with the name it identifies the key.
    signature: the bytes after the key id, of whatever type that key makes.
    """

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """`— name base64` with its newline."""
        return f"{DASH}{self.name} {write_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text and the signatures under it; those of unknown keys (witnesses) are kept as they are.

    text: what is signed, ends with a newline.
    signatures: one or more, in their order.
    """

    text: str
    signatures: tuple[NoteSignature, ...]

    @classmethod
    def parse(cls, note: bytes) -> Self:
        """Read a note strictly: what was read renders to the same bytes. `CheckpointError` names the line."""
        lines = _lines(note)
        last_empty = max((at for at, line in enumerate(lines) if not line), default=0)
        if last_empty == 0:
            raise CheckpointError("line", "no empty line between text and signatures")
        first = last_empty + 1
        if first == len(lines):
            raise CheckpointError("signature", "a note has at least one signature line", first + 1)
        if len(lines) - first > MAX_SIGNATURES:
            raise CheckpointError("limit", f"more than {MAX_SIGNATURES} signature lines", first + MAX_SIGNATURES + 1)
        signatures = tuple(_signature(line, first + at + 1) for at, line in enumerate(lines[first:]))
        return cls("".join(line + "\n" for line in lines[:last_empty]), signatures)

    @classmethod
    def sign(cls, text: str, *signers: NoteSigner) -> Self:
        """A note over `text`, one signature line per signer."""
        if not text.endswith("\n"):
            raise CheckpointError("line", "a note's text ends with a newline")
        return cls(text, tuple(_sign(text, signer) for signer in signers))

    def cosigned(self, signature: NoteSignature) -> Self:
        """The note with one more signature line below."""
        return replace(self, signatures=(*self.signatures, signature))

    def render(self) -> bytes:
        """The exact bytes: text, empty line, signature lines."""
        return (self.text + "\n" + "".join(signature.line() for signature in self.signatures)).encode("utf-8")

    def verify(self, verifiers: Iterable[NoteVerifier]) -> tuple[NoteVerifier, ...]:
        """The known keys that signed, each checked.

        Lines of unknown keys are passed over. Raises `CheckpointError`: "signature" when a line of a known key does not
        verify, "unknown-key" when no line is of a known key.
        """
        known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
        message = self.text.encode("utf-8")
        held = []
        for signature in self.signatures:
            verifier = known.get((signature.name, signature.key_id))
            if verifier is None:
                continue
            if not verifier.holds(message, signature.signature):
                raise CheckpointError("signature", f"the signature of {signature.name} is not over this text")
            held.append(verifier)
        if not held:
            raise CheckpointError("unknown-key", "no signature line was made by a key we know")
        return tuple(held)


def _lines(note: bytes) -> list[str]:
    if len(note) > MAX_NOTE_BYTES:
        raise CheckpointError("limit", f"a note of {len(note)} bytes; {MAX_NOTE_BYTES} is the limit")
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise CheckpointError("utf-8", "not UTF-8", note[: fault.start].count(b"\n") + 1) from fault
    lines = text.split("\n")
    if lines.pop():
        raise CheckpointError("line", "the last line does not end with a newline", len(lines) + 1)
    for at, line in enumerate(lines, 1):
        if any(ord(character) < 0x20 for character in line):
            raise CheckpointError("control", "a control character", at)
    return lines


def _signature(line: str, number: int) -> NoteSignature:
    if not line.startswith(DASH):
        raise CheckpointError("signature", "a signature line begins with an em dash and a space", number)
    name, separator, encoded = line.removeprefix(DASH).partition(" ")
    if not separator:
        raise CheckpointError("signature", "a signature line is an em dash, a key name and Base64", number)
    require_key_name(name, number)
    value = read_base64(encoded, number)
    if len(value) < 5:
        raise CheckpointError("signature", "a signature has a key id of four bytes and a body", number)
    return NoteSignature(name, value[:4], value[4:])


def _sign(text: str, signer: NoteSigner) -> NoteSignature:
    return NoteSignature(signer.name, signer.verifier.key_id, signer.sign(text.encode("utf-8")))
