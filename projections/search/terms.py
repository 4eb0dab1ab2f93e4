"""Words of Turkish text as search terms: the same cut for what is stored and for what is asked.

PostgreSQL's own parser cuts registry numbers into signed integers and host names, so the cut is ours; the order of
words is not kept, prefixes match.
"""

import re
from collections.abc import Iterable
from typing import Final

from domain.turkish import ascii_folded, code_key, search_key

MAX_QUERY: Final = 200
"""Letters of a query; protects the database from queries of boundless size."""
MAX_WORDS: Final = 10
"""Words of a query; protects the index from scans that intersect without end."""
_RUN: Final = re.compile(r"[^\W_]{1,64}")
"""Letters and digits; longer runs are cut, for the database refuses words of more than 2 KB."""


class SearchTextError(ValueError):
    """The query has no letter or digit to look for, or is longer than 200 letters or 10 words."""


def text_terms(texts: Iterable[str | None]) -> set[str]:
    """Terms of ordinary text, by Turkish rules (N-4)."""
    return {run for text in texts if text for run in _RUN.findall(search_key(text))}


def number_terms(numbers: Iterable[str | None]) -> set[str]:
    """Terms of registry numbers and codes, by ASCII rules (N-4): the runs, so that any part of a number is found."""
    return {run for number in numbers if number for run in _RUN.findall(code_key(number))}


def plain(terms: Iterable[str]) -> set[str]:
    """The terms as people type them without Turkish letters."""
    return {ascii_folded(term) for term in terms}


def query_of(text: str, *, folded: bool) -> str:
    """A tsquery that wants every word of the text as a prefix. folded: asked without Turkish letters.

    Raises SearchTextError.
    """
    if len(text) > MAX_QUERY:
        raise SearchTextError(f"a search has at most {MAX_QUERY} letters")
    words = text.split()
    if len(words) > MAX_WORDS:
        raise SearchTextError(f"a search has at most {MAX_WORDS} words")
    wanted = [found for found in (_word(word, folded=folded) for word in words) if found]
    if not wanted:
        raise SearchTextError("a search needs a letter or a digit")
    return " & ".join(wanted)


def _word(word: str, *, folded: bool) -> str:
    """A word as text; one with a digit may also be part of a number, where I is the capital of i."""
    keys = (search_key, code_key) if any(letter.isdigit() for letter in word) else (search_key,)
    forms = dict.fromkeys(_all(_RUN.findall(key(word)), folded=folded) for key in keys)
    found = [form for form in forms if form]
    return "" if not found else "(" + " | ".join(found) + ")"


def _all(runs: list[str], *, folded: bool) -> str:
    # Runs are letters and digits only, so quoting cannot be broken out of.
    terms = [ascii_folded(run) if folded else run for run in runs]
    return "(" + " & ".join(f"'{term}':*" for term in terms) + ")" if terms else ""
