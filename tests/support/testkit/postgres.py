"""A real PostgreSQL for tests: one server a session, one migrated template, a clone of it for each test.

With xdist all workers share the server. A clone costs about 15 ms, so no test needs to clean up after another.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
import pytest
from psycopg import sql

from api.composition import EmbeddedPostgres
from domain.ledger import migrate
from projections import migrate_views

INSTITUTION: Final = "24301050"
SCHEMA: Final = f"k{INSTITUTION}"
APP_ROLE: Final = "kutuk_app"
TEMPLATE: Final = "kutuk_template"
SETTINGS: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "autovacuum": "off",
}
"""Speed over safety: the cluster lives as long as the tests."""

_clones = count(1)


@dataclass(frozen=True, slots=True)
class ClonedDatabase:
    """One test's own database, with all migrations applied.

    dsn: as the application role. admin_dsn: as superuser. schema: of the test institution.
    """

    name: str
    dsn: str
    admin_dsn: str
    schema: str = SCHEMA
    institution: str = INSTITUTION


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """The session's server; the worker that owns it waits for the others before it stops it."""
    shared = _shared_folder(tmp_path_factory)
    with (shared / "users.lock").open("ab") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with EmbeddedPostgres(shared / "postgres", settings=SETTINGS) as server:
            yield server
            if server.owns_server:
                fcntl.flock(users, fcntl.LOCK_EX)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedPostgres:
    """The server, once its template database is migrated; the first worker migrates, the others wait."""
    template_lock = _shared_folder(tmp_path_factory) / "template.lock"
    with _exclusively(template_lock), psycopg.connect(postgres_server.dsn(), autocommit=True) as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", (TEMPLATE,)).fetchone()
        if found is None:
            connection.execute(f"CREATE DATABASE {TEMPLATE}_new")
            migrate_everything(postgres_server.dsn(database=f"{TEMPLATE}_new"))
            connection.execute(f"ALTER DATABASE {TEMPLATE}_new RENAME TO {TEMPLATE}")
    return postgres_server


@pytest.fixture
def database(postgres_template: EmbeddedPostgres) -> Iterator[ClonedDatabase]:
    """A migrated database of this test alone."""
    with cloned_database(postgres_template) as clone:
        yield clone


@pytest.fixture(scope="module")
def module_database(postgres_template: EmbeddedPostgres) -> Iterator[ClonedDatabase]:
    """A migrated database shared by the tests of one file."""
    with cloned_database(postgres_template) as clone:
        yield clone


@contextmanager
def cloned_database(server: EmbeddedPostgres) -> Iterator[ClonedDatabase]:
    """A copy of the template for as long as the context lasts."""
    name = f"test_{os.getpid()}_{next(_clones)}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )
    try:
        yield ClonedDatabase(name, server.dsn(APP_ROLE, name), server.dsn(database=name))
    finally:
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def migrate_everything(admin_dsn: str) -> None:
    """Ledger and views of the test institution, as ``api.composition`` applies them."""
    migrate(admin_dsn, SCHEMA, app_role=APP_ROLE)
    migrate_views(admin_dsn, SCHEMA)


def _shared_folder(factory: pytest.TempPathFactory) -> Path:
    """One folder for all xdist workers of the session, whose own folders lie side by side in it."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def _exclusively(file: Path) -> Iterator[None]:
    with file.open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
