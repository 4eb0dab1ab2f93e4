"""What a projection is: events decoded once, tables, and rows that change in memory before they are written in bulk.

Words: an *entry* is a recorded event decoded for all projections; to *fold* is to bring an entry into rows; a *keyed*
table has one row per thing, a *log* table one row per entry and never changes one.

Called by the projection rooms and the runner. Knows nothing of databases.
"""

from projections.folding.entries import UNKNOWN, Entry, decode, instant
from projections.folding.projection import Projection, fold_all
from projections.folding.tables import Key, KeyedRows, LogRows, Row, Table, View

__all__ = [
    "UNKNOWN",
    "Entry",
    "Key",
    "KeyedRows",
    "LogRows",
    "Projection",
    "Row",
    "Table",
    "View",
    "decode",
    "fold_all",
    "instant",
]
