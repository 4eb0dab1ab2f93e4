"""The tables of the job queue, in the institution's own schema."""

from typing import Any, Final

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.schema import SchemaManager
from psycopg.sql import SQL, Identifier

QUEUE_TABLE: Final = "procrastinate_jobs"


def queue_exists(dsn: str, schema: str) -> bool:
    """Whether the queue's tables stand in the schema."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT to_regclass(%s)", (f"{schema}.{QUEUE_TABLE}",)).fetchone()
    return row is not None and row[0] is not None


def make_queue(dsn: str, schema: str, app_role: str | None = None) -> bool:
    """Make the queue's tables when they are not there; whether they were made now. Safe to call from several processes.

    dsn: the application role, or one that may become ``app_role``; the tables then belong to it.
    """
    with psycopg.connect(dsn) as connection:
        if app_role is not None and connection.info.user != app_role:
            connection.execute(SQL("SET ROLE {}").format(Identifier(app_role)))
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('kutuk:queue:' || %s, 0))", (schema,))
        connection.execute(SQL("SET LOCAL search_path = {}").format(Identifier(schema)))
        row = connection.execute("SELECT to_regclass(%s)", (QUEUE_TABLE,)).fetchone()
        if row is not None and row[0] is not None:
            return False
        connection.execute(SchemaManager.get_schema().encode())
        return True


def open_queue(dsn: str, schema: str, connections: int) -> App:
    """The queue of one institution, not opened yet."""
    options: dict[str, Any] = {"conninfo": dsn, "min_size": 1, "max_size": connections}
    options["kwargs"] = {"options": f"-c search_path={schema}"}
    return App(connector=PsycopgConnector(**options))
