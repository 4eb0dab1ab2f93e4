"""Letters for tests: the sample, and the tables that the examples are judged with."""

from functools import cache
from typing import Any

from domain.letters import Letter, LetterData, read_letter, read_letter_data
from domain.letters.rules.sample import patched
from testkit.source_tree import ROOT

EXAMPLES = ROOT / "docs" / "examples" / "letters"
DATA = EXAMPLES / "data"


@cache
def example_data() -> LetterData:
    """The ports filled from the CSV files of the examples."""
    return read_letter_data({path.name: path.read_text("utf-8") for path in sorted(DATA.glob("*.csv"))})


def letter(**changes: Any) -> Letter:
    """The sample letter with changes (RFC 7386)."""
    return read_letter(patched(changes))
