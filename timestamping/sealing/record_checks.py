"""The evidence record beside each seal: what was renewed, in order, and whether the newest still proves the seal."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from domain.days import wrapped_token
from domain.events import RecordedEvent, micros
from timestamping.sealing.findings import finding
from timestamping.sealing.reports import FindingBook, Outcome
from timestamping.sealing.seals import DayRenewal, DaySeal
from timestamping.sealing.tokens import RecordCheck, RecordFacts, TokenJudgement

CLOCKS_APART_MICROS = 10 * 60 * 1_000_000
"""How far the clocks of authority and database may differ before their times contradict each other."""


@dataclass(slots=True)
class _Standing:
    """The record of a day as far as it was followed. position: of the event that brought it. token: of the seal.

    token_outcome: what became of that token. test: it was told to be a TEST stamp. plain: the record is that
    token and nothing else.
    """

    position: int
    record: bytes
    data: bytes
    token: bytes
    token_outcome: Outcome
    test: bool
    plain: bool


class SealRecords:
    """Follows the record of each day from its seal through its renewals; the newest one is judged at the end."""

    def __init__(self, book: FindingBook, check: RecordCheck | None) -> None:
        """check: None when no trust is at hand; then records are not looked at."""
        self._book = book
        self._check = check
        self._standing: dict[date, _Standing] = {}

    def sealed(self, position: int, seal: DaySeal, data: bytes, judged: TokenJudgement) -> None:
        """Take the record of a seal over `data`; what became of the seal's own token is known."""
        plain = seal.record == wrapped_token(seal.token, seal.imprint_algorithm)
        test = seal.test or judged.test
        self._standing[seal.day] = _Standing(position, seal.record, data, seal.token, judged.outcome, test, plain)

    def renewed(self, event: RecordedEvent, renewal: DayRenewal) -> None:
        """Take a renewal.

        1. The day is sealed, and the record named as renewed is the one that stands.
        2. The record can be read; all time-stamps of the old one stand in it, and one more, in the last chain or in a
           chain of its own, as the method says.
        3. Time, policy and serial number are those of the new time-stamp, which is no younger than the event.
        """
        if self._check is None:
            return
        standing = self._standing.get(renewal.day)
        field = self._difference(self._check, event, renewal, standing)
        if field is not None:
            self._book.add(finding("record-differs", position=event.position, day=renewal.day, field=field))
        if standing is not None:
            standing.position, standing.record, standing.plain = event.position, renewal.record, False

    def finish(self) -> None:
        """Judge the newest record of each day over the day's three lines; it begins with the token of the seal.

        What the seal's own token was found to be is not said twice. A TEST stamp among the renewals is told.
        """
        if self._check is None:
            return
        for day, standing in self._standing.items():
            self._judge(self._check, day, standing)

    def _difference(
        self, check: RecordCheck, event: RecordedEvent, renewal: DayRenewal, standing: _Standing | None
    ) -> str | None:
        # 1
        if standing is None:
            return "seal"
        if renewal.extends != sha256(standing.record).hexdigest():
            return "extends"
        # 2
        old, new = check.read(standing.record), check.read(renewal.record)
        if old is None or new is None or not _goes_on(old, new, renewal.method):
            return "time-stamps"
        # 3
        if (renewal.gen_time, renewal.policy, renewal.serial) != (new.gen_time, new.policy, new.serial):
            return "gen_time"
        return "recorded_at" if micros(new.gen_time) - event.recorded_at > CLOCKS_APART_MICROS else None

    def _judge(self, check: RecordCheck, day: date, standing: _Standing) -> None:
        facts = None if standing.plain else check.read(standing.record)
        if not standing.plain and (facts is None or facts.tokens[0] != standing.token):
            self._book.add(finding("record-differs", position=standing.position, day=day, field="token"))
            return
        judged = check.judge(standing.record, standing.data)
        known = standing.token_outcome
        if judged.test and not standing.test:
            self._book.add(finding("token-test", position=standing.position, day=day))
        reason = f"{judged.reason}: {judged.message}" if judged.message else judged.reason
        if judged.outcome is Outcome.FAILED and known is not Outcome.FAILED:
            self._book.add(finding("record-refused", position=standing.position, day=day, reason=reason))
        elif judged.outcome is Outcome.INDETERMINATE and known is Outcome.PASSED:
            self._book.add(finding("record-undecided", position=standing.position, day=day, reason=reason))


def _goes_on(old: RecordFacts, new: RecordFacts, method: str) -> bool:
    """Whether `new` is `old` with one more time-stamp, where the method puts it (RFC 4998, 5.2)."""
    grown = {
        "time-stamp": (*old.chains[:-1], old.chains[-1] + 1),
        "hash-tree": (*old.chains, 1),
    }
    return new.tokens[:-1] == old.tokens and new.chains == grown.get(method)
