"""Failed sign-ins are recorded, but strangers cannot fill the ledger with them."""

from collections.abc import Sequence

from api.access import FailedSignIns, ReadRecorder
from api.access.failed_sign_ins import MOST_PER_MINUTE
from domain.access import Read, SignInOutcome
from domain.events import Actor, Context, Origin
from testkit.clock import FixedClock


def recorder(kept: list[Read], clock: FixedClock, failure: Exception | None = None) -> ReadRecorder:
    def append(reads: Sequence[Read]) -> None:
        if failure:
            raise failure
        kept.extend(reads)

    return ReadRecorder(append, Context(Actor("anonymous", "", "", ""), Origin("graphql"), "r-1"), clock)


def test_failed_sign_in_is_an_event(clock: FixedClock) -> None:
    kept: list[Read] = []

    assert FailedSignIns().record(recorder(kept, clock), "bearer", clock())
    assert kept[0].kind.TOPIC == "access.signed_in"
    assert kept[0].payload["outcome"] is SignInOutcome.FAILED


def test_flood_is_recorded_up_to_the_budget_of_a_minute(clock: FixedClock) -> None:
    kept: list[Read] = []
    failures = FailedSignIns()
    for _ in range(MOST_PER_MINUTE * 3):
        failures.record(recorder(kept, clock), "bearer", clock())
    clock.advance(minutes=1)
    failures.record(recorder(kept, clock), "bearer", clock())

    assert len(kept) == MOST_PER_MINUTE + 1


def test_failure_to_record_changes_nothing_for_the_stranger(clock: FixedClock) -> None:
    assert not FailedSignIns().record(recorder([], clock, OSError()), "bearer", clock())
