"""Gathering what goes into an evidence package (design §6): the whole history of one document, and every proof.

The whole history is the document's own stream and the streams of its signatures: for these, and only these, every
closed day says how far they went, so that nothing can be left out. What else concerns the document (its number, reads,
refused commands) lies in streams of other things, and comes in event by event, each with its place in the ledger.
"""

from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final, Protocol
from uuid import UUID

from api.procedures.evidence_contents import Contents, gather_contents
from archive.storage import BlobDigest, BlobStore
from archive.transfer import (
    INITIALS,
    Absence,
    Consistency,
    DayStream,
    Evidence,
    EvidenceEvent,
    Inclusion,
    Profile,
    SealFiles,
    ShownEvent,
    StreamKind,
    WholeStream,
    WithheldEvent,
    left_out,
    left_out_kind,
    named_signatures,
    withheld_reason,
)
from domain.days.reports import element_of
from domain.events import (
    GENESIS_LEAF,
    RecordedEvent,
    StateError,
    event_payload,
    istanbul_day,
    moment,
    stream_id_of,
)
from domain.signatures import SignaturePurpose
from timestamping.checkpoints import Checkpoint, NoteSigner, SignedNote
from timestamping.merkle import ProofError, StreamHead, StreamTree, TreeReader
from timestamping.sealing import DayStatement
from timestamping.trust import TrustStore

_FIRST: Final = 1
_MOST_DAYS: Final = 200 * 366


class EvidenceLedger(Protocol):
    """The ledger in one snapshot; also a `TileStore` and a `LeafSource` of `timestamping.merkle`."""

    def head_position(self) -> int: ...

    def events(self, first: int, last: int | None) -> Iterator[RecordedEvent]: ...

    def stream_events(self, stream_id: UUID) -> Iterator[RecordedEvent]: ...

    def previous_leaf(self, stream_id: UUID, position: int) -> tuple[int, bytes] | None: ...

    def read(self, level: int, index: int) -> bytes: ...

    def leaves(self, first: int, count: int) -> bytes: ...

    def stream_ends(self, first: int, last: int) -> Iterator[StreamHead]:
        """Where each stream touched from position `first` to `last` stood at the end; in any order."""


class DocumentIndex(Protocol):
    """What views know of a document: they only say where to look, the events themselves come from the ledger."""

    def position(self) -> int:
        """How far the views have taken the ledger in."""

    def signature_streams(self, document_id: UUID) -> Iterable[UUID]: ...

    def positions(self, document_id: UUID, upto: int) -> Iterable[int]:
        """Positions of all events that concern the document, in any order."""


class LedgerContradictedError(Exception):
    """The ledger's rows do not agree with what its days state; no evidence is made of them."""

    exit_code = 1

    def __init__(self, day: date | None = None) -> None:
        turkish = f"{day} gününün akışları, günün kapanışında yazanla" if day else "Saklanan ağaç, olaylarla"
        english = f"The streams of {day} do not agree with the day's statement" if day else "The stored tree is broken"
        super().__init__(
            f"{turkish} uyuşmuyor; kanıt paketi üretilmedi. `kutuk verify` çalıştırın.\n"
            f"{english}; no evidence package was made. Run `kutuk verify`."
        )


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closed day of the ledger. seal: None while it has none of its own. size: of its checkpoint."""

    closing: ShownEvent
    statement: DayStatement
    seal: SealFiles | None
    size: int | None


@dataclass(frozen=True, slots=True)
class EvidenceGatherer:
    """Gathers evidence of one ledger. trust: with which stamps and signatures are judged for the reports."""

    ledger: EvidenceLedger
    index: DocumentIndex
    blobs: BlobStore
    trust: TrustStore
    signer: NoteSigner

    def gather(
        self, document_id: UUID, profile: Profile, exported_at: datetime, upto: int | None = None
    ) -> Evidence | None:
        """The evidence as of a position (now, if not given); None when there was no such document then.

        Raises LedgerContradictedError.
        1. The document's stream, its signatures' streams, and the single events about it.
        2. The days from its first event on, as far as a checkpoint covers them.
        3. The bytes that the shown events name, signatures judged, certificates.
        4. Proofs are made while the package is written: the ledger must stay open until then.
        """
        head = self.ledger.head_position()
        position = head if upto is None else min(upto, head)
        # 1
        lives = self._lives(document_id, position)
        if not lives:
            return None
        own = [event for life in lives.values() for event in life]
        events = sorted([*own, *self._singles(document_id, position, lives)], key=lambda event: event.position)
        shown = [item for event in events if (item := self._item(event, profile, lives)) is not None]
        # 2
        first_day = istanbul_day(min(event.recorded_at for event in own))
        days = self._days(first_day, position)
        sizes = sorted(day.size for day in days if day.size is not None)
        days = [day for day in days if sizes and day.closing.position <= sizes[-1]]
        # 3
        contents = self._contents(shown, lives, days, position)
        # 4
        return Evidence(
            document=document_id,
            profile=profile,
            position=position,
            exported_at=exported_at,
            signer=self.signer,
            streams=tuple(WholeStream(stream, _kind(stream, document_id), len(life)) for stream, life in lives.items()),
            events=tuple(shown),
            closings=tuple(day.closing for day in days),
            seals={day.statement.day: day.seal for day in days if day.seal is not None},
            proofs=self._proofs([item.position for item in (*shown, *(day.closing for day in days))], sizes),
            day_streams=self._day_streams(days, sorted(lives, key=lambda stream: stream.bytes)),
            consistency=self._consistency(sizes),
            provisional_days=tuple(self._provisional(first_day, days, position)),
            blobs=contents.blobs,
            open_blob=lambda digest: self.blobs.chunks(BlobDigest(digest)),
            absent=contents.absent,
            certificates=contents.certificates,
            revocation=contents.revocation,
            reports=contents.reports,
            left_out=left_out(profile),
        )

    def history(self, document_id: UUID, upto: int | None = None) -> Iterator[RecordedEvent]:
        """The events of the document's own streams, in the order of the ledger; none when there is no document."""
        position = self.ledger.head_position() if upto is None else upto
        lives = self._lives(document_id, position)
        return iter(sorted((event for life in lives.values() for event in life), key=lambda event: event.position))

    def _lives(self, document_id: UUID, position: int) -> dict[UUID, list[RecordedEvent]]:
        """Whole streams up to the position: the document first, then its signatures by id."""
        own = self._stream(document_id, position)
        if not own or not own[0].topic.startswith("document."):
            return {}
        named = {stream for event in own for stream in _signatures_named(event)}
        named |= set(self.index.signature_streams(document_id))
        named |= {event.stream_id for event in self._unseen(position) if _attached_to(event, document_id)}
        found = {stream: self._stream(stream, position) for stream in sorted(named, key=lambda item: item.bytes)}
        return {document_id: own} | {stream: life for stream, life in found.items() if life}

    def _stream(self, stream_id: UUID, position: int) -> list[RecordedEvent]:
        return [event for event in self.ledger.stream_events(stream_id) if event.position <= position]

    def _unseen(self, position: int) -> Iterator[RecordedEvent]:
        """Events that the views have not taken in yet."""
        return self.ledger.events(self.index.position() + 1, position)

    def _singles(
        self, document_id: UUID, position: int, lives: dict[UUID, list[RecordedEvent]]
    ) -> Iterator[RecordedEvent]:
        """The ledger's opening, and every event about the document that lies in a stream of something else."""
        wanted = {_FIRST, *self.index.positions(document_id, position)}
        wanted |= {event.position for event in self._unseen(position) if str(document_id) in _documents(event)}
        for place in sorted(wanted):
            event = next(self.ledger.events(place, place), None)
            if event is not None and place <= position and event.stream_id not in lives:
                yield event

    def _item(
        self, event: RecordedEvent, profile: Profile, lives: dict[UUID, list[RecordedEvent]]
    ) -> EvidenceEvent | None:
        """The event as the profile gives it; None when it gives not even its leaf."""
        life = lives.get(event.stream_id)
        if life is None and left_out_kind(profile, event.topic) is not None:
            return None
        reason = withheld_reason(profile, event.topic, of_initials=life is not None and _is_initials(life))
        if reason is not None:
            return WithheldEvent(event.position, event.stream_id, event.version, event.leaf, reason)
        before = self.ledger.previous_leaf(event.stream_id, event.position)
        return ShownEvent(event, GENESIS_LEAF if before is None else before[1])

    def _days(self, first: date, position: int) -> list[ClosedDay]:
        """Closed days from `first` on, without a gap, as they stood at the position."""
        found: list[ClosedDay] = []
        while len(found) < _MOST_DAYS and (day := self._day(first + timedelta(days=len(found)), position)) is not None:
            found.append(day)
        return found

    def _day(self, day: date, position: int) -> ClosedDay | None:
        events = self._stream(stream_id_of("day", day.isoformat()), position)
        if not events:
            return None
        statement = DayStatement.from_payload(event_payload(events[0].state))
        sealed = [event_payload(event.state) for event in events if event.topic == "day.sealed"]
        closing = ShownEvent(events[0], GENESIS_LEAF)
        if not sealed:
            return ClosedDay(closing, statement, None, None)
        note = sealed[0]["checkpoint"].encode()
        size = Checkpoint.parse(SignedNote.parse(note).text).head.size
        return ClosedDay(closing, statement, SealFiles(note, b64decode(sealed[0]["token"]), _record(events)), size)

    def _contents(
        self,
        shown: Sequence[EvidenceEvent],
        lives: dict[UUID, list[RecordedEvent]],
        days: Sequence[ClosedDay],
        position: int,
    ) -> Contents:
        own = [item.event for item in shown if isinstance(item, ShownEvent) and item.stream_id in lives]
        hidden = {item.position for item in shown if isinstance(item, WithheldEvent) and item.reason == INITIALS}
        initials = [event for life in lives.values() for event in life if event.position in hidden]
        at = moment(next(self.ledger.events(position, position)).recorded_at)
        seals = [day.seal for day in days if day.seal is not None]
        return gather_contents(own, initials, seals, self.blobs, self.trust, at)

    def _proofs(self, positions: Iterable[int], sizes: Sequence[int]) -> Iterator[Inclusion]:
        """Each under the smallest checkpoint that covers it; positions after the last one have none yet."""
        if not sizes:
            return
        tree = TreeReader(sizes[-1], self.ledger, self.ledger)
        for position in sorted(positions):
            if position <= sizes[-1]:
                size = sizes[bisect_left(sizes, position)]
                with _sound_tree():
                    path = tree.inclusion_proof(position - 1, size)
                yield Inclusion(position - 1, size, path)

    def _consistency(self, sizes: Sequence[int]) -> Iterator[Consistency]:
        tree = TreeReader(sizes[-1], self.ledger, self.ledger) if sizes else None
        for old, new in pairwise(sizes):
            if tree is not None:
                with _sound_tree():
                    path = tree.consistency_proof(old, new)
                yield Consistency(old, new, path)

    def _day_streams(self, days: Iterable[ClosedDay], streams: Sequence[UUID]) -> Iterator[DayStream]:
        for day in days:
            statement = day.statement
            ends = self.ledger.stream_ends(statement.first, statement.last) if statement.count else ()
            tree = StreamTree(ends)
            if tree.head() != statement.streams:
                raise LedgerContradictedError(statement.day)
            for stream in streams:
                if stream in tree:
                    yield DayStream(statement.day, tree.inclusion_proof(stream))
                else:
                    yield DayStream(statement.day, Absence(stream, tree.absence_proof(stream)))

    def _provisional(self, first: date, days: Sequence[ClosedDay], position: int) -> Iterator[date]:
        last = istanbul_day(next(self.ledger.events(position, position)).recorded_at)
        day = days[-1].statement.day + timedelta(days=1) if days else first
        while day <= last:
            yield day
            day += timedelta(days=1)


@contextmanager
def _sound_tree() -> Iterator[None]:
    try:
        yield
    except (KeyError, ProofError) as error:
        raise LedgerContradictedError from error


def _kind(stream: UUID, document_id: UUID) -> StreamKind:
    return StreamKind.DOCUMENT if stream == document_id else StreamKind.SIGNATURE


def _payload(event: RecordedEvent) -> dict[str, Any]:
    """Empty when the state cannot be read: such an event is handed over all the same."""
    try:
        return event_payload(event.state)
    except StateError:
        return {}


def _signatures_named(event: RecordedEvent) -> Iterator[UUID]:
    """Streams of signatures that came with an act on the document."""
    for text in named_signatures(event.topic, _payload(event)):
        with suppress(ValueError):  # a type to come may say something else under this name
            yield UUID(text)


def _attached_to(event: RecordedEvent, document_id: UUID) -> bool:
    return event.topic == "signature.attached" and _payload(event).get("document_id") == str(document_id)


def _documents(event: RecordedEvent) -> set[str]:
    return {str(item) for item in element_of(event.stream_id, event.topic, _payload(event))[2]}


def _is_initials(life: Sequence[RecordedEvent]) -> bool:
    return _payload(life[0]).get("purpose") == SignaturePurpose.INITIALS.value


def _record(events: Iterable[RecordedEvent]) -> bytes | None:
    """The newest evidence record of a day: renewals only add to it."""
    records = [_payload(event).get("evidence_record") for event in events]
    texts = [text for text in records if isinstance(text, str) and text]
    return b64decode(texts[-1]) if texts else None
