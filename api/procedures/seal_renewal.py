"""Renewing the evidence beside day seals before it weakens (GD-8, K-10): one token for many days, by a hash tree.

Each step may be repeated: a renewal names the record it goes on from, so a second worker, or the same one after a
crash, renews no day twice from the same record. What is broken or in doubt is told and not renewed: a new time stamp
would not mend it.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol
from uuid import UUID

from archive.storage import BlobStore
from domain.days import DayRecordDiffersError, RenewalMethod, RenewDaySeal, TimeAuthority
from domain.events import Context, RecordedEvent, event_payload, istanbul_day, stream_id_of
from domain.ledger.store import RequestKeyConflictError
from timestamping.cms import Reason
from timestamping.evidence_records import (
    Weakening,
    check_record,
    hash_of_chain,
    read_record,
    renew_hash_trees,
    renew_time_stamps,
    weakens,
)
from timestamping.sealing import DayRenewal, DaySeal
from timestamping.tsa import AuthorityUnavailableError, Imprint, Stamp, TimestampService

DEFAULT_LEAD: Final = timedelta(days=180)
"""How long before its evidence weakens a seal is renewed, so that an outage of months does no harm."""
NEW_HASHES: Final = ("sha512", "sha3_512")
"""Hashes that the worker may take up when the one in use is about to be no longer relied on; the first that lasts."""
AT_ONCE: Final = 5_000
"""Days under one token: protects memory; the next look takes the rest."""
_RECENT: Final = timedelta(days=3)
"""A day sealed within this time shows how long the tokens last that the authority gives now."""


class Streams(Protocol):
    """What renewing reads of the ledger's store."""

    def read_stream(self, stream_id: UUID) -> list[RecordedEvent]: ...


class SubmitRenewal(Protocol):
    """Asks the ledger to record a renewal."""

    def __call__(self, command: RenewDaySeal, context: Context) -> object: ...


@dataclass(frozen=True, slots=True)
class StandingSeal:
    """The evidence of a sealed day as it stands. data: the bytes it proves, the checkpoint's three lines."""

    day: date
    record: bytes
    data: bytes
    weakening: Weakening


@dataclass(frozen=True, slots=True)
class RefusedSeal:
    """A day whose evidence was not renewed. code: stable word. message: a sentence. broken: it does not hold."""

    day: date
    code: str
    message: str
    broken: bool = False


@dataclass(frozen=True, slots=True)
class RenewedSeal:
    """A day whose evidence was renewed."""

    day: date
    method: RenewalMethod
    gen_time: datetime
    authority: str
    test: bool


@dataclass(frozen=True, slots=True)
class RenewalOutcome:
    """What became of one look. unavailable: why no authority gave a token that helps, empty when none was needed."""

    renewed: tuple[RenewedSeal, ...] = ()
    refused: tuple[RefusedSeal, ...] = ()
    unavailable: tuple[str, ...] = ()

    def __add__(self, other: "RenewalOutcome") -> "RenewalOutcome":
        return RenewalOutcome(
            self.renewed + other.renewed, self.refused + other.refused, self.unavailable + other.unavailable
        )


@dataclass(frozen=True, slots=True)
class SealRenewer:
    """Renews the evidence of sealed days. origin: of the ledger. context: of the worker, for a request key."""

    book: Streams
    submit: SubmitRenewal
    blobs: BlobStore
    timestamps: TimestampService
    origin: str
    context: Callable[[str], Context]
    now: Callable[[], datetime]
    lead: timedelta = DEFAULT_LEAD

    def standing(self) -> Iterator[StandingSeal]:
        """The evidence of every sealed day, oldest first; unsealed days are left out."""
        opened = self.book.read_stream(stream_id_of("ledger", self.origin))
        day = date.fromisoformat(event_payload(opened[0].state)["day"]) if opened else None
        while day is not None and (events := self.book.read_stream(stream_id_of("day", day.isoformat()))):
            found = _standing(day, events)
            if found is not None:
                record, data = found
                yield StandingSeal(day, record, data, self._weakens(record))
            day += timedelta(days=1)

    def due(self, before: datetime) -> list[StandingSeal]:
        """Those whose evidence weakens before that moment, the most urgent first, at most `AT_ONCE`."""
        return _urgent(self.standing(), before)

    def renew_due(self) -> RenewalOutcome:
        """Renew what weakens within the lead time: by time-stamp, or with the next hash where the hash weakens.

        Only where that helps: a token of the same authority's certificate would end on the same day, and be asked for
        again at every look. What waits for that is told.
        """
        before, seals = self.now() + self.lead, list(self.standing())
        due = _urgent(seals, before)
        shown = seals[-1].weakening.token_ends if seals and self._recent(seals[-1]) else None
        worth = [item for item in due if shown is None or _hash_weak(item, before) or self._helps(item, shown)]
        outcome = self.renew(worth, before, _lasting_hash(self.timestamps, before), only_where_needed=True)
        waiting = len(due) - len(worth)
        return outcome + RenewalOutcome(unavailable=_waits(waiting, shown) if waiting else ())

    def _recent(self, seal: StandingSeal) -> bool:
        return istanbul_day(self.now()) - seal.day <= _RECENT

    def _helps(self, seal: StandingSeal, ends: datetime | None) -> bool:
        """Does evidence that weakens then at least double what is left? It is renewed a few times, not every day."""
        old = seal.weakening.at
        return old is None or ends is None or (ends > old and ends - old >= old - self.now())

    def renew(
        self, seals: Sequence[StandingSeal], before: datetime, new_hash: str | None, *, only_where_needed: bool = False
    ) -> RenewalOutcome:
        """Renew these.

        1. The record must hold now, with everything it covers; what does not is refused.
        2. With a new hash: a new chain over data and record (all of them, or only those whose hash weakens before that
           moment); without one a new time-stamp, which cannot help where the hash weakens.
        3. One token for all of a kind; ``day.renewed`` for each (where only needed: for those that it helps).
        """
        sound, outcome = self._checked(seals)  # 1
        rehashed = [item for item in sound if new_hash and not (only_where_needed and not _hash_weak(item, before))]
        stamped = [item for item in sound if item not in rehashed and not _hash_weak(item, before)]
        helpless = [item for item in sound if item not in rehashed and item not in stamped]
        outcome += RenewalOutcome(refused=tuple(_needs_hash(item) for item in helpless))
        by_hash: dict[str, list[StandingSeal]] = {}
        for item in stamped:  # 2
            by_hash.setdefault(hash_of_chain(read_record(item.record)).name, []).append(item)
        for name in sorted(by_hash):
            outcome += self._renewed(by_hash[name], None, before, only_where_needed)
        if rehashed and new_hash:
            outcome += self._renewed(rehashed, new_hash, before, only_where_needed)
        return outcome

    def _checked(self, seals: Sequence[StandingSeal]) -> tuple[list[StandingSeal], RenewalOutcome]:
        sound: list[StandingSeal] = []
        refused: list[RefusedSeal] = []
        for item in seals:
            service = self.timestamps
            report = check_record(
                item.record, [item.data], trust=service.trust, at=self.now(), algorithms=service.algorithms
            )
            if report.verdict.passed:
                sound.append(item)
            else:
                refused.append(_refused(item.day, report.verdict.reasons))
        return sound, RenewalOutcome(refused=tuple(refused))

    def _renewed(
        self, seals: Sequence[StandingSeal], new_hash: str | None, before: datetime, only_where_needed: bool
    ) -> RenewalOutcome:
        """Step 3."""
        stamps: list[Stamp] = []

        def stamp(imprint: Imprint) -> bytes:
            stamps.append(self.timestamps.stamp(imprint))
            return stamps[0].token

        try:
            if new_hash is not None:
                records = renew_hash_trees([(item.record, [item.data]) for item in seals], stamp, new_hash)
            else:
                records = renew_time_stamps([item.record for item in seals], stamp)
        except AuthorityUnavailableError as error:
            return RenewalOutcome(unavailable=_told(error))
        pairs = list(zip(seals, records, strict=True))
        ends = self._weakens(records[0]).at
        helped = [(item, record) for item, record in pairs if not only_where_needed or self._helps(item, ends)]
        method = RenewalMethod.TIME_STAMP if new_hash is None else RenewalMethod.HASH_TREE
        if helped:
            self.blobs.put(stamps[0].response)
        done = [self._record(item, record, method, stamps[0], _reason(item, before)) for item, record in helped]
        waiting = len(pairs) - len(helped)
        return RenewalOutcome(
            renewed=tuple(item for item in done if item is not None),
            unavailable=_waits(waiting, ends) if waiting else (),
        )

    def _weakens(self, record: bytes) -> Weakening:
        return weakens(record, self.timestamps.trust, self.timestamps.algorithms)

    def _record(
        self, seal: StandingSeal, record: bytes, method: RenewalMethod, stamp: Stamp, reason: str
    ) -> RenewedSeal | None:
        """``day.renewed``; None when another process was faster, whose renewal then stands."""
        info = stamp.verdict.info
        assert info is not None
        extends = sha256(seal.record).hexdigest()
        command = RenewDaySeal(
            day=seal.day.isoformat(),
            evidence_record=b64encode(record).decode("ascii"),
            extends=extends,
            method=method,
            tsa=TimeAuthority(name=stamp.authority, url=stamp.authority),
            gen_time=stamp.gen_time,
            policy=info.policy,
            serial=str(info.serial),
            test=stamp.verdict.test,
            reason=reason,
        )
        try:
            self.submit(command, self.context(f"renew:{seal.day.isoformat()}:{extends}"))
        except (DayRecordDiffersError, RequestKeyConflictError):
            return None
        return RenewedSeal(seal.day, method, stamp.gen_time, stamp.authority, stamp.verdict.test)


def _standing(day: date, events: Sequence[RecordedEvent]) -> tuple[bytes, bytes] | None:
    """The record that stands, and the bytes it proves; None for a day without a seal."""
    record = data = None
    for event in events:
        if event.topic == "day.sealed":
            seal = DaySeal.from_payload(event_payload(event.state))
            record, data = seal.record, (seal.checkpoint.rpartition("\n\n")[0] + "\n").encode()
        elif event.topic == "day.renewed":
            record = DayRenewal.from_payload(event_payload(event.state)).record
    return None if record is None or data is None else (record, data)


def _urgent(seals: Iterable[StandingSeal], before: datetime) -> list[StandingSeal]:
    found = [(item.weakening.at, item) for item in seals]
    urgent = [(at, item) for at, item in found if at is not None and at < before]
    return [item for _, item in sorted(urgent, key=lambda pair: (pair[0], pair[1].day))[:AT_ONCE]]


def _hash_weak(seal: StandingSeal, before: datetime) -> bool:
    return seal.weakening.hash_ends is not None and seal.weakening.hash_ends < before


def _reason(seal: StandingSeal, before: datetime) -> str:
    if _hash_weak(seal, before):
        return "hash-weakens"
    ends = seal.weakening.token_ends
    return "certificate-ends" if ends is not None and ends < before else "asked"


def _lasting_hash(service: TimestampService, before: datetime) -> str | None:
    """The first of `NEW_HASHES` that is relied on beyond that moment."""
    ends = service.algorithms.hash_ends
    return next((name for name in NEW_HASHES if name not in ends or ends[name] > before), None)


def _refused(day: date, reasons: Sequence[Reason]) -> RefusedSeal:
    serious = [reason for reason in reasons if reason.subindication is not None]
    worst = next((reason for reason in serious if reason.indication.value == "FAILED"), serious[0])
    return RefusedSeal(day, worst.code, worst.message, worst.indication.value == "FAILED")


def _needs_hash(seal: StandingSeal) -> RefusedSeal:
    name = hash_of_chain(read_record(seal.record)).name
    return RefusedSeal(seal.day, "hash-needs-tree", f"{name} weakens: only a new hash helps (--hash-tree)")


def _waits(days: int, ends: datetime | None) -> tuple[str, ...]:
    until = "unknown" if ends is None else ends.isoformat()
    return (f"{days} days wait: a token that the authority gives now lasts until {until}, which helps them too little",)


def _told(error: AuthorityUnavailableError) -> tuple[str, ...]:
    said = tuple(
        f"{item.authority}: {code} ({message})" for item in error.attempts for code, message in item.reasons[:1]
    )
    return said or (str(error),)
