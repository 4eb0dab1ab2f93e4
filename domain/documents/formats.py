"""Formats an electronic enclosure may have (S2-ı-6); the list is that of letters."""

from domain.documents.values import StoredFile
from domain.letters.formats import ACCEPTED_FORMATS, is_accepted_format

__all__ = ["ACCEPTED_FORMATS", "is_accepted"]


def is_accepted(file: StoredFile) -> bool:
    """Whether the content's type is on the list and the name's ending belongs to it."""
    return is_accepted_format(file.media_type, file.name)
