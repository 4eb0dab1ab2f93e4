"""Rows and values that lie beside what a walk from position 1 to the last event passes."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.events import RecordedEvent, micros
from testkit.memory_ledger import MemoryLedger
from testkit.tampering import MIDNIGHT, OPENED, names, sound_ledger, verified
from timestamping.sealing import Outcome


def test_event_below_the_first_position_is_named() -> None:
    def tamper(ledger: MemoryLedger) -> None:
        ledger.rows[0] = replace(ledger.rows[77], position=0)

    report = verified(tamper)
    assert report.outcome is Outcome.FAILED
    assert report.first is not None
    assert (report.first.kind.name, report.first.position) == ("event-changed", 0)


def test_second_event_at_a_position_is_named_alone() -> None:
    class Doubled(MemoryLedger):
        def events(self, first: int, last: int | None) -> Iterator[RecordedEvent]:
            for event in super().events(first, last):
                yield event
                if event.position == 77:
                    yield replace(event, topic="document.cancelled")

    def tamper(ledger: MemoryLedger) -> None:
        ledger.__class__ = Doubled

    report = verified(tamper)
    assert [(found.kind.name, found.position) for found in report.findings] == [("event-changed", 77)]


def test_tile_far_above_the_events_is_named() -> None:
    def tamper(ledger: MemoryLedger) -> None:
        ledger.tiles[3, 7] = bytes(8192)

    assert "tail-cut" in names(verified(tamper))


@pytest.mark.parametrize("off", [-1, 1, 10**15, 2**62])
def test_changed_time_of_the_ledger_head_is_named(off: int) -> None:
    last = sound_ledger().rows[sound_ledger().head].recorded_at

    def tamper(ledger: MemoryLedger) -> None:
        ledger.clock = (last + off, 0)

    assert names(verified(tamper)) == {"ledger-clock-changed"}


@pytest.mark.parametrize("off", [-1, 1, 10**15, 2**62])
def test_changed_bound_of_the_ledger_head_is_named(off: int) -> None:
    last = sound_ledger().rows[sound_ledger().head].recorded_at

    def tamper(ledger: MemoryLedger) -> None:
        ledger.clock = (last, micros(MIDNIGHT - timedelta(seconds=5)) + off)

    assert names(verified(tamper)) == {"ledger-clock-changed"}


def test_bound_at_the_end_of_a_day_fits() -> None:
    def tamper(ledger: MemoryLedger) -> None:
        ledger.clock = (ledger.rows[ledger.head].recorded_at, micros(MIDNIGHT - timedelta(seconds=5)))

    assert verified(tamper).findings == ()


def test_range_whose_checkpoint_cannot_be_compared_stays_undecided() -> None:
    def tamper(ledger: MemoryLedger) -> None:
        ledger.tiles.clear()

    assert deepcopy(sound_ledger()).tiles
    report = verified(tamper, first_day=OPENED, last_day=OPENED)
    assert (report.outcome, names(report)) == (Outcome.INDETERMINATE, {"tree-incomplete"})
