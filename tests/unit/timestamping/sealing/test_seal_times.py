"""The times of seals: a ledger that was written anew is stamped anew, and the stamps say when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.events import micros, recomputed_leaf
from testkit.memory_ledger import MemoryLedger
from testkit.tampering import OPENED, names, options
from timestamping.sealing import LedgerReport, Outcome, sealed_late, verify_ledger

DAY_END = datetime(2026, 11, 17, 21, tzinfo=UTC)
SOON = DAY_END + timedelta(seconds=7)


def of_seal(stamped: datetime, recorded: datetime) -> LedgerReport:
    """Verification of one closed day whose seal was stamped at one moment and says it was recorded at another."""
    ledger = MemoryLedger()
    opened = {"day": OPENED.isoformat(), "institution": "24301050"}
    ledger.append(UUID(int=1), "ledger.opened", opened, DAY_END - timedelta(hours=12))
    closed = ledger.close_day(OPENED, DAY_END + timedelta(seconds=5))
    seal = replace(ledger.seal_day(OPENED, stamped), recorded_at=micros(recorded))
    seal = replace(seal, leaf=recomputed_leaf(seal, closed.leaf))
    ledger.rows[seal.position] = seal
    ledger.heads[seal.stream_id] = replace(ledger.heads[seal.stream_id], last_leaf=seal.leaf)
    return verify_ledger(ledger, options(as_of=DAY_END + timedelta(hours=2)))


def test_seal_recorded_right_after_its_token_passes() -> None:
    assert of_seal(SOON, SOON).findings == ()


def test_token_made_long_after_the_record_that_holds_it_is_named() -> None:
    report = of_seal(DAY_END + timedelta(hours=20), SOON)
    assert (report.outcome, names(report)) == (Outcome.FAILED, {"seal-time-differs"})


def test_token_older_than_the_closing_it_is_about_is_named() -> None:
    report = of_seal(DAY_END - timedelta(hours=1), SOON)
    assert (report.outcome, names(report)) == (Outcome.FAILED, {"seal-time-differs"})


def test_clocks_a_few_minutes_apart_are_no_contradiction() -> None:
    assert of_seal(SOON + timedelta(minutes=9), SOON).findings == ()


def test_late_seal_is_told_even_when_its_record_says_it_was_in_time() -> None:
    late = DAY_END + timedelta(days=3)
    assert "sealed-late" in names(of_seal(late, late))


@pytest.mark.parametrize(
    ("gen_time", "late"),
    [(DAY_END + timedelta(hours=24), False), (DAY_END + timedelta(hours=24, microseconds=1), True)],
)
def test_seal_is_late_a_day_after_the_end_of_its_day(gen_time: datetime, late: bool) -> None:
    assert sealed_late(OPENED, gen_time) is late


def test_day_at_the_end_of_the_calendar_is_never_late() -> None:
    assert not sealed_late(date.max, DAY_END)
