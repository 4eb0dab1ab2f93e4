"""What was computed once about exactly these bytes: bounded memory of results that can never change.

Only facts that follow from the bytes alone may be kept here (a parsed list, whether a signature fits a key); nothing
that depends on the moment, on anchors or on what is revoked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """A bounded table, the least recently used forgotten first; safe between threads.

    items: how many values. size: sum of what the values weigh; protects memory from lists of megabytes.
    """

    def __init__(self, items: int, size: int = 1 << 62) -> None:
        self._items = items
        self._size = size
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """The value kept for the key, None when there is none."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Keep the value in place of an earlier one; what weighs more than the whole table is not kept."""
        with self._lock:
            _, gone = self._kept.pop(key, (None, 0))
            self._weight -= gone
            if weight > self._size:
                return
            self._kept[key] = (value, weight)
            self._weight += weight
            while len(self._kept) > self._items or self._weight > self._size:
                _, (_, gone) = self._kept.popitem(last=False)
                self._weight -= gone

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._weight = 0


class Remembered(Bounded[K, V]):
    """A bounded table of results that follow from their keys alone."""

    def of(self, key: K, compute: Callable[[], V], weight: int = 1) -> V:
        """The result for the key, computed now when it is not remembered. What `compute` raises is not remembered."""
        found = self.get(key)
        if found is None:
            found = compute()
            self.put(key, found, weight)
        return found
