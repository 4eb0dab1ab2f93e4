"""append_events: positions, leaves, versions, requests, and groups that do not disturb each other."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from uuid import UUID, uuid5

import psycopg
import pytest

from domain.events import GENESIS_LEAF, recomputed_leaf, request_digest
from domain.ledger.store import (
    AppendLimitError,
    LedgerRecorder,
    NewEvent,
    Receipt,
    RequestEntry,
    RequestKeyConflictError,
    StoreUnavailableError,
    VersionConflictError,
    migrate,
)
from domain.ledger.store.appending import Appender
from domain.ledger.store.database import LedgerDatabase
from domain.ledger.store.values import Group
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres

A, B, C = (uuid5(UUID(int=0), name) for name in "abc")
DIGEST = request_digest({"body": 1})
OTHER_DIGEST = request_digest({"body": 2})


def event(stream: UUID, version: int | None, topic: str = "test.noted", state: bytes = b"{}") -> NewEvent:
    return NewEvent(stream, version, topic, state)


@pytest.fixture
def appender(recorder: LedgerRecorder) -> Iterator[Appender]:
    with closing(Appender(recorder.database)) as appender:
        yield appender


def test_positions_are_gapless_from_one_over_all_streams(recorder: LedgerRecorder) -> None:
    recorder.append([event(A, 1), event(B, 1)])
    recorder.append([event(A, 2)])
    assert [(e.position, e.stream_id, e.version) for e in recorder.reader.read()] == [(1, A, 1), (2, B, 1), (3, A, 2)]


def test_receipt_names_positions_time_and_streams(recorder: LedgerRecorder) -> None:
    receipt = recorder.append([event(B, 1), event(A, 1), event(B, 2)])
    recorded_at = recorder.reader.head()[1]
    assert receipt == Receipt(1, 3, recorded_at, (B, A))


def test_leaves_are_those_of_the_format(recorder: LedgerRecorder) -> None:
    recorder.append([event(A, 1, "konu.şğıİ", b'{"a":1}'), event(B, 1), event(A, 2, state=b"")])
    recorder.append([event(A, 3, state=b"x" * 100_000), event(B, 2)])
    previous: dict[UUID, bytes] = {}
    for recorded in recorder.reader.read():
        assert recorded.leaf == recomputed_leaf(recorded, previous.get(recorded.stream_id, GENESIS_LEAF))
        previous[recorded.stream_id] = recorded.leaf


def test_stream_head_follows_its_last_event(recorder: LedgerRecorder) -> None:
    recorder.append([event(A, 1), event(B, 1), event(A, 2)])
    head = recorder.reader.stream_head(A)
    last = recorder.reader.read_stream(A)[-1]
    assert head is not None
    assert (head.version, head.first_position, head.last_position, head.last_leaf) == (2, 1, 3, last.leaf)


def test_recorded_at_never_falls(recorder: LedgerRecorder) -> None:
    for version in range(1, 6):
        recorder.append([event(A, version)])
    times = [recorded.recorded_at for recorded in recorder.reader.read()]
    assert all(earlier <= later for earlier, later in pairwise(times))


def test_state_comes_back_byte_for_byte(recorder: LedgerRecorder) -> None:
    state = bytes(range(256)) * 40
    recorder.append([event(A, 1, state=state)])
    assert recorder.reader.read()[0].state == state


@pytest.mark.parametrize("version", [1, 3])
def test_version_that_is_not_the_next_is_a_conflict(recorder: LedgerRecorder, version: int) -> None:
    recorder.append([event(A, 1)])
    with pytest.raises(VersionConflictError) as conflict:
        recorder.append([event(A, version)])
    assert (conflict.value.stream_id, conflict.value.current_version) == (A, 1)


def test_stream_that_does_not_exist_cannot_begin_below_zero(recorder: LedgerRecorder) -> None:
    with pytest.raises(VersionConflictError):
        recorder.append([event(A, -5)])


def test_stream_that_does_not_exist_cannot_begin_later_than_one(recorder: LedgerRecorder) -> None:
    with pytest.raises(VersionConflictError) as conflict:
        recorder.append([event(A, 2)])
    assert conflict.value.current_version == 0


def test_append_at_the_head_needs_no_version(recorder: LedgerRecorder) -> None:
    recorder.append([event(A, None), event(A, None)])
    recorder.append([event(A, None)])
    assert [recorded.version for recorded in recorder.reader.read_stream(A)] == [1, 2, 3]


def test_group_in_conflict_leaves_nothing_behind_and_the_others_whole(appender: Appender) -> None:
    outcomes = appender.append(
        [
            Group((event(A, 1),)),
            Group((event(B, 1), event(A, 1), event(C, 1))),
            Group((event(B, 1), event(A, 2))),
        ]
    )
    assert [type(outcome) for outcome in outcomes] == [Receipt, VersionConflictError, Receipt]


def test_events_of_a_group_in_conflict_take_no_positions(appender: Appender, recorder: LedgerRecorder) -> None:
    appender.append([Group((event(B, 1), event(A, 7))), Group((event(C, 1),))])
    assert [(e.position, e.stream_id) for e in recorder.reader.read()] == [(1, C)]


def test_later_group_sees_the_versions_of_an_earlier_one(appender: Appender) -> None:
    outcomes = appender.append([Group((event(A, 1),)), Group((event(A, 2),)), Group((event(A, 2),))])
    assert [type(outcome) for outcome in outcomes] == [Receipt, Receipt, VersionConflictError]


def test_same_request_is_answered_with_the_same_positions(recorder: LedgerRecorder) -> None:
    first = recorder.append([event(A, 1), event(B, 1)], RequestEntry("k", DIGEST))
    recorder.append([event(C, 1)])
    again = recorder.append([event(A, 1), event(B, 1)], RequestEntry("k", DIGEST))
    assert (again.first_position, again.last_position, again.recorded_at, again.replayed) == (
        first.first_position,
        first.last_position,
        first.recorded_at,
        True,
    )


def test_same_request_again_writes_nothing(recorder: LedgerRecorder) -> None:
    recorder.append([event(A, None)], RequestEntry("k", DIGEST))
    recorder.append([event(A, None)], RequestEntry("k", DIGEST))
    assert recorder.reader.head()[0] == 1


def test_same_request_twice_in_one_call_is_written_once(appender: Appender) -> None:
    group = Group((event(A, None),), RequestEntry("k", DIGEST))
    outcomes = appender.append([group, group])
    assert [isinstance(outcome, Receipt) and outcome.replayed for outcome in outcomes] == [False, True]


def test_request_key_with_another_body_is_a_conflict(recorder: LedgerRecorder) -> None:
    recorder.append([event(A, 1)], RequestEntry("k", DIGEST))
    with pytest.raises(RequestKeyConflictError):
        recorder.append([event(A, 2)], RequestEntry("k", OTHER_DIGEST))


def test_request_in_version_conflict_may_be_made_again(recorder: LedgerRecorder) -> None:
    with pytest.raises(VersionConflictError):
        recorder.append([event(A, 5)], RequestEntry("k", DIGEST))
    assert not recorder.append([event(A, 1)], RequestEntry("k", DIGEST)).replayed


def test_request_that_leads_to_no_event_is_remembered(recorder: LedgerRecorder) -> None:
    recorder.append([event(A, 1)])
    receipt = recorder.append([], RequestEntry("k", DIGEST))
    assert (receipt.first_position, receipt.last_position) == (2, 1)
    assert recorder.append([], RequestEntry("k", DIGEST)).replayed


@pytest.mark.parametrize(
    ("topic", "size"), [("x" * 201, 1), ("", 1), ("a\0b", 1), ("test.noted", 1024 * 1024 + 1)], ids=str
)
def test_absurd_event_is_refused_before_it_is_sent(topic: str, size: int) -> None:
    with pytest.raises(AppendLimitError):
        NewEvent(A, 1, topic, b"x" * size)


def test_too_many_events_are_refused_before_they_are_sent() -> None:
    with pytest.raises(AppendLimitError):
        Group(tuple(event(A, None) for _ in range(10_001)))


ABSURD = {
    "state": ([1], [b"x" * (1024 * 1024 + 1)], ["t"], [1]),
    "topic": ([1], [b"x"], ["x" * 201], [1]),
    "count": ([1] * 10_001, [b"x"] * 10_001, ["t"] * 10_001, [10_001]),
    "group too long": ([1], [b"x"], ["t"], [2]),
    "group negative": ([1], [b"x"], ["t"], [2, -1]),
    "group too short": ([1], [b"x"], ["t"], [0]),
    "stream number": ([2], [b"x"], ["t"], [1]),
    "topic missing": ([1], [b"x"], [], [1]),
}


@pytest.mark.parametrize("case", ABSURD)
def test_function_itself_refuses_absurd_input(database: ClonedDatabase, case: str) -> None:
    numbers, states, topics, sizes = ABSURD[case]
    with psycopg.connect(database.dsn, autocommit=True) as connection, pytest.raises(psycopg.Error):
        connection.execute(
            f"SELECT * FROM {database.schema}.append_events(%s::uuid[], %s::int[], %s::bigint[], %s::text[],"
            " %s::bytea[], %s::int[], %s::text[], %s::bytea[])".encode(),
            ([A], numbers, [None] * len(numbers), topics, states, sizes, [None] * len(sizes), [None] * len(sizes)),
        )


@pytest.mark.parametrize("known", [False, True])
def test_stream_named_twice_in_a_call_is_refused(
    database: ClonedDatabase, recorder: LedgerRecorder, known: bool
) -> None:
    """Otherwise two events could take the same version."""
    if known:
        recorder.append([event(A, 1)])
    with psycopg.connect(database.dsn, autocommit=True) as connection, pytest.raises(psycopg.Error):
        connection.execute(
            f"SELECT * FROM {database.schema}.append_events(%s::uuid[], '{{1,2}}', '{{NULL,NULL}}', '{{t,t}}',"
            " '{x,x}', '{1,1}', '{NULL,NULL}', '{NULL,NULL}')".encode(),
            ([A, A],),
        )


def test_group_that_the_server_refuses_does_not_touch_the_others(appender: Appender, recorder: LedgerRecorder) -> None:
    poisoned = event(A, 1)
    object.__setattr__(poisoned, "topic", "a\0b")
    outcomes = appender.append([Group((event(B, 1),)), Group((poisoned,)), Group((event(C, 1),))])
    assert [type(outcome) for outcome in outcomes] == [Receipt, StoreUnavailableError, Receipt]
    assert [recorded.stream_id for recorded in recorder.reader.read()] == [B, C]


def test_isolation_that_could_show_old_heads_is_refused(database: ClonedDatabase) -> None:
    nothing = ", ".join(["'{}'"] * 8)
    with psycopg.connect(database.dsn) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
            connection.execute(f"SELECT * FROM {database.schema}.append_events({nothing})".encode())


def test_events_go_on_in_the_next_partition(database: ClonedDatabase) -> None:
    """A ledger with small partitions, over several borders, one of them in the middle of a call."""
    migrate(database.admin_dsn, "k1", partition_size=10)
    with closing(LedgerRecorder(LedgerDatabase(database.dsn, "k1"))) as recorder:
        for start in range(1, 60, 7):
            recorder.append([event(A, version) for version in range(start, start + 7)])
        assert [recorded.position for recorded in recorder.reader.read_stream(A)] == list(range(1, 64))
