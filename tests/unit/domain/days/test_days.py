"""Days are closed once, in order, when over; and sealed once, when closed (GR-R1 to GR-R7)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.days import (
    BookAlreadyOpenError,
    BookNotOpenError,
    BookOpened,
    CloseDay,
    DayAlreadyClosedError,
    DayAlreadySealedError,
    DayBeforeBookError,
    DayClosed,
    DayFormatError,
    DayNotClosedError,
    DayNotYetOverError,
    DayOutOfOrderError,
    DayRangeError,
    DayRightMissingError,
    DaySealed,
    DaySealingFailed,
    OpenBook,
    RecordSealingFailure,
    SealDay,
    StreamTree,
    TimeAuthority,
)
from testkit.given import ORIGIN, Story
from testkit.people import AYSE, SYSTEM

OPEN = OpenBook("24301050", ORIGIN, "kutuk/24301050+abcd1234+AaBb", "2026-11-20")
TREE = StreamTree(3, "ab" * 32)
FRIDAY = CloseDay("2026-11-20", 1, 1, 5, 5, "cd" * 32, TREE)
SATURDAY = CloseDay("2026-11-21", 2, 6, 5, 0, "ce" * 32, StreamTree(0, "00" * 32))
TSA = TimeAuthority("Test ZDHS", "http://127.0.0.1:9/tsa")
SEAL = SealDay(
    "2026-11-20",
    "kutuk/24301050\n6\nabc=\n",
    "MIIB",
    "sha512",
    TSA,
    datetime(2026, 11, 21, 9, tzinfo=UTC),
    "1.2.3",
    "77",
    True,
    False,
    "MAA=",
)
FAILURE = RecordSealingFailure("2026-11-20", TSA, "timeout", "Yanıt yok")


def opened() -> Story:
    """A ledger opened on Friday; it is Saturday noon."""
    return Story().given(OPEN, by=SYSTEM)


def friday_closed() -> Story:
    return opened().given(FRIDAY, by=SYSTEM)


def test_book_is_opened_with_its_key_and_first_day() -> None:
    fact = Story().when(OPEN, by=SYSTEM).then_one(BookOpened)
    assert (fact.origin, fact.day) == (ORIGIN, "2026-11-20")


def test_book_is_opened_once() -> None:
    opened().when(replace(OPEN, day="2026-11-21"), by=SYSTEM).then_refused(BookAlreadyOpenError, "GR-R1")


def test_book_is_opened_by_the_system_only() -> None:
    Story().when(OPEN, by=AYSE).then_refused(DayRightMissingError, "GR-R7")


@pytest.mark.parametrize("day", ["2026-11-22", "21.11.2026", "2026-02-30", "20261121"])
def test_book_begins_on_a_past_day(day: str) -> None:
    Story().when(replace(OPEN, day=day), by=SYSTEM).then_refused(DayFormatError, "GR-R1")


def test_first_day_is_closed() -> None:
    fact = opened().when(FRIDAY, by=SYSTEM).then_one(DayClosed)
    assert (fact.first, fact.last, fact.count, fact.streams) == (1, 5, 5, TREE)


def test_empty_day_is_closed_like_any_other() -> None:
    story = friday_closed()
    story.clock.advance(hours=12)
    assert story.when(SATURDAY, by=SYSTEM).then_one(DayClosed).first == 6


def test_day_is_closed_from_midnight_in_istanbul() -> None:
    story = friday_closed()
    story.clock.time = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
    story.when(SATURDAY, by=SYSTEM).then(DayClosed)


def test_day_is_not_closed_before_midnight() -> None:
    story = friday_closed()
    story.clock.time = datetime(2026, 11, 21, 20, 59, 59, 999999, tzinfo=UTC)
    story.when(SATURDAY, by=SYSTEM).then_refused(DayNotYetOverError, "GR-R2")


def test_day_is_closed_once() -> None:
    friday_closed().when(FRIDAY, by=SYSTEM, key="again").then_refused(DayAlreadyClosedError, "GR-R1")


def test_no_day_is_left_out() -> None:
    story = opened()
    story.clock.advance(hours=12)
    story.when(SATURDAY, by=SYSTEM).then_refused(DayOutOfOrderError, "GR-R1")


def test_no_day_lies_before_the_book() -> None:
    opened().when(replace(FRIDAY, day="2026-11-19"), by=SYSTEM).then_refused(DayBeforeBookError, "GR-R1")


def test_no_day_is_closed_in_a_book_that_is_not_open() -> None:
    Story().when(FRIDAY, by=SYSTEM).then_refused(BookNotOpenError, "GR-R1")


def test_day_is_closed_by_the_system_only() -> None:
    opened().when(FRIDAY, by=AYSE).then_refused(DayRightMissingError, "GR-R7")


def test_day_that_is_no_date_is_refused() -> None:
    opened().when(replace(FRIDAY, day="dün"), by=SYSTEM).then_refused(DayFormatError, "GR-R1")


@pytest.mark.parametrize(
    "change",
    [{"sequence": 2}, {"first": 2, "count": 4}, {"count": 4}, {"last": 6}, {"count": -1, "last": -1}],
    ids=["sequence", "first", "count", "last", "negative"],
)
def test_first_day_that_does_not_begin_the_ledger_is_refused(change: dict[str, Any]) -> None:
    opened().when(replace(FRIDAY, **change), by=SYSTEM).then_refused(DayRangeError, "GR-R4")


@pytest.mark.parametrize("change", [{"sequence": 3}, {"first": 7, "last": 6}, {"first": 5, "last": 4}])
def test_day_that_does_not_join_the_one_before_is_refused(change: dict[str, Any]) -> None:
    story = friday_closed()
    story.clock.advance(hours=12)
    story.when(replace(SATURDAY, **change), by=SYSTEM).then_refused(DayRangeError, "GR-R4")


def test_closed_day_is_sealed() -> None:
    fact = friday_closed().when(SEAL, by=SYSTEM).then_one(DaySealed)
    assert (fact.token, fact.tsa, fact.test) == ("MIIB", TSA, True)


def test_open_day_is_not_sealed() -> None:
    opened().when(SEAL, by=SYSTEM).then_refused(DayNotClosedError, "GR-R2")


def test_day_is_sealed_once() -> None:
    friday_closed().given(SEAL, by=SYSTEM).when(SEAL, by=SYSTEM).then_refused(DayAlreadySealedError, "GR-R2")


def test_day_is_sealed_by_the_system_only() -> None:
    friday_closed().when(SEAL, by=AYSE).then_refused(DayRightMissingError, "GR-R7")


def test_failed_sealing_is_a_fact_and_the_day_can_still_be_sealed() -> None:
    story = friday_closed().when(FAILURE, by=SYSTEM)
    assert story.then_one(DaySealingFailed).reason_code == "timeout"
    story.when(SEAL, by=SYSTEM).then(DaySealed)


def test_sealing_of_a_sealed_day_does_not_fail_afterwards() -> None:
    friday_closed().given(SEAL, by=SYSTEM).when(FAILURE, by=SYSTEM).then_refused(DayAlreadySealedError, "GR-R2")


def test_sealing_of_an_open_day_does_not_fail() -> None:
    opened().when(FAILURE, by=SYSTEM).then_refused(DayNotClosedError, "GR-R2")
