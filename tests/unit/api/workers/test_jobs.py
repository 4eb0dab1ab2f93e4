"""What the workers do in one knock: in order, stopping where the world says no, never twice."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

from procrastinate import App, testing

from api.procedures.days import DayNotToBeSealedError, SealOutcome
from api.workers.jobs import JobServices, build_jobs
from api.workers.jobs import _keep_days as keep_days

DAYS = [date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)]


@dataclass
class Services:
    """Days that wait for a seal, and an authority that seals some of them."""

    unsealed: list[date]
    answers: dict[date, bool | Exception]
    asked: list[date] = field(default_factory=list)

    def days(self) -> Any:
        return SimpleNamespace(close_due=list, seal=self._seal)

    def unsealed_days(self) -> list[date]:
        return self.unsealed

    def _seal(self, day: date) -> SealOutcome:
        self.asked.append(day)
        answer = self.answers[day]
        if isinstance(answer, Exception):
            raise answer
        return SealOutcome(day, answer, None, None, ())


def kept(services: Services) -> list[date]:
    keep_days(cast(JobServices, services))
    return services.asked


def test_days_are_sealed_oldest_first() -> None:
    assert kept(Services(DAYS, dict.fromkeys(DAYS, True))) == DAYS


def test_silent_authority_is_asked_once_a_knock() -> None:
    assert kept(Services(DAYS, dict.fromkeys(DAYS, False))) == DAYS[:1]


def test_day_sealed_by_another_worker_does_not_stop_the_next() -> None:
    taken = DayNotToBeSealedError(day="2026-11-17")

    assert kept(Services(DAYS, {DAYS[0]: taken, DAYS[1]: True, DAYS[2]: True})) == DAYS


def test_every_job_is_registered_and_the_clock_knocks_on_each_but_the_raising() -> None:
    queue = App(connector=testing.InMemoryConnector())
    build_jobs(queue, cast(JobServices, SimpleNamespace(now=lambda: datetime(2026, 11, 21, tzinfo=UTC))))
    names = {name.rpartition(".")[2] for name in queue.tasks if name.startswith("api.")}
    timed = {task.task.name.rpartition(".")[2] for task in queue.periodic_registry.periodic_tasks.values()}

    assert timed >= {"keep_days", "find_due", "make_partitions"}
    assert names - timed == {"raise_signature"}
