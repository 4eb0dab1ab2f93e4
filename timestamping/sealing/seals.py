"""The seal of a day: a signed checkpoint, a time stamp over its three lines, and the record that carries it on."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Fault
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha512
from typing import Any, Self

from domain.days import wrapped_token
from domain.events import day_interval
from timestamping.checkpoints import NoteSigner, SignedNote, sign_checkpoint
from timestamping.merkle import TreeHead, verify_consistency
from timestamping.sealing.statements import StatementError, read_day

IMPRINT_ALGORITHM = "sha512"
MAX_TOKEN_CHARACTERS = 128 * 1024
"""Longest token text read: protects a verifier from endless input; tokens with chains have a few thousand."""
MAX_RECORD_CHARACTERS = 4 * 1024 * 1024
"""Longest text of an evidence record read: a token a year for a thousand years stays below."""
LATE_AFTER = timedelta(hours=24)
"""A seal that comes later than this after the day's end is late (GR-R2)."""
_IMPRINTS = frozenset({"sha256", "sha384", "sha512"})
_LAST_YEAR = 9000
"""Days beyond are nobody's: protects the arithmetic of calendars."""


def sealed_late(day: date, gen_time: datetime) -> bool:
    """Whether a time stamp of this moment (aware UTC) seals the day later than the law's day (GR-R2)."""
    return day.year < _LAST_YEAR and gen_time > day_interval(day)[1] + LATE_AFTER


def seal_imprint(note_text: str) -> bytes:
    """SHA-512 of the checkpoint's note text: the three lines, without the signature lines."""
    return sha512(note_text.encode("utf-8")).digest()


@dataclass(frozen=True, slots=True)
class SealRequest:
    """What goes out to a time-stamp authority.

    checkpoint: the signed note.
    data: the bytes the token must cover (the note text).
    imprint: their SHA-512.
    """

    checkpoint: SignedNote
    data: bytes
    imprint: bytes


def seal_request(
    head: TreeHead, signer: NoteSigner, previous: TreeHead | None, consistency: Sequence[bytes]
) -> SealRequest:
    """Sign the checkpoint of `head` and say what is to be time-stamped.

    1. The head follows from the last one signed, so that no two signed checkpoints disagree (C2SP tlog-checkpoint);
       raises `timestamping.merkle.ProofError` when it does not. previous is None only for the first checkpoint.
    2. The checkpoint is signed with the ledger's key, whose name is the origin.
    3. The imprint is SHA-512 over the three lines.
    """
    # 1
    if previous is not None:
        verify_consistency(previous, head, consistency)
    # 2
    note = sign_checkpoint(head, signer)
    # 3
    return SealRequest(note, note.text.encode("utf-8"), seal_imprint(note.text))


@dataclass(frozen=True, slots=True)
class DaySeal:
    """What `day.sealed` records.

    day: the sealed day.
    checkpoint: exact text of the signed note.
    token: DER bytes of the RFC 3161 token, as received.
    tsa_name, tsa_url: the authority.
    gen_time: time in the token, aware UTC.
    policy: policy OID of the token, dotted.
    serial: serial number of the token, decimal.
    test: made by the test authority; proves nothing to others.
    late: sealed later than the law's day (GR-R2).
    imprint_algorithm: digest under the token.
    evidence_record: DER bytes of the RFC 4998 record over the same bytes; empty in seals of schema 1, see `record`.
    """

    day: date
    checkpoint: str
    token: bytes
    tsa_name: str
    tsa_url: str
    gen_time: datetime
    policy: str
    serial: str
    test: bool
    late: bool
    imprint_algorithm: str = IMPRINT_ALGORITHM
    evidence_record: bytes = b""

    @property
    def record(self) -> bytes:
        """The evidence record: as stored; of a seal that has none, its token wrapped, which says the same."""
        return self.evidence_record or wrapped_token(self.token, self.imprint_algorithm)

    def payload(self) -> dict[str, Any]:
        """The payload of `day.sealed`, as canonical state takes it."""
        return {
            "day": self.day.isoformat(),
            "checkpoint": self.checkpoint,
            "token": b64encode(self.token).decode("ascii"),
            "imprint_algorithm": self.imprint_algorithm,
            "tsa": {"name": self.tsa_name, "url": self.tsa_url},
            "gen_time": self.gen_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "policy": self.policy,
            "serial": self.serial,
            "test": self.test,
            "late": self.late,
            "evidence_record": b64encode(self.record).decode("ascii"),
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Read a payload strictly. Raises `StatementError` naming the field."""
        tsa = payload.get("tsa")
        if not isinstance(tsa, Mapping):
            raise StatementError("tsa: an object with name and url is missing")
        return cls(
            day=read_day(payload),
            checkpoint=_text(payload, "checkpoint"),
            token=_bytes(payload, "token", MAX_TOKEN_CHARACTERS),
            tsa_name=_text(tsa, "name"),
            tsa_url=_text(tsa, "url"),
            gen_time=_instant(payload),
            policy=_text(payload, "policy"),
            serial=_text(payload, "serial"),
            test=payload.get("test") is True,
            late=payload.get("late") is True,
            imprint_algorithm=_imprint_algorithm(payload),
            evidence_record=_record(payload) if "evidence_record" in payload else b"",
        )


@dataclass(frozen=True, slots=True)
class DayRenewal:
    """What `day.renewed` records.

    day: the sealed day.
    record: DER bytes of the whole renewed evidence record.
    extends: SHA-256 of the record that it renews, hex.
    method: `time-stamp` or `hash-tree`.
    gen_time: time of the new token, aware UTC.
    policy, serial: of the new token.
    test: made by the test authority.
    """

    day: date
    record: bytes
    extends: str
    method: str
    gen_time: datetime
    policy: str
    serial: str
    test: bool

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Read a payload strictly. Raises `StatementError` naming the field."""
        return cls(
            day=read_day(payload),
            record=_record(payload),
            extends=_text(payload, "extends"),
            method=_text(payload, "method"),
            gen_time=_instant(payload),
            policy=_text(payload, "policy"),
            serial=_text(payload, "serial"),
            test=payload.get("test") is True,
        )


def _text(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str):
        raise StatementError(f"{name}: not a text: {value!r}")
    return value


def _bytes(payload: Mapping[str, Any], name: str, longest: int) -> bytes:
    text = _text(payload, name)
    if len(text) > longest:
        raise StatementError(f"{name}: longer than {longest} characters")
    try:
        return b64decode(text.encode("ascii"), validate=True)
    except (Base64Fault, UnicodeEncodeError, ValueError) as fault:
        raise StatementError(f"{name}: not Base64") from fault


def _record(payload: Mapping[str, Any]) -> bytes:
    found = _bytes(payload, "evidence_record", MAX_RECORD_CHARACTERS)
    if not found:
        raise StatementError("evidence_record: empty")
    return found


def _imprint_algorithm(payload: Mapping[str, Any]) -> str:
    """As stated; one that no seal was ever made with is not a seal's."""
    name = _text(payload, "imprint_algorithm")
    if name not in _IMPRINTS:
        raise StatementError(f"imprint_algorithm: unknown: {name!r}")
    return name


def _instant(payload: Mapping[str, Any]) -> datetime:
    try:
        instant = datetime.fromisoformat(_text(payload, "gen_time"))
    except ValueError as fault:
        raise StatementError("gen_time: not an instant") from fault
    if instant.tzinfo is None:
        raise StatementError("gen_time: an instant without a zone")
    return instant.astimezone(UTC)
