"""Tables of a view, and the rows of a page of events in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
"""One row; values are JSON: text, integers, true, false, None, lists and objects."""
Key = tuple[Any, ...]
"""Values of the key columns of a table, in their order."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a view, as a fold sees it."""

    name: str
    key: tuple[str, ...]
    """Columns that tell rows apart."""
    columns: tuple[str, ...]
    """All columns a fold fills, in order; columns the database derives are not among them."""
    log: bool = False
    """One row per entry, never changed."""


class KeyedRows:
    """Rows of a keyed table: those loaded for the page, and those the fold changed or made."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._rows: dict[Key, Row | None] = {}
        self._changed: dict[Key, Row] = {}
        self._template: Row = dict.fromkeys(table.columns)

    def offer(self, keys: Iterable[Key], rows: Iterable[Row]) -> None:
        """Take in what the database holds for the keys; keys without a row are known to be absent."""
        for key in keys:
            self._rows.setdefault(key, None)
        for row in rows:
            self._rows[tuple(row[name] for name in self.table.key)] = row

    def lacks(self, keys: Iterable[Key]) -> set[Key]:
        """Those keys about which nothing is known yet."""
        return {key for key in keys if key not in self._rows}

    def get(self, *key: Any) -> Row | None:
        """The row to look at, or None when there is none."""
        return self._rows.get(key)

    def edit(self, *key: Any) -> Row | None:
        """The row to change, which will be written; None when there is none."""
        row = self._rows.get(key)
        if row is not None:
            self._changed[key] = row
        return row

    def make(self, *key: Any) -> Row:
        """The row to change, made with all columns None when there is none."""
        row = self.edit(*key)
        if row is None:
            row = self._template.copy()
            row.update(zip(self.table.key, key, strict=True))
            self._rows[key] = self._changed[key] = row
        return row

    @property
    def changed(self) -> list[Row]:
        """Rows to be written."""
        return list(self._changed.values())


class LogRows:
    """New rows of a log table, as tuples in the order of its columns."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows: list[tuple[Any, ...]] = []
        self.append = self.rows.append


class View:
    """The rows of one projection in memory."""

    def __init__(self, tables: Iterable[Table]) -> None:
        tables = tuple(tables)
        self.keyed: Mapping[str, KeyedRows] = {item.name: KeyedRows(item) for item in tables if not item.log}
        self.logs: Mapping[str, LogRows] = {item.name: LogRows(item) for item in tables if item.log}
        self.stale: set[Key] = set()
        """Keys of rows whose derived fields `Projection.finish` has to make anew."""
