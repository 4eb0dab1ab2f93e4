"""One changed byte in any table of the ledger makes the verification say what and where: on a real PostgreSQL.

The tamperer is a superuser who switches triggers and rules off: nothing inside the database can stop one.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from api.composition.ledger_snapshot import ledger_snapshot
from api.procedures.tree import LedgerTree
from archive.storage import FolderBlobStore
from domain.events import encode_state, istanbul_day, stream_id_of
from domain.ledger.store import LedgerRecorder, NewEvent, RequestEntry
from domain.ledger.store.database import LedgerDatabase
from testkit.memory_ledger import DETSIS, SIGNER, judge_token, made_token
from testkit.postgres import ClonedDatabase
from timestamping.merkle import TreeHead
from timestamping.sealing import (
    DaySeal,
    LedgerReport,
    Outcome,
    VerifyOptions,
    seal_request,
    summarise_day,
    verify_ledger,
)

pytestmark = pytest.mark.postgres

COMMANDS = 300


@dataclass(frozen=True)
class Sealed:
    """A ledger in a database, and the folder of its reports."""

    database: ClonedDatabase
    reports: Path

    def verify(self) -> LedgerReport:
        options = VerifyOptions(SIGNER.name, (SIGNER.verifier,), judge_token, as_of=datetime.now(UTC))
        store = FolderBlobStore(self.reports)
        with ledger_snapshot(self.database.dsn, self.database.schema, store) as snapshot:
            return verify_ledger(snapshot, options)

    def tamper(self, *statements: str) -> None:
        with psycopg.connect(self.database.admin_dsn, autocommit=True) as superuser:
            schema = self.database.schema
            for guard in ("redefinition", "drop"):
                superuser.execute(f"ALTER EVENT TRIGGER {schema}_refuse_{guard} DISABLE".encode())
            superuser.execute(f"SET search_path = {schema}".encode())
            for table in ("events", "stream_heads", "ledger_head", "requests", "tiles"):
                superuser.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
            for statement in statements:
                superuser.execute(statement.encode())


def state(payload: Mapping[str, object], request: RequestEntry | None = None) -> bytes:
    key = "k" if request is None else request.key.partition("/")[2]
    return encode_state(
        {
            "schema": 1,
            "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "actor": {"id": "ayse", "name": "Ayşe", "title": "Memur", "unit": DETSIS}
            | {"acting_for": None, "delegation": None},
            "origin": {"client": "cli", "address": None, "session": None},
            "request": {"key": key, "digest": None if request is None else request.digest},
            "reason": None,
            "payload": payload,
        }
    )


def fill(recorder: LedgerRecorder, reports: FolderBlobStore) -> None:
    """300 commands today, in a ledger opened for yesterday; yesterday, empty, is closed and sealed."""
    yesterday = istanbul_day(datetime.now(UTC)) - timedelta(days=1)
    opened = {"day": yesterday.isoformat(), "institution": DETSIS}
    recorder.append([NewEvent(stream_id_of("ledger", SIGNER.name), None, "ledger.opened", state(opened))])
    for number in range(COMMANDS):
        request = RequestEntry(f"ayse/istek-{number}", sha256(b"%d" % number).hexdigest())
        event = NewEvent(UUID(int=number % 7), None, "document.edited", state({"n": number}, request))
        recorder.append([event], request)
    close_and_seal(recorder, reports, yesterday)


def close_and_seal(recorder: LedgerRecorder, reports: FolderBlobStore, day: date) -> None:
    report = BytesIO()
    statement = summarise_day(
        [],
        day=day,
        sequence=1,
        first=1,
        institution=DETSIS,
        previous_report=None,
        spool=BytesIO(),
        report=report,
    ).statement
    reports.put(report.getvalue())
    stream = stream_id_of("day", day.isoformat())
    size = recorder.append([NewEvent(stream, None, "day.closed", state(statement.payload()))]).last_position
    tree = LedgerTree(recorder.reader).at(size)
    request = seal_request(TreeHead(size, tree.root()), SIGNER, None, ())
    now = datetime.now(UTC)
    note, token = request.checkpoint.render().decode(), made_token(request.data, now)
    seal = DaySeal(day, note, token, "Deneme", "http://tsa.example", now, "1.2", "3", False, False)
    recorder.append([NewEvent(stream, None, "day.sealed", state(seal.payload()))])


@pytest.fixture
def sealed(database: ClonedDatabase, tmp_path: Path) -> Iterator[Sealed]:
    with closing(LedgerRecorder(LedgerDatabase(database.dsn, database.schema))) as recorder:
        fill(recorder, FolderBlobStore(tmp_path))
        yield Sealed(database, tmp_path)


def named(report: LedgerReport) -> set[str]:
    return {found.kind.name for found in report.findings}


def test_untouched_ledger_passes(sealed: Sealed) -> None:
    report = sealed.verify()
    assert (report.outcome, report.findings) == (Outcome.PASSED, ())
    assert (report.events, report.days, report.sealed_days) == (COMMANDS + 3, 1, 1)


FLIP = "set_byte({0}, 5, get_byte({0}, 5) # 1)"
TAMPERINGS = {
    "state": (f"UPDATE events SET state = {FLIP.format('state')} WHERE notification_id = 77", "event-changed", 77),
    "leaf": (f"UPDATE events SET leaf = {FLIP.format('leaf')} WHERE notification_id = 77", "event-changed", 77),
    "topic": ("UPDATE events SET topic = 'document.editeD' WHERE notification_id = 77", "event-changed", 77),
    "recorded_at": (
        "UPDATE events SET recorded_at = recorded_at + interval '1 microsecond' WHERE notification_id = 77",
        "event-changed",
        77,
    ),
    "event deleted": ("DELETE FROM events WHERE notification_id = 77", "events-missing", 77),
    "tail deleted": ("DELETE FROM events WHERE notification_id > 300", "tail-cut", 301),
    "tile": (f"UPDATE tiles SET hashes = {FLIP.format('hashes')}", "tile-changed", 1),
    "tile deleted": ("DELETE FROM tiles", "tile-missing", 1),
    "stream head": (
        "UPDATE stream_heads SET version = version + 1 WHERE first_position = 2",
        "stream-head-changed",
        296,
    ),
    "stream head leaf": (
        f"UPDATE stream_heads SET last_leaf = {FLIP.format('last_leaf')} WHERE first_position = 2",
        "stream-head-changed",
        296,
    ),
    "stream head deleted": ("DELETE FROM stream_heads WHERE first_position = 2", "stream-head-missing", 296),
    "request digest": (
        f"UPDATE requests SET digest = {FLIP.format('digest')} WHERE first_position = 77",
        "request-changed",
        77,
    ),
    "request key": ("UPDATE requests SET request_key = 'ayse/x' WHERE first_position = 77", "request-changed", 77),
    "request deleted": ("DELETE FROM requests WHERE first_position = 77", "request-missing", 77),
    "ledger head": ("UPDATE ledger_head SET position = position + 1", "tail-cut", COMMANDS + 4),
    "ledger head time": (
        "UPDATE ledger_head SET recorded_at = recorded_at + interval '1 microsecond'",
        "ledger-clock-changed",
        None,
    ),
    "ledger head bound": ("UPDATE ledger_head SET not_before = '2020-01-01 00:00:01+00'", "ledger-clock-changed", None),
    "tile above": ("INSERT INTO tiles SELECT 3, 7, hashes FROM tiles", "tail-cut", COMMANDS + 4),
    "event below": (
        "INSERT INTO events SELECT 0, originator_id, 0, recorded_at, topic, state, leaf FROM events"
        " WHERE notification_id = 77",
        "event-changed",
        0,
    ),
    "infinite time": (
        "UPDATE events SET recorded_at = 'infinity' WHERE notification_id = 77",
        "event-changed",
        77,
    ),
    **{
        f"{column} taken away": (
            f"ALTER TABLE events ALTER {column} DROP NOT NULL;"
            f" UPDATE events SET {column} = NULL WHERE notification_id = 77",
            "event-changed",
            77,
        )
        for column in ("originator_version", "recorded_at", "topic", "state", "leaf")
    },
}


@pytest.mark.parametrize("case", TAMPERINGS)
def test_changed_table_is_named_with_its_place(sealed: Sealed, case: str) -> None:
    statement, name, position = TAMPERINGS[case]
    sealed.tamper(statement)
    report = sealed.verify()
    assert report.outcome is Outcome.FAILED
    assert report.first is not None
    assert (report.first.kind.name, report.first.position) == (name, position), named(report)


def test_changed_report_file_is_named(sealed: Sealed) -> None:
    file = next(path for path in sealed.reports.rglob("*") if path.is_file())
    file.chmod(0o600)
    file.write_bytes(file.read_bytes().replace(b"24301050", b"24301051"))
    assert named(sealed.verify()) == {"report-changed"}


def test_deleted_report_file_is_named(sealed: Sealed) -> None:
    next(path for path in sealed.reports.rglob("*") if path.is_file()).unlink()
    assert named(sealed.verify()) == {"report-missing"}


def test_two_events_that_changed_places_are_named(sealed: Sealed) -> None:
    sealed.tamper(
        "UPDATE events SET notification_id = 997 WHERE notification_id = 77",
        "UPDATE events SET notification_id = 77 WHERE notification_id = 78",
        "UPDATE events SET notification_id = 78 WHERE notification_id = 997",
    )
    assert named(sealed.verify()) == {"events-swapped"}
