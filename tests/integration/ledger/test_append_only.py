"""What the application and the owner of the tables try to change, and may not."""

from collections.abc import Iterator
from contextlib import closing
from uuid import UUID, uuid5

import psycopg
import pytest

from domain.events import GENESIS_LEAF, recomputed_leaf, request_digest
from domain.ledger.store import LedgerRecorder, NewEvent, RequestEntry
from domain.ledger.store.database import LedgerDatabase
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres

A = uuid5(UUID(int=0), "a")

TABLES = ("events", "events_000000", "stream_heads", "ledger_head", "requests", "tiles", "ledger_migrations")
CHANGES = {
    "events": "topic = topic",
    "events_000000": "topic = topic",
    "stream_heads": "version = version",
    "ledger_head": "position = position",
    "requests": "digest = digest",
    "tiles": "hashes = hashes",
    "ledger_migrations": "note = note",
}
ROWS = {
    "events": "(99, gen_random_uuid(), 1, now(), 't', '', '')",
    "events_000000": "(99, gen_random_uuid(), 1, now(), 't', '', '')",
    "stream_heads": "(gen_random_uuid(), 1, 1, 1, '')",
    "ledger_head": "(true, 99, now(), now())",
    "requests": "('other', '', 1, 1)",
    "tiles": "(0, 99, decode(repeat('00', 8192), 'hex'))",
    "ledger_migrations": "('9999_other.sql', '')",
}
WRITING = [
    statement
    for table in TABLES
    for statement in (
        f"UPDATE {table} SET {CHANGES[table]}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"INSERT INTO {table} VALUES {ROWS[table]}",
    )
]
# The list of applied migrations is bookkeeping of the owner, not a fact; the application may not touch it.
OWNERS_WRITING = [statement for statement in WRITING if "ledger_migrations" not in statement]
REDEFINING = [
    "DROP TABLE events",
    "DROP TABLE events_000000",
    "DROP TABLE stream_heads CASCADE",
    "DROP TABLE requests, tiles",
    "DROP SCHEMA {schema} CASCADE",
    "DROP FUNCTION append_events",
    "DROP FUNCTION refuse_change CASCADE",
    "DROP TRIGGER refuse_change ON events",
    "DROP INDEX events_stream",
    "ALTER TABLE events DISABLE TRIGGER ALL",
    "ALTER TABLE events_000000 DISABLE TRIGGER refuse_change",
    "ALTER TABLE events DETACH PARTITION events_000000",
    "ALTER TABLE events ADD COLUMN more text",
    "ALTER TABLE ledger_head RENAME TO old_head",
    "ALTER TABLE tiles OWNER TO CURRENT_USER",
    "ALTER TABLE tiles SET SCHEMA public",
    "CREATE RULE hide AS ON INSERT TO requests DO INSTEAD NOTHING",
    "CREATE TRIGGER more BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "ALTER TABLE events ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY hide ON events USING (false)",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE OR REPLACE FUNCTION partition_size() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
]


@pytest.fixture(scope="module")
def filled(module_database: ClonedDatabase) -> ClonedDatabase:
    with closing(LedgerRecorder(LedgerDatabase(module_database.dsn, module_database.schema))) as recorder:
        request = RequestEntry("k", request_digest({}))
        recorder.append([NewEvent(A, version, "test.noted", b"{}") for version in range(1, 300)], request)
        recorder.reader.store_tiles({(0, 0): b"".join(recorder.reader.iterate_leaves(1, 256))})
    return module_database


@pytest.fixture
def application(filled: ClonedDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(filled.dsn, autocommit=True) as connection:
        connection.execute(f"SET search_path = {filled.schema}".encode())
        yield connection


@pytest.fixture
def owner(filled: ClonedDatabase) -> Iterator[psycopg.Connection]:
    with psycopg.connect(filled.admin_dsn, autocommit=True) as connection:
        connection.execute(f"SET search_path = {filled.schema}".encode())
        connection.execute("SET ROLE kutuk_owner")
        yield connection


@pytest.mark.parametrize("statement", WRITING)
def test_application_may_not_write_but_through_the_function(application: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.encode())


@pytest.mark.parametrize("statement", REDEFINING)
def test_application_may_not_redefine(application: psycopg.Connection, filled: ClonedDatabase, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.replace("{schema}", filled.schema).encode())


@pytest.mark.parametrize("role", ["kutuk_owner", "kutuk_appender"])
def test_application_may_not_become_another_role(application: psycopg.Connection, role: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(f"SET ROLE {role}".encode())


@pytest.mark.parametrize("statement", ["SELECT make_partitions(5000)", "SET session_replication_role = replica"])
def test_application_may_not_do_the_owners_work(application: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.encode())


@pytest.mark.parametrize("statement", OWNERS_WRITING)
def test_owner_may_not_write_either(owner: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute(statement.encode())


@pytest.mark.parametrize("statement", REDEFINING)
def test_owner_may_not_redefine(owner: psycopg.Connection, filled: ClonedDatabase, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute(statement.replace("{schema}", filled.schema).encode())


@pytest.mark.parametrize("table", ["events", "stream_heads", "ledger_head", "requests", "tiles"])
def test_triggers_fire_for_a_superuser_who_plays_replica(filled: ClonedDatabase, table: str) -> None:
    with psycopg.connect(filled.admin_dsn, autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            superuser.execute(f"DELETE FROM {filled.schema}.{table}".encode())


def test_every_partition_has_its_guards_always_on(filled: ClonedDatabase) -> None:
    with psycopg.connect(filled.admin_dsn) as superuser:
        rows = superuser.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger"
            " WHERE tgrelid IN (SELECT inhrelid FROM pg_inherits) OR tgrelid = %s::regclass",
            (f"{filled.schema}.events",),
        ).fetchall()
    tables = {table for table, _, _ in rows if ".events" in table}
    guards = {(name, enabled) for _, name, enabled in rows}
    assert guards == {("refuse_change", "A"), ("refuse_insert", "A"), ("refuse_truncate", "A")}
    assert len(rows) == 3 * len(tables) >= 9


def test_tile_is_not_overwritten_with_other_bytes(application: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.UniqueViolation):
        application.execute("SELECT store_tiles('{0}', '{0}', ARRAY[decode(repeat('00', 8192), 'hex')])")


def test_tile_may_be_stored_again_as_it_is(application: psycopg.Connection) -> None:
    row = application.execute("SELECT store_tiles('{0}', '{0}', ARRAY[(SELECT hashes FROM tiles)])").fetchone()
    assert row == (0,)


@pytest.mark.parametrize(("level", "index"), [(0, 1), (1, 0), (7, 2**62)])
def test_tile_beyond_the_last_event_is_refused(application: psycopg.Connection, level: int, index: int) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        application.execute(
            "SELECT store_tiles(%s::int[], %s::bigint[], ARRAY[decode(repeat('00', 8192), 'hex')])", ([level], [index])
        )


def test_application_cannot_slip_a_function_of_its_own_into_the_append(database: ClonedDatabase) -> None:
    """It may create functions in the schema; one that fits better than the server's own must not be called."""
    with closing(LedgerRecorder(LedgerDatabase(database.dsn, database.schema))) as recorder:
        with recorder.database.connect() as application:
            for name in ("int8send", "int2send"):
                application.execute(
                    f"CREATE FUNCTION {name}(integer) RETURNS bytea LANGUAGE plpgsql AS"
                    " 'BEGIN RAISE EXCEPTION ''called as %'', current_user; END'".encode()
                )
        recorder.append([NewEvent(A, 1, "test.noted", b"{}")])
        event = recorder.reader.read()[0]
    assert event.leaf == recomputed_leaf(event, GENESIS_LEAF)
