"""The catalogue of findings as a page: docs/operating/evidence-findings.md, held by a test."""

from typing import Final

from archive.transfer.catalogue import CATALOGUE
from timestamping.sealing import Severity

_HEAD: Final = """# What `kutuk evidence verify` can find

This page is made from the catalogue of the program; do not edit it by hand.

A *broken* finding fails the verdict (exit code 1), an *open* one leaves it undecided (3), a *note* changes nothing.
A code, once given, never changes its meaning. `{words}` are filled in with what was found.
"""
_WORDS: Final = {Severity.BROKEN: "broken", Severity.OPEN: "open", Severity.NOTE: "note"}


def catalogue_page() -> str:
    """The whole page, Markdown, in the order of the codes."""
    parts = [_HEAD]
    for kind in sorted(CATALOGUE.values(), key=lambda item: item.code):
        parts.append(
            f"\n## {kind.code} {kind.name}\n\n{_WORDS[kind.severity]}\n\n"
            f"- {kind.tr}\n  Yapılacak: {kind.remedy_tr}\n"
            f"- {kind.en}\n  What to do: {kind.remedy_en}\n"
        )
    return "".join(parts)
