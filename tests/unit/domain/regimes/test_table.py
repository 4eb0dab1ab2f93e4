"""Which rule holds on which date (mevzuat §0.2, CF-1, CF-3)."""

from datetime import date

import pytest

from domain.filing import Classification
from domain.regimes import REGIMES, Regime, may_be_electronic, may_be_given, regime_on


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2010, 1, 1), "R-2015"),
        (date(2017, 10, 13), "R-2015"),
        (date(2017, 10, 14), "R-2017"),
        (date(2020, 6, 30), "R-2017"),
        (date(2020, 7, 1), "R-2020"),
        (date(2022, 4, 25), "R-2020"),
        (date(2022, 4, 26), "R-2022"),
        (date(2026, 11, 21), "R-2022"),
    ],
)
def test_regime_changes_on_its_first_day(day: date, regime: str) -> None:
    assert regime_on(day).id == regime


def test_regimes_stand_in_order_of_time() -> None:
    begins = [regime.begins for regime in REGIMES]
    assert begins == sorted(begins)


def test_cf_1_official_use_becomes_electronic_in_2020() -> None:
    grade = Classification.OFFICIAL_USE
    assert [may_be_electronic(grade, day) for day in (date(2020, 6, 30), date(2020, 7, 1))] == [False, True]


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.id)
@pytest.mark.parametrize("grade", [Classification.SECRET, Classification.TOP_SECRET, Classification.RESTRICTED_LEGACY])
def test_cf_1_higher_grades_are_on_paper_under_every_regime(regime: Regime, grade: Classification) -> None:
    assert not may_be_electronic(grade, regime.begins)


def test_cf_3_ozel_is_withdrawn_in_2022() -> None:
    grade = Classification.RESTRICTED_LEGACY
    assert [may_be_given(grade, day) for day in (date(2022, 4, 25), date(2022, 4, 26))] == [True, False]


def test_cf_4_basis_of_grading_changes_with_the_law() -> None:
    assert regime_on(date(2022, 4, 25)).grading_basis != regime_on(date(2022, 4, 26)).grading_basis
