"""Unsealed days are tried again, further and further apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from api.composition.working import FIRST_WAIT, LONGEST_WAIT, _may_be_tried
from projections.days import DayState, LedgerDay

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def day(failures: int, ago: timedelta | None) -> LedgerDay:
    failed_at = None if ago is None else NOW - ago
    return LedgerDay(
        date(2026, 11, 20),
        DayState.FAILING,
        1,
        1,
        1,
        1,
        1,
        None,
        None,
        None,
        NOW,
        2,
        None,
        failures,
        failed_at,
        "x",
        "x",
    )


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
    assert _may_be_tried(day(failures, ago), NOW) is tried
