"""Folds day statements, seals, their renewals and failed seals; counts every event on the day it was recorded."""

from base64 import b64decode
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from domain.events import istanbul_day, micros
from projections.folding import Entry, Key, Row, Table, View, instant
from timestamping.evidence_records import hash_name_of, weakens
from timestamping.trust import AlgorithmPolicy

BOOKS: Final = Table(
    "ledger_books", ("institution",), ("institution", "origin", "public_key", "first_day", "opened_at")
)
DAYS: Final = Table(
    "ledger_days",
    ("day",),
    (
        "day",
        "events_seen",
        "seen_first",
        "seen_last",
        "sequence",
        "first_position",
        "last_position",
        "event_count",
        "report",
        "stream_count",
        "stream_root",
        "closed_at",
        "closed_position",
        "checkpoint",
        "token",
        "imprint_algorithm",
        "tsa_name",
        "tsa_url",
        "gen_time",
        "policy",
        "serial",
        "test",
        "late",
        "sealed_at",
        "sealed_position",
        "failures",
        "last_failure_at",
        "last_failure_code",
        "last_failure_message",
        "evidence_record",
        "record_hash",
        "certificate_ends",
        "renewals",
    ),
)
FAILURES: Final = Table(
    "day_failures",
    ("day", "position"),
    ("day", "position", "recorded_at", "tsa_name", "tsa_url", "reason_code", "message"),
    log=True,
)
RENEWALS: Final = Table(
    "day_renewals",
    ("day", "position"),
    (
        "day",
        "position",
        "recorded_at",
        "method",
        "gen_time",
        "tsa_name",
        "tsa_url",
        "policy",
        "serial",
        "test",
        "reason",
    ),
    log=True,
)
_CERTIFICATES_ONLY: Final = AlgorithmPolicy("none")
"""What is folded follows from the events alone; until when algorithms are relied on is told when the view is read."""
_HOUR: Final = 3_600_000_000


class Days:
    """The calendar of the ledger: each day with its statement, seal and failures."""

    name = "days"
    fold_version = 2
    tables = (BOOKS, DAYS, FAILURES, RENEWALS)

    def wanted(self, entries: Sequence[Entry], view: View) -> dict[str, set[Key]]:
        """Days on which the entries were recorded, and days they speak of."""
        days = {(_day(entry.recorded_at // _HOUR),) for entry in entries}
        days |= {(entry.payload["day"],) for entry in entries if entry.kind.startswith("day.")}
        return {DAYS.name: days}

    def fold(self, entry: Entry, view: View) -> None:
        """Bring one entry into the calendar."""

        _count(entry, _row(view, _day(entry.recorded_at // _HOUR)))
        payload = entry.payload
        match entry.kind:
            case "ledger.opened":
                book = view.keyed[BOOKS.name].make(payload["institution"])
                book.update(origin=payload["origin"], public_key=payload["public_key"], first_day=payload["day"])
                book["opened_at"] = entry.occurred_at
            case "day.closed":
                _close(entry, _row(view, payload["day"]))
            case "day.sealed":
                _seal(entry, _row(view, payload["day"]))
            case "day.renewed":
                _renew(entry, _row(view, payload["day"]), view)
            case "day.sealing_failed":
                _fail(entry, _row(view, payload["day"]), view)
            case _:
                pass

    def finish(self, view: View) -> None:
        """Nothing is derived."""


@lru_cache(maxsize=4096)
def _day(hour: int) -> str:
    """Istanbul day of an hour since 1970 UTC: its offset from UTC is whole hours since 1910."""
    return istanbul_day(hour * _HOUR).isoformat()


def _row(view: View, day: str) -> Row:
    row = view.keyed[DAYS.name].make(day)
    if row["events_seen"] is None:
        row.update(events_seen=0, failures=0, renewals=0, test=False, late=False)
    return row


def _count(entry: Entry, row: Row) -> None:
    row["events_seen"] += 1
    row["seen_last"] = entry.position
    if row["seen_first"] is None:
        row["seen_first"] = entry.position


def _close(entry: Entry, row: Row) -> None:
    payload = entry.payload
    row.update(
        sequence=payload["sequence"],
        first_position=payload["first"],
        last_position=payload["last"],
        event_count=payload["count"],
        report=payload["report"],
        stream_count=payload["streams"]["count"],
        stream_root=payload["streams"]["root"],
        closed_at=entry.recorded_at,
        closed_position=entry.position,
    )


def _seal(entry: Entry, row: Row) -> None:
    payload = entry.payload
    for field in ("checkpoint", "token", "imprint_algorithm", "policy", "serial", "test", "late"):
        row[field] = payload[field]
    row.update(
        tsa_name=payload["tsa"]["name"],
        tsa_url=payload["tsa"]["url"],
        gen_time=instant(payload["gen_time"]),
        sealed_at=entry.recorded_at,
        sealed_position=entry.position,
    )
    _take_record(payload["evidence_record"], row)


def _take_record(text: str, row: Row) -> None:
    """The record that stands now; one that cannot be read has no known end: `kutuk verify` names it."""
    try:
        record = b64decode(text, validate=True)
    except ValueError:
        record = b""
    ends = weakens(record, algorithms=_CERTIFICATES_ONLY).token_ends
    row.update(evidence_record=text, record_hash=hash_name_of(record))
    row["certificate_ends"] = None if ends is None else micros(ends)


def _renew(entry: Entry, row: Row, view: View) -> None:
    payload, tsa = entry.payload, entry.payload["tsa"]
    _take_record(payload["evidence_record"], row)
    row["renewals"] += 1
    view.logs[RENEWALS.name].append(
        (
            payload["day"],
            entry.position,
            entry.recorded_at,
            payload["method"],
            instant(payload["gen_time"]),
            tsa["name"],
            tsa["url"],
            payload["policy"],
            payload["serial"],
            payload["test"],
            payload["reason"],
        )
    )


def _fail(entry: Entry, row: Row, view: View) -> None:
    payload, tsa = entry.payload, entry.payload["tsa"]
    row["failures"] += 1
    row.update(last_failure_at=entry.recorded_at, last_failure_code=payload["reason_code"])
    row["last_failure_message"] = payload["message"]
    view.logs[FAILURES.name].append(
        (
            payload["day"],
            entry.position,
            entry.recorded_at,
            tsa["name"],
            tsa["url"],
            payload["reason_code"],
            payload["message"],
        )
    )
