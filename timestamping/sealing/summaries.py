"""One pass over a day: report lines, stream heads, counts and roots (GR-R4: recount gives the same).

Memory: the touched streams of the day (about 250 bytes each) and one block of lines; everything else flows. The
report's first line needs the counts, so lines go to a spool first and the report is header plus spool, hashed as it
is written.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import BinaryIO

from domain.days.reports import ReportHeader, report_entry
from domain.events import RecordedEvent, day_interval
from timestamping.merkle import TreeBuilder, TreeHead, streams_head
from timestamping.sealing.statements import DayStatement

_BLOCK = 1 << 20
_LINES_PER_WRITE = 256


@dataclass(frozen=True, slots=True)
class DaySummary:
    """What one pass over a day's events gives.

    statement: what `day.closed` shall say.
    counts: entries per category of the daily report, sorted by category.
    entries_root: RFC 9162 root over the leaf hashes of the day's events.
    """

    statement: DayStatement
    counts: tuple[tuple[str, int], ...]
    entries_root: bytes


class DayFold:
    """Takes a day's events one by one; `finish` gives the summary and writes the report.

    spool: an empty binary file, readable and seekable, for the lines; the caller owns and closes it.
    """

    __slots__ = ("_count", "_counts", "_day", "_first", "_leaves", "_lines", "_spool", "_start", "_streams")

    def __init__(self, day: date, first: int, spool: BinaryIO) -> None:
        self._day = day
        self._first = first
        self._spool = spool
        self._start = day_interval(day)[0].strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        self._count = 0
        self._counts: Counter[str] = Counter()
        self._lines: list[bytes] = []
        self._leaves = TreeBuilder()
        self._streams: dict[int, tuple[int, bytes]] = {}

    def add(self, event: RecordedEvent) -> None:
        """Take the next event of the day."""
        category, line = report_entry(event, self._start)
        self._count += 1
        self._counts[category] += 1
        self._lines.append(line)
        if len(self._lines) == _LINES_PER_WRITE:
            self._flush()
        self._leaves.append(event.leaf)
        self._streams[event.stream_id.int] = (event.version, event.leaf)

    def finish(
        self, *, sequence: int, institution: str, previous_report: bytes | None, report: BinaryIO | None = None
    ) -> DaySummary:
        """End the day: write header and lines to `report` (or only hash them) and say what the day amounts to."""
        self._flush()
        entries_root = self._leaves.root()
        counts = tuple(sorted(self._counts.items()))
        header = ReportHeader(
            day=self._day.isoformat(),
            institution=institution,
            sequence=sequence,
            first=self._first,
            last=self._first + self._count - 1,
            count=self._count,
            counts=dict(counts),
            previous_report=None if previous_report is None else previous_report.hex(),
            entries_root=entries_root.hex(),
        )
        statement = DayStatement(
            day=self._day,
            sequence=sequence,
            first=header.first,
            last=header.last,
            count=self._count,
            report=self._write(header.line(), report),
            streams=self._streams_head(),
        )
        return DaySummary(statement, counts, entries_root)

    def _flush(self) -> None:
        self._spool.write(b"".join(self._lines))
        self._lines.clear()

    def _streams_head(self) -> TreeHead:
        streams = self._streams
        return streams_head((key.to_bytes(16, "big"), *streams[key]) for key in sorted(streams))

    def _write(self, header: bytes, report: BinaryIO | None) -> bytes:
        digest = sha256(header)
        if report is not None:
            report.write(header)
        self._spool.seek(0)
        while block := self._spool.read(_BLOCK):
            digest.update(block)
            if report is not None:
                report.write(block)
        return digest.digest()


def summarise_day(
    events: Iterable[RecordedEvent],
    *,
    day: date,
    sequence: int,
    first: int,
    institution: str,
    previous_report: bytes | None,
    spool: BinaryIO,
    report: BinaryIO | None = None,
) -> DaySummary:
    """Fold the day's events (in order, complete; none for an empty day) into statement and daily report.

    first: position of the day's first event; for an empty day the position after the last event before it.
    previous_report: SHA-256 of the report of the day before; None for the ledger's first day.
    """
    fold = DayFold(day, first, spool)
    for event in events:
        fold.add(event)
    return fold.finish(sequence=sequence, institution=institution, previous_report=previous_report, report=report)
