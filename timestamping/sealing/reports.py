"""What a verification hands back: a verdict of three values, the findings, and what was looked at."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from timestamping.merkle import TreeHead
from timestamping.sealing.catalogue import Severity
from timestamping.sealing.findings import Finding


class Outcome(StrEnum):
    """The three values of a verdict; indeterminate is never rounded to failed."""

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """The outcome of one verification.

    outcome: failed when anything is broken, else indeterminate when anything is open or nothing was there, else passed.
    nothing_in_range: no event and no day lay in the asked range; then nothing was verified (S8).
    findings: the kept ones, by position, then day; at most `limit` of each code.
    counts: how many of each code there were in all.
    first_position, last_position: events looked at; None when there were none.
    days, sealed_days: closed and sealed days looked at. streams: streams seen (whole ledger only).
    head: tree head recomputed from the events, None when it could not be.
    """

    outcome: Outcome
    nothing_in_range: bool
    findings: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...]
    first_position: int | None
    last_position: int | None
    events: int
    days: int
    sealed_days: int
    streams: int
    head: TreeHead | None

    @property
    def first(self) -> Finding | None:
        """The first broken thing (earliest position or day), else the first open one, else None."""
        for severity in (Severity.BROKEN, Severity.OPEN):
            for found in self.findings:
                if found.kind.severity is severity:
                    return found
        return None


@dataclass(slots=True)
class FindingBook:
    """Collects findings while a verification runs; keeps at most `limit` per code so that memory stays flat."""

    limit: int
    kept: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, found: Finding) -> None:
        """Count it, and keep it while there is room for its code."""
        self.counts[found.code] += 1
        if self.counts[found.code] <= self.limit:
            self.kept.append(found)

    def replace(self, gone: Finding, *better: Finding) -> None:
        """Put a more precise finding in the place of a kept one."""
        if gone in self.kept:
            self.kept.remove(gone)
            self.counts[gone.code] -= 1
            for found in better:
                self.add(found)

    def drop(self, name: str, position: int) -> None:
        """Take back kept findings of a kind at a position: a consequence of what was found better."""
        for found in [found for found in self.kept if found.kind.name == name and found.position == position]:
            self.replace(found)

    def outcome(self) -> Outcome:
        """Verdict over everything added."""
        severities = {found.kind.severity for found in self.kept}
        if Severity.BROKEN in severities:
            return Outcome.FAILED
        return Outcome.INDETERMINATE if Severity.OPEN in severities else Outcome.PASSED

    def totals(self) -> tuple[tuple[str, int], ...]:
        """How many of each code there were, kept or not."""
        return tuple(sorted((code, count) for code, count in self.counts.items() if count))

    def ordered(self) -> tuple[Finding, ...]:
        """By position, findings without one after those with one, then by day and code."""
        return tuple(sorted(self.kept, key=lambda f: (f.position is None, f.position or 0, f.day or date.max, f.code)))
