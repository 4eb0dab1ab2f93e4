"""Hostile records end in a verdict, quickly, never in a traceback."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.signatures.levels import Indication
from testkit.stampers import stamper
from timestamping.cms import UnknownHashError
from timestamping.der import DerError, Tag, algorithm, explicit, integer, octet_string, oid, sequence, tlv
from timestamping.evidence_records import (
    MAX_CHAINS,
    MAX_LISTS,
    MAX_STAMPS,
    RecordError,
    RecordReport,
    build_records,
    check_record,
    hash_name_of,
    read_record,
    renew_hash_trees,
    renew_time_stamps,
    weakens,
)
from timestamping.tsa.authority import TestPki

START = datetime(2026, 1, 1, tzinfo=UTC)
OBJECTS = ((b"a", b"b"), (b"c",))
HASHES = ("md5", "sha1", *(f"sha{form}{size}" for form in ("", "3_") for size in (224, 256, 384, 512)))
_PKI = TestPki.make(START)


def _renewed() -> bytes:
    stamp = stamper(_PKI, START)
    records = renew_time_stamps(build_records(OBJECTS, stamp), stamp)
    return renew_hash_trees(list(zip(records, OBJECTS, strict=True)), stamp, "sha256")[0]


RECORD = _renewed()
TOKEN = read_record(RECORD).newest.token_der


def checked(record: bytes) -> RecordReport:
    return check_record(record, OBJECTS[0], trust=_PKI.trust, at=START)


def test_the_record_that_is_spoilt_here_was_sound() -> None:
    assert checked(RECORD).verdict.passed


def record_with(stamp: bytes, count: int = 1) -> bytes:
    heads = sequence(algorithm("2.16.840.1.101.3.4.2.1"))
    return sequence(integer(1), heads, sequence(sequence(*[stamp] * count)))


def lists(count: int) -> bytes:
    return tlv(Tag.CONTEXT_2, *[sequence(octet_string(b"\x01" * 32))] * count)


EMPTY_STAMP = sequence(sequence(oid("1.2.840.113549.1.7.2"), explicit(0, sequence())))
HOSTILE = {
    "nothing": b"",
    "text": b"-----BEGIN EVIDENCE RECORD-----",
    "empty sequence": sequence(),
    "token instead of a record": TOKEN,
    "token in an octet string": record_with(sequence(octet_string(TOKEN))),
    "no chain": sequence(integer(1), sequence(), sequence()),
    "empty chain": sequence(integer(1), sequence(), sequence(sequence())),
    "no token": record_with(sequence(lists(1))),
    "empty tree": record_with(sequence(tlv(Tag.CONTEXT_2), TOKEN)),
    "empty list": record_with(sequence(tlv(Tag.CONTEXT_2, sequence()), TOKEN)),
    "integer in a list": record_with(sequence(tlv(Tag.CONTEXT_2, sequence(integer(1))), TOKEN)),
    "tree twice": record_with(sequence(lists(1), lists(1), TOKEN)),
    "tree before its hash": record_with(sequence(lists(1), tlv(Tag.CONTEXT_0, oid("1.2.3")), TOKEN)),
    "unknown field": record_with(sequence(explicit(3, TOKEN), TOKEN)),
    "too many lists": record_with(sequence(lists(MAX_LISTS + 1), TOKEN)),
    "too many stamps": record_with(EMPTY_STAMP, MAX_STAMPS + 1),
    "too many chains": sequence(integer(1), sequence(), sequence(*[sequence(EMPTY_STAMP)] * (MAX_CHAINS + 1))),
    "bulk in place of a hash": record_with(sequence(tlv(Tag.CONTEXT_2, sequence(octet_string(bytes(65)))), TOKEN)),
    "huge version": sequence(integer(1 << 20_000), sequence(), sequence(sequence(EMPTY_STAMP))),
    "deep nesting": b"\x30\x80" * 100_000,
    "deep chain": sequence(integer(1), sequence(), b"\x30\x80" * 5_000 + b"\x00\x00" * 5_000),
    "length beyond the end": b"\x30\x84\x7f\xff\xff\xff\x02\x01\x01",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_malformed_record_is_a_format_failure(name: str) -> None:
    report = checked(HOSTILE[name])
    assert report.verdict.codes == ("record-unreadable",)
    assert report.intact is False


@pytest.mark.parametrize("name", list(HOSTILE))
def test_malformed_record_is_a_named_error_for_readers(name: str) -> None:
    with pytest.raises(DerError):
        read_record(HOSTILE[name])


@pytest.mark.parametrize(
    "stamp", [EMPTY_STAMP, sequence(sequence(oid("1.2.840.113549.1.7.2"))), sequence(lists(1), TOKEN[:2] + TOKEN[2:])]
)
def test_stamp_without_a_readable_token_fails(stamp: bytes) -> None:
    assert checked(record_with(stamp)).verdict.indication is Indication.FAILED


def test_renewal_beyond_what_can_be_read_is_refused() -> None:
    stamp, record = stamper(_PKI, START), RECORD
    while len(read_record(record).chains) < MAX_CHAINS:
        (record,) = renew_hash_trees([(record, OBJECTS[0])], stamp, "sha256")
    assert checked(record).verdict.passed
    with pytest.raises(RecordError, match="chains"):
        renew_hash_trees([(record, OBJECTS[0])], stamp, "sha256")


def test_long_list_of_hashes_costs_no_more_than_reading_it() -> None:
    many = tlv(Tag.CONTEXT_2, sequence(*[octet_string(number.to_bytes(32, "big")) for number in range(50_000)]))
    assert "data-not-covered" in checked(record_with(sequence(many, TOKEN))).verdict.codes


OLD_CHAIN = read_record(RECORD).chain_element(0)


@settings(max_examples=60)
@given(st.integers(OLD_CHAIN.start, OLD_CHAIN.end - 1), st.integers(1, 255))
def test_any_change_in_an_older_chain_is_found(place: int, change: int) -> None:
    """The new chain's hash covers every byte of the older ones, those that no signature covers too."""
    report = checked(RECORD[:place] + bytes((RECORD[place] ^ change,)) + RECORD[place + 1 :])
    assert report.verdict.indication is not Indication.PASSED
    assert report.intact is not True


@settings(max_examples=150)
@given(st.integers(0, len(RECORD) - 1))
def test_cut_record_is_unreadable(length: int) -> None:
    assert checked(RECORD[:length]).verdict.codes == ("record-unreadable",)


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_random_bytes_are_judged(noise: bytes) -> None:
    assert checked(noise).verdict.indication is not Indication.PASSED
    assert checked(b"\x30\x81" + bytes((len(noise) % 256,)) + noise).verdict.indication is not Indication.PASSED


@settings(max_examples=200)
@given(st.integers(0, len(RECORD) - 1), st.integers(1, 255))
def test_when_a_spoilt_record_weakens_is_told_or_unknown_never_a_fault(place: int, change: int) -> None:
    """A view folds this from events: bytes that somebody changed must not stop it."""
    spoilt = RECORD[:place] + bytes((RECORD[place] ^ change,)) + RECORD[place + 1 :]
    weakening = weakens(spoilt)
    assert weakening.token_ends is None or weakening.token_ends.tzinfo is not None
    assert hash_name_of(spoilt) in (None, *HASHES)


@settings(max_examples=60)
@given(st.integers(0, len(RECORD) - 1), st.integers(1, 255))
def test_renewing_a_spoilt_record_gives_a_record_or_a_named_error(place: int, change: int) -> None:
    spoilt = RECORD[:place] + bytes((RECORD[place] ^ change,)) + RECORD[place + 1 :]
    with suppress(RecordError, UnknownHashError):
        (renewed,) = renew_time_stamps([spoilt], stamper(_PKI, START))
        assert len(renewed) > len(spoilt)
