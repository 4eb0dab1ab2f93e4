"""The schema files say what the migrations make (house example 6)."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

import projections.runner.migration as migration
from projections.runner import ViewMigrationError, migrate_views
from projections.runner.catalogue import PROJECTIONS
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres

CATALOGUE = """
SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
       coalesce(pg_get_expr(d.adbin, d.adrelid), ''), a.attgenerated::text, coalesce(l.collname, '')
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
 WHERE c.relnamespace = %(schema)s::text::regnamespace AND c.relkind = 'r'
UNION ALL
SELECT 'index', tablename, indexname, replace(indexdef, %(schema)s::text || '.', ''), '', '', '', ''
  FROM pg_indexes WHERE schemaname = %(schema)s::text
UNION ALL
SELECT 'constraint', conrelid::regclass::text, '', pg_get_constraintdef(oid), '', '', '', ''
  FROM pg_constraint WHERE connamespace = %(schema)s::text::regnamespace
"""


def catalogue(connection: psycopg.Connection[Any], schema: str) -> set[tuple[str, ...]]:
    connection.execute(f"SET search_path = {schema}")
    rows = connection.execute(CATALOGUE, {"schema": schema}).fetchall()
    return {row for row in rows if not row[1].startswith("view_migrations")}


def test_schema_files_equal_the_migrations(database: ClonedDatabase) -> None:
    with psycopg.connect(database.admin_dsn) as connection:
        connection.execute("CREATE SCHEMA as_migrated")
        connection.execute("SET LOCAL search_path = as_migrated")
        for text in migration.view_migrations().values():
            connection.execute(text.encode())
        connection.execute("CREATE SCHEMA as_stated")
        connection.execute("SET LOCAL search_path = as_stated")
        connection.execute(migration.view_schema().encode())
        assert catalogue(connection, "as_migrated") == catalogue(connection, "as_stated")


def test_tables_of_the_folds_equal_the_columns_of_the_database(database: ClonedDatabase) -> None:
    expected = {table.name: set(table.columns) for item in PROJECTIONS for table in item.tables}
    with psycopg.connect(database.dsn) as connection:
        rows = connection.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = %s::regnamespace AND c.relname = ANY (%s)"
            " AND a.attnum > 0 AND a.attgenerated = ''",
            (database.schema, list(expected)),
        ).fetchall()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    assert found == expected


def test_views_belong_to_the_application(database: ClonedDatabase) -> None:
    names = [table.name for item in PROJECTIONS for table in item.tables]
    with psycopg.connect(database.dsn) as connection:
        owners = connection.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = %s AND tablename = ANY (%s)",
            (database.schema, names),
        ).fetchall()
    assert owners == [("kutuk_app",)]


def test_migrating_again_does_nothing(database: ClonedDatabase) -> None:
    assert migrate_views(database.dsn, database.schema) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda known: {name: text + " " for name, text in known.items()}, "was edited after"),
        (lambda known: dict(list(known.items())[:-1]), "older than the views"),
    ],
)
def test_edited_or_missing_migration_is_refused(
    change: Callable[[dict[str, str]], dict[str, str]],
    message: str,
    database: ClonedDatabase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = change(migration.view_migrations())
    monkeypatch.setattr(migration, "view_migrations", lambda: known)
    with pytest.raises(ViewMigrationError, match=message):
        migrate_views(database.dsn, database.schema)
