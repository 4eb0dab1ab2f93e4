"""The database of one institution: embedded or given, brought up to date, reached with the least rights."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from api.composition.embedded_postgres import EmbeddedPostgres
from api.composition.refusals import SetUpError
from api.composition.settings import Settings
from domain.ledger.store import MigrationError, migrate
from projections.runner import ViewMigrationError, migrate_views

APP_ROLE: Final = "kutuk_app"
_DATABASE: Final = "kutuk"


@dataclass(frozen=True, slots=True)
class Database:
    """How this process reaches its institution's schema."""

    dsn: str
    """Connection string of the application role."""
    schema: str
    """PostgreSQL schema, ``k`` and the DETSİS number."""
    admin_dsn: str | None
    """Connection string with the owner's rights; None where the operator applies migrations apart."""
    embedded: bool
    """Whether the server is ours and lives in the data folder."""


def schema_of(institution: str) -> str:
    """Name of an institution's schema."""
    return f"k{institution}"


@contextmanager
def open_database(settings: Settings, institution: str, *, upgrade: bool = True) -> Iterator[Database]:
    """The database, up to date, for as long as the context lasts; without ``upgrade`` nothing is ever written.

    Raises SetUpError when the server, its version or the rights do not fit.
    """
    if settings.database_url is not None:
        database = Database(settings.database_url, schema_of(institution), settings.database_owner_url, embedded=False)
        bring_up_to_date(database, upgrade=upgrade)
        yield database
        return
    with EmbeddedPostgres(settings.postgres_folder) as server:
        if upgrade:
            _create_database(server.dsn())
        admin = server.dsn(database=_DATABASE)
        database = Database(server.dsn(APP_ROLE, _DATABASE), schema_of(institution), admin, embedded=True)
        bring_up_to_date(database, upgrade=upgrade)
        yield database


def bring_up_to_date(database: Database, *, upgrade: bool = True) -> None:
    """Apply what is missing of ledger, views and queue. Without the owner's rights only checks that it can connect."""
    try:
        if upgrade and database.admin_dsn is not None:
            # The queue's library is slow to load, and a verification never needs it.
            from api.workers import make_queue

            migrate(database.admin_dsn, database.schema, app_role=APP_ROLE)
            migrate_views(database.admin_dsn, database.schema, app_role=APP_ROLE)
            make_queue(database.admin_dsn, database.schema, APP_ROLE)
        with psycopg.connect(database.dsn) as connection:
            found = connection.execute("SELECT to_regclass(%s)", (f"{database.schema}.events",)).fetchone()
    except (psycopg.Error, MigrationError, ViewMigrationError) as error:
        raise SetUpError(
            f"Veritabanı kullanılamıyor: {error}\nDATABASE_URL ve DATABASE_OWNER_URL değerlerini denetleyin.",
            f"The database cannot be used: {error}\nCheck DATABASE_URL and DATABASE_OWNER_URL.",
        ) from error
    if found is None or found[0] is None:
        raise SetUpError(
            f"{database.schema} şeması hazır değil: DATABASE_OWNER_URL vererek bir kez başlatın.",
            f"Schema {database.schema} is not ready: start once with DATABASE_OWNER_URL set.",
        )


def remake_database(database: Database) -> None:
    """Drop our own server's database with all that it holds and make it anew: for a demo that was never finished."""
    if database.admin_dsn is None or not database.embedded:
        raise RuntimeError("only a database of our own server is ever dropped")
    superuser_dsn = make_conninfo(database.admin_dsn, dbname="postgres")
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_DATABASE} WITH (FORCE)")
    _create_database(superuser_dsn)
    bring_up_to_date(database)


def has_events(database: Database) -> bool:
    """Whether anything was ever recorded."""
    with psycopg.connect(database.dsn) as connection:
        schema = Identifier(database.schema)
        return connection.execute(SQL("SELECT FROM {}.events LIMIT 1").format(schema)).fetchone() is not None


def _create_database(superuser_dsn: str) -> None:
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtextextended('kutuk:database', 0))")
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", (_DATABASE,)).fetchone()
        if found is None:
            connection.execute(f"CREATE DATABASE {_DATABASE}")
