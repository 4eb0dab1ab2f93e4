"""A clock that stands still until the test moves it."""

from datetime import UTC, datetime, timedelta
from typing import Final

START: Final = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
"""A Saturday noon in İstanbul; far from midnight, so that no test crosses a day by accident."""


class FixedClock:
    """Callable like the wall clock of ``api.composition``: ``clock()`` is an aware UTC time."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **amount: float) -> datetime:
        """Move forward by the arguments of ``timedelta``, e.g. ``advance(hours=2)``; returns the new time."""
        self.time += timedelta(**amount)
        return self.time
