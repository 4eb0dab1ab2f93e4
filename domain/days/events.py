"""Facts of the ledger's days: opened once, each day closed, sealed and renewed, or failed to be sealed."""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any, ClassVar

from domain.days.records import wrapped_token
from domain.days.values import RenewalMethod, StreamTree, TimeAuthority
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
    SCHEMA: ClassVar[int] = 2

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
    evidence_record: str
    """RFC 4998 record over the same bytes, base64 of DER: at first the token in its wrapping, nothing more."""

    @classmethod
    def upcast_v1_v2(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """Version 1 had the token alone: wrapped, it is a record that says no more (empty: the token is no Base64)."""
        return payload | {"evidence_record": _wrapped(payload["token"], payload["imprint_algorithm"])}


class DayRenewed(Fact):
    """The evidence beside the day's seal was renewed before it weakened (mühür yenilendi, GD-8); the seal stays."""

    TOPIC = "day.renewed"

    day: str
    evidence_record: str
    """The whole renewed RFC 4998 record, base64 of DER."""
    extends: str
    """SHA-256 of the record that it renews, lower-case hex."""
    method: RenewalMethod
    tsa: TimeAuthority
    gen_time: datetime
    """Time of the new token."""
    policy: str
    serial: str
    test: bool
    reason: str
    """Why it was renewed: ``certificate-ends``, ``hash-weakens`` or ``asked``."""


class DaySealingFailed(Fact):
    """An authority gave no acceptable time stamp (mühürlenemedi); the day stays closed and unsealed."""

    TOPIC = "day.sealing_failed"

    day: str
    tsa: TimeAuthority
    reason_code: str
    message: str


def _wrapped(token: str, imprint_algorithm: str) -> str:
    try:
        return b64encode(wrapped_token(b64decode(token, validate=True), imprint_algorithm)).decode("ascii")
    except (ValueError, KeyError):
        return ""
