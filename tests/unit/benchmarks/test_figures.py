"""Arithmetic of the benchmarks: targets, medians of pairs, percentiles, how numbers are shown."""

import pytest

from tests.benchmarks.figures import Direction, Rounds, Row, Target, alternate, number, percentile

AT_LEAST_THREE = Target(Direction.AT_LEAST, 3.0)
AT_MOST_FIFTY = Target(Direction.AT_MOST, 50.0, "ms")


def row(figure: float | None, target: Target | None = AT_LEAST_THREE) -> Row:
    return Row("work", "1", "2", figure, target, "note")


@pytest.mark.parametrize(("target", "figure"), [(AT_LEAST_THREE, 3.0), (AT_MOST_FIFTY, 50.0)])
def test_target_is_met_at_its_limit(target: Target, figure: float) -> None:
    assert target.is_met(figure)


@pytest.mark.parametrize(("target", "figure"), [(AT_LEAST_THREE, 2.999), (AT_MOST_FIFTY, 50.001)])
def test_target_is_missed_beyond_its_limit(target: Target, figure: float) -> None:
    assert not target.is_met(figure)


@pytest.mark.parametrize(("figure", "verdict"), [(3.1, "yes"), (2.9, "no"), (None, "–")])
def test_verdict_judges_what_was_measured(figure: float | None, verdict: str) -> None:
    assert row(figure).verdict == verdict


def test_verdict_without_target_judges_nothing() -> None:
    assert row(3.1, target=None).verdict == "–"


def test_ratio_is_the_median_of_pairs_so_that_drift_falls_out() -> None:
    slowing_machine = Rounds(ours=(40.0, 20.0, 8.0), peer=(10.0, 5.0, 2.0))
    assert slowing_machine.ratio == 4.0


def test_alternate_takes_turns_and_begins_with_ours() -> None:
    turns: list[str] = []

    def turn(name: str) -> float:
        turns.append(name)
        return 1.0

    alternate(lambda: turn("ours"), lambda: turn("peer"), 2)
    assert turns == ["ours", "peer", "ours", "peer"]


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100), (0.0, 1)])
def test_percentile_is_the_nearest_rank(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0"), (0.05123, "0.0512"), (3.14159, "3.14"), (99.94, "99.9"), (12345.6, "12,346")]
)
def test_number_has_three_digits_and_no_exponent(value: float, shown: str) -> None:
    assert number(value) == shown
