"""The ledger's schema: what the migrations make is what the snapshot says, and nothing is applied twice or edited."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from domain.ledger.store import MigrationError, migrate, migration
from domain.ledger.store.migration import Migration, migrations

pytestmark = pytest.mark.postgres

HERE = Path(__file__).parent
SNAPSHOT = HERE / "schema.txt"
NAMES = [item.name for item in migrations()]
GUARD = next(name for name in NAMES if name.endswith(".superuser.sql"))


def catalog(dsn: str) -> str:
    with psycopg.connect(dsn) as connection:
        rows = connection.execute((HERE / "catalog.sql").read_bytes()).fetchall()
    return "".join(f"{line}\n" for (line,) in rows)


def test_migrations_make_the_schema_of_the_snapshot(empty_database: str) -> None:
    """After an intended change: delete schema.txt, run this test once, read the difference, commit both."""
    migrate(empty_database, "k1")
    made = catalog(empty_database)
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(made, encoding="utf-8")
        pytest.fail("schema.txt was written anew: read it and commit it")
    assert made.splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_first_migration_applies_all_in_order(empty_database: str) -> None:
    assert migrate(empty_database, "k1") == NAMES


def test_second_migration_applies_nothing(empty_database: str) -> None:
    migrate(empty_database, "k1")
    assert migrate(empty_database, "k1") == []


def test_institutions_have_schemas_of_their_own(empty_database: str) -> None:
    assert [migrate(empty_database, schema) for schema in ("k1", "k2")] == [NAMES, NAMES]


def test_migrations_at_the_same_time_apply_each_file_once(empty_database: str) -> None:
    applied: list[str] = []
    threads = [threading.Thread(target=lambda: applied.extend(migrate(empty_database, "k1"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(applied) == NAMES


def change(monkeypatch: pytest.MonkeyPatch, to: Callable[[list[Migration]], list[Migration]]) -> None:
    changed = to(migrations())
    monkeypatch.setattr(migration, "migrations", lambda: changed)


def test_edited_file_is_refused(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(empty_database, "k1")
    change(monkeypatch, lambda known: [replace(known[0], text=known[0].text + "\n"), *known[1:]])
    with pytest.raises(MigrationError, match=NAMES[0]):
        migrate(empty_database, "k1")


def test_program_older_than_the_ledger_is_refused(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(empty_database, "k1")
    change(monkeypatch, lambda known: known[:-1])
    with pytest.raises(MigrationError, match="older"):
        migrate(empty_database, "k1")


def test_failing_file_leaves_nothing_behind(empty_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, lambda known: [*known, Migration("9999_broken.sql", "SELECT nonsense")])
    with pytest.raises(psycopg.Error):
        migrate(empty_database, "k1")
    assert catalog(empty_database) == ""


@pytest.mark.parametrize("name", ["", "K1", "k1; DROP TABLE x", "k" * 42, "1k", "k-1"])
def test_name_that_is_no_plain_identifier_is_refused(name: str) -> None:
    with pytest.raises(MigrationError):
        migrate("host=/nowhere", name)


def test_server_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class OldServer:
        info = SimpleNamespace(server_version=140012)

        def __enter__(self) -> "OldServer":
            return self

        def __exit__(self, *_: Any) -> None:
            return None

    monkeypatch.setattr(psycopg, "connect", lambda *_, **__: OldServer())
    with pytest.raises(MigrationError, match="14 is too old"):
        migrate("host=/nowhere", "k1")


def test_database_in_another_encoding_is_refused(empty_database: str) -> None:
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS latin")
        connection.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN5' LOCALE_PROVIDER libc LOCALE 'C'")
    with pytest.raises(MigrationError, match="LATIN5"):
        migrate(psycopg.conninfo.make_conninfo(empty_database, dbname="latin"), "k1")


@pytest.fixture
def plain_admin(empty_database: str) -> str:
    """Connection string of an admin who owns the database and may make roles, but is no superuser."""
    with psycopg.connect(empty_database, autocommit=True) as connection:
        if connection.execute("SELECT FROM pg_roles WHERE rolname = 'plain_admin'").fetchone() is None:
            connection.execute("CREATE ROLE plain_admin LOGIN CREATEROLE")
        connection.execute(f"ALTER DATABASE {connection.info.dbname} OWNER TO plain_admin".encode())
    return psycopg.conninfo.make_conninfo(empty_database, user="plain_admin")


migrate_as_plain = partial(migrate, app_role="plain_app", owner_role="plain_owner", writer_role="plain_appender")


@pytest.fixture
def migrated_by_plain_admin(plain_admin: str) -> list[str]:
    return migrate_as_plain(plain_admin, "k1")


def test_admin_without_superuser_rights_gets_all_but_the_event_triggers(
    empty_database: str, migrated_by_plain_admin: list[str]
) -> None:
    with psycopg.connect(empty_database) as connection:
        notes = connection.execute("SELECT name, note FROM k1.ledger_migrations WHERE note IS NOT NULL").fetchall()
    assert migrated_by_plain_admin == NAMES
    assert notes == [(GUARD, "skipped: needs a superuser")]


@pytest.mark.usefixtures("migrated_by_plain_admin")
def test_skipped_file_is_applied_once_a_superuser_comes(empty_database: str) -> None:
    assert migrate_as_plain(empty_database, "k1") == [GUARD]


@pytest.mark.usefixtures("migrated_by_plain_admin")
def test_skipped_file_is_not_reported_again(plain_admin: str) -> None:
    assert migrate_as_plain(plain_admin, "k1") == []


@pytest.mark.usefixtures("migrated_by_plain_admin")
def test_ledger_of_a_plain_admin_appends(empty_database: str) -> None:
    application = psycopg.conninfo.make_conninfo(empty_database, user="plain_app")
    with psycopg.connect(application) as connection:
        rows = connection.execute(
            "SELECT outcome FROM k1.append_events(ARRAY[gen_random_uuid()], '{1}', '{1}', '{t}', '{x}', '{1}',"
            " '{NULL}', '{NULL}')"
        ).fetchall()
    assert rows == [("appended",)]
