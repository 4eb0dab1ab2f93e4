"""One check of the texts a caller filters by: the database has no U+0000, and a filter is no pasted page."""

from collections.abc import Mapping
from typing import Final

from api.graphql.guards import QueryRefused

MAX_TEXT: Final = 500
"""Characters of one filter text: protects the indexes, and the record of the read, which repeats it."""


def check_texts(given: Mapping[str, object]) -> None:
    """Make sure every text, and every text of a list, can be looked for. Raises QueryRefused that names the first."""
    for name, value in given.items():
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and ("\0" in text or len(text) > MAX_TEXT) for text in texts):
            shown = name[:40].replace("\0", "?")
            raise QueryRefused(
                "BAD_REQUEST",
                f"`{shown}` holds the character U+0000 or more than {MAX_TEXT} characters. Correct it and try again.",
                f"`{shown}` U+0000 karakteri veya {MAX_TEXT} karakterden uzun metin içeriyor; düzeltip yineleyin.",
                field=shown,
            )
