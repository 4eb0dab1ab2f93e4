"""The shape of every projection."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from projections.folding.entries import Entry
from projections.folding.tables import Key, Table, View


class Projection(Protocol):
    """Folds entries into the rows of its tables; pure: no clock, no database, the same entries give the same rows."""

    @property
    def name(self) -> str:
        """Name in positions, announcements and on the command line."""

    @property
    def fold_version(self) -> int:
        """Raised whenever the fold changes what it makes of an event: the view is then rebuilt."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Tables it fills."""

    def wanted(self, entries: Sequence[Entry], view: View) -> dict[str, set[Key]]:
        """Keys of rows the fold will look at, by keyed table; asked again with what was loaded until nothing is new."""

    def fold(self, entry: Entry, view: View) -> None:
        """Bring one entry into the rows: one ``match`` over its kind."""

    def finish(self, view: View) -> None:
        """Make, once per page, what costs much and follows from the rows alone: keys for sorting and searching."""


def fold_all(projection: Projection, entries: Iterable[Entry]) -> View:
    """The view that the entries make from nothing, in memory."""
    view = View(projection.tables)
    for entry in entries:
        projection.fold(entry, view)
    projection.finish(view)
    return view
