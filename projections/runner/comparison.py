"""Compares the rows of a table with those of its temporary twin, and makes them equal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier

from projections.folding import Table
from projections.runner.writing import TEMPORARY


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which a view differs from the events."""

    projection: str
    table: str
    key: Mapping[str, Any]
    """Key columns of the row."""
    column: str | None
    """None when the whole row is missing, or should not be there."""
    expected: Any
    """What the events say; the row, or None, when the whole row is concerned."""
    found: Any
    """What the view holds; the row, or None, when the whole row is concerned."""


def compare(
    connection: Connection[Any], schema: str, projection: str, table: Table, first: int
) -> tuple[int, list[Difference]]:
    """Number of differing rows, and the first of them field by field. The twin holds what the events say."""
    names = _names(schema, table)
    query = SQL(
        "SELECT to_jsonb(e), to_jsonb(f), count(*) OVER () FROM {twin} e FULL JOIN {live} f USING ({key})"
        " WHERE ROW ({expected}) IS DISTINCT FROM ROW ({found}) ORDER BY {key} LIMIT {first}"
    ).format(
        expected=_comparable(connection, schema, table, "e"),
        found=_comparable(connection, schema, table, "f"),
        first=first,
        **names,
    )
    rows = connection.execute(query).fetchall()
    found: list[Difference] = []
    for expected, live, _ in rows:
        found += _fields(projection, table, expected, live)
    return (rows[0][2] if rows else 0), found


def replace(connection: Connection[Any], schema: str, table: Table) -> tuple[int, int]:
    """Take away the rows that differ from the twin's and write those that lack; how many of each."""
    names = _names(schema, table)
    same = SQL(" AND ").join(SQL("e.{0} = f.{0}").format(Identifier(column)) for column in table.key)
    removed = connection.execute(
        SQL(
            "DELETE FROM {live} f WHERE NOT EXISTS (SELECT FROM {twin} e WHERE {same}"
            " AND ROW ({expected}) IS NOT DISTINCT FROM ROW ({found}))"
        ).format(
            same=same,
            expected=_comparable(connection, schema, table, "e"),
            found=_comparable(connection, schema, table, "f"),
            **names,
        )
    ).rowcount
    columns = SQL(", ").join(Identifier(column) for column in table.columns)
    written = connection.execute(
        SQL(
            "INSERT INTO {live} ({columns}) SELECT {columns} FROM {twin} e"
            " WHERE NOT EXISTS (SELECT FROM {live} f WHERE {same})"
        ).format(columns=columns, same=same, **names)
    ).rowcount
    return removed, written


def _names(schema: str, table: Table) -> dict[str, Composable]:
    return {
        "twin": Identifier(TEMPORARY, table.name),
        "live": Identifier(schema, table.name),
        "key": SQL(", ").join(Identifier(column) for column in table.key),
    }


def _comparable(connection: Connection[Any], schema: str, table: Table, alias: str) -> Composable:
    """The columns of a table under an alias; ``json`` has no equality, so its text stands for it."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND atttypid = 'json'::regtype",
        (f"{schema}.{table.name}",),
    )
    texts = {name for (name,) in rows}
    return SQL(", ").join(
        SQL("{}::text" if name in texts else "{}").format(Identifier(alias, name)) for name in table.columns
    )


def _fields(projection: str, table: Table, expected: Any, found: Any) -> list[Difference]:
    key = {column: (expected or found)[column] for column in table.key}
    if expected is None or found is None:
        return [Difference(projection, table.name, key, None, expected, found)]
    return [
        Difference(projection, table.name, key, column, expected[column], found[column])
        for column in table.columns
        if expected[column] != found[column]
    ]
