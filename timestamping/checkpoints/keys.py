"""Ed25519 note keys: the signer's private half and the one-line verifier key that outsiders hold (C2SP signed-note)."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from timestamping.checkpoints.encoding import read_base64, write_base64
from timestamping.checkpoints.errors import CheckpointError

ED25519 = b"\x01"
"""Signature type byte of plain Ed25519 notes."""
MAX_NAME = 255
"""Characters of a key name; protects key ids and pages from endless names."""


def require_key_name(name: str, line: int | None = None) -> None:
    """Refuse what C2SP signed-note forbids in key names: emptiness, Unicode spaces, plus signs, control characters."""
    if not 0 < len(name) <= MAX_NAME:
        raise CheckpointError("name", f"a key name has 1 to {MAX_NAME} characters", line)
    if "+" in name or any(character.isspace() or ord(character) < 0x20 for character in name):
        raise CheckpointError("name", "a key name holds no space, plus sign or control character", line)


def key_id(name: str, public_key: bytes) -> bytes:
    """First four bytes of SHA-256(name ‖ "\\n" ‖ 0x01 ‖ public key)."""
    return sha256(name.encode("utf-8") + b"\n" + ED25519 + public_key).digest()[:4]


@dataclass(frozen=True, slots=True)
class NoteVerifier:
    """The public half.

    name: key name, for a ledger's own key the checkpoint origin.
    public_key: 32 bytes, RFC 8032.
    """

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        require_key_name(self.name)
        if len(self.public_key) != 32:
            raise CheckpointError("key", "an Ed25519 public key has 32 bytes")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+hash+base64`, where hash is the key id in eight lower-case hex digits."""
        parts = text.removesuffix("\n").split("+", 2)
        if len(parts) != 3:
            raise CheckpointError("key", "a verifier key is name+hash+base64")
        name, identifier, encoded = parts
        key = read_base64(encoded)
        if len(key) != 33 or key[:1] != ED25519:
            raise CheckpointError("key", "only Ed25519 verifier keys (type 1, 32 bytes) are taken")
        verifier = cls(name, key[1:])
        if identifier != verifier.key_id.hex():
            raise CheckpointError("key", "the key id in the text does not belong to the key")
        return verifier

    @property
    def key_id(self) -> bytes:
        """Four bytes that, with the name, say which key made a signature line."""
        return key_id(self.name, self.public_key)

    def text(self) -> str:
        """`name+hash+base64`, one line without newline."""
        return f"{self.name}+{self.key_id.hex()}+{write_base64(ED25519 + self.public_key)}"

    def holds(self, message: bytes, signature: bytes) -> bool:
        """Whether the Ed25519 signature belongs to these bytes; callers turn False into a named refusal."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class NoteSigner:
    """The private half, held in memory only; `repr` does not show it.

    name: key name, for a ledger's own key the checkpoint origin.
    private_key: an Ed25519 key of `cryptography`.
    """

    name: str
    private_key: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        require_key_name(self.name)

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> Self:
        """The key whose RFC 8032 seed is these 32 bytes."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def verifier(self) -> NoteVerifier:
        """The public half to hand out."""
        return NoteVerifier(self.name, self.private_key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """64-byte Ed25519 signature."""
        return self.private_key.sign(message)
