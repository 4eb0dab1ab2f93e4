"""Closing and sealing when the world does not cooperate: clocks, contradictions, another process that was faster."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from api.procedures.days import DatabaseClockError, DayKeeper, DayNotToBeSealedError, TreeContradictedError
from api.procedures.tree import LedgerTree
from archive.storage import FolderBlobStore
from domain.events import Actor, Context, Origin, RecordedEvent, stream_id_of
from domain.ledger import RequestKeyConflictError
from domain.ledger.store import DayNotOverError
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger
from timestamping.tsa import Imprint, TimestampService

FIRST, SECOND = date(2026, 11, 17), date(2026, 11, 18)
NOON = datetime(2026, 11, 17, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, tzinfo=UTC)
DAY = timedelta(days=1)


class Book:
    """A ledger in memory, as closing and the tree read it; tiles are kept apart from what a tamperer changes."""

    def __init__(self, ledger: MemoryLedger) -> None:
        self.ledger = ledger
        self.tiles: dict[tuple[int, int], bytes] = {}

    def day_bounds(self, start: datetime, end: datetime) -> tuple[int, int]:
        raise DayNotOverError("the database clock stands before the last event")

    def iterate(self, first: int, last: int) -> Iterator[RecordedEvent]:
        return self.ledger.events(first, last)

    def read_stream(self, stream_id: UUID) -> list[RecordedEvent]:
        return list(self.ledger.stream_events(stream_id))

    def head(self) -> tuple[int, int]:
        return self.ledger.head, 0

    def iterate_leaves(self, first: int, last: int) -> Iterator[bytes]:
        return (event.leaf for event in self.ledger.events(first, last))

    def read_tiles(self, level: int, first: int, last: int) -> dict[int, bytes]:
        return {index: hashes for (at, index), hashes in self.tiles.items() if at == level and first <= index <= last}

    def store_tiles(self, tiles: Mapping[tuple[int, int], bytes]) -> int:
        self.tiles.update(tiles)
        return len(tiles)


class Authority:
    """A time-stamp service that remembers how it was asked."""

    def __init__(self) -> None:
        self.not_before: list[datetime | None] = []

    def stamp(self, imprint: Imprint, not_before: datetime | None = None) -> Any:
        self.not_before.append(not_before)
        said = SimpleNamespace(policy="1.2.3", serial=7)
        judged = SimpleNamespace(info=said, test=True)
        return SimpleNamespace(
            token=b"t", response=b"r", authority="a", gen_time=MIDNIGHT + DAY, verdict=judged, attempts=()
        )


def two_days() -> MemoryLedger:
    """The first day is closed and sealed, the second one closed."""
    ledger = MemoryLedger()
    ledger.append(stream_id_of("ledger", SIGNER.name), "ledger.opened", {"day": FIRST.isoformat()}, NOON)
    for number in range(5):
        ledger.append(UUID(int=number), "document.edited", {"n": number}, NOON)
    ledger.close_day(FIRST, MIDNIGHT)
    ledger.seal_day(FIRST, MIDNIGHT + timedelta(seconds=2))
    ledger.close_day(SECOND, MIDNIGHT + DAY)
    return ledger


def context(request_key: str) -> Context:
    return Context(Actor("system:worker", "Kütük", "sistem", DETSIS), Origin("worker"), request_key)


def keeper(ledger: MemoryLedger, folder: Path, authority: Authority, submitted: list[Any], taken: bool) -> DayKeeper:
    def submit(command: Any, context: Context) -> None:
        submitted.append(command)
        if taken:
            raise RequestKeyConflictError(context.request_key)

    book = Book(ledger)
    service = cast(TimestampService, authority)
    blobs = FolderBlobStore(folder)
    return DayKeeper(
        book, submit, LedgerTree(book), blobs, SIGNER, service, DETSIS, context, lambda: MIDNIGHT + 3 * DAY
    )


def test_database_clock_that_stands_behind_refuses_to_close(tmp_path: Path) -> None:
    with pytest.raises(DatabaseClockError):
        keeper(two_days(), tmp_path, Authority(), [], taken=False).close_due()


def test_token_is_asked_for_from_the_end_of_the_day_on(tmp_path: Path) -> None:
    authority = Authority()
    assert keeper(two_days(), tmp_path, authority, [], taken=False).seal(SECOND).sealed
    assert authority.not_before == [MIDNIGHT + DAY]


def test_events_that_contradict_the_last_signed_checkpoint_are_not_signed(tmp_path: Path) -> None:
    ledger, authority, submitted = two_days(), Authority(), list[Any]()
    ledger.rows[3] = replace(ledger.rows[3], leaf=bytes(32))
    with pytest.raises(TreeContradictedError):
        keeper(ledger, tmp_path, authority, submitted, taken=False).seal(SECOND)
    assert (authority.not_before, submitted) == ([], [])


def test_day_that_another_process_has_just_sealed_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(DayNotToBeSealedError):
        keeper(two_days(), tmp_path, Authority(), [], taken=True).seal(SECOND)
