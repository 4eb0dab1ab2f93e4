"""The queue in front of the append call: who leads, who rides along, and what happens when the call fails."""

import threading
import time
from collections.abc import Callable, Sequence
from uuid import UUID

import pytest

from domain.ledger.store import NewEvent, Receipt, VersionConflictError
from domain.ledger.store.appending import Outcome
from domain.ledger.store.errors import OutcomeUnknownError
from domain.ledger.store.group_commit import MAX_BATCH_BYTES, MAX_BATCH_EVENTS, GroupCommit
from domain.ledger.store.values import Group

A = UUID(int=1)


def group(number: int = 0, events: int = 1, size: int = 0) -> Group:
    return Group(tuple(NewEvent(A, number, "t", b"x" * size) for _ in range(events)))


def receipt_for(asked: Group) -> Receipt:
    version = asked.events[0].version
    assert version is not None
    return Receipt(version, version, 0, (A,))


class Store:
    """Stands for the append call: remembers batches, can be held, can answer badly."""

    def __init__(self) -> None:
        self.batches: list[list[Group]] = []
        self.called = threading.Semaphore(0)
        self.open = threading.Event()
        self.open.set()
        self.answer: Callable[[Group], Outcome] = receipt_for

    def append(self, groups: Sequence[Group]) -> list[Outcome]:
        self.batches.append(list(groups))
        self.called.release()
        assert self.open.wait(10)
        return [self.answer(asked) for asked in groups]


class Savers:
    """Threads that save one group each and keep what came of it."""

    def __init__(self, commits: GroupCommit) -> None:
        self.commits = commits
        self.threads: list[threading.Thread] = []
        self.results: dict[int, Receipt | BaseException] = {}

    def start(self, number: int, asked: Group | None = None) -> None:
        thread = threading.Thread(target=self._save, args=(number, asked or group(number)))
        self.threads.append(thread)
        thread.start()

    def _save(self, number: int, asked: Group) -> None:
        try:
            self.results[number] = self.commits.save(asked)
        except BaseException as error:
            self.results[number] = error

    def wait_until_queued(self, count: int) -> None:
        until = time.monotonic() + 10
        while len(self.commits._waiting) < count and time.monotonic() < until:
            time.sleep(0.001)

    def join(self) -> None:
        for thread in self.threads:
            thread.join(10)
            assert not thread.is_alive()


def hold_one_and_queue(store: Store, savers: Savers, *groups: Group) -> None:
    """One save under way, the others queued behind it, then all released."""
    store.open.clear()
    savers.start(100)
    assert store.called.acquire(timeout=10)
    for number, asked in enumerate(groups):
        savers.start(number, asked)
        savers.wait_until_queued(number + 1)
    store.open.set()
    savers.join()


def test_lone_save_goes_alone_and_at_once() -> None:
    store = Store()
    assert GroupCommit(store.append).save(group(7)) == Receipt(7, 7, 0, (A,))
    assert [len(batch) for batch in store.batches] == [1]


def test_saves_that_come_during_a_call_go_together_in_the_next() -> None:
    store = Store()
    savers = Savers(GroupCommit(store.append))
    hold_one_and_queue(store, savers, group(0), group(1), group(2))
    assert [len(batch) for batch in store.batches] == [1, 3]


def test_each_save_gets_its_own_receipt() -> None:
    store = Store()
    savers = Savers(GroupCommit(store.append))
    hold_one_and_queue(store, savers, group(0), group(1), group(2))
    assert {number: savers.results[number] for number in range(3)} == {
        number: Receipt(number, number, 0, (A,)) for number in range(3)
    }


def test_conflict_of_one_save_is_raised_to_it_alone() -> None:
    store = Store()
    store.answer = lambda asked: VersionConflictError(A, 4) if asked.events[0].version == 1 else receipt_for(asked)
    savers = Savers(GroupCommit(store.append))
    hold_one_and_queue(store, savers, group(0), group(1), group(2))
    assert isinstance(savers.results[1], VersionConflictError)
    assert isinstance(savers.results[0], Receipt)
    assert isinstance(savers.results[2], Receipt)


def test_queue_goes_on_after_a_call_that_raised() -> None:
    store = Store()
    commits = GroupCommit(store.append)

    def fail(asked: Group) -> Outcome:
        raise RuntimeError("the pen broke")

    store.answer = fail
    with pytest.raises(RuntimeError):
        commits.save(group(1))
    store.answer = receipt_for
    assert commits.save(group(2)) == Receipt(2, 2, 0, (A,))


def test_unknown_outcome_fails_the_batch_and_not_the_next() -> None:
    store = Store()
    store.answer = lambda asked: OutcomeUnknownError("gone") if asked.events[0].version == 100 else receipt_for(asked)
    savers = Savers(GroupCommit(store.append))
    hold_one_and_queue(store, savers, group(0))
    assert isinstance(savers.results[100], OutcomeUnknownError)
    assert isinstance(savers.results[0], Receipt)


@pytest.mark.parametrize(
    "large", [group(0, events=MAX_BATCH_EVENTS), group(0, size=1024 * 1024)], ids=["events", "bytes"]
)
def test_batch_does_not_grow_beyond_its_limits(large: Group) -> None:
    store = Store()
    savers = Savers(GroupCommit(store.append))
    count = 3 if len(large.events) > 1 else MAX_BATCH_BYTES // (1024 * 1024) + 1
    hold_one_and_queue(store, savers, *[large] * count)
    assert len(store.batches) > 2


def test_many_threads_lose_nothing() -> None:
    """Every save of every thread is in exactly one batch, whoever led."""
    store = Store()
    commits = GroupCommit(store.append)

    def work(thread: int) -> None:
        for number in range(200):
            version = thread * 1000 + number
            assert commits.save(group(version)).first_position == version

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    saved = [asked.events[0].version for batch in store.batches for asked in batch]
    assert sorted(version for version in saved if version is not None) == [
        thread * 1000 + number for thread in range(8) for number in range(200)
    ]
