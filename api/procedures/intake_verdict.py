"""What a check of a package means for taking it in: register, register as undecided, or invalid and to be sent back.

The rule, which no setting changes (SM-33, Y-30-3; severities are those of the package guide's rule list):

1. Any fatal finding makes the package invalid, with three exceptions below.
2. A signature file that is no CMS at all proves nothing, neither for the package nor against it: the official sample
   packages are made so. The package is undecided. A file that *is* a signature and fails, signs something else, or is
   missing, makes it invalid.
3. A signature below the level the guide asks for is undecided: the ledger raises it itself.
4. An empty media type or verification address is undecided: nothing in the register stands on it.
5. An encrypted package that none of our keys opens is invalid (Y-30-4), as is a grade that may not be electronic (CF-1
   to CF-3).

An undecided package is registered with the verdict *indeterminate* and all its findings, and may be sent back until
the end of the second business day.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from archive import eyazisma
from domain.documents import Finding, IncomingMetadata, PackageVerdict, incoming_grade_refusal

_UNDECIDED: Final = frozenset({"SIGNATURE_NOT_CMS", "LEVEL_TOO_LOW"})
_UNNEEDED_FIELDS: Final = frozenset({"MimeTuru", "DogrulamaAdresi"})
_ONLY_REPEATS: Final = frozenset({"INNER_INVALID"})
"""Says that something inside is fatal; what it is stands among the findings too and is judged there."""
_GRAVITY: Final = {severity: at for at, severity in enumerate(eyazisma.Severity)}
_UNUSABLE: Final = Finding("METADATA_UNUSABLE", "EYP-9", "F", "Üstveri okunamadı; paketi yeniden isteyin.")
_MOST_REASONS: Final = 10
"""Reasons in a notice: it is a letter, not a log."""
_MOST_FINDINGS: Final = 100
"""Findings kept of one package: protects the event from a package made to have a million faults."""

ENCRYPTED_CONTENT_UNREADABLE: Final = eyazisma.FindingType(
    name="SIFRELI_ICERIK_ACILAMADI",
    rule=49,
    severity=eyazisma.Severity.FATAL,
    tr="Şifreli içerik açılamadı",
    en="The encrypted content could not be opened",
    remedy_tr="Gönderenden, kurumunuzun geçerli şifreleme sertifikasıyla yeniden göndermesini isteyin (S1-KEP-4)",
    remedy_en="Ask the sender to send it again, encrypted to a valid certificate of your institution (S1-KEP-4)",
)


def invalidating(found: eyazisma.Finding) -> bool:
    """Whether this finding makes a package invalid."""
    if found.severity is not eyazisma.Severity.FATAL or found.type.name in _UNDECIDED | _ONLY_REPEATS:
        return False
    return not (found.type.name == "FIELD_EMPTY" and found.detail in _UNNEEDED_FIELDS)


def verdict_of(found: Sequence[eyazisma.Finding], outcome: str, more: Sequence[Finding]) -> PackageVerdict:
    """The verdict recorded with the package. outcome: of the check; more: findings of the rules of grades."""
    if more or any(invalidating(item) for item in found):
        return PackageVerdict.FAILED
    return PackageVerdict.PASSED if outcome == "passed" else PackageVerdict.INDETERMINATE


def register_findings(
    found: Sequence[eyazisma.Finding], metadata: IncomingMetadata | None, today: date
) -> tuple[Finding, ...]:
    """What the register has against the package beside the check: its grade at its own date (CF-1 to CF-3), and
    metadata it cannot use."""
    if metadata is None:
        return () if any(invalidating(item) for item in found) else (_UNUSABLE,)
    refusal = incoming_grade_refusal(metadata, today)
    if refusal is None:
        return ()
    return (Finding(type(refusal).__name__, refusal.rule_id, "F", refusal.message_tr),)


def reasons_of(found: Sequence[eyazisma.Finding], more: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that make a package invalid, as its sender is told."""
    return recorded([item for item in found if invalidating(item)], more)[:_MOST_REASONS]


def recorded(found: Sequence[eyazisma.Finding], more: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings as the ledger keeps them, gravest first."""
    by_gravity = sorted(found, key=lambda item: _GRAVITY[item.severity])
    return (*more, *(_recorded(item) for item in by_gravity))[:_MOST_FINDINGS]


def _recorded(found: eyazisma.Finding) -> Finding:
    code = str(found.type.code) if found.type.code else found.type.name
    return Finding(code, found.type.rule_id, found.severity.value, found.message_tr, found.part)
