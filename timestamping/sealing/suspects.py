"""Events whose leaf does not fit, and what happened to them: changed in place, moved, or swapped."""

from dataclasses import dataclass
from hashlib import sha256
from itertools import permutations
from struct import error as StructError  # noqa: N812

from domain.events import GENESIS_LEAF, RecordedEvent, leaf_hash, recomputed_leaf
from timestamping.sealing.findings import Finding, finding
from timestamping.sealing.reports import FindingBook

MAX_SUSPECTS = 24
"""Suspects compared with one another; keeps the pairwise search below 50,000 hashes however much was changed."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An event whose stored leaf is not its own.

    event: as stored, without its state. length, digest: of the state. previous: leaf the stream had before.
    found: what was written down about it.
    """

    event: RecordedEvent
    length: int
    digest: bytes
    previous: bytes
    found: Finding

    def leaf_at(self, position: int, recorded_at: int, previous: bytes) -> bytes:
        """The leaf this content would have had at another place."""
        event = self.event
        try:
            return leaf_hash(
                position, event.stream_id, event.version, recorded_at, event.topic, self.length, self.digest, previous
            )
        except StructError:
            return b""


def own_leaf(event: RecordedEvent, previous: bytes) -> bytes:
    """The leaf the event ought to have; empty, so equal to none, when its numbers fit no envelope."""
    try:
        return recomputed_leaf(event, previous)
    except StructError:
        return b""


class SuspectList:
    """Takes suspects as they come; `diagnose` puts "swapped" and "moved" in the place of "changed" where it fits."""

    __slots__ = ("_book", "_previous", "_suspects", "positions")

    def __init__(self, book: FindingBook) -> None:
        self._book = book
        self._suspects: list[Suspect] = []
        self._previous: list[bytes] = [GENESIS_LEAF]
        self.positions: list[int] = []
        """Positions of suspects, ascending, bounded; for telling consequences from causes."""

    def excuses(self, event: RecordedEvent) -> bool:
        """Whether the event is sound and only its predecessor is a suspect: one change is found once."""
        return any(own_leaf(event, previous) == event.leaf for previous in self._previous[1:])

    def add(self, event: RecordedEvent, previous: bytes, recomputed: bytes) -> None:
        """Write the event down as changed, and remember it while there is room."""
        found = finding("event-changed", position=event.position, topic=event.topic)
        self._book.add(found)
        if len(self._suspects) >= MAX_SUSPECTS:
            return
        bare = RecordedEvent(
            event.position, event.stream_id, event.version, event.recorded_at, event.topic, b"", event.leaf
        )
        self._suspects.append(Suspect(bare, len(event.state), sha256(event.state).digest(), previous, found))
        self._previous += [event.leaf, recomputed, previous]
        self.positions.append(event.position)

    def diagnose(self) -> None:
        """Say which suspects stand in each other's place.

        1. Find every pair where the content at one place has the leaf of another place.
        2. Two that point at each other were swapped: one finding for both.
        3. One that points elsewhere was moved.
        """
        # 1
        origin = {
            there.event.position: here for there, here in permutations(self._suspects, 2) if self._fits(there, here)
        }
        by_position = {suspect.event.position: suspect for suspect in self._suspects}
        # 2
        for position, here in list(origin.items()):
            other = here.event.position
            mate = origin.get(other)
            self._book.drop("time-backwards", position)
            if mate is not None and mate.event.position == position and position < other:
                self._book.replace(by_position[other].found)
                self._book.replace(
                    by_position[position].found, finding("events-swapped", position=position, other=other)
                )
                del origin[position], origin[other]
        # 3
        for position, here in origin.items():
            moved = finding("event-moved", position=position, other=here.event.position)
            self._book.replace(by_position[position].found, moved)

    def _fits(self, there: Suspect, here: Suspect) -> bool:
        """Whether the content found at `there` was recorded at `here`."""
        leaves = (there.event.leaf, here.event.leaf)
        return any(
            there.leaf_at(here.event.position, recorded_at, previous) in leaves
            for recorded_at in {there.event.recorded_at, here.event.recorded_at}
            for previous in {there.previous, here.previous, *self._previous}
        )
