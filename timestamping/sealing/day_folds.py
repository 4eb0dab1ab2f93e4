"""Cuts the stream of events into Istanbul days and folds each of them, empty days included."""

from datetime import date, timedelta
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from domain.events import RecordedEvent, StateError, day_interval, event_payload, istanbul_day, micros
from timestamping.sealing.day_checks import DayFacts
from timestamping.sealing.statements import DayStatement, StatementError, read_day
from timestamping.sealing.summaries import DayFold

SPOOL_IN_MEMORY = 4 << 20
"""Report lines kept in memory before they go to a temporary file: keeps a day of any size in flat memory."""
EARLIEST_OPENING = timedelta(days=3660)
"""How long before its first event a ledger's calendar may begin: protects a verifier from centuries of empty days."""
LONGEST_LEDGER_MICROS = 200 * 366 * 86_400 * 1_000_000
"""Times later than this after the first day end no day: protects a verifier from folding a million invented days."""


class DayFolds:
    """Recomputes the statement of every day that passes by; `statements` holds those of finished days.

    day: the day of the first event to come. sequence: its number in the ledger. position: its first position.
    previous_report: report digest of the day before it.
    """

    def __init__(
        self, day: date, sequence: int, position: int, previous_report: bytes | None, institution: str, facts: DayFacts
    ) -> None:
        self.statements: dict[date, DayStatement] = {}
        self._sequence = sequence
        self._previous = previous_report
        self._institution = institution
        self._facts = facts
        self._open(day, position)
        self._latest = self._ends + LONGEST_LEDGER_MICROS

    def take(self, event: RecordedEvent, suspected: bool) -> None:
        """Take the next event; days that it ends are finished first. A suspected event's time ends no day."""
        if event.recorded_at >= self._ends and not suspected and event.recorded_at < self._latest:
            while event.recorded_at >= self._ends:
                self._finish(event.position)
        self._fold.add(event)

    def finish_until(self, last: date, position: int) -> None:
        """Finish the open day and empty days up to `last`, if the open day is not after it."""
        while self.day <= last:
            self._finish(position)
        self._spool.close()

    def _open(self, day: date, position: int) -> None:
        self.day = day
        self._ends = micros(day_interval(day)[1])
        # Closed when the day is finished.
        self._spool = cast(BinaryIO, SpooledTemporaryFile(max_size=SPOOL_IN_MEMORY))  # noqa: SIM115
        self._fold = DayFold(day, position, self._spool)

    def _finish(self, next_position: int) -> None:
        statement = self._fold.finish(
            sequence=self._sequence, institution=self._institution, previous_report=self._previous_report()
        ).statement
        self._spool.close()
        self.statements[self.day] = statement
        self._previous = statement.report
        self._sequence += 1
        self._open(self.day + timedelta(days=1), next_position)

    def _previous_report(self) -> bytes | None:
        """The digest stated for the day before, so that one differing report does not darken all later ones."""
        closing = self._facts.closings.get(self.day - timedelta(days=1))
        return self._previous if closing is None else closing.statement.report


def opening_day(event: RecordedEvent) -> date:
    """First day of the ledger: what `ledger.opened` says, if it is not after that event's own day and within reason.

    Times that no calendar has count as the first day of 1970.
    """
    try:
        recorded = istanbul_day(event.recorded_at)
    except (OverflowError, ValueError):
        recorded = date(1970, 1, 1)
    try:
        stated = read_day(event_payload(event.state))
    except (StateError, StatementError):
        return recorded
    return stated if timedelta(0) <= recorded - stated <= EARLIEST_OPENING else recorded
