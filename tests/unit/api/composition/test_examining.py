"""What `kutuk doctor` says of the evidence beside day seals."""

from datetime import timedelta

import pytest

from api.composition.examining import seal_evidence
from testkit.sealed_days import SealedDays


@pytest.mark.parametrize(("days", "state"), [(0, "ok"), (300, "warn"), (401, "fail")])
def test_seals_that_were_not_renewed_in_time_are_told(days: int, state: str) -> None:
    ledger = SealedDays(days=1, validity=timedelta(days=400))
    ledger.now += timedelta(days=days)
    assert seal_evidence(ledger.renewer, ledger.now).state == state
