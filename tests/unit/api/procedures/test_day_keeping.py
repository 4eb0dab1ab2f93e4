"""Days kept by a process that may die between any two steps: in order, none left out, none twice, failures told."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from api.procedures.days import DayKeeper, DayNotToBeSealedError
from api.procedures.tree import LedgerTree
from archive.storage import BlobDigest, MemoryBlobStore
from domain.days import CloseDay, RecordSealingFailure, SealDay
from domain.events import Actor, Context, Origin, RecordedEvent, event_payload, micros, stream_id_of
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger
from timestamping.tsa import AuthorityUnavailableError, Imprint, SealingAttempt, TimestampService

FIRST = date(2026, 11, 17)
NOON = datetime(2026, 11, 17, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, tzinfo=UTC)
DAY = timedelta(days=1)
TOPICS = {CloseDay: "day.closed", SealDay: "day.sealed", RecordSealingFailure: "day.sealing_failed"}


class CrashError(Exception):
    """The process is gone."""


@dataclass
class Office:
    """A ledger in memory with its tiles and reports, an authority and a clock, all told what to do."""

    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    blobs: MemoryBlobStore = field(default_factory=MemoryBlobStore)
    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)
    now: datetime = MIDNIGHT + 2 * DAY + timedelta(hours=9)
    crash_before: str | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    gen_time: datetime | None = None

    def open(self, events: int = 3) -> "Office":
        """The ledger's first event and some more, on the first day."""
        self.ledger.append(stream_id_of("ledger", SIGNER.name), "ledger.opened", {"day": FIRST.isoformat()}, NOON)
        for number in range(events):
            self.ledger.append(UUID(int=number), "document.edited", {"n": number}, NOON)
        return self

    @property
    def keeper(self) -> DayKeeper:
        service = cast(TimestampService, self)
        tree = LedgerTree(self)
        return DayKeeper(self, self._submit, tree, self.blobs, SIGNER, service, DETSIS, self._context, lambda: self.now)

    def facts(self, topic: str) -> list[dict[str, Any]]:
        """Payloads of the events of a topic, in order."""
        rows = sorted(self.ledger.rows.values(), key=lambda row: row.position)
        return [event_payload(row.state) for row in rows if row.topic == topic]

    # the store

    def day_bounds(self, start: datetime, end: datetime) -> tuple[int, int]:
        first = self.ledger.first_position_at(micros(start))
        return first, self.ledger.first_position_at(micros(end)) - 1

    def iterate(self, first: int, last: int) -> Any:
        return self.ledger.events(first, last)

    def read_stream(self, stream_id: UUID) -> list[RecordedEvent]:
        return list(self.ledger.stream_events(stream_id))

    def head(self) -> tuple[int, int]:
        return self.ledger.head, 0

    def iterate_leaves(self, first: int, last: int) -> Any:
        return (event.leaf for event in self.ledger.events(first, last))

    def read_tiles(self, level: int, first: int, last: int) -> dict[int, bytes]:
        return {index: hashes for (at, index), hashes in self.tiles.items() if at == level and first <= index <= last}

    def store_tiles(self, tiles: Any) -> int:
        self.tiles.update(tiles)
        return len(tiles)

    def _submit(self, command: CloseDay | SealDay | RecordSealingFailure, context: Context) -> None:
        topic = TOPICS[type(command)]
        if topic == self.crash_before:
            raise CrashError
        payload = {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(command).items()
        }
        self.ledger.append(stream_id_of("day", command.day), topic, payload, self.now)

    def _context(self, request_key: str) -> Context:
        return Context(Actor("system:worker", "Kütük", "sistem", DETSIS), Origin("worker"), request_key)

    # the authority

    def stamp(self, imprint: Imprint, not_before: datetime | None = None) -> Any:
        if self.reasons:
            attempts = tuple(
                SealingAttempt(f"http://{code}/", self.now, ((code, text),)) for code, text in self.reasons
            )
            raise AuthorityUnavailableError(attempts)
        judged = SimpleNamespace(info=SimpleNamespace(policy="1.2.3", serial=7), test=True)
        return SimpleNamespace(
            token=b"t", response=b"r", authority="a", gen_time=self.gen_time or self.now, verdict=judged, attempts=()
        )


def days(*numbers: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in numbers]


def test_missed_days_are_closed_in_order_and_empty_ones_too() -> None:
    office = Office().open()
    closed = office.keeper.close_due()
    said = [(fact["sequence"], fact["first"], fact["last"], fact["count"]) for fact in office.facts("day.closed")]

    assert closed == days(0, 1, 2)
    assert said[0] == (1, 1, 4, 4)
    assert [(count, first - last) for _, first, last, count in said[1:]] == [(0, 1), (0, 1)]
    assert [sequence for sequence, *_ in said] == list(range(1, len(said) + 1))


def test_day_that_goes_on_is_not_closed() -> None:
    office = Office(now=NOON + timedelta(hours=3)).open()

    assert office.keeper.close_due() == []


def test_ledger_that_was_never_opened_has_nothing_to_close_or_seal() -> None:
    keeper = Office().keeper

    assert (keeper.first_day(), keeper.close_due(), keeper.unsealed()) == (None, [], [])


def test_second_look_closes_nothing_again() -> None:
    office = Office().open()
    office.keeper.close_due()

    assert office.keeper.close_due() == []


def test_crash_before_the_statement_leaves_an_open_day_that_is_closed_later() -> None:
    office = Office(crash_before="day.closed").open()
    with pytest.raises(CrashError):
        office.keeper.close_due()
    before = office.facts("day.closed")
    office.crash_before = None
    office.keeper.close_due()
    first = office.facts("day.closed")[0]

    assert before == []
    assert first["count"] == 4
    assert office.blobs.read(BlobDigest(first["report"])).startswith(b"{")


def test_stated_report_is_there_before_the_statement() -> None:
    office = Office().open()
    office.keeper.close_due()

    assert all(office.blobs.size(BlobDigest(fact["report"])) > 0 for fact in office.facts("day.closed"))


def test_reports_are_linked() -> None:
    office = Office().open()
    office.keeper.close_due()
    first, second, *_ = [fact["report"] for fact in office.facts("day.closed")]
    header = office.blobs.read(BlobDigest(second)).splitlines()[0]

    assert f'"previous_report_digest":"{first}"'.encode() in header


def test_crash_between_token_and_its_event_leaves_the_day_unsealed_and_sealable() -> None:
    office = Office(crash_before="day.sealed").open()
    office.keeper.close_due()
    with pytest.raises(CrashError):
        office.keeper.seal(FIRST)
    debt = office.keeper.unsealed()
    office.crash_before = None
    outcome = office.keeper.seal(FIRST)

    assert debt[0] == FIRST
    assert outcome.sealed
    assert FIRST not in office.keeper.unsealed()


def test_each_authority_that_fails_is_told_and_the_day_stays_unsealed() -> None:
    office = Office(reasons=(("timeout", "no answer"), ("nonce", "another nonce"))).open()
    office.keeper.close_due()
    outcome = office.keeper.seal(FIRST)
    failures = [(fact["tsa"]["name"], fact["reason_code"]) for fact in office.facts("day.sealing_failed")]

    assert (outcome.sealed, len(outcome.reasons)) == (False, 2)
    assert failures == [("http://timeout/", "timeout"), ("http://nonce/", "nonce")]
    assert office.keeper.unsealed()[0] == FIRST


@pytest.mark.parametrize(("hours", "late"), [(24, False), (24.01, True)])
def test_seal_later_than_a_day_is_marked(hours: float, late: bool) -> None:
    office = Office(gen_time=MIDNIGHT + timedelta(hours=hours)).open()
    office.keeper.close_due()
    office.keeper.seal(FIRST)

    assert office.facts("day.sealed")[0]["late"] is late


def test_sealed_day_is_not_sealed_again() -> None:
    office = Office().open()
    office.keeper.close_due()
    office.keeper.seal(FIRST)
    with pytest.raises(DayNotToBeSealedError) as refused:
        office.keeper.seal(FIRST)

    assert refused.value.rule_id == "GR-R2"


def test_open_day_is_not_sealed() -> None:
    with pytest.raises(DayNotToBeSealedError):
        Office().open().keeper.seal(FIRST)


def test_checkpoints_name_the_tree_that_ends_with_the_statement() -> None:
    office = Office().open()
    office.keeper.close_due()
    for day in office.keeper.unsealed():
        office.keeper.seal(day)
    closed = [row.position for row in office.ledger.rows.values() if row.topic == "day.closed"]
    sizes = [int(fact["checkpoint"].splitlines()[1]) for fact in office.facts("day.sealed")]

    assert sizes == sorted(closed)
