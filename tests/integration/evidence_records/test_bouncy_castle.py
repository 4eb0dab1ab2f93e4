"""BouncyCastle judges our evidence records, and asks its authority for the very hash that we ask ours for.

No quirk of BouncyCastle 1.72 had to be worked round: it takes trees whose first list holds a neighbour, groups, several
stamps in a chain, new chains by another hash (SHA-3 too) and tokens without NULL parameters.
"""

from datetime import UTC, datetime, timedelta

import pytest

from testkit.bouncy_castle import BouncyCastle, Task
from testkit.stampers import stamper
from timestamping.cms import hash_by_name
from timestamping.evidence_records import build_records, read_record, renew_hash_trees, renew_time_stamps
from timestamping.tsa import Imprint
from timestamping.tsa.authority import TestPki

START = datetime(2026, 1, 1, tzinfo=UTC)
OBJECTS = ((b"a",), (b"b",), (b"c",), (b"d", b"e"), (b"f",))
NEW_HASH = "sha3_512"


class Records:
    """The same objects at four ages: new, renewed by time-stamp, then by hash tree, then by time-stamp again."""

    def __init__(self) -> None:
        pki = TestPki.make(START)
        later = [stamper(pki, START + timedelta(days=365 * year)) for year in range(4)]
        self.new = build_records(OBJECTS, later[0])
        self.stamped = renew_time_stamps(self.new, later[1])
        self.rehashed = renew_hash_trees(list(zip(self.stamped, OBJECTS, strict=True)), later[2], NEW_HASH)
        self.last = renew_time_stamps(self.rehashed, later[3])

    @property
    def ages(self) -> tuple[tuple[bytes, ...], ...]:
        return self.new, self.stamped, self.rehashed, self.last


@pytest.fixture(scope="module")
def records() -> Records:
    return Records()


def test_bouncy_castle_finds_every_object_in_records_of_every_age(
    bouncy_castle: BouncyCastle, records: Records
) -> None:
    pairs = [(record, objects) for age in records.ages for record, objects in zip(age, OBJECTS, strict=True)]
    tasks: list[Task] = [("record" if len(objects) == 1 else "group", record, *objects) for record, objects in pairs]
    assert bouncy_castle.run(tasks) == [["present"]] * len(tasks)


def test_bouncy_castle_finds_no_other_object(bouncy_castle: BouncyCastle, records: Records) -> None:
    tasks: list[Task] = [("record", age[0], b"other") for age in records.ages]
    assert [said[0].split()[0] for said in bouncy_castle.run(tasks)] == ["refused"] * len(tasks)


def test_bouncy_castle_renews_over_the_same_hashes(bouncy_castle: BouncyCastle, records: Records) -> None:
    asked: list[Imprint] = []
    record = build_records([OBJECTS[0]], stamper(TestPki.make(START), START))[0]

    def remember(imprint: Imprint) -> bytes:
        asked.append(imprint)
        return stamper(TestPki.make(START), START + timedelta(days=1))(imprint)

    renew_time_stamps([record], remember)
    renew_hash_trees([(record, OBJECTS[0])], remember, NEW_HASH)
    new_hash = hash_by_name(NEW_HASH).oid
    tasks: list[Task] = [("renewal-imprint", record), ("hash-renewal-imprint", record, new_hash, *OBJECTS[0])]
    assert bouncy_castle.run(tasks) == [[f"imprint {imprint.digest.hex()}"] for imprint in asked]


def test_bouncy_castle_takes_the_tokens_of_the_test_authority(bouncy_castle: BouncyCastle, records: Records) -> None:
    assert bouncy_castle.cms(read_record(records.new[0]).newest.token_der) == ["signer 0 good"]
