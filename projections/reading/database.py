"""Where readers get their rows: pooled connections whose search path is one institution's schema."""

from collections.abc import Mapping
from typing import Any, Final, LiteralString

from psycopg import Connection, InterfaceError, OperationalError
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier
from psycopg_pool import ConnectionPool

Parameters = Mapping[str, Any]
RowDict = dict[str, Any]
_WAIT_SECONDS: Final = 10.0
"""Longest wait for a connection: a lost database must not hold every thread of the server."""


class ViewsUnavailableError(Exception):
    """The database of the views cannot be reached now; nothing was read."""


class Database:
    """Runs reading statements, one round trip each; every statement sees one state of the views."""

    def __init__(self, dsn: str, schema: str, *, pool_size: int = 8) -> None:
        """dsn: libpq text of the application role or of a replica; schema: the institution's, e.g. ``k24301050``.

        Opens nothing until it is used.
        """
        self.dsn = dsn
        self.schema = schema
        self._pool = ConnectionPool(
            dsn,
            kwargs={"autocommit": True},
            min_size=1,
            max_size=pool_size,
            timeout=_WAIT_SECONDS,
            num_workers=1,
            open=False,
            configure=self._configure,
            check=ConnectionPool.check_connection,
            name=f"views-{schema}",
        )

    def rows(self, statement: LiteralString, parameters: Parameters | None = None) -> list[RowDict]:
        """All rows of the statement. Raises ViewsUnavailableError."""
        if self._pool.closed:
            self._pool.open()
        try:
            with self._pool.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
                return cursor.execute(statement, parameters).fetchall()
        except (OperationalError, InterfaceError) as error:
            raise ViewsUnavailableError(str(error)) from error

    def row(self, statement: LiteralString, parameters: Parameters | None = None) -> RowDict | None:
        """The first row, or None."""
        found = self.rows(statement, parameters)
        return found[0] if found else None

    def close(self) -> None:
        """Give all connections back to the server."""
        self._pool.close()

    def _configure(self, connection: Connection[Any]) -> None:
        connection.execute(SQL("SET search_path = {}").format(Identifier(self.schema)))
