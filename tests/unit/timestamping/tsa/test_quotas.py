"""Quotas of authorities: counted by the day, told in time, and the next authority asked when one is used up."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from testkit.clock import FixedClock
from timestamping.tsa import (
    AuthorityUnavailableError,
    CountsInFolder,
    Imprint,
    LimitedAuthority,
    NoAnswerError,
    QuotaNotice,
    TimestampService,
)
from timestamping.tsa.authority import TestAuthority, TestPki

DAY = date(2026, 11, 21)


@pytest.fixture
def told() -> list[QuotaNotice]:
    return []


def limited(clock: FixedClock, limit: int, folder: Path, told: list[QuotaNotice]) -> LimitedAuthority:
    authority = TestAuthority(TestPki.make(clock()), clock)
    return LimitedAuthority(authority, limit, CountsInFolder(folder), clock, told.append)


def test_requests_beyond_the_quota_are_not_sent(clock: FixedClock, tmp_path: Path, told: list[QuotaNotice]) -> None:
    authority = limited(clock, 2, tmp_path, told)
    for _ in range(2):
        authority.ask(b"")
    with pytest.raises(NoAnswerError) as refused:
        authority.ask(b"")
    assert refused.value.code == "quota-used-up"


def test_new_istanbul_day_begins_anew(clock: FixedClock, tmp_path: Path, told: list[QuotaNotice]) -> None:
    authority = limited(clock, 1, tmp_path, told)
    clock.time = datetime(2026, 11, 21, 20, 59, tzinfo=UTC)
    authority.ask(b"")
    clock.time += timedelta(minutes=2)
    assert authority.ask(b"")


def test_quota_is_told_before_it_is_used_up(clock: FixedClock, tmp_path: Path, told: list[QuotaNotice]) -> None:
    authority = limited(clock, 10, tmp_path, told)
    for _ in range(10):
        authority.ask(b"")
    assert [(notice.used, notice.limit) for notice in told] == [(9, 10), (10, 10)]


def test_count_is_shared_and_outlives_the_process(tmp_path: Path) -> None:
    CountsInFolder(tmp_path / "counts").add("a", DAY)
    CountsInFolder(tmp_path / "counts").add("a", DAY)
    counts = CountsInFolder(tmp_path / "counts")
    assert (counts.of("a", DAY), counts.of("b", DAY), counts.of("a", DAY + timedelta(days=1))) == (2, 0, 0)


def test_next_authority_is_asked_when_the_first_is_used_up(
    clock: FixedClock, tmp_path: Path, told: list[QuotaNotice]
) -> None:
    pki = TestPki.make(clock())
    nonces = iter(range(1 << 127, 1 << 128))
    first = LimitedAuthority(TestAuthority(pki, clock), 1, CountsInFolder(tmp_path), clock, told.append)
    second = TestAuthority(pki, clock)
    service = TimestampService([first, second], pki.trust, clock, lambda: next(nonces))
    stamps = [service.stamp(Imprint.of(b"x")) for _ in range(2)]
    assert [[attempt.accepted for attempt in stamp.attempts] for stamp in stamps] == [[True], [False, True]]


def test_quota_of_the_only_authority_is_a_reason_people_can_read(
    clock: FixedClock, tmp_path: Path, told: list[QuotaNotice]
) -> None:
    authority = limited(clock, 1, tmp_path, told)
    authority.ask(b"")
    service = TimestampService([authority], TestPki.make(clock()).trust, clock, lambda: 1 << 127)
    with pytest.raises(AuthorityUnavailableError, match="quota-used-up"):
        service.stamp(Imprint.of(b"x"))
