"""The day's statement: what `day.closed` says (docs/formats/day-statement.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from timestamping.merkle import TreeHead

_HEX = re.compile(r"[0-9a-f]{64}")


class StatementError(Exception):
    """The payload of a `day.closed` or `day.sealed` event is not what it must be; the message names the field."""


@dataclass(frozen=True, slots=True)
class DayStatement:
    """One closed day.

    day: Istanbul calendar day.
    sequence: number of the day in the ledger, from 1, without gaps.
    first, last: positions; for an empty day first = last + 1.
    count: number of events, last − first + 1.
    report: 32-byte SHA-256 of the daily report.
    streams: number and root of the day's stream tree.
    """

    day: date
    sequence: int
    first: int
    last: int
    count: int
    report: bytes
    streams: TreeHead

    def payload(self) -> dict[str, Any]:
        """The payload of `day.closed`, as canonical state takes it."""
        return {
            "day": self.day.isoformat(),
            "sequence": self.sequence,
            "first": self.first,
            "last": self.last,
            "count": self.count,
            "report": self.report.hex(),
            "streams": {"count": self.streams.size, "root": self.streams.root.hex()},
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Read a payload strictly. Raises `StatementError` naming the field."""
        streams = payload.get("streams")
        if not isinstance(streams, Mapping):
            raise StatementError("streams: an object with count and root is missing")
        statement = cls(
            day=read_day(payload),
            sequence=read_number(payload, "sequence"),
            first=read_number(payload, "first"),
            last=read_number(payload, "last"),
            count=read_number(payload, "count"),
            report=read_digest(payload, "report"),
            streams=TreeHead(read_number(streams, "count"), read_digest(streams, "root")),
        )
        if statement.count != statement.last - statement.first + 1 or statement.first < 1 or statement.sequence < 1:
            raise StatementError("count: first, last and count do not fit together")
        return statement


def read_day(payload: Mapping[str, Any]) -> date:
    """The field `day`, an ISO date in its one exact form."""
    value = payload.get("day")
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise StatementError(f"day: not an ISO date: {value!r}")
    return day


def read_number(payload: Mapping[str, Any], name: str) -> int:
    """A whole number of zero or more."""
    value = payload.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise StatementError(f"{name}: not a whole number: {value!r}")
    return value


def read_digest(payload: Mapping[str, Any], name: str) -> bytes:
    """A SHA-256 in lower-case hex."""
    value = payload.get(name)
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise StatementError(f"{name}: not a SHA-256 in lower-case hex: {value!r}")
    return bytes.fromhex(value)
