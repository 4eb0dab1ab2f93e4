"""What leaves the institution: which events of a document's history a package of each profile shows (S2-k-3)."""

from collections.abc import Mapping
from typing import Final

from archive.transfer.values import Profile

INITIALS: Final = "initials"
"""Paraf data: never shared with the recipient (S2-k-3)."""
CIRCULATION: Final = "circulation"
"""Who works on it inside the institution: routing, returns, assignments."""
UNKNOWN_TYPE: Final = "unknown_type"
"""A type newer than this table: not shown until somebody has decided that it may be."""

READS: Final = "reads"
REFUSALS: Final = "refusals"

_SHOWN_OUTSIDE: Final = frozenset(
    {
        "ledger.opened",
        "number.opened",
        "number.allocated",
        "number.voided",
        "document.drafted",
        "document.edited",
        "document.grade_proposed",
        "document.urgency_set",
        "document.enclosure_added",
        "document.enclosure_removed",
        "document.reference_added",
        "document.reference_removed",
        "document.recipient_added",
        "document.recipient_removed",
        "document.numbered",
        "document.signed",
        "document.signature_completed",
        "document.cancelled",
        "document.sealed",
        "document.filed",
        "document.received",
        "document.decrypted",
        "document.validated",
        "document.invalidated",
        "document.duplicate_received",
        "document.registered",
        "document.rejected",
        "document.answered",
        "signature.attached",
        "signature.validated",
        "signature.raised",
        "signature.raising_failed",
    }
)
_REASONS: Final[Mapping[str, str]] = {
    "document.initialled": INITIALS,
    # The specification of a letter may hold its paraf section (S2-k).
    "document.letter_checked": INITIALS,
    "document.routed_for_initials": INITIALS,
    "document.returned_for_correction": INITIALS,
    "document.signature_refused": INITIALS,
    "document.routed_for_signature": CIRCULATION,
    "document.assigned": CIRCULATION,
    "document.reassigned": CIRCULATION,
    "document.returned_to_registry": CIRCULATION,
    "document.closed_without_answer": CIRCULATION,
}
_LEFT_OUT: Final[Mapping[str, str]] = {"access": READS, "command": REFUSALS}


def withheld_reason(profile: Profile, topic: str, *, of_initials: bool = False) -> str | None:
    """Why an event is given as a leaf only; None when it is shown. of_initials: of the life of a paraf signature."""
    if profile is Profile.INSIDE:
        return None
    if of_initials:
        return INITIALS
    return None if topic in _SHOWN_OUTSIDE else _REASONS.get(topic, UNKNOWN_TYPE)


def left_out_kind(profile: Profile, topic: str) -> str | None:
    """Kind of single events that a profile has none of, not even leaves: reads and refusals; None when it has them."""
    return None if profile is Profile.INSIDE else _LEFT_OUT.get(topic.partition(".")[0])


def left_out(profile: Profile) -> tuple[str, ...]:
    """All kinds that a profile leaves out."""
    return () if profile is Profile.INSIDE else tuple(sorted(_LEFT_OUT.values()))
