"""Closing and verifying a day, against reading its rows and bare hashing of the same bytes."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.sql import SQL, Identifier

from api.composition.ledger_snapshot import ledger_snapshot
from api.procedures.tree import LedgerTree
from archive.storage import FolderBlobStore
from domain.events import day_interval, encode_state, istanbul_day, stream_id_of
from domain.ledger.store import EventBook, LedgerRecorder, NewEvent
from domain.ledger.store.database import LedgerDatabase
from testkit.memory_ledger import SIGNER, judge_token, made_token
from tests.benchmarks.figures import Direction, Row, Target, alternate, number
from tests.benchmarks.ground import INSTITUTION, Ground, Site
from tests.benchmarks.lives import fill
from tests.benchmarks.peaks import peak_megabytes
from timestamping.merkle import TreeHead
from timestamping.sealing import (
    DaySeal,
    DayStatement,
    Outcome,
    VerifyOptions,
    seal_request,
    summarise_day,
    verify_ledger,
)

SMALLER: Final = 8
"""How much smaller the day is that memory is compared with."""
_FETCH: Final = 2_000
_ENVELOPE: Final = bytes(160)
_ROWS: Final = (
    "SELECT notification_id, originator_id, originator_version, recorded_at, topic, state, leaf"
    " FROM events ORDER BY notification_id"
)


@dataclass(frozen=True, slots=True)
class DayLedger:
    """A ledger of one long day: what was recorded on it, and where reports lie."""

    site: Site
    reports: Path
    day: date
    events: int
    """Its positions run from 1 to this."""


def measure_days(ground: Ground) -> list[Row]:
    """Closing, verifying, and the memory of both on a day and on one of an eighth of its size."""
    events, rounds = ground.day_events, 3
    with _filled(ground, events // SMALLER) as small, _filled(ground, events) as large:
        close_peaks = [peak_megabytes(_close_afresh, ledger) for ledger in (small, large)]
        closed = alternate(lambda: _timed(_close_afresh, large), lambda: _timed(_read_and_hash_closed, large), rounds)
        for ledger in (small, large):
            _seal(ledger, _close_afresh(ledger))
        verify_peaks = [peak_megabytes(_verify, ledger) for ledger in (small, large)]
        verified = alternate(lambda: _timed(_verify, large), lambda: _timed(_read_and_hash_all, large), rounds)
    return [
        _time_row(f"closing a day of {events:,} events", closed.our_median, closed.peer_median, closed.ratio, 3.0),
        _memory_row("memory of closing that day", close_peaks),
        _time_row(
            f"verifying that day of {events:,} events", verified.our_median, verified.peer_median, verified.ratio, 2.5
        ),
        _memory_row("memory of verifying that day", verify_peaks),
    ]


@contextmanager
def _filled(ground: Ground, events: int) -> Iterator[DayLedger]:
    with ground.site() as site:
        reports = ground.folder / f"reports-{events}"
        reports.mkdir()
        today = istanbul_day(datetime.now(UTC))
        opened = {"day": today.isoformat(), "institution": INSTITUTION, "origin": SIGNER.name, "public_key": "-"}
        _append(site, NewEvent(stream_id_of("ledger", SIGNER.name), None, "ledger.opened", _state(opened)))
        fill(site, events - 1)
        if istanbul_day(datetime.now(UTC)) != today:
            raise RuntimeError("midnight in Istanbul came between: run this row again")
        with psycopg.connect(site.admin_dsn, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        yield DayLedger(site, reports, today, events)


# ── Ours ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _close_afresh(ledger: DayLedger) -> DayStatement:
    """What closing and sealing do with the events: one pass for report and statement, then the tree's tiles."""
    site = ledger.site
    _forget_tiles(site)
    with (
        closing(EventBook(site.dsn, site.schema)) as book,
        tempfile.TemporaryFile() as spool,
        tempfile.TemporaryFile() as report,
    ):
        summary = summarise_day(
            book.iterate(1, ledger.events),
            day=ledger.day,
            sequence=1,
            first=1,
            institution=INSTITUTION,
            previous_report=None,
            spool=spool,
            report=report,
        )
        report.seek(0)
        FolderBlobStore(ledger.reports).put(report)
        LedgerTree(book).grow(ledger.events)
    return summary.statement


def _verify(ledger: DayLedger) -> None:
    """Everything `kutuk verify` recomputes; only the judge of tokens is a stand-in."""
    ends = day_interval(ledger.day)[1]
    options = VerifyOptions(SIGNER.name, (SIGNER.verifier,), judge_token, as_of=ends + timedelta(hours=2))
    with ledger_snapshot(ledger.site.dsn, ledger.site.schema, FolderBlobStore(ledger.reports)) as snapshot:
        report = verify_ledger(snapshot, options)
    if report.outcome is not Outcome.PASSED or report.sealed_days != 1:
        raise RuntimeError(f"the day did not verify: {report.findings[:3]}")


# ── Peers ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_and_hash_closed(ledger: DayLedger) -> None:
    """The rows; per event one tree node; the report's bytes once."""
    for row in _rows(ledger):
        leaf = row[6]
        sha256(b"\x01" + leaf + leaf).digest()
    _hash_reports(ledger)


def _read_and_hash_all(ledger: DayLedger) -> None:
    """The rows; per event its state, its envelope, one tree node; the report's bytes twice: recomputed and stored."""
    for row in _rows(ledger):
        leaf = row[6]
        sha256(row[5]).digest()
        sha256(_ENVELOPE + leaf).digest()
        sha256(b"\x01" + leaf + leaf).digest()
    _hash_reports(ledger)
    _hash_reports(ledger)


def _rows(ledger: DayLedger) -> Iterator[tuple[Any, ...]]:
    with psycopg.connect(ledger.site.dsn) as connection:
        connection.execute(SQL("SET search_path = {}").format(Identifier(ledger.site.schema)))
        with connection.cursor(name="rows", binary=True) as cursor:
            cursor.itersize = _FETCH
            yield from cursor.execute(_ROWS)


def _hash_reports(ledger: DayLedger) -> None:
    for path in ledger.reports.rglob("*"):
        if path.is_file():
            digest = sha256()
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)


# ── Making the day over before it is ────────────────────────────────────────────────────────────────────────────────


def _seal(ledger: DayLedger, statement: DayStatement) -> None:
    """Let the next events fall on the day after, then record `day.closed` and `day.sealed` there."""
    site, ends = ledger.site, day_interval(ledger.day)[1]
    with _superuser(site, "ledger_head") as connection:
        connection.execute("UPDATE ledger_head SET not_before = %s", (ends,))
    stream = stream_id_of("day", ledger.day.isoformat())
    size = _append(site, NewEvent(stream, None, "day.closed", _state(statement.payload())))
    with closing(EventBook(site.dsn, site.schema)) as book:
        request = seal_request(TreeHead(size, LedgerTree(book).at(size).root()), SIGNER, None, ())
    sealed_at = ends + timedelta(minutes=1)
    note, token = request.checkpoint.render().decode(), made_token(request.data, sealed_at)
    seal = DaySeal(ledger.day, note, token, "Deneme", "http://tsa.example", sealed_at, "1.2", "3", False, False)
    _append(site, NewEvent(stream, None, "day.sealed", _state(seal.payload())))


def _append(site: Site, event: NewEvent) -> int:
    with closing(LedgerRecorder(LedgerDatabase(site.dsn, site.schema))) as recorder:
        return recorder.append([event]).last_position


def _state(payload: dict[str, Any]) -> bytes:
    actor = {"id": "system:worker", "name": "Kütük", "title": "", "unit": INSTITUTION}
    return encode_state(
        {
            "schema": 1,
            "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": actor | {"acting_for": None, "delegation": None},
            "origin": {"client": "worker", "address": None, "session": None},
            "request": {"key": "bench", "digest": None},
            "reason": None,
            "payload": payload,
        }
    )


def _forget_tiles(site: Site) -> None:
    """Tiles are stored once; each round is to make them again."""
    with _superuser(site, "tiles") as connection:
        connection.execute("DELETE FROM tiles")


@contextmanager
def _superuser(site: Site, table: str) -> Iterator[psycopg.Connection[Any]]:
    """What no role of ours may do: change a row of the ledger."""
    with psycopg.connect(site.admin_dsn, autocommit=True) as connection:
        connection.execute("SELECT set_config('kutuk.ledger_change', %s, false)", (site.schema,))
        connection.execute(SQL("SET search_path = {}").format(Identifier(site.schema)))
        connection.execute(SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(Identifier(table)))
        yield connection


def _timed(work: Any, ledger: DayLedger) -> float:
    began = time.perf_counter()
    work(ledger)
    return time.perf_counter() - began


def _time_row(work: str, ours: float, peer: float, ratio: float, limit: float) -> Row:
    target = Target(Direction.AT_MOST, limit)
    note = _CLOSE_NOTE if work.startswith("closing") else _VERIFY_NOTE
    return Row(work, f"{number(ours)} s", f"{number(peer)} s", ratio, target, note)


def _memory_row(work: str, peaks: list[float]) -> Row:
    small, large = peaks
    target = Target(Direction.AT_MOST, 1.25)
    return Row(work, f"{number(large)} MB", f"{number(small)} MB", large / small, target, _MEMORY_NOTE)


_CLOSE_NOTE = (
    "ours: one pass over the day's events for report, counts, day root and stream root, the report stored as a blob,"
    " then the leaves once more for the tiles of the ledger's tree, stored. Peer: the same rows through one server-side"
    " cursor, one 65-byte SHA-256 for each event (a tree node), SHA-256 over the report's bytes."
)
_VERIFY_NOTE = (
    "ours: all that `kutuk verify` recomputes of a ledger that holds this day, closed and sealed. Peer: the same rows"
    " through one server-side cursor, for each event SHA-256 over its state, over an envelope's length and over 65"
    " bytes, and SHA-256 over the report's bytes twice, for the recomputed and the stored report."
)
_MEMORY_NOTE = (
    "peak of resident memory of a fresh process, what it imports included; in the peer's column the same for a day of"
    f" one {SMALLER}th the events. Flat would be 1×."
)
