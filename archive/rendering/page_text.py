"""The text of a page, read back from the PDF by another program than the one that drew it."""

import io
from collections.abc import Sequence

from pypdf import PdfReader

from archive.rendering.errors import PageUnreadableError


def page_texts(pdf: bytes) -> Sequence[str]:
    """Text of each page in the order it was drawn. Raises PageUnreadableError."""
    try:
        return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    except Exception as error:
        # Threat: a damaged or hostile file; the reader's own errors are of every kind.
        raise PageUnreadableError(detail=type(error).__name__) from error


def compact(text: str) -> str:
    """A text without white space: where lines break is the page's business, what they say is not."""
    return "".join(text.split())
