"""Hash algorithms by object identifier."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes


@dataclass(frozen=True, slots=True)
class HashAlgorithm:
    """One hash function. oid: dotted text. name: as hashlib knows it. size: octets of a digest."""

    oid: str
    name: str
    size: int
    primitive: hashes.HashAlgorithm

    def digest(self, *parts: bytes) -> bytes:
        """Digest of the parts joined."""
        if self.name == "shake_256":
            return _long_digest(parts)
        state = hashlib.new(self.name)
        for part in parts:
            state.update(part)
        return state.digest()


def _long_digest(parts: Iterable[bytes]) -> bytes:
    """SHAKE256 with 64 octets of output, as it stands in CMS (RFC 8419, 2.3; RFC 8702, 3.1)."""
    state = hashlib.shake_256()
    for part in parts:
        state.update(part)
    return state.digest(64)


_NIST = "2.16.840.1.101.3.4.2."
_ALL = (
    HashAlgorithm("1.2.840.113549.2.5", "md5", 16, hashes.MD5()),
    HashAlgorithm("1.3.14.3.2.26", "sha1", 20, hashes.SHA1()),
    HashAlgorithm(_NIST + "4", "sha224", 28, hashes.SHA224()),
    HashAlgorithm(_NIST + "1", "sha256", 32, hashes.SHA256()),
    HashAlgorithm(_NIST + "2", "sha384", 48, hashes.SHA384()),
    HashAlgorithm(_NIST + "3", "sha512", 64, hashes.SHA512()),
    HashAlgorithm(_NIST + "7", "sha3_224", 28, hashes.SHA3_224()),
    HashAlgorithm(_NIST + "8", "sha3_256", 32, hashes.SHA3_256()),
    HashAlgorithm(_NIST + "9", "sha3_384", 48, hashes.SHA3_384()),
    HashAlgorithm(_NIST + "10", "sha3_512", 64, hashes.SHA3_512()),
    HashAlgorithm(_NIST + "12", "shake_256", 64, hashes.SHAKE256(64)),
    HashAlgorithm(_NIST + "18", "shake_256", 64, hashes.SHAKE256(64)),  # with its length beside it: 512 bits
)
_BY_OID = {algorithm.oid: algorithm for algorithm in _ALL}
_BY_NAME = {algorithm.name: algorithm for algorithm in _ALL}


class UnknownHashError(ValueError):
    """The hash algorithm is none that this program knows; the object can be neither confirmed nor refuted."""


def hash_by_oid(oid: str) -> HashAlgorithm:
    """Raises UnknownHashError."""
    try:
        return _BY_OID[oid]
    except KeyError:
        raise UnknownHashError(f"unknown hash algorithm {oid}") from None


def hash_by_name(name: str) -> HashAlgorithm:
    """By hashlib's name, for example "sha512". Raises UnknownHashError."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownHashError(f"unknown hash algorithm {name}") from None
