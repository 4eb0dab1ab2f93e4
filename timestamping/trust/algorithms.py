"""Until when an algorithm may be relied on, as data. After its date a result is in doubt, not false.

The default dates follow the recommendations of ETSI TS 119 312 for what is already weak; nothing that is strong today
carries a date, because such a date is a decision of the institution.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

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


def _day(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


DEFAULT_POLICY = AlgorithmPolicy(
    name="kutuk-2026",
    hash_ends={"md5": _day(2005), "sha1": _day(2012)},
    key_ends={
        "rsa": ((1024, _day(2010, 8)), (2048, _day(2020))),
        "dsa": ((1024, _day(2010, 8)), (2048, _day(2020))),
        "ec": ((160, _day(2010, 8)), (224, _day(2012, 8)), (256, _day(2020))),
    },
)
