"""The history: the days without a gap, every event as it was recorded, each in its place under a checkpoint."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from archive.transfer import members
from archive.transfer.lines import read_event, read_inclusion
from archive.transfer.naming import named_digests, named_signatures, owed_digests
from archive.transfer.opened import OpenPackage
from archive.transfer.seal_checks import Seals
from archive.transfer.values import EvidenceEvent, Profile, ShownEvent, WithheldEvent
from domain.events import GENESIS_LEAF, StateError, event_payload, istanbul_day, moment, recomputed_leaf, stream_id_of
from timestamping.merkle import ProofError, verify_inclusion
from timestamping.sealing import DayStatement, StatementError


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed day. position: of its `day.closed`."""

    position: int
    statement: DayStatement


_YEARS = (1970, 8999)
"""Days beyond are nobody's: protects the arithmetic of calendars."""
_KEPT = ("purpose", "digest", "content_digest", "new_digest", "intact", "origin", "institution", "public_key")


@dataclass(frozen=True, slots=True)
class Fact:
    """A shown event as later steps need it; of its contents only that is kept, as there may be very many.

    said: plain values of the payload by name. named, owed: digests it names, and those it owes. signatures: streams of
    signatures it names. All empty when the state cannot be read, and for single events but the opening.
    """

    position: int
    stream_id: UUID
    topic: str
    said: Mapping[str, str | bool]
    named: frozenset[str] = frozenset()
    owed: frozenset[str] = frozenset()
    signatures: frozenset[str] = frozenset()


@dataclass(slots=True)
class History:
    """What was read. leaves: by position, of events and closings. chains: by whole stream, (position, leaf) by version.

    facts: of shown events. withheld: number by reason.
    """

    closings: list[Closing] = field(default_factory=list)
    leaves: dict[int, bytes] = field(default_factory=dict)
    chains: dict[UUID, list[tuple[int, bytes]]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    singles: set[int] = field(default_factory=set)
    withheld: dict[str, int] = field(default_factory=dict)

    def day_of(self, position: int) -> date | None:
        """The closed day to which a position belongs; None when none in the package holds it."""
        at = bisect_right(self.closings, position, key=lambda closing: closing.statement.first) - 1
        # Empty days begin where the next one does; the day that holds the position is the last that begins before it.
        if at < 0:
            return None
        statement = self.closings[at].statement
        return statement.day if statement.first <= position <= statement.last else None


def read_closings(package: OpenPackage, history: History) -> None:
    """Every `day.closed`: the event itself, its statement, and that no day of the calendar is left out (U13)."""
    book, name = package.book, members.CLOSINGS
    for number, item in package.records(name, read_event):
        if not isinstance(item, ShownEvent):
            book.add("line-unreadable", member=name, line=number, reason="a closing has its state")
            continue
        if history.closings and item.position <= history.closings[-1].position:
            book.add("line-misplaced", member=name, position=item.position, line=number)
            continue
        statement = _statement(package, item)
        if statement is None:
            continue
        _check_row(package, history, statement)
        history.closings.append(Closing(item.position, statement))
        history.leaves[item.position] = item.leaf


def _statement(package: OpenPackage, item: ShownEvent) -> DayStatement | None:
    event, book = item.event, package.book
    if recomputed_leaf(event, item.previous) != event.leaf:
        book.add("event-changed", member=members.CLOSINGS, position=event.position, topic=event.topic)
    try:
        statement = DayStatement.from_payload(event_payload(event.state))
        first = item.previous == GENESIS_LEAF and event.version == 1 and event.topic == "day.closed"
        if not first or event.stream_id != stream_id_of("day", statement.day.isoformat()):
            raise StatementError("not the first event of its day's stream")
        if not _YEARS[0] <= statement.day.year <= _YEARS[1]:
            raise StatementError("day: beyond the calendar of any ledger")
        if statement.last >= event.position:
            raise StatementError("last: the day ends before it is closed")
    except (StateError, StatementError) as error:
        book.add("closing-unreadable", member=members.CLOSINGS, position=event.position, reason=error)
        return None
    return statement


def _check_row(package: OpenPackage, history: History, statement: DayStatement) -> None:
    if not history.closings:
        return
    before = history.closings[-1].statement
    next_day = before.day + timedelta(days=1)
    follows = statement.sequence == before.sequence + 1 and statement.first == before.last + 1
    if statement.day != next_day or not follows:
        package.book.add("days-broken", member=members.CLOSINGS, day=statement.day, expected=next_day)


def read_events(package: OpenPackage, history: History) -> None:
    """Every event of the document: ascending, its leaf its own, its stream without a gap, its time fitting its day."""
    history.chains = {stream.id: [] for stream in package.manifest.streams}
    last_position, last_time = 0, 0
    for number, item in package.records(members.EVENTS, read_event):
        if item.position <= last_position or item.position in history.leaves:
            package.book.add("line-misplaced", member=members.EVENTS, position=item.position, line=number)
            continue
        last_position = item.position
        history.leaves[item.position] = item.leaf
        history.positions.append(item.position)
        _check_chain(package, history, item)
        if isinstance(item, ShownEvent):
            last_time = _check_time(package, history, item, last_time)
            if item.stream_id in history.chains or item.event.topic == "ledger.opened":
                history.facts.append(_fact(item))
        else:
            _count_withheld(package, history, item)
    if package.has(members.EVENTS):
        for stream, chain in history.chains.items():
            # Without a first event nothing says with which day the history begins: any days would do.
            if not chain:
                package.book.add("stream-empty", member=members.MANIFEST, stream=stream)


def _check_chain(package: OpenPackage, history: History, item: EvidenceEvent) -> None:
    """1. In a whole stream the version is the next and the event before is the one in the package.
    2. The leaf follows from the event's own fields.
    """
    book, chain = package.book, history.chains.get(item.stream_id)
    previous = item.previous if isinstance(item, ShownEvent) else None
    # 1
    if chain is None:
        history.singles.add(item.position)
    else:
        if item.version != len(chain) + 1:
            book.add(
                "stream-broken",
                member=members.EVENTS,
                position=item.position,
                version=item.version,
                expected=len(chain) + 1,
                stream=item.stream_id,
            )
        expected = chain[-1][1] if chain else GENESIS_LEAF
        if previous is not None and previous != expected:
            topic = item.event.topic if isinstance(item, ShownEvent) else "-"
            book.add("event-changed", member=members.EVENTS, position=item.position, topic=topic)
            previous = None
        chain.append((item.position, item.leaf))
    # 2
    if isinstance(item, ShownEvent) and previous is not None:
        changed = recomputed_leaf(item.event, previous) != item.leaf
        if changed or (item.version == 1) != (previous == GENESIS_LEAF):
            book.add("event-changed", member=members.EVENTS, position=item.position, topic=item.event.topic)


def _check_time(package: OpenPackage, history: History, item: ShownEvent, last_time: int) -> int:
    day = history.day_of(item.position)
    try:
        fits = day is None or istanbul_day(moment(item.event.recorded_at)) == day
    except (OverflowError, ValueError, OSError):
        fits = False
    if not fits or item.event.recorded_at < last_time:
        package.book.add("time-broken", member=members.EVENTS, position=item.position)
        return last_time
    return item.event.recorded_at


def _count_withheld(package: OpenPackage, history: History, item: WithheldEvent) -> None:
    history.withheld[item.reason] = history.withheld.get(item.reason, 0) + 1
    if package.manifest.profile is Profile.INSIDE:
        package.book.add("event-withheld", member=members.EVENTS, position=item.position, reason=item.reason)


def _fact(item: ShownEvent) -> Fact:
    topic = item.event.topic
    try:
        payload = event_payload(item.event.state)
    except StateError:
        return Fact(item.position, item.stream_id, topic, {})
    return Fact(
        item.position,
        item.stream_id,
        topic,
        {name: payload[name] for name in _KEPT if isinstance(payload.get(name), str | bool)},
        named_digests(payload),
        owed_digests(topic, payload),
        named_signatures(topic, payload),
    )


def check_inclusion(package: OpenPackage, history: History, seals: Seals) -> None:
    """Each event and closing that a checkpoint covers has one proof, under the smallest such checkpoint."""
    book, name, sizes, heads = package.book, members.PROOFS, seals.sizes, seals.by_size()
    covered = sizes[-1] if sizes else 0
    pending = {position for position in history.leaves if position <= covered}
    last = 0
    for number, proof in package.records(name, read_inclusion):
        position = proof.index + 1
        if position <= last:
            book.add("line-misplaced", member=name, position=position, line=number)
            continue
        last = position
        if position not in history.leaves:
            book.add("inclusion-needless", member=name, position=position)
            continue
        pending.discard(position)
        size = seals.covering(position, sizes)
        try:
            if size is None or size != proof.size:
                raise ProofError("size", f"size {proof.size}, the checkpoint that covers it is of size {size}")
            verify_inclusion(history.leaves[position], proof.index, heads[size], proof.path)
        except ProofError as error:
            book.add("inclusion-broken", member=name, position=position, reason=error)
    for position in sorted(pending):
        book.add("inclusion-missing", member=name, position=position)


def check_calendar(package: OpenPackage, history: History, seals: Seals) -> None:
    """The days begin with the document's first event and reach the last seal; each seal is of its day.

    1. The first closed day holds the first event of the document's own streams.
    2. Each checkpoint ends with its day's closing; days without a seal of their own are told.
    3. The closings reach the last checkpoint.
    """
    book, closings = package.book, history.closings
    # 1
    first = min((chain[0][0] for chain in history.chains.values() if chain), default=None)
    if closings and first is not None and not closings[0].statement.first <= first <= closings[0].statement.last:
        book.add("days-start-late", member=members.CLOSINGS, position=first, day=closings[0].statement.day)
    # 2
    by_day = {closing.statement.day: closing for closing in closings}
    for day, head in seals.heads.items():
        closing = by_day.get(day)
        if closing is None or closing.position != head.size:
            expected = "-" if closing is None else closing.position
            name = members.checkpoint_of(day)
            book.add("checkpoint-misplaced", member=name, day=day, found=head.size, expected=expected)
    for day in by_day.keys() - seals.heads.keys():
        if not package.has(members.checkpoint_of(day)):
            book.add("day-unsealed", day=day)
    # 3
    sizes = seals.sizes
    if sizes and (not closings or closings[-1].position != sizes[-1]):
        book.add("days-cut", member=members.CLOSINGS, expected=sizes[-1])
