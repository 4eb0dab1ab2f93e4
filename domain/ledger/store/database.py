"""Connections to one ledger: a pool for readers, single ones for the appender and for subscriptions."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg import Connection
from psycopg.adapt import Buffer, Loader
from psycopg.pq import Format
from psycopg.sql import SQL, Identifier
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from domain.ledger.store.errors import StoreUnavailableError
from domain.ledger.store.wire import WIRE_ARRAY_DUMPER, WireArray

_SECONDS_1970_TO_2000: Final = 946_684_800
_MICROS: Final = struct.Struct(">q")

LOCK_TIMEOUT_SECONDS: Final = 20
"""Protects writers from waiting for ever behind a client that stalls with the append lock in its hands."""


class _MicrosLoader(Loader):
    """timestamptz as microseconds since 1970 UTC: exactly what the server stores, with no zone in between."""

    format = Format.BINARY

    def load(self, data: Buffer) -> int:
        since_2000: int = _MICROS.unpack(data)[0]
        return since_2000 + _SECONDS_1970_TO_2000 * 1_000_000


class LedgerDatabase:
    """How to reach the ledger of one institution. Opens nothing until it is used."""

    def __init__(self, dsn: str, schema: str, *, pool_size: int = 8, connect_timeout: float = 10.0) -> None:
        """``dsn``: libpq connection string of the application role; ``pool_size``: readers at the same time."""
        self.dsn = dsn
        self.schema = schema
        self.channel = f"kutuk_{schema}"
        self._connect_timeout = connect_timeout
        self._pool = ConnectionPool(
            dsn,
            kwargs={"autocommit": True},
            min_size=1,
            max_size=pool_size,
            num_workers=1,
            open=False,
            timeout=connect_timeout,
            configure=self._configure,
            name=f"ledger-{schema}",
        )

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """A connection of the pool, in autocommit mode. Raises StoreUnavailableError."""
        try:
            if self._pool.closed:
                self._pool.open()
            with self._pool.connection() as connection:
                yield connection
        except (PoolTimeout, PoolClosed, psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise StoreUnavailableError(str(error)) from error

    def refresh(self) -> None:
        """Replace pooled connections that no longer answer, as after a restart of the server."""
        self._pool.check()

    def connect(self) -> Connection:
        """A connection of one's own, in autocommit mode. Raises StoreUnavailableError."""
        try:
            connection = psycopg.connect(self.dsn, autocommit=True, connect_timeout=round(self._connect_timeout))
            self._configure(connection)
            return connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise StoreUnavailableError(str(error)) from error

    def close(self) -> None:
        """Give all pooled connections back to the server."""
        self._pool.close()

    def _configure(self, connection: Connection) -> None:
        connection.execute(SQL("SET search_path = {}").format(Identifier(self.schema)))
        # With a hundred partitions planning costs more than reading: once for each connection is enough.
        connection.execute("SET plan_cache_mode = force_generic_plan")
        connection.execute("SET jit = off")
        connection.execute(f"SET lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'".encode())
        connection.adapters.register_loader("timestamptz", _MicrosLoader)
        connection.adapters.register_dumper(WireArray, WIRE_ARRAY_DUMPER)
