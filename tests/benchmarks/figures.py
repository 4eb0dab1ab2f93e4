"""Figures of one row: what was measured, against what, and whether the target is met."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median


class Direction(Enum):
    """On which side of the limit a figure must lie."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure is held against."""

    direction: Direction
    limit: float
    unit: str = "×"
    """Unit of limit and figure; ``×`` for a ratio."""

    def is_met(self, figure: float) -> bool:
        """Whether the figure lies on the right side; the limit itself does."""
        return figure >= self.limit if self.direction is Direction.AT_LEAST else figure <= self.limit

    def __str__(self) -> str:
        return f"{self.direction.value} {number(self.limit)}{_spaced(self.unit)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    work: str
    ours: str
    """Our figure with its unit."""
    peer: str
    """The peer's figure with its unit; empty when the target is a limit of its own."""
    figure: float | None
    """What is held against the target; None when it could not be measured."""
    target: Target | None
    """None for a figure given for comparison only."""
    note: str
    """What exactly is measured on both sides; or why it is not."""

    @property
    def verdict(self) -> str:
        """``yes``, ``no``, or a dash when there is nothing to judge."""
        if self.figure is None or self.target is None:
            return "–"
        return "yes" if self.target.is_met(self.figure) else "no"

    @property
    def shown_figure(self) -> str:
        """The figure with its unit."""
        if self.figure is None:
            return "not measured"
        return f"{number(self.figure)}{_spaced(self.target.unit if self.target else '×')}"


@dataclass(frozen=True, slots=True)
class Rounds:
    """What several rounds gave, round by round; the peer's next to ours."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def our_median(self) -> float:
        return median(self.ours)

    @property
    def peer_median(self) -> float:
        return median(self.peer)

    @property
    def ratio(self) -> float:
        """Median of ours over peer's, each round for itself: drift of the machine falls out."""
        return median(ours / peer for ours, peer in zip(self.ours, self.peer, strict=True))


def alternate(ours: Callable[[], float], peer: Callable[[], float], rounds: int) -> Rounds:
    """Measure both in turn: ours, peer, ours, peer…"""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    return Rounds(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = -int(-share * len(ordered) // 1)
    return ordered[max(rank, 1) - 1]


def number(value: float) -> str:
    """Three significant digits, thousands apart, no exponent."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def rate(value: float, of: str) -> str:
    """A rate a second."""
    return f"{number(value)} {of}/s"


def _spaced(unit: str) -> str:
    return unit if unit == "×" or not unit else f" {unit}"
