"""Jobs of a worker that was killed half-way must not hold up the jobs that come after them."""

import asyncio
from typing import Any, cast

import psycopg
from procrastinate import App

from api.workers import build_jobs, make_queue
from api.workers.queue import open_queue
from testkit.postgres import APP_ROLE, ClonedDatabase

KEEP_DAYS = "api.workers.jobs.keep_days"


class Keeper:
    """Notes that the days were looked after."""

    def __init__(self) -> None:
        self.calls = 0

    def close_due(self) -> list[Any]:
        self.calls += 1
        return []


class Services:
    def __init__(self) -> None:
        self.keeper = Keeper()

    def days(self) -> Keeper:
        return self.keeper

    def unsealed_days(self) -> list[Any]:
        return []


def orphan(database: ClonedDatabase, last_heartbeat: str) -> None:
    """A job that a worker had begun when it was last heard of, as long ago as said."""
    with psycopg.connect(database.dsn) as connection:
        connection.execute(f"SET search_path = {database.schema}")
        worker = connection.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
            (last_heartbeat,),
        ).fetchone()
        assert worker is not None
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, status, args, worker_id)"
            " VALUES ('default', %s, 'days', 'keep-days', 'doing', '{\"timestamp\": 0}', %s)",
            (KEEP_DAYS, worker[0]),
        )


async def run_until_idle(queue: App, *tasks: str) -> None:
    async with queue.open_async():
        for name in tasks:
            await queue.configure_task(f"api.workers.jobs.{name}").defer_async(timestamp=0)
        await queue.run_worker_async(wait=False, install_signal_handlers=False, delete_jobs="always")


def calls_after(database: ClonedDatabase, *tasks: str) -> int:
    services = Services()
    queue = open_queue(database.dsn, database.schema, 5)
    build_jobs(queue, cast(Any, services))
    queue.periodic_registry.periodic_tasks.clear()
    asyncio.run(run_until_idle(queue, *tasks))
    return services.keeper.calls


def test_days_are_kept_again_after_a_worker_was_killed(database: ClonedDatabase) -> None:
    make_queue(database.admin_dsn, database.schema, APP_ROLE)
    orphan(database, "1 hour")

    assert calls_after(database, "drop_orphans") + calls_after(database, "keep_days") == 1


def test_job_of_a_living_worker_keeps_its_lock(database: ClonedDatabase) -> None:
    make_queue(database.admin_dsn, database.schema, APP_ROLE)
    orphan(database, "1 second")

    assert calls_after(database, "drop_orphans") + calls_after(database, "keep_days") == 0
