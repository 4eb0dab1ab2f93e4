"""How much a document may hold; each limit protects every later reader, export and proof from unbounded events."""

import re
from typing import Final

from domain.documents.errors import LimitExceededError, StoredFileError
from domain.documents.values import StoredFile

LONGEST_SUBJECT: Final = 1000
"""Characters of a subject: it stands in lists and on the page."""
LONGEST_TEXT: Final = 4000
"""Characters of a reason, note or justification: stored in events for ever."""
LONGEST_LETTER: Final = 200_000
"""Characters of a letter's specification: it stands in an event, and is folded on every load."""
MOST_PARTS: Final = 500
"""Enclosures, references or recipients of one document: each is folded on every load."""
LONGEST_CHAIN: Final = 50
"""Turns in a chain of initials or signatures."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def check_length(what: str, text: str | None, limit: int) -> None:
    """Raises LimitExceededError."""
    if text is not None and len(text) > limit:
        raise LimitExceededError(what=what, limit=limit)


def check_count(what: str, count: int, limit: int = MOST_PARTS) -> None:
    """Raises LimitExceededError."""
    if count > limit:
        raise LimitExceededError(what=what, limit=limit)


def check_stored_file(file: StoredFile | None) -> None:
    """Raises StoredFileError unless the file is None or fully described."""
    if file is None:
        return
    described = _DIGEST.fullmatch(file.digest) and file.size > 0 and file.media_type and file.name
    if not described:
        raise StoredFileError
    check_length("dosya adı / file name", file.name, 255)
