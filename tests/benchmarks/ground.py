"""Where rows are measured: embedded servers with real flushes, and a fresh database for each row."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from api.composition import EmbeddedPostgres
from domain.ledger import migrate
from projections.runner import migrate_views

INSTITUTION: Final = "24301050"
SCHEMA: Final = f"k{INSTITUTION}"
APP_ROLE: Final = "kutuk_app"
SETTINGS: Final = {"shared_buffers": "512MB", "max_wal_size": "4GB", "jit": "off"}
"""The same for both sides; flushes, full pages and autovacuum stay as PostgreSQL has them."""


@dataclass(frozen=True, slots=True)
class Site:
    """One database: our ledger and views in the institution's schema, the peer's tables beside them."""

    dsn: str
    """As the application role, which has no right to change an event."""
    admin_dsn: str
    """As superuser; the peer's too."""
    schema: str = SCHEMA

    def stock_environment(self, name: str) -> dict[str, str]:
        """Configuration of the stock library on this database, in a schema of its own."""
        place = conninfo_to_dict(self.admin_dsn)
        with psycopg.connect(self.admin_dsn, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(name)))
        return {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "MAPPER_TOPIC": "domain.ledger.store.mapper:LedgerMapper",
            "POSTGRES_DBNAME": str(place["dbname"]),
            "POSTGRES_HOST": str(place["host"]),
            "POSTGRES_PORT": "5432",
            "POSTGRES_USER": str(place["user"]),
            "POSTGRES_PASSWORD": "",
            "POSTGRES_SCHEMA": name,
            "POSTGRES_POOL_SIZE": "8",
        }


class Ground:
    """The servers of one run. A context manager; everything is gone afterwards."""

    def __init__(self, folder: Path, *, quick: bool, day_events: int = 0) -> None:
        """folder: on the disk that is to be measured; empty. day_events: of the day that is closed, 0: as usual."""
        self.folder = folder
        self.quick = quick
        self.day_events = day_events or self.size(1_000_000, 100_000)
        self._servers: dict[str, EmbeddedPostgres] = {}
        self._stack = ExitStack()
        self._names = count(1)

    def __enter__(self) -> "Ground":
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def size(self, full: int, quick: int) -> int:
        """How much work a row does."""
        return quick if self.quick else full

    def server(self, name: str = "plain", environment: Mapping[str, str] | None = None) -> EmbeddedPostgres:
        """A server by name, started when first asked for."""
        if name not in self._servers:
            server = EmbeddedPostgres(self.folder / name, settings=SETTINGS, environment=environment or {})
            self._servers[name] = self._stack.enter_context(server)
        return self._servers[name]

    @contextmanager
    def site(self, server: EmbeddedPostgres | None = None) -> Iterator[Site]:
        """A fresh database with ledger and views, dropped afterwards."""
        server = server or self.server()
        name = f"bench_{next(self._names)}"
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        admin_dsn = server.dsn(database=name)
        migrate(admin_dsn, SCHEMA, app_role=APP_ROLE)
        migrate_views(admin_dsn, SCHEMA)
        try:
            yield Site(server.dsn(APP_ROLE, name), admin_dsn)
        finally:
            with psycopg.connect(server.dsn(), autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
