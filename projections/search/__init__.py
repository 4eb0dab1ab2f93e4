"""Full text over documents that knows Turkish letters.

Words: a *term* is a run of letters and digits after the Turkish search key; a *folded* search ignores ç ğ ı ö ş ü.
Called by the doors for reading and by the runner for folding. Must not know the ledger.
"""

from projections.search.postgres import SearchHit, SearchReader
from projections.search.projection import Search
from projections.search.terms import SearchTextError

__all__ = ["Search", "SearchHit", "SearchReader", "SearchTextError"]
