"""Key agreement of RFC 5753: from a shared secret to the key that wraps the content key."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF

from timestamping.der import explicit, octet_string, sequence


def wrapping_key(secret: bytes, algorithm: hashes.HashAlgorithm, wrap: bytes, length: int, ukm: bytes | None) -> bytes:
    """X9.63 key derivation over ECC-CMS-SharedInfo; `wrap` is the wrap algorithm exactly as encoded in the message."""
    info = sequence(
        wrap,
        b"" if ukm is None else explicit(0, octet_string(ukm)),
        explicit(2, octet_string((length * 8).to_bytes(4, "big"))),
    )
    return X963KDF(algorithm=algorithm, length=length, sharedinfo=info).derive(secret)
