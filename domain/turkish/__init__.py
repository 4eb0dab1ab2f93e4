"""Turkish text: casing, comparison and order of letters; pure, and never the host's locale.

Words: a *search key* makes equal what people mean as equal; a *sort key* puts texts in the order of the Turkish
alphabet.

Called by every floor. Knows nothing of documents.
"""

from domain.turkish.alphabet import ALPHABET, COLLATION, ascii_folded, letter_mark
from domain.turkish.casing import lower, nfc, title, upper
from domain.turkish.keys import code_key, plain_key, search_key, sort_key

__all__ = [
    "ALPHABET",
    "COLLATION",
    "ascii_folded",
    "code_key",
    "letter_mark",
    "lower",
    "nfc",
    "plain_key",
    "search_key",
    "sort_key",
    "title",
    "upper",
]
