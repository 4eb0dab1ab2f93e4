"""Records that we build and renew: what they cover, what stays byte for byte, what cannot be built."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.signatures.levels import Indication
from testkit.stampers import stamper
from timestamping.cms import HashAlgorithm, hash_by_name
from timestamping.evidence_records import (
    DataObject,
    DigestUnavailableError,
    RecordError,
    RecordReport,
    build_records,
    check_record,
    read_record,
    renew_hash_trees,
    renew_time_stamps,
    wrap_token,
)
from timestamping.evidence_records.hash_trees import reduced_trees, root_of
from timestamping.tsa import Imprint
from timestamping.tsa.authority import TestPki, Variant

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
GROUPS = ((b"a",), (b"b",), (b"c", b"d"), (b"e",))


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(START, validity=100 * YEAR)


def checked(pki: TestPki, record: bytes, *objects: DataObject, complete: bool = False) -> RecordReport:
    return check_record(record, objects, trust=pki.trust, at=START + 50 * YEAR, group_complete=complete)


def test_one_token_carries_many_objects(pki: TestPki) -> None:
    records = build_records(GROUPS, stamper(pki, START))
    assert len({read_record(record).newest.token_der for record in records}) == 1
    for record, objects in zip(records, GROUPS, strict=True):
        assert checked(pki, record, *objects).verdict.indication is Indication.PASSED


def test_lone_object_needs_no_tree(pki: TestPki) -> None:
    (record,) = build_records([[b"a"]], stamper(pki, START))
    assert read_record(record).newest.tree is None
    assert checked(pki, record, b"a").verdict.passed


def test_same_input_and_token_give_the_same_bytes(pki: TestPki) -> None:
    kept: dict[Imprint, bytes] = {}

    def stamp(imprint: Imprint) -> bytes:
        return kept.setdefault(imprint, stamper(pki, START)(imprint))

    assert build_records(GROUPS, stamp) == build_records(GROUPS, stamp)


def test_record_over_a_token_that_exists_is_that_token_wrapped(pki: TestPki) -> None:
    token = stamper(pki, START)(Imprint.of(b"a"))
    assert read_record(wrap_token(token)).newest.token_der == token
    assert checked(pki, wrap_token(token), b"a").verdict.passed


def test_group_is_complete_only_with_all_its_objects(pki: TestPki) -> None:
    record = build_records(GROUPS, stamper(pki, START))[2]
    assert checked(pki, record, b"c", b"d", complete=True).verdict.passed
    assert checked(pki, record, b"c").verdict.passed
    assert checked(pki, record, b"c", complete=True).verdict.codes[0] == "group-incomplete"


@pytest.mark.parametrize("variant", [Variant.BER, Variant.RSA, Variant.UNSORTED_CERTIFICATES])
def test_odd_token_is_wrapped_and_renewed_as_it_was_received(pki: TestPki, variant: Variant) -> None:
    records = build_records(GROUPS, stamper(pki, START, variant=variant))
    stamped = renew_time_stamps(records, stamper(pki, START + YEAR))
    renewed = renew_hash_trees(list(zip(stamped, GROUPS, strict=True)), stamper(pki, START + 2 * YEAR), "sha3_256")
    assert checked(pki, renewed[2], *GROUPS[2]).verdict.passed


def test_forty_years_of_renewals_hold(pki: TestPki) -> None:
    records = build_records(GROUPS, stamper(pki, START), "sha256")
    for year in range(1, 41):
        if year in (14, 27):
            name = "sha512" if year == 14 else "sha3_512"
            items = list(zip(records, GROUPS, strict=True))
            records = renew_hash_trees(items, stamper(pki, START + year * YEAR), name)
        else:
            records = renew_time_stamps(records, stamper(pki, START + year * YEAR))
    report = checked(pki, records[2], *GROUPS[2])
    assert report.verdict.passed
    assert [len(chain) for chain in report.chains] == [14, 13, 14]
    assert report.proven_since == START


def test_renewal_keeps_every_stored_token_and_tree(pki: TestPki) -> None:
    record = build_records(GROUPS, stamper(pki, START))[0]
    (stamped,) = renew_time_stamps([record], stamper(pki, START + YEAR))
    (renewed,) = renew_hash_trees([(stamped, GROUPS[0])], stamper(pki, START + 2 * YEAR), "sha3_256")
    kept = [[stamp.element.tlv for stamp in chain] for chain in read_record(stamped).chains]
    assert [[stamp.element.tlv for stamp in chain] for chain in read_record(renewed).chains[:1]] == kept
    assert [stamp.element.tlv for stamp in read_record(record).stamps] == kept[0][:1]


def test_new_hash_is_listed_at_the_head_once(pki: TestPki) -> None:
    (record,) = build_records([[b"a"]], stamper(pki, START), "sha256")
    for year, name in enumerate(("sha512", "sha256"), start=1):
        (record,) = renew_hash_trees([(record, [b"a"])], stamper(pki, START + year * YEAR), name)
    assert read_record(record).algorithm_oids == (hash_by_name("sha256").oid, hash_by_name("sha512").oid)


def test_objects_that_are_gone_can_still_be_renewed_by_time_stamp_only(pki: TestPki) -> None:
    """A time-stamp renewal needs the record alone; no data object is asked for."""
    (stamped,) = renew_time_stamps(build_records([[b"a"]], stamper(pki, START)), stamper(pki, START + YEAR))
    assert checked(pki, stamped, b"a").verdict.passed


def test_object_may_be_a_port_that_gives_digests(pki: TestPki) -> None:
    asked: list[str] = []

    def large(used: HashAlgorithm) -> bytes:
        asked.append(used.name)
        return used.digest(b"a")

    (record,) = build_records([[large]], stamper(pki, START), "sha384")
    assert checked(pki, record, large).verdict.passed
    assert set(asked) == {"sha384"}


def test_object_without_that_digest_leaves_the_record_undecided(pki: TestPki) -> None:
    def only_sha1(used: HashAlgorithm) -> bytes:
        raise DigestUnavailableError(f"no {used.name} at hand")

    (record,) = build_records([[b"a"]], stamper(pki, START))
    report = checked(pki, record, only_sha1)
    assert report.verdict.indication is Indication.INDETERMINATE
    assert report.found == (None,)


def test_records_of_different_hashes_are_not_renewed_together(pki: TestPki) -> None:
    records = [build_records([[b"a"]], stamper(pki, START), name)[0] for name in ("sha256", "sha512")]
    with pytest.raises(RecordError):
        renew_time_stamps(records, stamper(pki, START + YEAR))


def test_token_over_something_else_is_not_put_into_a_record(pki: TestPki) -> None:
    with pytest.raises(RecordError):
        build_records([[b"a"]], lambda imprint: stamper(pki, START)(Imprint.of(b"b")))


@pytest.mark.parametrize("token", [b"", b"\x30\x00", b"no token"])
def test_bytes_that_are_no_token_are_not_put_into_a_record(token: bytes) -> None:
    with pytest.raises(RecordError):
        build_records([[b"a"]], lambda imprint: token)
    with pytest.raises(RecordError):
        wrap_token(token)


@pytest.mark.parametrize("groups", [[], [[]], [[b"a"], []]])
def test_empty_group_is_refused(pki: TestPki, groups: list[list[DataObject]]) -> None:
    with pytest.raises(RecordError):
        build_records(groups, stamper(pki, START))


def test_unknown_hash_is_refused(pki: TestPki) -> None:
    with pytest.raises(RecordError):
        build_records([[b"a"]], stamper(pki, START), "crc32")


def test_bytes_that_are_no_record_are_not_renewed(pki: TestPki) -> None:
    with pytest.raises(RecordError):
        renew_time_stamps([b"\x30\x00"], stamper(pki, START))


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=4), min_size=1, max_size=20),
)
def test_every_reduced_tree_leads_to_the_one_root(groups: list[list[bytes]]) -> None:
    used = hash_by_name("sha256")
    root, trees = reduced_trees(groups, used)
    for group, tree in zip(groups, trees, strict=True):
        if tree is None:
            assert set(group) == {root}
        else:
            assert root_of(tree, used) == root
            assert set(group) <= set(tree[0])
