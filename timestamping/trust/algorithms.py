"""Until when an algorithm may be relied on, as data. After its date a result is in doubt, not false.

The dates themselves stand in `algorithms.toml` and, where an institution has decided more, in its own file
(`policy_files`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from domain.signatures.levels import SubIndication
from timestamping.cms import Certificate, HashAlgorithm, Reason, doubt


@dataclass(frozen=True, slots=True)
class AlgorithmPolicy:
    """hash_ends: hash name (hashlib's) to the moment it stops being relied on; absent: relied on.

    key_ends: per family ("rsa", "dsa", "ec") pairs (bits, moment): shorter keys are not relied on from then.
    name: recorded with results so that a verdict can be repeated.
    """

    name: str
    hash_ends: Mapping[str, datetime] = field(default_factory=dict)
    key_ends: Mapping[str, tuple[tuple[int, datetime], ...]] = field(default_factory=dict)

    def ends_between(self, after: datetime, until: datetime) -> list[tuple[str, datetime]]:
        """What stops being relied on after `after` and up to `until`: name for people and moment, earliest first."""
        found = list(self.hash_ends.items())
        for family, sizes in self.key_ends.items():
            found += [(f"{family} < {bits}", end) for bits, end in sizes]
        return sorted((item for item in found if after < item[1] <= until), key=lambda item: item[1])

    def about_hash(self, algorithm: HashAlgorithm, at: datetime, use: str) -> list[Reason]:
        """Doubts about relying on a hash at that moment; `use` says where it stands."""
        end = self.hash_ends.get(algorithm.name)
        if end is None or at < end:
            return []
        text = f"{algorithm.name} of the {use} is not relied on since {end:%Y-%m-%d}"
        return [doubt("hash-too-weak", text, SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE)]

    def about_key(self, certificate: Certificate, at: datetime, use: str) -> list[Reason]:
        """Doubts about relying on a key of that size at that moment."""
        strength = key_strength(certificate.public_key_info)
        if strength is None:
            return []
        family, bits = strength
        for wanted, end in self.key_ends.get(family, ()):
            if bits < wanted and at >= end:
                text = f"{family} key of {bits} bits of the {use} is not relied on since {end:%Y-%m-%d}"
                return [doubt("key-too-short", text, SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE)]
        return []


def key_strength(key_info: bytes) -> tuple[str, int] | None:
    """Family and size in bits of a public key (DER SubjectPublicKeyInfo), None when it has no variable size."""
    return _known_strength(key_info) if len(key_info) <= _MAX_KEPT else _strength(key_info)


def _strength(key_info: bytes) -> tuple[str, int] | None:
    try:
        key = load_der_public_key(key_info)
    except Exception:  # unreadable keys are reported where they are used; here there is only no size to judge
        return None
    match key:
        case rsa.RSAPublicKey():
            return "rsa", key.key_size
        case dsa.DSAPublicKey():
            return "dsa", key.key_size
        case ec.EllipticCurvePublicKey():
            return "ec", key.key_size
        case _:
            return None


_MAX_KEPT = 2 * 1024  # bytes of a public key that is remembered; protects memory from enormous ones
_known_strength = lru_cache(1_024)(_strength)
