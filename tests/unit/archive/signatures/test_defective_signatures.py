"""A hundred signatures with one defect or oddity each get the verdict they must get."""

import pytest

from testkit.defective_signatures import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_signature_gets_its_verdict_for_the_right_reason(case: Case) -> None:
    report, _, _ = case.judged()
    verdict = report.verdict
    codes = {reason.code for reason in verdict.reasons if reason.indication is verdict.indication}
    assert verdict.indication == case.verdict, [str(reason) for reason in verdict.reasons]
    assert case.code in codes | {""}


def test_there_are_a_hundred_of_them_with_names_of_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100
