"""The evidence beside a day's seal as a table: until when it holds, and how it was renewed (GD-8)."""

from collections.abc import Sequence

from api.web.presenting import moment_of
from api.web.texts import sentence
from projections.days import DayEvidence, DayRenewal

_METHODS = {
    "time-stamp": ("yeni damga", "new time-stamp"),
    "hash-tree": ("yeni özet", "new hash"),
}


def evidence_facts(
    evidence: DayEvidence, renewals: Sequence[DayRenewal], language: str
) -> list[tuple[str, str | None]]:
    """Hash, the moment before which it is to be renewed, and the renewals, oldest first."""
    weakens = moment_of(evidence.weakens_at)
    rows: list[tuple[str, str | None]] = [
        (sentence("evidence_hash", language), evidence.hash_name),
        (sentence("renew_before", language), f"{weakens.local} ({weakens.utc_short} UTC)" if weakens else None),
        (sentence("evidence_renewals", language), str(evidence.renewals)),
    ]
    return rows + [_renewal(item, language) for item in renewals]


def _renewal(item: DayRenewal, language: str) -> tuple[str, str | None]:
    moment = moment_of(item.gen_time)
    method = _METHODS.get(item.method, (item.method, item.method))[0 if language == "tr" else 1]
    time = f"{moment.local} ({moment.utc_short} UTC)" if moment else ""
    return f"{method}{' TEST' if item.test else ''}", f"{time} {item.tsa_name}"
