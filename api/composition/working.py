"""The workers' side of a process: what jobs need, joined from the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from api.composition.services import Services
from api.procedures.days import DayKeeper
from api.procedures.seal_renewal import SealRenewer
from api.procedures.signatures import SignatureKeeper
from api.workers import WorkerThreads
from domain.events import Context, istanbul_day
from projections.days import LedgerDay
from projections.renewals import RenewalReader
from projections.runner import Projector

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
"""Pause between two tries to seal a day: an authority that is down is neither stormed nor forgotten."""


@dataclass(frozen=True, slots=True)
class WorkerServices:
    """Satisfies `api.workers.JobServices`."""

    services: Services

    @property
    def now(self) -> Callable[[], datetime]:
        return self.services.now

    def days(self) -> DayKeeper:
        return self.services.days()

    def seal_renewer(self) -> SealRenewer:
        return self.services.seal_renewer()

    def signatures(self) -> SignatureKeeper:
        return self.services.signatures()

    def unsealed_days(self) -> list[date]:
        now = self.services.now()
        debt = self.services.views.days.seal_debt(istanbul_day(now))
        return [item.day for item in debt if may_be_tried(item, now)]

    def due_signatures(self) -> RenewalReader:
        return self.services.views.renewals

    def worker_context(self, request_key: str) -> Context:
        return self.services.hand("worker-signatures").context(request_key)

    def make_partitions(self) -> int:
        return self.services.book.make_partitions()


def may_be_tried(day: LedgerDay, now: datetime) -> bool:
    """Every failure is an event: while authorities are away, the tries come further and further apart."""
    if day.last_failure_at is None:
        return True
    wait: timedelta = FIRST_WAIT * (1 << min(day.failures - 1, 10))
    return now >= day.last_failure_at + min(wait, LONGEST_WAIT)


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
