"""The page of a letter, drawn as the law says, in PDF/A; and the check that it says what its metadata say.

Words: to *draw* is to make the page of a letter; a *copy* (nüsha) is for the institution or for a recipient; a
*difference* is a place where page and metadata disagree (S2-r-5).
Beside letters it draws the stored daily report of a day, to be read and printed.
Called by the `letter` commands of ``api``, before a document goes out for initials, and by the page of a day. Must not
know the ledger, nor the files an operator named.
"""

from archive.rendering.comparing import PageDifference, compare_page, require_same_content
from archive.rendering.daily_report import ReportSeal, draw_daily_report
from archive.rendering.drawing import Copy, DrawnLetter, draw_letter, unsigned_letter
from archive.rendering.errors import (
    LogoUnusableError,
    PageDiffersError,
    PageRefusedError,
    PageUnreadableError,
    ReportUnreadableError,
    UndrawableCharacterError,
    WordTooWideError,
)
from archive.rendering.page_facts import missing_facts, page_differences

__all__ = [
    "Copy",
    "DrawnLetter",
    "LogoUnusableError",
    "PageDifference",
    "PageDiffersError",
    "PageRefusedError",
    "PageUnreadableError",
    "ReportSeal",
    "ReportUnreadableError",
    "UndrawableCharacterError",
    "WordTooWideError",
    "compare_page",
    "draw_daily_report",
    "draw_letter",
    "missing_facts",
    "page_differences",
    "require_same_content",
    "unsigned_letter",
]
