"""Keeps views at the head of the ledger, exactly once; proves them equal to the events; rebuilds them while live.

Words: a *position* is the last event in a view's rows; the *lag* its distance to the head; a *page* the events folded
in one transaction; a *twin* a temporary table that holds what the events say.
Called by the workers (project), the doors (wait for one's own write) and the command line (rebuild, doctor). The only
room of views that reads the ledger; it never writes to it.
"""

from projections.runner.catalogue import PROJECTIONS, UnknownProjectionError
from projections.runner.clock import ViewClock
from projections.runner.comparison import Difference
from projections.runner.events import EventPages
from projections.runner.migration import ViewMigrationError, migrate_views
from projections.runner.positions import PositionReader, ProjectionPosition
from projections.runner.projector import Projector
from projections.runner.rebuilding import CheckReport, Rebuilder, RebuildReport

__all__ = [
    "PROJECTIONS",
    "CheckReport",
    "Difference",
    "EventPages",
    "PositionReader",
    "ProjectionPosition",
    "Projector",
    "RebuildReport",
    "Rebuilder",
    "UnknownProjectionError",
    "ViewClock",
    "ViewMigrationError",
    "migrate_views",
]
