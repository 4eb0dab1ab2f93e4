"""One thing that the verification of a package found, and the book they are collected in."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.transfer.catalogue import CATALOGUE
from timestamping.sealing import FindingKind, Outcome, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit, or that should be known.

    kind: catalogue entry. member: part of the package concerned. position, day: event and day concerned.
    details: values of the sentence, name and text, in order.
    """

    kind: FindingKind
    member: str | None
    position: int | None
    day: date | None
    details: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        """`KUTUK-P-nnn`."""
        return self.kind.code

    @property
    def message_tr(self) -> str:
        """The sentence in Turkish."""
        return self.kind.tr.format(**dict(self.details))

    @property
    def message_en(self) -> str:
        """The sentence in English."""
        return self.kind.en.format(**dict(self.details))


@dataclass(slots=True)
class FindingBook:
    """Collects findings; keeps at most `limit` of each code so that memory stays flat."""

    limit: int
    kept: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        name: str,
        *,
        member: str | None = None,
        position: int | None = None,
        day: date | None = None,
        **details: Any,
    ) -> None:
        """Count a finding of the named kind, and keep it while there is room for its code."""
        places = {"member": member, "position": position, "day": day}
        given = {key: value for key, value in places.items() if value is not None} | details
        kind = CATALOGUE[name]
        self.counts[kind.code] += 1
        if self.counts[kind.code] <= self.limit:
            texts = tuple((key, _text(value)) for key, value in given.items())
            self.kept.append(Finding(kind, member, position, day, texts))

    @property
    def outcome(self) -> Outcome:
        """The verdict over everything added: failed when anything is broken, indeterminate when anything is open."""
        severities = {found.kind.severity for found in self.kept}
        if Severity.BROKEN in severities:
            return Outcome.FAILED
        return Outcome.INDETERMINATE if Severity.OPEN in severities else Outcome.PASSED

    def ordered(self) -> tuple[Finding, ...]:
        """Broken before open before notes; within these in the order they were found."""
        rank = {Severity.BROKEN: 0, Severity.OPEN: 1, Severity.NOTE: 2}
        return tuple(sorted(self.kept, key=lambda found: rank[found.kind.severity]))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
