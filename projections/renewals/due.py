"""What is due for a signature, and why: one pure rule over its row."""

from typing import Final

from domain.signatures import SignatureLevel, next_level_of
from projections.folding import Row

_UNSTAMPED: Final = frozenset({"BES", "EPES", "B-B"})
_ARCHIVED: Final = frozenset({"A", "B-LTA"})
_LONG_TERM: Final = frozenset({"XL", "B-LT"})

NOTHING: Final = "nothing"
"""Nothing is due: it holds what the institution asks of it, as far as the recorded facts say."""
NO_TIMESTAMP: Final = "no_timestamp"
"""Without a signature time-stamp it is worth nothing once its certificate has ended (K-2)."""
NO_VALUES: Final = "no_values"
"""Chain and revocation data are not in it yet; authorities forget them (K-2, K-15)."""
NO_ARCHIVE_STAMP: Final = "no_archive_stamp"
"""What it holds is not protected by an archive time-stamp yet (K-13)."""
RENEWAL: Final = "renewal"
"""Its newest archive time-stamp weakens at a known moment (K-9, K-10)."""
REFUSED: Final = "refused"
"""A rule said no to the last try; it is not tried again until somebody asks for it."""
BROKEN: Final = "broken"
"""Its digest or signature bytes do not verify: raising it would preserve nothing."""
NOT_CADES: Final = "not_cades"
"""A plain CMS signature: no level of CAdES to raise it to."""
NOT_ATTACHED: Final = "not_attached"
"""Its bytes were not attached yet."""

_MICROS_PER_YEAR: Final = 365 * 24 * 3600 * 1_000_000


def settle(row: Row) -> None:
    """Say in the row what is due: target level, reason, earliest and latest time, urgency.

    Facts tell the next level and its time; where they tell none, because they were written before it was planned,
    the level tells what comes next and the time is that of the last fact.
    """
    level, following = row["level"], row["next_level"]
    row.update(target_level=None, earliest=None, latest=None, urgency=None)
    if row["attached_at"] is None:
        row["due_reason"] = NOT_ATTACHED
    elif row["intact"] is False:
        row["due_reason"] = BROKEN
    elif (above := next_level_of(SignatureLevel(level))) is None:
        row["due_reason"] = NOT_CADES
    elif following is None and (row["judged_at"] is not None or row["raised_at"] is not None):
        row["due_reason"] = NOTHING
    else:
        _due(row, following or above.value)


def _due(row: Row, following: str) -> None:
    level = row["level"]
    since = row["raised_at"] or row["judged_at"] or row["attached_at"]
    earliest = since if row["stated_due"] is None else row["stated_due"]
    latest = row["weakens"] or (row["certificate_ends"] if level in _UNSTAMPED else None)
    row.update(target_level=following, due_reason=_reason(level), earliest=earliest, latest=latest)
    # The earlier it would be too late, the sooner; without a time-stamp nothing is proven yet, so that comes first.
    known = latest if latest is not None else earliest + _MICROS_PER_YEAR
    row["urgency"] = earliest if level in _UNSTAMPED else known
    if row["attempts"] and row["retry_at"] is None:
        row["due_reason"] = REFUSED


def _reason(level: str) -> str:
    if level in _UNSTAMPED:
        return NO_TIMESTAMP
    if level in _ARCHIVED:
        return RENEWAL
    return NO_ARCHIVE_STAMP if level in _LONG_TERM else NO_VALUES
