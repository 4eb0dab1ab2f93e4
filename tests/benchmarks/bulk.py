"""Bulk append, a hundred events a call, against COPY of the same rows."""

import time
from contextlib import closing
from typing import Any, Final

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from domain.ledger.store import LedgerRecorder, NewEvent
from domain.ledger.store.database import LedgerDatabase
from tests.benchmarks.figures import Direction, Row, Target, alternate, rate
from tests.benchmarks.ground import Ground
from tests.benchmarks.lives import batches, lives

CALL: Final = 100
_COLUMNS: Final = "notification_id, originator_id, originator_version, recorded_at, topic, state, leaf"
_TYPES: Final = ("int8", "uuid", "int8", "timestamptz", "text", "bytea", "bytea")


def measure_bulk(ground: Ground) -> list[Row]:
    """Both commit after each hundred rows."""
    calls, supply = ground.size(100, 50), lives()
    with (
        ground.site() as site,
        closing(LedgerRecorder(LedgerDatabase(site.dsn, site.schema))) as recorder,
        psycopg.connect(site.admin_dsn, autocommit=True) as connection,
    ):
        connection.execute(SQL("SET search_path = {}").format(Identifier(site.schema)))
        connection.execute("CREATE TABLE copied (LIKE events INCLUDING ALL)")

        def ours() -> float:
            return _append(recorder, batches(supply, CALL, calls))

        def peer() -> float:
            return _copy(connection, _last_rows(connection, calls * CALL))

        found = alternate(ours, peer, ground.size(5, 3))
    target = Target(Direction.AT_LEAST, 0.4)
    return [
        Row(
            f"bulk append, {CALL} events a call",
            rate(found.our_median, "event"),
            rate(found.peer_median, "row"),
            found.ratio,
            target,
            _NOTE,
        )
    ]


def _append(recorder: LedgerRecorder, calls: list[list[NewEvent]]) -> float:
    began = time.perf_counter()
    for events in calls:
        recorder.append(events)
    return len(calls) * CALL / (time.perf_counter() - began)


def _last_rows(connection: Connection[Any], number: int) -> list[tuple[Any, ...]]:
    """The rows that the append before has just made."""
    query = f"SELECT {_COLUMNS} FROM events ORDER BY notification_id DESC LIMIT {number}".encode()
    rows = connection.execute(query, binary=True).fetchall()
    rows.reverse()
    return rows


def _copy(connection: Connection[Any], rows: list[tuple[Any, ...]]) -> float:
    began = time.perf_counter()
    for start in range(0, len(rows), CALL):
        with connection.cursor().copy(f"COPY copied ({_COLUMNS}) FROM STDIN (FORMAT binary)".encode()) as copy:
            copy.set_types(_TYPES)
            for row in rows[start : start + CALL]:
                copy.write_row(row)
    return len(rows) / (time.perf_counter() - began)


_NOTE = (
    "events of letters' lives, their bytes ready made. Ours: `LedgerRecorder.append` on one connection, with positions,"
    " versions, leaves, stream heads. Peer: binary COPY of the rows this made into a table of the same columns and"
    " indexes, a hundred rows a COPY. One commit, so one flush, after each hundred on both sides."
)
