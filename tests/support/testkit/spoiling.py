"""What a database administrator can do to a copy of a ledger: triggers off, rows changed, days cut away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

import psycopg
from psycopg.sql import SQL, Identifier

from testkit.lived_ledger import LivedLedger
from testkit.started import Installation

TABLES = ("events", "stream_heads", "ledger_head", "requests", "tiles")
_numbers = count(1)


@contextmanager
def spoiled(ledger: LivedLedger, statements: Sequence[str]) -> Iterator[Installation]:
    """An installation on a copy of the ledger's database in which a superuser has run the statements."""
    assert ledger.database.admin_dsn is not None
    source, name = psycopg.conninfo.conninfo_to_dict(ledger.database.admin_dsn)["dbname"], f"copy_{next(_numbers)}"
    copy = ledger.database.admin_dsn.replace(f"/{source}?", f"/{name}?")
    with psycopg.connect(ledger.database.admin_dsn.replace(f"/{source}?", "/postgres?"), autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(str(source))))
        try:
            with psycopg.connect(copy, autocommit=True) as superuser:
                schema = ledger.database.schema
                superuser.execute(f"ALTER EVENT TRIGGER {schema}_refuse_redefinition DISABLE".encode())
                superuser.execute(f"SET search_path = {schema}".encode())
                superuser.execute("SET session_replication_role = replica")
                for table in TABLES:
                    superuser.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
                for statement in statements:
                    superuser.execute(statement.encode())
            application = copy.replace("postgres@", "kutuk_app@")
            yield Installation(ledger.installation.data, {"DATABASE_URL": application})
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def cut_after(position: int) -> tuple[str, ...]:
    """Statements that make everything after a position never have happened, in every table."""
    return (
        f"DELETE FROM events WHERE notification_id > {position}",
        "DELETE FROM stream_heads",
        """INSERT INTO stream_heads (stream_id, version, first_position, last_position, last_leaf)
           SELECT originator_id, max(originator_version), min(notification_id), max(notification_id),
                  (array_agg(leaf ORDER BY notification_id DESC))[1]
             FROM events GROUP BY originator_id""",
        f"DELETE FROM requests WHERE last_position > {position}",
        f"DELETE FROM tiles WHERE (index + 1) * 256 ^ (level + 1) > {position}",
        f"""UPDATE ledger_head SET position = {position},
            recorded_at = (SELECT recorded_at FROM events WHERE notification_id = {position})""",
    )
