"""Which days of the ledger are open, closed, sealed, late, failing or missing (GR-R1, GR-R2).

Words: a *day* is an Istanbul calendar day; its *statement* is the event that closed it; its *seal* the accepted time
stamp; *seal debt* are closed days without one; its *evidence* is the record beside the seal, with the
date before which it is renewed.
Called by the doors and workers for reading and by the runner for folding. Must not know the ledger.
"""

from projections.days.postgres import DayReader, DaySpanError
from projections.days.projection import Days
from projections.days.view import Book, DayEvidence, DayFailure, DayRenewal, DaySeal, DayState, LedgerDay

__all__ = [
    "Book",
    "DayEvidence",
    "DayFailure",
    "DayReader",
    "DayRenewal",
    "DaySeal",
    "DaySpanError",
    "DayState",
    "Days",
    "LedgerDay",
]
