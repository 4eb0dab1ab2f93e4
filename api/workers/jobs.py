"""What the workers do, and when; every job is a sentence that calls one procedure."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

import structlog
from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import JobDeferrer, Status
from procrastinate.tasks import Task

from api.procedures.days import DatabaseClockError, DayKeeper, DayNotToBeSealedError
from api.procedures.seal_renewal import SealRenewer
from api.procedures.signatures import SignatureKeeper
from domain.events import Context
from projections.reading import Page
from projections.renewals import Renewal

EVERY_MINUTE: Final = "* * * * *"
EVERY_TEN_SECONDS: Final = "* * * * * */10"
EVERY_HOUR: Final = "7 * * * *"
EVERY_SIX_HOURS: Final = "23 */6 * * *"
KEPT_HOURS: Final = 72
"""How long a failed job stays to be looked at; protects the database from a table that only grows."""
RAISED_AT_ONCE: Final = 50
"""Signatures enqueued in one look: protects the queue from a flood; the next look takes the rest."""
URGENT: Final = 10
"""Place in the queue of signatures that no time-stamp proves yet: before values, archive stamps and renewals."""
SEALS_AT_ONCE: Final = 31
"""Unsealed days tried in one run: protects an authority that has just come back from being asked for years at once."""

_log = structlog.get_logger("kutuk.workers")


class DueSignatures(Protocol):
    """The view of what is due."""

    def due(self, before: datetime, first: int = 100, after: str | None = None) -> Page[Renewal]: ...


class JobServices(Protocol):
    """What jobs need of the composition."""

    @property
    def now(self) -> Callable[[], datetime]: ...

    def days(self) -> DayKeeper: ...

    def seal_renewer(self) -> SealRenewer: ...

    def signatures(self) -> SignatureKeeper: ...

    def unsealed_days(self) -> list[date]:
        """Closed days without a seal, oldest first, as the view knows them."""
        ...

    def due_signatures(self) -> DueSignatures: ...

    def worker_context(self, request_key: str) -> Context: ...

    def make_partitions(self) -> int: ...


def build_jobs(queue: App, services: JobServices) -> None:
    """Register every job with its timetable."""

    @queue.periodic(cron=EVERY_MINUTE)
    @queue.task(queueing_lock="keep-days", lock="days", pass_context=False)
    async def keep_days(timestamp: int) -> None:
        """Close the days that are over, then seal those that are closed."""
        await asyncio.to_thread(_keep_days, services)

    @queue.periodic(cron=EVERY_SIX_HOURS)
    @queue.task(queueing_lock="renew-seals", lock="renew-seals")
    async def renew_seals(timestamp: int) -> None:
        """Renew the evidence of day seals that weakens within the lead time (GD-8)."""
        await asyncio.to_thread(_renew_seals, services)

    @queue.task(lock="signatures")
    async def raise_signature(signature_id: str) -> None:
        """Take the next step of one signature; what follows it is found again by the view."""
        await asyncio.to_thread(_raise, services, UUID(signature_id))

    @queue.periodic(cron=EVERY_TEN_SECONDS)
    @queue.task(queueing_lock="find-due", lock="find-due")
    async def find_due(timestamp: int) -> None:
        """Put what the view says is due into the queue; what stands there already is left alone."""
        found = await asyncio.to_thread(lambda: services.due_signatures().due(services.now(), RAISED_AT_ONCE))
        for item in found.rows:
            with suppress(AlreadyEnqueued):
                await _urgently(raise_signature, item).defer_async(signature_id=str(item.signature_id))

    @queue.periodic(cron=EVERY_MINUTE)
    @queue.task(queueing_lock="drop-orphans")
    async def drop_orphans(timestamp: int) -> None:
        """Forget the jobs of workers that died; this job has no lock, so that it can never be held up itself."""
        await _drop_orphans(queue)

    @queue.periodic(cron=EVERY_HOUR)
    @queue.task(queueing_lock="make-partitions", lock="make-partitions")
    async def make_partitions(timestamp: int) -> None:
        """Prepare room for the events to come; forget jobs that ended long ago (S13)."""
        await asyncio.to_thread(services.make_partitions)
        await queue.job_manager.delete_old_jobs(KEPT_HOURS, include_failed=True, include_aborted=True)


def _urgently(task: Task[..., Any, Any], item: Renewal) -> JobDeferrer:
    """The job of one signature, once in the queue; those that no time-stamp proves yet go first."""
    place = URGENT if item.due_reason == "no_timestamp" else 0
    return task.configure(queueing_lock=f"raise-{item.signature_id}", priority=place)


async def _drop_orphans(queue: App) -> None:
    """The lock of such a job would hold up every later one for ever. Nothing is lost: what is due is found again."""
    for job in await queue.job_manager.get_stalled_jobs():
        # Another worker may have been quicker.
        with suppress(ConnectorException):
            await queue.job_manager.finish_job(job, Status.FAILED, delete_job=True)
            _log.warning("job.orphan_dropped", task=job.task_name, job=job.id)


def _keep_days(services: JobServices) -> None:
    keeper = services.days()
    try:
        for day in keeper.close_due():
            _log.info("day.closed", day=day.isoformat())
    except DatabaseClockError as refusal:
        # What is closed already can be sealed all the same.
        _log.error("day.not_closed", reason=refusal.message_en)
    for day in services.unsealed_days()[:SEALS_AT_ONCE]:
        try:
            outcome = keeper.seal(day)
        except DayNotToBeSealedError:
            # Sealed meanwhile by another worker; the view will say so in a moment.
            continue
        _log.info("day.seal", day=day.isoformat(), sealed=outcome.sealed, reasons=list(outcome.reasons))
        if not outcome.sealed:
            # The next knock tries again; asking for further days now would only pile up refusals.
            return


def _renew_seals(services: JobServices) -> None:
    outcome = services.seal_renewer().renew_due()
    for item in outcome.renewed:
        _log.info("day.renew", day=item.day.isoformat(), method=item.method.value, test=item.test)
    for refused in outcome.refused:
        _log.error("day.not_renewed", day=refused.day.isoformat(), code=refused.code, reason=refused.message)
    if outcome.unavailable:
        _log.warning("day.renewal_waits", reasons=list(outcome.unavailable))


def _raise(services: JobServices, signature_id: UUID) -> None:
    raised = services.signatures().raise_one(signature_id, services.worker_context)
    _log.info("signature.raise", signature=str(signature_id), raised=raised)
