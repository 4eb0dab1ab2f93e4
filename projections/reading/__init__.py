"""What all readers of views share: pages, cursors and named statements.

Words: a *page* is at most 100 rows with the cursor to go on from; a *cursor* is where a row stands in its order, never
a row count, so that rows which arrive meanwhile are neither doubled nor missed.

Called by the readers of the rooms. Knows no view.
"""

from projections.reading.database import Database, Parameters, RowDict, ViewsUnavailableError
from projections.reading.pages import (
    MAX_FIRST,
    CursorError,
    Page,
    PageSizeError,
    check_first,
    cursor_of,
    page_of,
    values_of,
)
from projections.reading.statements import statements

__all__ = [
    "MAX_FIRST",
    "CursorError",
    "Database",
    "Page",
    "PageSizeError",
    "Parameters",
    "RowDict",
    "ViewsUnavailableError",
    "check_first",
    "cursor_of",
    "page_of",
    "statements",
    "values_of",
]
