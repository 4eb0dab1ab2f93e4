"""Proving that views equal the events, and making them equal again, both while the ledger goes on.

Both fold all events from zero into temporary tables and compare these with the live ones. `check` does it within one
snapshot, in which rows and positions belong together, and takes no lock. `rebuild` then holds the lock on the position
only while it writes the rows that differ, in one transaction: readers see the old rows until it commits, never none.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import Connection, IsolationLevel
from psycopg.sql import SQL, Identifier

from projections.folding import Projection
from projections.reading import statements
from projections.runner.catalogue import PROJECTIONS, chosen
from projections.runner.comparison import Difference, compare, replace
from projections.runner.events import EventPages, entries
from projections.runner.writing import TEMPORARY, ViewStore, fold_page

_SQL: Final = statements(__package__)
_PAGE: Final = 2_000


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How the rows of one projection compare with a fold of the events up to its position."""

    name: str
    position: int
    """Both sides were compared here."""
    rows: int
    """Rows that differ, are missing or should not be there."""
    by_table: Mapping[str, int]
    """The same by table, where there are any."""
    differences: tuple[Difference, ...]
    """The first of them, field by field."""

    @property
    def equal(self) -> bool:
        """Whether the view is proved."""
        return self.rows == 0


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild did to one projection."""

    name: str
    position: int
    removed: int
    """Rows taken away because they were wrong or had no event behind them."""
    written: int
    """Rows written anew."""


class Rebuilder:
    """Checks and rebuilds views; needs the right to make temporary tables."""

    def __init__(
        self, dsn: str, schema: str, events: EventPages, projections: tuple[Projection, ...] = PROJECTIONS
    ) -> None:
        """dsn: libpq text of the application role."""
        self._dsn = dsn
        self._schema = schema
        self._events = events
        self._projections = projections

    def check(self, name: str | None = None, first: int = 20) -> tuple[CheckReport, ...]:
        """Compare one projection, or all, with the events; changes nothing that outlives the call.

        first: differing rows to describe per table; all are counted. Raises UnknownProjectionError.
        """
        projections = chosen(name, self._projections)
        with self._connect() as connection:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            with connection.transaction():
                places = self._places(connection, projections)
                self._fold(connection, projections, {item.name: 0 for item in projections}, places)
                return tuple(self._report(connection, item, places[item.name], first) for item in projections)

    def rebuild(self, name: str | None = None) -> tuple[RebuildReport, ...]:
        """Make the rows of one projection, or of all, what the events say; also after a stop or with a newer fold.

        Safe while writers, readers and projectors go on. Raises UnknownProjectionError.
        """
        projections = chosen(name, self._projections)
        with self._connect() as connection:
            head = self._events.head()[0]
            done = dict.fromkeys((item.name for item in projections), 0)
            self._fold(connection, projections, done, dict.fromkeys(done, head))
            return tuple(self._settle(connection, item, head) for item in projections)

    def _settle(self, connection: Connection[Any], item: Projection, done: int) -> RebuildReport:
        with connection.transaction():
            connection.execute(_SQL["register"], {"name": item.name, "fold_version": item.fold_version})
            ((_, live, _, _),) = connection.execute(_SQL["lock"], {"names": [item.name]}).fetchall()
            position = max(live, done)
            self._extend(connection, (item,), {item.name: done}, {item.name: position})
            counts = [replace(connection, self._schema, table) for table in item.tables]
            place = {"name": item.name, "position": position, "fold_version": item.fold_version}
            connection.execute(_SQL["settle"], place)
            announced = {"names": [item.name], "positions": [position], "channel": f"kutuk_{self._schema}_views"}
            connection.execute(_SQL["announce"], announced)
        return RebuildReport(item.name, position, sum(gone for gone, _ in counts), sum(new for _, new in counts))

    def _fold(
        self,
        connection: Connection[Any],
        projections: Sequence[Projection],
        done: Mapping[str, int],
        until: Mapping[str, int],
    ) -> None:
        """Make the temporary twins and fold into them."""
        for item in projections:
            for table in item.tables:
                live, twin = Identifier(self._schema, table.name), Identifier(TEMPORARY, table.name)
                connection.execute(SQL("CREATE TEMP TABLE {} (LIKE {})").format(Identifier(table.name), live))
                key = SQL(", ").join(Identifier(column) for column in table.key)
                connection.execute(SQL("ALTER TABLE {} ADD PRIMARY KEY ({})").format(twin, key))
        self._extend(connection, projections, done, until)

    def _extend(
        self,
        connection: Connection[Any],
        projections: Sequence[Projection],
        done: Mapping[str, int],
        until: Mapping[str, int],
    ) -> None:
        store = ViewStore(connection, TEMPORARY)
        for page in entries(self._events, min(done.values()), max(until.values()), _PAGE):
            for item in projections:
                own = [entry for entry in page if done[item.name] < entry.position <= until[item.name]]
                fold_page(store, item, own)
        for item in projections:
            for table in item.tables:
                # Nobody else looks after the statistics of temporary tables; the comparison needs them.
                connection.execute(SQL("ANALYZE {}").format(Identifier(TEMPORARY, table.name)))

    def _places(self, connection: Connection[Any], projections: Sequence[Projection]) -> dict[str, int]:
        rows = connection.execute(_SQL["places"], {"names": [item.name for item in projections]})
        found = {name: position for name, position, _, _ in rows}
        return {item.name: found.get(item.name, 0) for item in projections}

    def _report(self, connection: Connection[Any], item: Projection, position: int, first: int) -> CheckReport:
        by_table, differences = {}, []
        for table in item.tables:
            count, found = compare(connection, self._schema, item.name, table, first)
            if count:
                by_table[table.name] = count
                differences += found
        return CheckReport(item.name, position, sum(by_table.values()), by_table, tuple(differences))

    @contextmanager
    def _connect(self) -> Iterator[Connection[Any]]:
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            connection.execute(SQL("SET search_path = {}").format(Identifier(self._schema)))
            connection.execute("SET synchronous_commit = off")
            yield connection
