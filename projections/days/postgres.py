"""Reader of the ledger's calendar for the doors."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from projections.days.view import (
    Book,
    DayFailure,
    DayRenewal,
    LedgerDay,
    book_of,
    day_of,
    empty_day,
    failure_of,
    renewal_of,
)
from projections.reading import Database, Page, check_first, cursor_of, page_of, statements, values_of
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy

_SQL: Final = statements(__package__)
_FAILURES: Final = "day_failures"
_RENEWALS: Final = "day_renewals"

MAX_DAYS: Final = 400
"""Days of one answer: a year and some; protects memory and page."""


class DaySpanError(ValueError):
    """A span of days ends after it begins and has at most 400 days."""


class DayReader:
    """Which days are open, closed, sealed, late, failing or missing; every calendar day is answered for (U13)."""

    def __init__(self, database: Database, algorithms: AlgorithmPolicy = DEFAULT_POLICY) -> None:
        """algorithms: until when the hashes of the evidence are relied on, as the institution has decided."""
        self._database = database
        self._algorithms = algorithms

    def book(self) -> Book | None:
        """The ledger's book; None before it was opened."""
        row = self._database.row(_SQL["book"])
        return None if row is None else book_of(row)

    def days(self, first: date, last: date, today: date) -> tuple[LedgerDay, ...]:
        """Every calendar day of the span that belongs to the ledger, oldest first; days without events too.

        today: the Istanbul day it is now; later days are left out, and days before the book was opened. Raises
        DaySpanError.
        """
        if not 0 <= (last - first).days < MAX_DAYS:
            raise DaySpanError(f"from {first} to {last}: a span has 1 to {MAX_DAYS} days")
        book = self.book()
        rows = {row["day"]: row for row in self._database.rows(_SQL["days"], {"first": first, "last": last})}
        begins = min((day for day in (book and book.first_day, *rows) if day), default=None)
        if begins is None:
            return ()
        span = (first + timedelta(days=count) for count in range((last - first).days + 1))
        expected = (day for day in span if day in rows or begins <= day <= today)
        return tuple(self._day(rows[day], today) if day in rows else empty_day(day, today) for day in expected)

    def day(self, day: date, today: date) -> LedgerDay | None:
        """One day; None when it does not belong to the ledger."""
        found = self.days(day, day, today)
        return found[0] if found else None

    def failures(self, day: date, first: int = 50, after: str | None = None) -> Page[DayFailure]:
        """Failed tries to seal a day, oldest first. Raises PageSizeError, CursorError."""
        position = None if after is None else values_of(after, _FAILURES, (int,))[0]
        found = self._database.rows(
            _SQL["failures"], {"day": day, "position": position, "limit": check_first(first) + 1}
        )
        filters = {"day": day.isoformat()}
        return page_of(found, first, filters, lambda row: cursor_of(_FAILURES, row["position"]), failure_of)

    def renewals(self, day: date, first: int = 50, after: str | None = None) -> Page[DayRenewal]:
        """Renewals of a day's evidence record, oldest first. Raises PageSizeError, CursorError."""
        position = None if after is None else values_of(after, _RENEWALS, (int,))[0]
        found = self._database.rows(
            _SQL["renewals"], {"day": day, "position": position, "limit": check_first(first) + 1}
        )
        filters = {"day": day.isoformat()}
        return page_of(found, first, filters, lambda row: cursor_of(_RENEWALS, row["position"]), renewal_of)

    def seal_debt(self, today: date) -> tuple[LedgerDay, ...]:
        """Closed days that still wait for a seal, oldest first, at most 1,000."""
        return tuple(self._day(row, today) for row in self._database.rows(_SQL["debt"]))

    def sealed_through(self) -> int:
        """Last position up to which every event lies in a sealed day: state as of here is final (0: none)."""
        row = self._database.row(_SQL["sealed_through"])
        return 0 if row is None else int(row["position"])

    def _day(self, row: Mapping[str, Any], today: date) -> LedgerDay:
        return day_of(row, today, self._algorithms)
