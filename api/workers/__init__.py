"""The doors the clock knocks on: views follow the ledger, days are closed and sealed, signatures are raised.

Words: a *job* wakes, retries and locks, and carries ids only; what is due is a view, what was done is an event, so the
queue may be emptied at any time without losing a fact. Called by `api.composition`. Each job may run twice, on two
machines, or be killed half-way: the ledger's versions and request keys make the second one change nothing.
"""

from api.workers.jobs import JobServices, build_jobs
from api.workers.queue import QUEUE_TABLE, make_queue, queue_exists
from api.workers.running import WorkerThreads

__all__ = ["QUEUE_TABLE", "JobServices", "WorkerThreads", "build_jobs", "make_queue", "queue_exists"]
