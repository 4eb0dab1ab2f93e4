"""Makes and upgrades the ledger's tables and functions: numbered SQL files, applied once, never edited afterwards."""

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from typing import Final, LiteralString

import psycopg
from psycopg import Connection, sql

OLDEST_SERVER: Final = 150000
PARTITION_SIZE: Final = 1_000_000
"""Positions in one partition of the events."""

_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")
_SUPERUSER_SUFFIX: Final = ".superuser.sql"


class MigrationError(Exception):
    """The ledger's tables cannot be made or upgraded; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered SQL file."""

    name: str
    """File name, e.g. ``0001_tables.sql``; the order of names is the order of application."""
    text: str
    """The file as written, placeholders not yet filled in."""

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the file as written."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def needs_superuser(self) -> bool:
        """Whether only a superuser can apply it; others skip it with a note."""
        return self.name.endswith(_SUPERUSER_SUFFIX)


def migrations() -> list[Migration]:
    """All migrations of this program in their order."""
    folder = resources.files("domain.ledger") / "migrations"
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    return [Migration(item.name, item.read_text(encoding="utf-8")) for item in files]


def migrate(
    admin_dsn: str,
    schema: str,
    *,
    app_role: str = "kutuk_app",
    owner_role: str = "kutuk_owner",
    writer_role: str = "kutuk_appender",
    partition_size: int = PARTITION_SIZE,
) -> list[str]:
    """Bring the ledger of one institution (one PostgreSQL schema) up to date; returns the names applied now.

    The admin needs the right to create the roles unless they exist, and CREATE on the database. Safe to call at every
    start and from several processes at once. ``partition_size`` only counts when the ledger is first made.

    Raises MigrationError on PostgreSQL before 15, on another encoding than UTF8, on names that are not plain
    identifiers, and when an applied file was edited or is missing here (the program is older than the ledger).
    """
    names = {"schema": schema, "app_role": app_role, "owner_role": owner_role, "writer_role": writer_role}
    for value in names.values():
        if not _IDENTIFIER.fullmatch(value):
            raise MigrationError(f"{value!r} is not a plain identifier of at most 41 letters, digits and underscores")
    filled = {**names, "partition_size": str(partition_size)}
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        _refuse_unfit_server(connection)
        superuser = _is_superuser(connection)
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('kutuk:migrate', 0))")
            _prepare(connection, names, superuser=superuser)
            applied = _applied(connection, schema)
            return [
                migration.name
                for migration in _missing(applied)
                if _apply(connection, migration, filled, superuser=superuser)
            ]


def _refuse_unfit_server(connection: Connection) -> None:
    if connection.info.server_version < OLDEST_SERVER:
        raise MigrationError(
            f"PostgreSQL {connection.info.server_version // 10000} is too old: the ledger needs 15 or newer"
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise MigrationError(f"the database is encoded in {encoding}: create it with ENCODING 'UTF8'")


def _is_superuser(connection: Connection) -> bool:
    return connection.info.parameter_status("is_superuser") == "on"


def _prepare(connection: Connection, names: dict[str, str], *, superuser: bool) -> None:
    """Roles, schema and the table of applied migrations."""
    schema, owner, writer = (sql.Identifier(names[key]) for key in ("schema", "owner_role", "writer_role"))
    for key, login in (("owner_role", "NOLOGIN"), ("writer_role", "NOLOGIN"), ("app_role", "LOGIN")):
        _create_role(connection, names[key], login)
    if not superuser:
        for role in (owner, writer):
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
    exists = connection.execute("SELECT FROM pg_namespace WHERE nspname = %s", (names["schema"],)).fetchone()
    if exists is None:
        connection.execute(sql.SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(schema, owner))
    connection.execute("SELECT set_config('kutuk.ledger_change', %s, true)", (names["schema"],))
    connection.execute(sql.SQL("SET LOCAL search_path = {}").format(schema))
    with connection.transaction():
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(owner))
        app = sql.Identifier(names["app_role"])
        connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA {} TO {}, {}").format(schema, app, writer))
        connection.execute(
            "CREATE TABLE IF NOT EXISTS ledger_migrations (name text NOT NULL PRIMARY KEY, digest text NOT NULL,"
            " applied_at timestamptz NOT NULL DEFAULT clock_timestamp(), note text)"
        )
        connection.execute("RESET ROLE")


def _create_role(connection: Connection, role: str, login: LiteralString) -> None:
    if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
        # Roles belong to the whole server: a migration in another database may be making the same one.
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation), connection.transaction():
            connection.execute(sql.SQL("CREATE ROLE {} " + login).format(sql.Identifier(role)))


def _applied(connection: Connection, schema: str) -> dict[str, tuple[str, str | None]]:
    rows = connection.execute(
        sql.SQL("SELECT name, digest, note FROM {}.ledger_migrations").format(sql.Identifier(schema))
    )
    return {name: (digest, note) for name, digest, note in rows}


def _missing(applied: dict[str, tuple[str, str | None]]) -> list[Migration]:
    known = migrations()
    newer = sorted(set(applied) - {migration.name for migration in known})
    if newer:
        raise MigrationError(f"this program is older than the ledger: it does not know {', '.join(newer)}")
    for migration in known:
        if migration.name in applied and applied[migration.name][0] != migration.digest:
            raise MigrationError(f"{migration.name} was edited after it was applied: restore it and add a new file")
    return [item for item in known if item.name not in applied or applied[item.name][1] is not None]


def _apply(connection: Connection, migration: Migration, filled: dict[str, str], *, superuser: bool) -> bool:
    """Apply one file; returns whether anything new was recorded."""
    note = None
    if migration.needs_superuser and not superuser:
        note = "skipped: needs a superuser"
    else:
        text = migration.text
        for key, value in filled.items():
            text = text.replace("{" + key + "}", value)
        connection.execute(text.encode())
        connection.execute("RESET ROLE")
    row = connection.execute(
        "INSERT INTO ledger_migrations AS m (name, digest, note) VALUES (%s, %s, %s) ON CONFLICT (name)"
        " DO UPDATE SET note = excluded.note, applied_at = excluded.applied_at"
        " WHERE m.note IS DISTINCT FROM excluded.note RETURNING name",
        (migration.name, migration.digest, note),
    ).fetchone()
    return row is not None
