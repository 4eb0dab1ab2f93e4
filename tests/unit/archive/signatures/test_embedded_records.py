"""Evidence records inside a signature: internal and external, side by side and one over the other (RFC 4998, A)."""

from datetime import timedelta

import pytest

from archive.signatures import FileReport, check_signatures
from archive.signatures.raising import with_unsigned
from testkit.signature_workshop import ARCHIVED, CHECKED, CONTENT, Recipe, Workshop
from timestamping.cms import attribute, oids, read_signed_data
from timestamping.evidence_records import build_records
from timestamping.tsa import Imprint

T = Recipe(policy=None, long_term=False)


@pytest.fixture
def shop() -> Workshop:
    return Workshop(T)


def record(shop: Workshop, objects: list[bytes], hours: int = 0) -> bytes:
    """A record over one group of objects."""

    def stamp(imprint: Imprint) -> bytes:
        return shop.token(imprint, ARCHIVED + timedelta(hours=hours))

    [made] = build_records([objects], stamp, "sha256")
    return made


def embedded(data: bytes, kind: str, *records: bytes) -> bytes:
    return with_unsigned(read_signed_data(data).signers[0], attribute(kind, *records))


def judged(shop: Workshop, data: bytes, content: bytes | None = None) -> FileReport:
    return check_signatures(data, at=CHECKED, trust=shop.pki.trust, content=content)


def outcomes(report: FileReport) -> list[bool]:
    return [item.report.verdict.passed for item in report.evidence_records]


def test_internal_record_covers_the_file_as_it_was(shop: Workshop) -> None:
    data = shop.made()
    report = judged(shop, embedded(data, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [data])))
    assert outcomes(report) == [True]
    assert report.verdict.passed


def test_record_over_another_file_is_reported_and_proves_nothing(shop: Workshop) -> None:
    data = shop.made()
    report = judged(shop, embedded(data, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [data + b"?"])))
    assert outcomes(report) == [False]
    assert "evidence-record-not-valid" in report.verdict.codes


def test_only_unsigned_attribute_leaves_no_empty_set_behind() -> None:
    shop = Workshop(Recipe(policy=None, stamp_at=None))
    data = shop.made()
    report = judged(shop, embedded(data, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [data])))
    assert outcomes(report) == [True]
    assert report.signatures[0].proven_time == ARCHIVED


def test_external_record_covers_file_and_content() -> None:
    shop = Workshop(Recipe(policy=None, long_term=False, detached=True))
    data = shop.made()
    made = embedded(data, oids.EXTERNAL_EVIDENCE_RECORD, record(shop, [data, CONTENT]))
    assert outcomes(judged(shop, made, CONTENT)) == [True]
    assert outcomes(judged(shop, made, b"?")) == [False]


def test_records_side_by_side_cover_the_file_without_either(shop: Workshop) -> None:
    data = shop.made()
    made = embedded(data, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [data]), record(shop, [data], 1))
    assert outcomes(judged(shop, made)) == [True, True]


def test_record_after_a_record_covers_the_first_one(shop: Workshop) -> None:
    data = shop.made()
    first = embedded(data, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [data]))
    second = embedded(first, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [first], 1))
    assert outcomes(judged(shop, second)) == [True, True]


def test_change_after_the_record_is_seen(shop: Workshop) -> None:
    data = shop.made()
    made = embedded(data, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [data]))
    later = with_unsigned(read_signed_data(made).signers[0], attribute(oids.COUNTER_SIGNATURE))
    assert outcomes(judged(shop, later)) == [False]


def test_trailing_bytes_are_not_part_of_the_object(shop: Workshop) -> None:
    data = shop.made()
    made = embedded(data, oids.INTERNAL_EVIDENCE_RECORD, record(shop, [data]))
    assert outcomes(judged(shop, made + bytes(16))) == [True]
