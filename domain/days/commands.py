"""What the clock and the workers ask of the ledger's days."""

from dataclasses import dataclass
from datetime import datetime

from domain.days.values import RenewalMethod, StreamTree, TimeAuthority


@dataclass(frozen=True, slots=True)
class OpenBook:
    """Open the ledger of an institution, once."""

    institution: str
    origin: str
    public_key: str
    day: str


@dataclass(frozen=True, slots=True)
class CloseDay:
    """Close a day that is over; fields as in the fact ``day.closed``."""

    day: str
    sequence: int
    first: int
    last: int
    count: int
    report: str
    streams: StreamTree


@dataclass(frozen=True, slots=True)
class SealDay:
    """Record the checked time stamp over a closed day; fields as in the fact ``day.sealed``."""

    day: str
    checkpoint: str
    token: str
    imprint_algorithm: str
    tsa: TimeAuthority
    gen_time: datetime
    policy: str
    serial: str
    test: bool
    late: bool
    evidence_record: str


@dataclass(frozen=True, slots=True)
class RenewDaySeal:
    """Record the renewed evidence beside a day's seal; fields as in the fact ``day.renewed``."""

    day: str
    evidence_record: str
    extends: str
    method: RenewalMethod
    tsa: TimeAuthority
    gen_time: datetime
    policy: str
    serial: str
    test: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RecordSealingFailure:
    """Record that an authority gave no acceptable time stamp."""

    day: str
    tsa: TimeAuthority
    reason_code: str
    message: str
