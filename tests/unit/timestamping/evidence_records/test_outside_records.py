"""Evidence records made by others, with the verdicts their makers' own tests assert."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.signatures.levels import Indication, SubIndication
from timestamping.evidence_records import RecordReport, check_record
from timestamping.trust import TrustStore

RECORDS = Path(__file__).resolve().parents[5] / "shared" / "vectors" / "ers"
AT = datetime(2026, 11, 22, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not RECORDS.is_dir(), reason="the outside records (../shared/vectors/ers) are absent")


def judged(name: str, data: bytes) -> RecordReport:
    return check_record((RECORDS / name).read_bytes(), [data], trust=TrustStore(), at=AT)


def bytes_of(name: str) -> bytes:
    return (RECORDS / name).read_bytes()


@pytest.mark.parametrize("name", ["1_0_Initial.er", "1_2_Renew_Unsorted.er"])
def test_record_over_a_text_fits(name: str) -> None:
    assert judged(name, b"123456").intact


def test_record_over_a_group_fits_for_one_of_it() -> None:
    assert judged("BIN-1_ER.ers", bytes_of("BIN-1.bin")).intact


def test_record_over_a_group_does_not_fit_for_a_stranger() -> None:
    other = bytes_of("BIN-2.bin")
    if other == bytes_of("BIN-1.bin"):
        pytest.skip("both files of the pair hold the same bytes here, so no check can tell them apart")
    assert judged("BIN-1_ER.ers", other).verdict.subindication is SubIndication.HASH_FAILURE


def test_record_that_its_makers_broke_is_refused() -> None:
    assert judged("er-asn1-simple-invalid.ers", b"1").verdict.subindication is SubIndication.HASH_FAILURE


def test_record_renewed_both_ways_fits() -> None:
    report = judged("er-asn1-full-renewal.ers", b"\x03")
    assert report.intact
    assert [[stamp.link_ok for stamp in chain] for chain in report.chains] == [[None, True], [True]]


@pytest.mark.parametrize(
    ("name", "data"),
    [("1_0_Initial.er", b"123456"), ("1_2_Renew_Unsorted.er", b"123456"), ("er-asn1-full-renewal.ers", b"\x03")],
)
def test_record_does_not_fit_other_data(name: str, data: bytes) -> None:
    report = judged(name, data + b"!")
    assert report.intact is False
    assert report.verdict.indication is Indication.FAILED
    assert report.found == (False,)


def test_record_whose_roots_nobody_trusts_is_undecided() -> None:
    verdict = judged("er-asn1-full-renewal.ers", b"\x03").verdict
    assert verdict.indication is Indication.INDETERMINATE
    assert verdict.subindication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
