"""A database clock that runs behind, for the demo and for tests: past days can be lived through in seconds.

The ledger's functions have no way to be told the time; that is what makes their times worth something. So their text is
replaced, which only a superuser can do, and put back word for word afterwards. Nothing of this is reachable from a
running installation, and a ledger seeded this way bears TEST stamps only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import psycopg
from psycopg.sql import SQL, Identifier, Literal

_CLOCKED: Final = ("append_events", "day_bounds")
_CLOCK: Final = "clock_timestamp()"


@contextmanager
def shifted_clock(superuser_dsn: str, schema: str, shift: timedelta) -> Iterator[None]:
    """Let the ledger's functions see the clock moved by ``shift`` (negative: into the past) inside the context."""
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        connection.execute(SQL("SET kutuk.ledger_change = {}").format(Literal(schema)))
        originals = [_definition(connection, schema, name) for name in _CLOCKED]
        moved = f"({_CLOCK} + interval '{shift // timedelta(microseconds=1)} microseconds')"
        try:
            for text in originals:
                connection.execute(text.replace(_CLOCK, moved).encode())
            yield
        finally:
            for text in originals:
                connection.execute(text.encode())


def _definition(connection: psycopg.Connection[tuple[str]], schema: str, name: str) -> str:
    qualified = SQL("{}.{}").format(Identifier(schema), Identifier(name)).as_string(connection)
    row = connection.execute("SELECT pg_get_functiondef(%s::regproc)", (qualified,)).fetchone()
    if row is None or _CLOCK not in row[0]:
        raise RuntimeError(f"{name} does not read the clock the way the demo expects")
    return str(row[0])
