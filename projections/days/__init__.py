"""Which days of the ledger are open, closed, sealed, late, failing or missing (GR-R1, GR-R2).

Words: a *day* is an Istanbul calendar day; its *statement* is the event that closed it; its *seal* the accepted time
stamp; *seal debt* are closed days without one.
Called by the doors and workers for reading and by the runner for folding. Must not know the ledger.
"""

from projections.days.postgres import DayReader, DaySpanError
from projections.days.projection import Days
from projections.days.view import Book, DayFailure, DaySeal, DayState, LedgerDay

__all__ = ["Book", "DayFailure", "DayReader", "DaySeal", "DaySpanError", "DayState", "Days", "LedgerDay"]
