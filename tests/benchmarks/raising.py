"""Raising a signature to archive form, the authority's own work apart."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256, sha512
from itertools import cycle

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes

from archive.signatures import Means, SignedAttributes, Stamper, extend, sign_attached
from domain.signatures.levels import SignatureLevel
from tests.benchmarks.figures import Direction, Row, Target, alternate, number
from tests.benchmarks.ground import Ground
from timestamping.trust import RevocationMaterial, StoredSource
from timestamping.tsa import Imprint, Stamp, TimestampService
from timestamping.tsa.authority import KeyKind, Profile, TestAuthority, TestPki, issue, make_key
from timestamping.tsa.authority.certificates import revocation_list

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
BYTES = 10_240
FILES = 100


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
    means, files = _means(pki), _signed(pki)
    long_term = [extend(signed, SignatureLevel.XL, means)[-1].data for signed in files]
    times = ground.size(2 * len(files), len(files))
    ours = _raising(long_term, means)
    found = alternate(lambda: _cpu(ours, times), lambda: _cpu(_bare(long_term[0]), times), ground.size(7, 3))
    mine, peer = found.our_median * 1e3, found.peer_median * 1e3
    whole = _cpu(_raising(files, means), times) * 1e3
    return [
        Row(
            "raising a 10 KB signature to archive form, CPU",
            f"{number(mine)} ms",
            f"{number(peer)} ms",
            mine,
            Target(Direction.AT_MOST, 2.0, "ms"),
            _NOTE.format(size=len(files[0]), long_term=len(long_term[0]), whole=number(whole)),
        )
    ]


def _means(pki: TestPki) -> Means:
    nonces = iter(range(1 << 127, 1 << 128))
    service = TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))
    lists = tuple(revocation_list(by, (), NOW, NOW + timedelta(days=1)) for by in (pki.issuer, pki.root))
    source = StoredSource((pki.root.certificate,), RevocationMaterial(lists))
    return Means(KeptStamps(service), pki.trust, lambda: NOW, source)


def _signed(pki: TestPki) -> list[bytes]:
    """Attached RSA signatures of ten kilobytes in all, content and chain inside; each by another person, and more than
    the files that are remembered, so that none is known from the round before; their certificates are. They share a
    key: making one takes long.
    """
    key = make_key(KeyKind.RSA)
    return [_by(person, key, pki) for person in range(FILES)]


def _by(person: int, key: CertificateIssuerPrivateKeyTypes, pki: TestPki) -> bytes:
    usage = frozenset({"content_commitment"})
    profile = Profile(f"TEST Kişi {person:03}", NOW - timedelta(days=1), NOW + timedelta(days=365), key_usage=usage)
    citizen = issue(profile, key, pki.issuer)

    def made(content: bytes) -> bytes:
        return sign_attached(
            content, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate]
        )

    return made(b"x" * (BYTES - len(made(b""))))


def _raising(files: Sequence[bytes], means: Means) -> Callable[[], object]:
    """Another file each time; every stamp is at hand."""
    for data in files:
        extend(data, SignatureLevel.A, means)
    turn = cycle(files)
    return lambda: extend(next(turn), SignatureLevel.A, means)


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
    "CPU time of `extend` from XL to A on attached RSA signatures of {long_term:,} bytes, another file each time"
    " ({size:,} bytes before references and values): the file judged in full with the proofs it holds, hash index and"
    " imprint computed, a ready token checked with its chain, attribute spliced in. Certificates seen before are"
    " remembered, files are not. Beside it, for scale: one RSA verification with SHA-256 and SHA-512 over the bytes."
    " The whole way from BES through T and XL, with the validation data of signer and authority collected from stored"
    " lists, takes {whole} ms."
)
