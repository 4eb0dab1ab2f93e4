"""Raising a signature to archive form, the authority's own work apart."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256, sha512

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from archive.signatures import Means, SignedAttributes, Stamper, extend, sign_attached
from domain.signatures.levels import SignatureLevel
from tests.benchmarks.figures import Direction, Row, Target, alternate, number
from tests.benchmarks.ground import Ground
from timestamping.trust import RevocationMaterial, StoredSource
from timestamping.tsa import Imprint, Stamp, TimestampService
from timestamping.tsa.authority import KeyKind, TestAuthority, TestPki
from timestamping.tsa.authority.certificates import revocation_list

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
BYTES = 10_240


class KeptStamps:
    """A stamper that asks once for each imprint and then hands out what it kept: the authority's work is not ours."""

    def __init__(self, asked: Stamper) -> None:
        self._asked = asked
        self._kept: dict[bytes, Stamp] = {}

    def stamp(self, imprint: Imprint, not_before: datetime | None = None) -> Stamp:
        """The kept stamp over that imprint."""
        if imprint.digest not in self._kept:
            self._kept[imprint.digest] = self._asked.stamp(imprint)
        return self._kept[imprint.digest]


def measure_raising(ground: Ground) -> list[Row]:
    """CPU of the step to archive form, and, in the note, of the whole way from BES."""
    pki = TestPki.make(NOW)
    means, signed = _means(pki), _signed(pki)
    long_term = extend(signed, SignatureLevel.XL, means)[-1].data
    times = ground.size(200, 50)
    ours = _raising(long_term, means)
    found = alternate(lambda: _cpu(ours, times), lambda: _cpu(_bare(long_term), times), ground.size(7, 3))
    mine, peer = found.our_median * 1e3, found.peer_median * 1e3
    whole = _cpu(_raising(signed, means), times) * 1e3
    return [
        Row(
            "raising a 10 KB signature to archive form, CPU",
            f"{number(mine)} ms",
            f"{number(peer)} ms",
            mine,
            Target(Direction.AT_MOST, 2.0, "ms"),
            _NOTE.format(size=len(signed), long_term=len(long_term), whole=number(whole)),
        )
    ]


def _means(pki: TestPki) -> Means:
    nonces = iter(range(1 << 127, 1 << 128))
    service = TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))
    lists = tuple(revocation_list(by, (), NOW, NOW + timedelta(days=1)) for by in (pki.issuer, pki.root))
    source = StoredSource((pki.root.certificate,), RevocationMaterial(lists))
    return Means(KeptStamps(service), pki.trust, lambda: NOW, source)


def _signed(pki: TestPki) -> bytes:
    """An attached RSA signature of ten kilobytes in all, content and chain inside."""
    citizen = pki.another_citizen("Mehmet Demir", NOW, KeyKind.RSA)

    def made(content: bytes) -> bytes:
        return sign_attached(
            content, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate]
        )

    return made(b"x" * (BYTES - len(made(b""))))


def _raising(data: bytes, means: Means) -> Callable[[], object]:
    return lambda: extend(data, SignatureLevel.A, means)


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
    "CPU time of `extend` from XL to A on an attached RSA signature of {long_term:,} bytes ({size:,} before references"
    " and values): the file judged in full with the proofs it holds, hash index and imprint computed, a ready token"
    " checked with its chain, attribute spliced in. Beside it, for scale: one RSA verification with SHA-256 and SHA-512"
    " over the bytes. The whole way from BES through T and XL, with the validation data of signer and authority"
    " collected from stored lists, takes {whole} ms."
)
