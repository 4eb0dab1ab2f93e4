"""The evidence record that a time-stamp token over one object already is (RFC 4998, 3.1 and 4.1).

The record is the token with the bytes around it that say "one chain, one time-stamp, no tree": it states nothing that
the token does not state. `timestamping.evidence_records` makes the same bytes; a test holds the two together.
"""

from typing import Final

_SEQUENCE, _CONTEXT_0 = b"\x30", b"\xa0"
_VERSION_1: Final = b"\x02\x01\x01"
_HASHES: Final = {
    "sha256": bytes.fromhex("0609608648016503040201"),
    "sha384": bytes.fromhex("0609608648016503040202"),
    "sha512": bytes.fromhex("0609608648016503040203"),
}
"""Object identifiers, DER."""


def wrapped_token(token: bytes, imprint_algorithm: str) -> bytes:
    """The record of a token over an imprint by that algorithm. Raises KeyError for one that no seal was made with."""
    hash_oid = _HASHES[imprint_algorithm]
    stamp = _tlv(_SEQUENCE, _tlv(_CONTEXT_0, hash_oid) + token)
    return _tlv(
        _SEQUENCE, _VERSION_1 + _tlv(_SEQUENCE, _tlv(_SEQUENCE, hash_oid)) + _tlv(_SEQUENCE, _tlv(_SEQUENCE, stamp))
    )


def _tlv(tag: bytes, content: bytes) -> bytes:
    """One DER element (X.690 10.1: shortest length)."""
    size = len(content)
    if size < 0x80:
        return tag + bytes((size,)) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return tag + bytes((0x80 | len(octets),)) + octets + content
