"""Runs the workers beside a server, or alone: one thread folds views, one thread runs the queue's event loop."""

import asyncio
import threading
from types import TracebackType
from typing import Final, Self

import structlog

from api.workers.jobs import JobServices, build_jobs
from api.workers.queue import open_queue
from projections.runner import Projector

CONCURRENT_JOBS: Final = 2
STOP_SECONDS: Final = 20.0
"""How long a running job may finish when the process ends; it is repeated at the next start otherwise."""
RESTART_SECONDS: Final = 2.0

_log = structlog.get_logger("kutuk.workers")


class WorkerThreads:
    """The workers of one process; a context manager that starts and ends them."""

    def __init__(self, dsn: str, schema: str, projector: Projector, services: JobServices) -> None:
        self._dsn = dsn
        self._schema = schema
        self._projector = projector
        self._services = services
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._project, name="projector", daemon=True),
            threading.Thread(target=self._work, name="jobs", daemon=True),
        ]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._job_task: asyncio.Task[None] | None = None

    def __enter__(self) -> Self:
        self._projector.prepare()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._loop is not None and self._job_task is not None:
            self._loop.call_soon_threadsafe(self._job_task.cancel)
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    @property
    def alive(self) -> bool:
        """Whether every worker thread still runs; readiness asks this."""
        return all(thread.is_alive() for thread in self._threads)

    def _project(self) -> None:
        self._projector.run(self._stop)

    def _work(self) -> None:
        """Run the queue, and run it again when the database was away."""
        while not self._stop.is_set():
            try:
                asyncio.run(self._jobs())
            except asyncio.CancelledError:
                return
            except Exception as error:
                _log.warning("queue.away", error=f"{type(error).__name__}: {error}")
                self._stop.wait(RESTART_SECONDS)

    async def _jobs(self) -> None:
        self._loop = asyncio.get_running_loop()
        queue = open_queue(self._dsn, self._schema, CONCURRENT_JOBS + 3)
        build_jobs(queue, self._services)
        async with queue.open_async():
            self._job_task = asyncio.create_task(
                queue.run_worker_async(
                    concurrency=CONCURRENT_JOBS,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                    shutdown_graceful_timeout=STOP_SECONDS / 2,
                )
            )
            await self._job_task
