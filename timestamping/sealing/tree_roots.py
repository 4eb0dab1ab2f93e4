"""Roots of the ledger's tree at the sizes that matter."""

from domain.events import RecordedEvent
from timestamping.merkle import ProofError, TreeReader
from timestamping.sealing.event_walk import EventWalk
from timestamping.sealing.findings import finding
from timestamping.sealing.reader import LedgerReader
from timestamping.sealing.reports import FindingBook


class TreeRoots:
    """Noted while walking where possible, made from stored tiles elsewhere.

    wanted: sizes to note beside those of the days' facts. What cannot be recomputed is written into the book.
    """

    def __init__(self, reader: LedgerReader, walk: EventWalk, wanted: set[int], book: FindingBook) -> None:
        self._reader = reader
        self._walk = walk
        self._book = book
        self.wanted = wanted
        self._noted: dict[int, bytes | None] = {}

    def take(self, event: RecordedEvent) -> None:
        """Note the root where the tree ends with a day's fact or at a pinned size."""
        head = self._walk.head()
        self._noted[event.position] = None if head is None else head.root

    def at(self, size: int) -> bytes | None:
        """Root of the first `size` leaves; None when it could not be recomputed."""
        if size in self._noted:
            return self._noted[size]
        if self._walk.gaps and size >= self._walk.gaps[0][0] and self._walk.head() is None:
            return None
        try:
            return TreeReader(size, self._reader, self._reader).root()
        except (ProofError, KeyError):
            # A root that nobody could compare must not look like one that fitted.
            self._book.add(finding("tree-incomplete", position=size))
            return None
