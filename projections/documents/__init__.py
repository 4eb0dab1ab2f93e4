"""One card per document with its history, and the card as of any position or time.

Words: a *card* is the present state of a document on one row; its *history* is one row per event, with field changes.
Called by the doors for reading and by the runner for folding. Must not know the ledger or any other room of views.
"""

from projections.documents.asof import AsOf, CardDifference, as_of, difference
from projections.documents.postgres import DocumentReader
from projections.documents.projection import Documents
from projections.documents.view import (
    Card,
    CardEnclosure,
    CardFilter,
    CardOrder,
    CardRecipient,
    CardReference,
    CardSignature,
    CardStep,
    FieldChange,
    HistoryRow,
)

__all__ = [
    "AsOf",
    "Card",
    "CardDifference",
    "CardEnclosure",
    "CardFilter",
    "CardOrder",
    "CardRecipient",
    "CardReference",
    "CardSignature",
    "CardStep",
    "DocumentReader",
    "Documents",
    "FieldChange",
    "HistoryRow",
    "as_of",
    "difference",
]
