"""Loads and writes the rows of a view in bulk: one statement per table and page, whatever its number of rows."""

from collections.abc import Sequence
from typing import Any, Final

import orjson
from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from projections.folding import Entry, Key, KeyedRows, LogRows, Projection, Row, Table, View

TEMPORARY: Final = "pg_temp"


class ViewStore:
    """The tables of views in one schema, or their temporary twins."""

    def __init__(self, connection: Connection[Any], schema: str) -> None:
        """schema: the institution's, or TEMPORARY for twins that live and die with the connection."""
        self._connection = connection
        self._schema = schema

    def load(self, projection: Projection, entries: Sequence[Entry]) -> View:
        """A view that holds every row the fold of these entries will look at."""
        view = View(projection.tables)
        while True:
            lacking = {
                name: keys
                for name, wanted in projection.wanted(entries, view).items()
                if (keys := view.keyed[name].lacks(wanted))
            }
            if not lacking:
                return view
            for name, keys in lacking.items():
                rows = view.keyed[name]
                rows.offer(keys, self._rows(rows.table, keys))

    def save(self, view: View) -> None:
        """Write what the fold changed and made."""
        for keyed in view.keyed.values():
            self._upsert(keyed)
        for log in view.logs.values():
            self._append(log)

    def _name(self, table: Table) -> Identifier:
        return Identifier(self._schema, table.name)

    def _rows(self, table: Table, keys: set[Key]) -> list[Row]:
        wanted = [dict(zip(table.key, key, strict=True)) for key in keys]
        query = SQL(
            "SELECT row_to_json(r)::text FROM (SELECT {columns} FROM {name} WHERE ({key}) IN"
            " (SELECT {key} FROM json_populate_recordset(NULL::{name}, %s))) r"
        ).format(columns=_list(table.columns), name=self._name(table), key=_list(table.key))
        return [orjson.loads(text) for (text,) in self._connection.execute(query, (_json(wanted),))]

    def _upsert(self, keyed: KeyedRows) -> None:
        rows, table = keyed.changed, keyed.table
        if not rows:
            return
        values = [column for column in table.columns if column not in table.key]
        query = SQL(
            "INSERT INTO {name} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{name}, %s)"
            " ON CONFLICT ({key}) DO UPDATE SET ({values}) = ROW ({news})"
        ).format(
            name=self._name(table),
            columns=_list(table.columns),
            key=_list(table.key),
            values=_list(values),
            news=SQL(", ").join(SQL("excluded.{}").format(Identifier(column)) for column in values),
        )
        self._connection.execute(query, (_json(rows),))

    def _append(self, log: LogRows) -> None:
        if not log.rows:
            return
        query = SQL("COPY {} ({}) FROM STDIN").format(self._name(log.table), _list(log.table.columns))
        with self._connection.cursor().copy(query) as copy:
            write = copy.write_row
            for row in log.rows:
                write(row)


def fold_page(store: ViewStore, projection: Projection, page: Sequence[Entry]) -> None:
    """Load what the fold will look at, fold the entries in memory, write what came of it."""
    if page:
        view = store.load(projection, page)
        for entry in page:
            projection.fold(entry, view)
        projection.finish(view)
        store.save(view)


def _list(columns: Sequence[str]) -> Composed:
    return SQL(", ").join(Identifier(column) for column in columns)


def _json(rows: Sequence[Row]) -> str:
    return orjson.dumps(rows).decode()
