"""The workers' side of a process: what jobs need, joined from the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from api.composition.services import Services
from api.procedures.days import DayKeeper
from api.procedures.signatures import SignatureKeeper
from api.workers import WorkerThreads
from domain.events import Context, istanbul_day
from projections.renewals import RenewalReader
from projections.runner import Projector


@dataclass(frozen=True, slots=True)
class WorkerServices:
    """Satisfies `api.workers.JobServices`."""

    services: Services

    @property
    def now(self) -> Callable[[], datetime]:
        return self.services.now

    def days(self) -> DayKeeper:
        return self.services.days()

    def signatures(self) -> SignatureKeeper:
        return self.services.signatures()

    def unsealed_days(self) -> list[date]:
        today = istanbul_day(self.services.now())
        return [item.day for item in self.services.views.days.seal_debt(today)]

    def due_signatures(self) -> RenewalReader:
        return self.services.views.renewals

    def worker_context(self, request_key: str) -> Context:
        return self.services.hand("worker-signatures").context(request_key)

    def make_partitions(self) -> int:
        return self.services.book.make_partitions()


def projector_of(services: Services) -> Projector:
    """The page projector of this process."""
    return Projector(
        services.database.dsn,
        services.database.schema,
        services.book,
        page=services.settings.limits.projection_page_events,
    )


def workers_of(services: Services) -> WorkerThreads:
    """All workers of this process, not started yet."""
    database = services.database
    return WorkerThreads(database.dsn, database.schema, projector_of(services), WorkerServices(services))
