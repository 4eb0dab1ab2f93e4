"""The DER core: parse, hash index, imprint and splice of one signature, as an archive time-stamp needs them."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

from asn1crypto import cms

from archive.signatures import SignedAttributes, raise_to_t, sign_attached
from archive.signatures.hash_index import build_hash_index
from archive.signatures.imprints import archive_v3_input
from archive.signatures.raising import with_unsigned
from tests.benchmarks.figures import Direction, Row, Target, alternate, rate
from tests.benchmarks.ground import Ground
from timestamping.cms import SignedData, attribute, hash_by_name, oids, read_signed_data
from timestamping.der import octet_string, read, sequence
from timestamping.tsa import TimestampService
from timestamping.tsa.authority import TestAuthority, TestPki

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
BYTES = 10_240
_HASH = hash_by_name("sha256")


def measure_der_core(ground: Ground) -> list[Row]:
    """Signatures a second through the core, beside one that only decodes the same bytes."""
    data, token = _sample()
    times = ground.size(2_000, 200)
    core, peer = _core(data, token), _decoding(data)
    found = alternate(lambda: _rate(core, times), lambda: _rate(peer, times), ground.size(7, 3))
    ours, theirs = found.our_median, found.peer_median
    target = Target(Direction.AT_LEAST, 5_000, "/s")
    note = _NOTE.format(size=len(data))
    return [Row("DER core, 10 KB signature", rate(ours, ""), rate(theirs, ""), ours, target, note)]


def _sample() -> tuple[bytes, bytes]:
    """A T signature of ten kilobytes with values, and a token to splice in."""
    pki = TestPki.make(NOW)
    nonces = iter(range(1 << 127, 1 << 128))
    service = TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))
    chain = [pki.issuer.certificate, pki.root.certificate]
    signed = sign_attached(b"x" * 3_000, pki.citizen.certificate, pki.citizen.port(), SignedAttributes(NOW), chain)
    raised = raise_to_t(signed, service, pki.trust, NOW)[-1].data
    signer = read_signed_data(raised).signers[0]
    filling = attribute(oids.CERTIFICATE_VALUES, sequence(octet_string(bytes(BYTES - len(raised) - 60))))
    return with_unsigned(signer, filling), signer.unsigned[0].single.tlv


def _core(data: bytes, token: bytes) -> Callable[[], object]:
    addition = attribute(oids.ARCHIVE_TIME_STAMP_V3, token)

    def work() -> bytes:
        parsed = SignedData(read(data))  # read anew each time, nothing remembered
        signer = parsed.signers[0]
        index = build_hash_index(parsed, signer, _HASH)
        _HASH.digest(*archive_v3_input(parsed, signer, _HASH.digest(parsed.content or b""), index))
        return with_unsigned(signer, addition)

    return work


def _decoding(data: bytes) -> Callable[[], object]:
    """asn1crypto reading the same fields and one digest over the bytes: no index, no splice."""

    def work() -> None:
        signed = cms.ContentInfo.load(data)["content"]
        for signer in signed["signer_infos"]:
            for item in (*signer["signed_attrs"], *signer["unsigned_attrs"]):
                _ = item["type"].native
        sha256(data).digest()

    return work


def _rate(work: Callable[[], object], times: int) -> float:
    """Calls a second of CPU time."""
    work()
    began = time.process_time()
    for _ in range(times):
        work()
    return times / (time.process_time() - began)


_NOTE = (
    "CPU time, one core, attached signature of {size:,} bytes: parse, hash index v3 over certificates and attributes,"
    " imprint of an archive time-stamp v3, attribute spliced in. Beside it: asn1crypto decoding the same fields"
    " and one SHA-256 over the bytes, without index and splice."
)
