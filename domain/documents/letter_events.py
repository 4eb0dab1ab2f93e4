"""Facts of a draft's letter: what stands on its page, and what the rules found in it (SM-6)."""

from domain.events import Fact
from domain.letters import LetterFinding


class LetterChecked(Fact):
    """The letter of a draft was given and checked by the rules (yazı denetlendi, SM-6)."""

    TOPIC = "document.letter_checked"

    specification: str
    """The letter as JSON (docs/formats/letter-specification.md), keys sorted; `letter_digest` is over these bytes."""
    letter_digest: str
    """Hex SHA-256 of the specification."""
    covers: str
    """Digest of the draft's content without the letter: what the letter was held against."""
    judged_on: str
    """ISO day by whose rules it was judged."""
    findings: tuple[LetterFinding, ...]
    """All findings, in the order of the sections."""
    content_digest: str
