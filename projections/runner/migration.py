"""Makes and upgrades the tables of all views: numbered files per room, applied once, after the ledger's own."""

import hashlib
import re
from importlib import resources
from typing import Any, Final

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Identifier

ROOMS: Final = ("runner", "audit", "days", "documents", "registers", "renewals", "search")
"""Rooms with tables, in the order of migration."""
_PLAIN: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")


class ViewMigrationError(Exception):
    """The tables of the views cannot be made or upgraded; the message says why and what to do."""


def view_migrations() -> dict[str, str]:
    """Text of every migration by ``room/file`` name, in order."""
    found = {}
    for room in ROOMS:
        folder = resources.files(f"projections.{room}") / "migrations"
        for item in sorted(folder.iterdir(), key=lambda item: item.name):
            if item.name.endswith(".sql"):
                found[f"{room}/{item.name}"] = item.read_text(encoding="utf-8")
    return found


def view_schema() -> str:
    """The tables of all views as they are after all migrations."""
    files = (resources.files(f"projections.{room}").joinpath("schema.sql") for room in ROOMS)
    return "\n".join(item.read_text(encoding="utf-8") for item in files)


def migrate_views(dsn: str, schema: str, *, app_role: str | None = "kutuk_app") -> list[str]:
    """Bring the views of one institution up to date; the names applied now.

    The ledger must have been migrated. dsn: the application role, or one that may become it; the tables then belong
    to it. Safe to call at every start and from several processes at once. Raises ViewMigrationError.
    """
    for name in (schema, app_role or "none"):
        if not _PLAIN.fullmatch(name):
            raise ViewMigrationError(f"{name!r} is not a plain identifier")
    with psycopg.connect(dsn) as connection:
        if app_role is not None and connection.info.user != app_role:
            connection.execute(SQL("SET ROLE {}").format(Identifier(app_role)))
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('kutuk:migrate-views:' || %s, 0))", (schema,))
        connection.execute(SQL("SET LOCAL search_path = {}").format(Identifier(schema)))
        return _apply(connection, _missing(connection))


def _missing(connection: Connection[Any]) -> dict[str, str]:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS view_migrations (name text NOT NULL PRIMARY KEY, digest text NOT NULL,"
        " applied_at timestamptz NOT NULL DEFAULT clock_timestamp())"
    )
    known = view_migrations()
    applied: dict[str, str] = dict(connection.execute("SELECT name, digest FROM view_migrations").fetchall())
    newer = sorted(set(applied) - set(known))
    if newer:
        raise ViewMigrationError(f"this program is older than the views: it does not know {', '.join(newer)}")
    for name, digest in applied.items():
        if digest != _digest(known[name]):
            raise ViewMigrationError(f"{name} was edited after it was applied: restore it and add a new file")
    return {name: text for name, text in known.items() if name not in applied}


def _apply(connection: Connection[Any], missing: dict[str, str]) -> list[str]:
    for name, text in missing.items():
        connection.execute(text.encode())
        connection.execute("INSERT INTO view_migrations (name, digest) VALUES (%s, %s)", (name, _digest(text)))
    return list(missing)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
