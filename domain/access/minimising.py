"""Query texts hold no more about persons than the audit needs (GR-R6)."""

import re
import unicodedata
from typing import Final

_LONGEST_QUERY: Final = 200
"""Protects the ledger from storing pasted texts as queries for ever."""
_LONG_NUMBER: Final = re.compile(r"(?<!\d)\d{11}(?!\d)")
_MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+")


def minimised_query(query: str) -> str:
    """The query with T.C. kimlik no-like numbers and mail addresses masked, at most 200 characters."""
    text = unicodedata.normalize("NFC", query)
    text = _MAIL.sub("***@***", _LONG_NUMBER.sub("***********", text))
    return text if len(text) <= _LONGEST_QUERY else text[:_LONGEST_QUERY] + "…"
