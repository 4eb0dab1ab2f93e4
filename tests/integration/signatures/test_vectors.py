"""Signatures made by others, against what their makers assert (`../shared/vectors/README.md`)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.signatures import FileReport, StampKind, check_signatures, raise_to_t
from domain.signatures.levels import SignatureLevel, SubIndication
from timestamping.cms import read_signed_data
from timestamping.der import remove
from timestamping.tsa import TimestampService
from timestamping.tsa.authority import TestAuthority, TestPki

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "cades"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/vectors is not beside the project")
NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
CONTENT = {"cades-detached.pkcs7": b"Hello World", "cades-tstv2-detached.p7s": b"aaa"}
INTACT = [
    "BER_reordered_prova.txt.p7m",
    "C-E-ERS.p7m",
    "CAdESDoubleLTA.p7m",
    "Signature-C-A-XL-1.p7m",
    "Signature-C-B-B-8.p7m",
    "cades-ats-v3-wrong-cert.p7m",
    "cades-broken-sig-tst-and-ats-v3.cms",
    "cades-detached.pkcs7",
    "cades-dss1997.p7m",
    "cades-extended-epes.pkcs7",
    "cades-t-copied-sigtst.p7m",
    "cades-tstv2-detached.p7s",
    "counterSig.p7m",
    "sig_with_atsv2.p7s",
]
LEVELS = {
    "BER_reordered_prova.txt.p7m": SignatureLevel.BES,
    "Signature-C-B-B-8.p7m": SignatureLevel.EPES,
    "cades-detached.pkcs7": SignatureLevel.BES,
    "cades-extended-epes.pkcs7": SignatureLevel.EPES,
    "cades-t-copied-sigtst.p7m": SignatureLevel.T,
    "counterSig.p7m": SignatureLevel.T,
    "sig_with_atsv2.p7s": SignatureLevel.A,
    "CAdESDoubleLTA.p7m": SignatureLevel.A,
}
RAISABLE = [
    "BER_reordered_prova.txt.p7m",
    "Signature-C-B-B-8.p7m",
    "cades-detached.pkcs7",
    "cades-extended-epes.pkcs7",
]


def judged(name: str, content: bytes | None = None) -> FileReport:
    return check_signatures((FOLDER / name).read_bytes(), at=NOW, content=content or CONTENT.get(name))


def imprints(report: FileReport, kind: StampKind) -> list[bool | None]:
    return [stamp.imprint for signature in report.signatures for stamp in signature.timestamps if stamp.kind is kind]


@pytest.mark.parametrize("name", INTACT)
def test_signer_asserted_intact_is_intact(name: str) -> None:
    assert [signature.intact for signature in judged(name).signatures] == [True]


def test_detached_signature_over_other_content_is_not_intact() -> None:
    assert [signature.intact for signature in judged("cades-detached.pkcs7", b"Bye World").signatures] == [False]


def test_detached_signature_without_content_lacks_its_data() -> None:
    report = check_signatures((FOLDER / "cades-detached.pkcs7").read_bytes(), at=NOW)
    assert report.signatures[0].verdict.reasons[0].subindication is SubIndication.SIGNED_DATA_NOT_FOUND


def test_stamp_copied_from_another_place_has_a_wrong_imprint() -> None:
    assert imprints(judged("cades-t-copied-sigtst.p7m"), StampKind.SIGNATURE) == [False]


@pytest.mark.parametrize("name", [name for name in INTACT if name != "cades-t-copied-sigtst.p7m"])
def test_signature_stamps_asserted_right_have_their_imprint(name: str) -> None:
    assert set(imprints(judged(name), StampKind.SIGNATURE)) <= {True}


@pytest.mark.parametrize("name", list(LEVELS))
def test_level_is_read_off_the_attributes(name: str) -> None:
    assert judged(name).signatures[0].level is LEVELS[name]


def test_counter_signature_is_found_and_intact() -> None:
    assert [counter.intact for counter in judged("counterSig.p7m").signatures[0].counter_signatures] == [True]


@pytest.mark.parametrize("name", RAISABLE)
def test_vector_is_raised_and_gives_its_bytes_back_without_the_stamp(name: str) -> None:
    pki = TestPki.make(NOW)
    nonces = iter((1 << 127,))
    service = TimestampService([TestAuthority(pki, lambda: NOW)], pki.trust, lambda: NOW, lambda: next(nonces))
    data = (FOLDER / name).read_bytes()
    raised = raise_to_t(data, service, pki.trust, NOW, content=CONTENT.get(name))[-1].data
    report = check_signatures(raised, at=NOW, content=CONTENT.get(name), trust=pki.trust)
    assert imprints(report, StampKind.SIGNATURE) == [True]
    signer = read_signed_data(raised).signers[0]
    added = signer.unsigned[-1].element if len(signer.unsigned) > 1 else signer.unsigned_attrs
    assert added is not None
    assert remove(added) == data
