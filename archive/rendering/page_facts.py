"""What must stand on any page of a letter, whoever drew it: number, subject, addressee, signers … (S2-r-5)."""

import io
from collections.abc import Iterator
from typing import Final

from pypdf import PdfReader

from archive.rendering.comparing import PageDifference, by_metadata, compare_page
from archive.rendering.errors import PageUnreadableError
from archive.rendering.page_data import page_data
from archive.rendering.page_text import compact, page_texts
from domain.letters import Letter, recipient_copy

_CREATOR: Final = "Typst"
"""What `draw_letter` leaves in the file as its creator."""


def page_differences(pdf: bytes, letter: Letter) -> tuple[PageDifference, ...]:
    """Differences between a recipient's page and its letter: word by word where the page was drawn here, else facts.

    Another program sets labels and columns in an order of its own; the facts themselves must stand on its page too.
    Raises PageUnreadableError.
    """
    missing = missing_facts(pdf, letter)
    return missing if missing or not _drawn_here(pdf) else compare_page(pdf, letter)


def missing_facts(pdf: bytes, letter: Letter) -> tuple[PageDifference, ...]:
    """Facts of the letter that its page does not say, wherever lines break. Raises PageUnreadableError."""
    page = compact("".join(page_texts(pdf)))
    return tuple(PageDifference(field, words, "") for field, words in _facts(letter) if compact(words) not in page)


def _facts(letter: Letter) -> Iterator[tuple[str, str]]:
    data = page_data(by_metadata(recipient_copy(letter)), ())
    yield "document_no", data["number"] or ""
    yield "date", data["date"] or data["date_at_end"] or ""
    yield "subject", data["subject"]
    for mark in data["marks"]:
        yield "urgency", mark
    yield "classification", data["grade"] or ""
    for line in data["addressee"]:
        yield "addressee", line
    for item in data["references"]:
        yield "references", item["text"]
    for item in data["enclosures"]:
        yield "enclosures", item["text"]
    for lines in data["signers"]:
        yield "signers", lines[0]
    for lines in (*(item["lines"] for item in data["concurrences"]), data["approver"]):
        yield "approval", lines[0] if lines else ""


def _drawn_here(pdf: bytes) -> bool:
    try:
        metadata = PdfReader(io.BytesIO(pdf)).metadata
        return bool(metadata and str(metadata.creator or "").startswith(_CREATOR))
    except Exception as error:
        # Threat: a damaged or hostile file; the reader's own errors are of every kind.
        raise PageUnreadableError(detail=type(error).__name__) from error
