"""Raising a signature to T, the authority's own work apart."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256, sha512

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from archive.signatures import SignedAttributes, raise_to_t, sign_attached
from tests.benchmarks.figures import Direction, Row, Target, alternate, number
from tests.benchmarks.ground import Ground
from timestamping.cms import read_signed_data
from timestamping.trust import TrustStore
from timestamping.tsa import Imprint, Stamp, TimestampService
from timestamping.tsa.authority import KeyKind, TestAuthority, TestPki

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
BYTES = 10_240


class KeptStamp:
    """A stamper that hands out the one stamp it got before: the authority's work is not ours."""

    def __init__(self, stamp: Stamp) -> None:
        self._stamp = stamp

    def stamp(self, imprint: Imprint, not_before: datetime | None = None) -> Stamp:
        """The kept stamp."""
        return self._stamp


def measure_raising(ground: Ground) -> list[Row]:
    """CPU of one raising: signature checked, token checked, attribute spliced in."""
    pki = TestPki.make(NOW)
    signed = _signed(pki)
    nonces = iter(range(1 << 127, 1 << 128))
    service = TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))
    kept = KeptStamp(service.stamp(Imprint.of(read_signed_data(signed).signers[0].signature_value, "sha512")))
    times = ground.size(200, 50)
    ours = _raising(signed, kept, pki.trust)
    found = alternate(lambda: _cpu(ours, times), lambda: _cpu(_bare(signed), times), ground.size(7, 3))
    mine, peer = found.our_median * 1e3, found.peer_median * 1e3
    target = Target(Direction.AT_MOST, 2.0, "ms")
    return [
        Row(
            "raising a 10 KB signature to T, CPU",
            f"{number(mine)} ms",
            f"{number(peer)} ms",
            mine,
            target,
            _NOTE.format(size=len(signed)),
        )
    ]


def _signed(pki: TestPki) -> bytes:
    """An attached RSA signature of ten kilobytes in all, content and chain inside."""
    citizen = pki.another_citizen("Mehmet Demir", NOW, KeyKind.RSA)

    def made(content: bytes) -> bytes:
        return sign_attached(
            content, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate]
        )

    return made(b"x" * (BYTES - len(made(b""))))


def _raising(signed: bytes, kept: KeptStamp, trust: TrustStore) -> Callable[[], object]:
    return lambda: raise_to_t(signed, kept, trust, NOW)


def _bare(signed: bytes) -> Callable[[], object]:
    """One RSA verification and both digests over the bytes."""
    key = rsa.generate_private_key(65537, 2048)
    public, signature = key.public_key(), key.sign(b"x", padding.PKCS1v15(), hashes.SHA256())

    def work() -> None:
        public.verify(signature, b"x", padding.PKCS1v15(), hashes.SHA256())
        sha256(signed).digest()
        sha512(signed).digest()

    return work


def _cpu(work: Callable[[], object], times: int) -> float:
    """CPU seconds of one call."""
    work()
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


_NOTE = (
    "CPU time of `raise_to_t` on an attached RSA signature of {size:,} bytes: signature checked, a ready token checked"
    " in full with its chain, attribute spliced in. Beside it, for scale: one RSA verification with SHA-256 and SHA-512"
    " over the bytes. Raising to archive form is not built yet."
)
