"""Unsealed days are tried again, further and further apart."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from api.composition.working import FIRST_WAIT, LONGEST_WAIT, may_be_tried
from projections.days import DayState, LedgerDay
from projections.days.view import empty_day

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def day(failures: int, ago: timedelta | None) -> LedgerDay:
    failed_at = None if ago is None else NOW - ago
    empty = empty_day(date(2026, 11, 20), date(2026, 11, 21))
    return replace(empty, state=DayState.FAILING, failures=failures, last_failure_at=failed_at)


@pytest.mark.parametrize(
    ("failures", "ago", "tried"),
    [
        (0, None, True),
        (1, FIRST_WAIT / 2, False),
        (1, FIRST_WAIT, True),
        (4, FIRST_WAIT * 4, False),
        (4, FIRST_WAIT * 8, True),
        (10_000, LONGEST_WAIT - timedelta(seconds=1), False),
        (10_000, LONGEST_WAIT, True),
    ],
)
def test_day_is_tried_again_after_a_wait_that_doubles(failures: int, ago: timedelta | None, tried: bool) -> None:
    assert may_be_tried(day(failures, ago), NOW) is tried
