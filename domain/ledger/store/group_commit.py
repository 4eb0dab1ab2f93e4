"""Merges the saves that several threads make at the same time into one call, and so into one flush of the disk.

There is no thread of its own and no waiting when idle: who finds nobody at work leads, takes along whatever has
gathered, and hands the lead to the first of those who came meanwhile. While several threads save, a leader waits a
moment for those whom the call before it has just set free: otherwise calls of one and calls of many alternate.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final

from domain.ledger.store.appending import Outcome
from domain.ledger.store.values import Group, Receipt

MAX_BATCH_EVENTS: Final = 2_000
"""Protects the latency of each save from being that of a very large batch."""
MAX_BATCH_BYTES: Final = 8 * 1024 * 1024
"""Protects memory here and at the server."""
PATIENCE_SHARE: Final = 0.3
"""How long a leader waits for company, as a share of the last call's time."""
PATIENCE_SECONDS: Final = 0.003
"""The longest such wait; protects latency when a call was slow for other reasons."""


class _Save:
    """One save on its way: its group, and the wake-up for the thread that waits for it."""

    __slots__ = ("group", "leads", "outcome", "size", "wake")

    def __init__(self, group: Group) -> None:
        self.group = group
        self.size = sum(len(event.state) for event in group.events)
        self.outcome: Outcome | BaseException | None = None
        self.leads = False
        self.wake = Lock()
        self.wake.acquire()


class GroupCommit:
    """A queue of saves in front of a function that appends several groups in one call."""

    def __init__(self, append: Callable[[Sequence[Group]], list[Outcome]]) -> None:
        self._append = append
        self._lock = Lock()
        self._waiting: deque[_Save] = deque()
        self._busy = False
        self._company = Lock()
        self._company.acquire()
        self._wanted = 0
        self._last_sizes = (1, 1)
        self._last_seconds = 0.0
        self._last_end = 0.0

    def save(self, group: Group) -> Receipt:
        """Append one group, perhaps in company. Returns its receipt or raises its error."""
        mine = _Save(group)
        with self._lock:
            self._waiting.append(mine)
            mine.leads = not self._busy
            self._busy = True
            if len(self._waiting) == self._wanted:
                self._wanted = 0
                self._company.release()
        if not mine.leads:
            self._wait(mine)
        if mine.leads:
            self._lead()
        if isinstance(mine.outcome, Receipt):
            return mine.outcome
        assert mine.outcome is not None
        raise mine.outcome

    def _wait(self, mine: _Save) -> None:
        try:
            mine.wake.acquire()
        except BaseException:
            with self._lock:
                if mine in self._waiting:
                    self._waiting.remove(mine)
                    if mine.leads:
                        self._hand_over()
            raise

    def _lead(self) -> None:
        self._gather()
        batch = self._take()
        start = time.monotonic()
        try:
            outcomes: Sequence[Outcome | BaseException] = self._append([save.group for save in batch])
        except BaseException as error:
            outcomes = [error] * len(batch)
        self._last_end = time.monotonic()
        self._last_seconds = self._last_end - start
        self._last_sizes = (self._last_sizes[1], len(batch))
        with self._lock:
            self._hand_over()
        for save, outcome in zip(batch, outcomes, strict=True):
            save.outcome = outcome
            save.leads = False
            save.wake.release()

    def _gather(self) -> None:
        """Wait a moment for as many saves as the calls before had, if the last of them has only just ended."""
        patience = min(self._last_seconds * PATIENCE_SHARE, PATIENCE_SECONDS)
        wanted = max(self._last_sizes)
        if wanted == 1 or time.monotonic() - self._last_end > patience:
            return
        with self._lock:
            if len(self._waiting) >= wanted:
                return
            self._wanted = wanted
        if not self._company.acquire(timeout=patience):
            with self._lock:
                if self._wanted == 0:  # it came in the last moment
                    self._company.acquire()
                self._wanted = 0

    def _take(self) -> list[_Save]:
        batch: list[_Save] = []
        events = size = 0
        with self._lock:
            while self._waiting:
                events += len(self._waiting[0].group.events)
                size += self._waiting[0].size
                if batch and (events > MAX_BATCH_EVENTS or size > MAX_BATCH_BYTES):
                    break
                batch.append(self._waiting.popleft())
        return batch

    def _hand_over(self) -> None:
        """With the lock held: make the first in the queue lead, if there is one."""
        self._busy = bool(self._waiting)
        if self._waiting:
            self._waiting[0].leads = True
            self._waiting[0].wake.release()
