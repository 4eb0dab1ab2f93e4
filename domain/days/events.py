"""Facts of the ledger's days: opened once, each day closed, sealed, or failed to be sealed."""

from datetime import datetime

from domain.days.values import StreamTree, TimeAuthority
from domain.events import CreationFact, Fact


class BookOpened(CreationFact):
    """The ledger of an institution was opened (defter açıldı)."""

    TOPIC = "ledger.opened"
    AGGREGATE = "domain.days.model:Book"

    institution: str
    """DETSİS number."""
    origin: str
    """Origin of its checkpoints, ``kutuk/<DETSİS no>``."""
    public_key: str
    """Ed25519 verifier key of its checkpoints, C2SP vkey text."""
    day: str
    """First day of the ledger, ISO, Istanbul."""


class DayClosed(CreationFact):
    """The day was closed (gün kapatıldı, GR-R1); the statement lies in the tree itself."""

    TOPIC = "day.closed"
    AGGREGATE = "domain.days.model:Day"

    day: str
    """ISO date, Istanbul."""
    sequence: int
    """Number of the day in the ledger, from 1."""
    first: int
    """First position of the day; ``last`` + 1 when the day is empty."""
    last: int
    count: int
    report: str
    """SHA-256 of the daily report, lower-case hex."""
    streams: StreamTree


class DaySealed(Fact):
    """A time stamp over the day's checkpoint was obtained and checked (gün mühürlendi, GR-R2)."""

    TOPIC = "day.sealed"

    day: str
    checkpoint: str
    """The signed note, text."""
    token: str
    """RFC 3161 token, base64 of the DER bytes as received."""
    imprint_algorithm: str
    """e.g. ``sha512``."""
    tsa: TimeAuthority
    gen_time: datetime
    policy: str
    """Policy OID, dotted."""
    serial: str
    """Serial number of the token, decimal."""
    test: bool
    """Made by the test authority: no proof towards others."""
    late: bool
    """Sealed later than the law's day (GR-R2): both times are shown."""


class DaySealingFailed(Fact):
    """An authority gave no acceptable time stamp (mühürlenemedi); the day stays closed and unsealed."""

    TOPIC = "day.sealing_failed"

    day: str
    tsa: TimeAuthority
    reason_code: str
    message: str
