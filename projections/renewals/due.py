"""What is due for a signature, and why: one pure rule over its row."""

from typing import Final

from projections.folding import Row

_NEXT: Final = {
    "BES": "T", "EPES": "T", "B-B": "B-T", "T": "XL", "C": "XL", "X": "XL", "XL": "A", "A": "A",
    "B-T": "B-LT", "B-LT": "B-LTA", "B-LTA": "B-LTA",
}  # fmt: skip
_UNSTAMPED: Final = frozenset({"BES", "EPES", "B-B"})

NOTHING: Final = "nothing"
"""Nothing is due: it holds, as far as the recorded facts say."""
NO_TIMESTAMP: Final = "no_timestamp"
"""Without a signature time-stamp it is worth nothing once its certificate has ended (K-2)."""
STATED: Final = "stated"
"""The last event of the signature states when it ought to be raised (K-9, K-10)."""
BROKEN: Final = "broken"
"""Its digest or signature bytes do not verify: raising it would preserve nothing."""
NOT_CADES: Final = "not_cades"
"""A plain CMS signature: no level of CAdES to raise it to."""
NOT_ATTACHED: Final = "not_attached"
"""Its bytes were not attached yet."""


def settle(row: Row) -> None:
    """Say in the row what is due: target level, reason, earliest and latest time.

    An unstamped signature is due from the moment it was attached, unless its events state another time.
    """
    level = row["level"]
    row.update(target_level=None, earliest=None, latest=None)
    if row["attached_at"] is None:
        row["due_reason"] = NOT_ATTACHED
    elif row["intact"] is False:
        row["due_reason"] = BROKEN
    elif level not in _NEXT:
        row["due_reason"] = NOT_CADES
    elif level in _UNSTAMPED:
        since = row["attached_at"] if row["stated_due"] is None else row["stated_due"]
        row.update(target_level=_NEXT[level], due_reason=NO_TIMESTAMP, earliest=since, latest=row["certificate_ends"])
    elif row["stated_due"] is not None:
        row.update(target_level=_NEXT[level], due_reason=STATED, earliest=row["stated_due"])
        row["latest"] = row["certificate_ends"]
    else:
        row["due_reason"] = NOTHING
