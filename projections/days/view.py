"""Typed rows of the days room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from domain.events import moment
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy


class DayState(StrEnum):
    """How a day stands."""

    OPEN = "open"
    """Today: still going on."""
    MISSING = "missing"
    """Over, but no statement closed it yet (GR-R1); the next closing catches up."""
    CLOSED = "closed"
    """Closed, waiting for its seal."""
    FAILING = "failing"
    """Closed; at least one try to seal it failed, and none succeeded."""
    SEALED = "sealed"
    LATE = "late"
    """Sealed later than the law's day: both times are shown (GR-R2)."""


@dataclass(frozen=True, slots=True)
class Book:
    """The ledger whose days these are."""

    institution: str
    origin: str
    public_key: str
    """C2SP verifier key of its checkpoints."""
    first_day: date
    opened_at: datetime
    last_day: date | None
    """Last day with an event or a statement."""


@dataclass(frozen=True, slots=True)
class DaySeal:
    """The accepted time stamp over a day's checkpoint."""

    checkpoint: str
    """The signed note."""
    token: str
    """RFC 3161 token, base64 of DER."""
    imprint_algorithm: str
    tsa_name: str
    tsa_url: str
    gen_time: datetime
    policy: str
    serial: str
    test: bool
    """By the test authority: shown as TEST, no proof towards others."""
    late: bool
    sealed_at: datetime
    """When the seal was recorded."""
    position: int
    """Position of `day.sealed`."""


@dataclass(frozen=True, slots=True)
class DayEvidence:
    """The RFC 4998 record beside a day's seal, as it stands after its renewals (GD-8)."""

    record: str
    """Base64 of DER."""
    hash_name: str | None
    """Hash of its last chain; None when the record cannot be read."""
    weakens_at: datetime | None
    """First end of a certificate under its newest token, or of its hash: to be renewed before. None: not known."""
    renewals: int
    """How often it was renewed."""


@dataclass(frozen=True, slots=True)
class DayRenewal:
    """One renewal of a day's record."""

    day: date
    position: int
    recorded_at: datetime
    method: str
    """``time-stamp`` or ``hash-tree``."""
    gen_time: datetime
    tsa_name: str
    tsa_url: str
    policy: str
    serial: str
    test: bool
    reason: str
    """``certificate-ends``, ``hash-weakens`` or ``asked``."""


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """One Istanbul day of the ledger; fields of its statement are None until it is closed."""

    day: date
    state: DayState
    events_seen: int
    """Events recorded on the day, as the view counted them; equals `event_count` once closed (GR-R4)."""
    sequence: int | None
    first_position: int | None
    last_position: int | None
    event_count: int | None
    report: str | None
    """Hex SHA-256 of the daily report."""
    stream_count: int | None
    stream_root: str | None
    closed_at: datetime | None
    closed_position: int | None
    seal: DaySeal | None
    evidence: DayEvidence | None
    failures: int
    last_failure_at: datetime | None
    last_failure_code: str | None
    last_failure_message: str | None


@dataclass(frozen=True, slots=True)
class DayFailure:
    """One failed try to seal a day."""

    day: date
    position: int
    recorded_at: datetime
    tsa_name: str
    tsa_url: str
    reason_code: str
    message: str


_BLANK: Final[dict[str, Any]] = {"events_seen": 0, "failures": 0} | dict.fromkeys(
    (
        "sequence",
        "first_position",
        "last_position",
        "event_count",
        "report",
        "stream_count",
        "stream_root",
        "closed_at",
        "closed_position",
        "sealed_at",
        "last_failure_at",
        "last_failure_code",
        "last_failure_message",
        "evidence_record",
    )
)


def book_of(row: Mapping[str, Any]) -> Book:
    """The book a row stands for."""
    return Book(**{**row, "opened_at": moment(row["opened_at"])})


def day_of(row: Mapping[str, Any], today: date, algorithms: AlgorithmPolicy) -> LedgerDay:
    """The day a row stands for. algorithms: until when the hash of its evidence is relied on."""
    return LedgerDay(
        day=row["day"],
        state=_state(row, today),
        events_seen=row["events_seen"],
        sequence=row["sequence"],
        first_position=row["first_position"],
        last_position=row["last_position"],
        event_count=row["event_count"],
        report=row["report"],
        stream_count=row["stream_count"],
        stream_root=row["stream_root"],
        closed_at=_when(row["closed_at"]),
        closed_position=row["closed_position"],
        seal=None if row["sealed_at"] is None else _seal(row),
        evidence=_evidence(row, algorithms) if row["evidence_record"] else None,
        failures=row["failures"],
        last_failure_at=_when(row["last_failure_at"]),
        last_failure_code=row["last_failure_code"],
        last_failure_message=row["last_failure_message"],
    )


def empty_day(day: date, today: date) -> LedgerDay:
    """A day of the calendar that nothing was recorded on and no statement closed."""
    return day_of(_BLANK | {"day": day}, today, DEFAULT_POLICY)


def failure_of(row: Mapping[str, Any]) -> DayFailure:
    """The failure a row stands for."""
    return DayFailure(**{**row, "recorded_at": moment(row["recorded_at"])})


def _state(row: Mapping[str, Any], today: date) -> DayState:
    if row["sealed_at"] is not None:
        return DayState.LATE if row["late"] else DayState.SEALED
    if row["closed_at"] is not None:
        return DayState.FAILING if row["failures"] else DayState.CLOSED
    return DayState.OPEN if row["day"] >= today else DayState.MISSING


def _seal(row: Mapping[str, Any]) -> DaySeal:
    names = ("checkpoint", "token", "imprint_algorithm", "tsa_name", "tsa_url", "policy", "serial", "test", "late")
    return DaySeal(
        **{name: row[name] for name in names},
        gen_time=moment(row["gen_time"]),
        sealed_at=moment(row["sealed_at"]),
        position=row["sealed_position"],
    )


def renewal_of(row: Mapping[str, Any]) -> DayRenewal:
    """The renewal a row stands for."""
    return DayRenewal(**{**row, "recorded_at": moment(row["recorded_at"]), "gen_time": moment(row["gen_time"])})


def _evidence(row: Mapping[str, Any], algorithms: AlgorithmPolicy) -> DayEvidence:
    ends = [_when(row["certificate_ends"]), algorithms.hash_ends.get(row["record_hash"] or "")]
    return DayEvidence(
        record=row["evidence_record"],
        hash_name=row["record_hash"],
        weakens_at=min((end for end in ends if end is not None), default=None),
        renewals=row["renewals"],
    )


def _when(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else moment(microseconds)
