"""Requests for time-stamps, built by rfc3161ng (which builds well; it never decides validity here)."""

from __future__ import annotations

from dataclasses import dataclass

from timestamping.cms import hash_by_oid
from timestamping.der import algorithm, boolean, integer, octet_string, oid, sequence
from timestamping.tsa.tokens import Imprint

MIN_NONCE_BITS = 64
_KNOWN_TO_LIBRARY = frozenset({"sha1", "sha256", "sha384", "sha512"})


@dataclass(frozen=True, slots=True)
class TimestampRequest:
    """One question to an authority. nonce: at least 64 bits. policy: dotted text or None. der: TimeStampReq as sent."""

    imprint: Imprint
    nonce: int
    policy: str | None
    der: bytes


def build_request(imprint: Imprint, nonce: int, policy: str | None = None) -> TimestampRequest:
    """A version 1 request with certReq, so that the token brings its certificate (RFC 3161, 2.4.1).

    The nonce comes from outside; one shorter than 64 bits cannot tell an answer from a replayed one and is a
    ValueError.
    """
    if nonce.bit_length() > 160 or nonce < 1 << (MIN_NONCE_BITS - 1):
        raise ValueError(f"a nonce has its top bit at {MIN_NONCE_BITS} to 160 bits, this one at {nonce.bit_length()}")
    if hash_by_oid(imprint.algorithm).name not in _KNOWN_TO_LIBRARY:
        return TimestampRequest(imprint, nonce, policy, _built(imprint, nonce, policy))
    import rfc3161ng  # half a second to load; checking tokens needs none of it

    built = rfc3161ng.make_timestamp_request(
        digest=imprint.digest,
        hashname=hash_by_oid(imprint.algorithm).name,
        include_tsa_certificate=True,
        nonce=nonce,
        tsa_policy_id=policy,
    )
    return TimestampRequest(imprint, nonce, policy, bytes(rfc3161ng.encode_timestamp_request(built)))


def _built(imprint: Imprint, nonce: int, policy: str | None) -> bytes:
    """TimeStampReq over a hash that the library has no name for: those of the SHA-3 family."""
    return sequence(
        integer(1),
        sequence(algorithm(imprint.algorithm), octet_string(imprint.digest)),
        oid(policy) if policy else b"",
        integer(nonce),
        boolean(True),
    )
