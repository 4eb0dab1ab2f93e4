"""Catching up of views: our page projector against the stock projection runner, one event a transaction."""

import time
from contextlib import closing
from typing import Any, Final
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier

from domain.days.reports import category_of, element_of, outcome_of
from domain.events import Fact, micros
from domain.ledger.store import EventBook
from projections.audit import Audit
from projections.folding import Projection as View
from projections.runner import PROJECTIONS, Projector
from tests.benchmarks.figures import Direction, Row, Target, alternate, rate
from tests.benchmarks.ground import Ground, Site
from tests.benchmarks.lives import fill

STOCK: Final = "stock"
_ENTRY: Final = (
    "INSERT INTO audit_entries VALUES (%s, %s, %s, %s, %s, %s, true, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL,"
    " %s, NULL, %s, %s)"
)


class StockLedger(Application[UUID]):
    """The stock library's application whose events are followed."""

    name = "ledger"


class StockAuditView(PostgresTrackingRecorder):
    """Our audit log's two tables, written the stock way: rows and position of one event in one transaction."""

    def add(self, row: tuple[Any, ...], documents: list[Any], tracking: Tracking) -> None:
        """One event's rows."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.execute(_ENTRY, row, prepare=True)
            for document in documents:
                values = (document, tracking.notification_id)
                cursor.execute("INSERT INTO audit_documents VALUES (%s, %s)", values, prepare=True)


class StockAudit(Projection[StockAuditView]):
    """The audit log as a projection of the stock library."""

    name = "stock_audit"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Fold one event."""
        fact: Fact = domain_event
        payload = vars(fact)
        actor, origin = fact.context.actor, fact.context.origin
        element_type, element_id, named = element_of(fact.originator_id, fact.TOPIC, payload)
        documents = list(dict.fromkeys(UUID(str(document)) for document in named))
        occurred = micros(fact.timestamp)
        row = (
            *(tracking.notification_id, fact.originator_id, fact.originator_version, occurred, occurred, fact.TOPIC),
            *(category_of(fact.TOPIC, payload), actor.id, actor.name, actor.title, actor.unit, actor.acting_for),
            *(origin.client, origin.address, origin.session, element_type, str(element_id)),
            *(outcome_of(fact.TOPIC, payload), fact.context.reason, documents),
        )
        self.view.add(row, documents, tracking)


def measure_catch_up(ground: Ground) -> list[Row]:
    """All our views, then the audit log alone, against the stock runner's audit log."""
    events, rounds = ground.size(30_000, 8_000), 3
    with ground.site() as site:
        fill(site, events)
        stock = _StockRounds(site, ground.size(3_000, 1_000))
        all_views = alternate(lambda: _ours(site, PROJECTIONS, events), stock.measure, rounds)
        audit = alternate(lambda: _ours(site, (Audit(),), events), stock.measure, rounds)
    target = Target(Direction.AT_LEAST, 15.0)
    return [
        Row(work, rate(found.our_median, "event"), rate(found.peer_median, "event"), found.ratio, target, note)
        for work, found, note in (
            ("projection catch-up, all six views", all_views, _ALL_NOTE),
            ("projection catch-up, audit log alone", audit, _AUDIT_NOTE),
        )
    ]


def _ours(site: Site, projections: tuple[View, ...], events: int) -> float:
    _empty_views(site)
    with (
        closing(EventBook(site.dsn, site.schema)) as book,
        Projector(site.dsn, site.schema, book, projections) as projector,
    ):
        projector.prepare()
        began = time.perf_counter()
        taken = projector.catch_up()
        seconds = time.perf_counter() - began
    assert taken == events, f"{taken} of {events} events were folded"
    return events / seconds


def _empty_views(site: Site) -> None:
    tables = [table.name for projection in PROJECTIONS for table in projection.tables]
    with psycopg.connect(site.dsn, autocommit=True) as connection:
        connection.execute(SQL("SET search_path = {}").format(Identifier(site.schema)))
        connection.execute(SQL("TRUNCATE {}").format(SQL(", ").join(map(Identifier, tables))))
        connection.execute("DELETE FROM projection_positions")


class _StockRounds:
    """The stock runner on the same events, in a schema with the same tables."""

    def __init__(self, site: Site, events: int) -> None:
        self._events = events
        self._dsn = site.admin_dsn
        self._environment = site.stock_environment(STOCK)
        with closing(StockLedger(self._environment)), psycopg.connect(self._dsn, autocommit=True) as connection:
            here, ours = Identifier(STOCK), Identifier(site.schema)
            for table in ("audit_entries", "audit_documents"):
                text = SQL("CREATE TABLE {0}.{2} (LIKE {1}.{2} INCLUDING ALL)")
                connection.execute(text.format(here, ours, Identifier(table)))
            text = SQL(
                "INSERT INTO {0}.ledger_events (originator_id, originator_version, topic, state)"
                " SELECT originator_id, originator_version, topic, state FROM {1}.events"
                " ORDER BY notification_id LIMIT %s"
            )
            connection.execute(text.format(here, ours), (events,))
            database = Identifier(connection.info.dbname)
            for setting in (SQL("synchronous_commit = off"), SQL("search_path = {}, public").format(here)):
                connection.execute(SQL("ALTER DATABASE {} SET {}").format(database, setting))

    def measure(self) -> float:
        """Events a second, from the start of the runner to the last event's transaction."""
        with psycopg.connect(self._dsn, autocommit=True) as connection:
            connection.execute("TRUNCATE audit_entries, audit_documents")
            connection.execute("DROP TABLE IF EXISTS stock_audit_tracking")
        began = time.perf_counter()
        with ProjectionRunner(
            application_class=StockLedger,
            projection_class=StockAudit,
            view_class=StockAuditView,
            env=self._environment,
        ) as runner:
            runner.wait(self._events, timeout=600.0)
            seconds = time.perf_counter() - began
        return self._events / seconds


_ALL_NOTE = (
    "from empty views to the head. Ours: all six projections over the whole ledger, a page of 2,000 events a"
    " transaction. Peer: the stock `ProjectionRunner` with one projection only, our audit log's two tables with the"
    " same indexes, over the first events of the same ledger, one event a transaction. Neither side waits for the disk"
    " (synchronous_commit off), which favours the peer."
)
_AUDIT_NOTE = "the same with our audit log alone: one view against the same view."
