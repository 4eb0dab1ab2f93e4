"""How many tokens an authority may be asked for in a day, told before they are used up.

Authorities sell tokens by number. The count stands in files that several processes share: one per authority and day,
one byte per request, so that adding is atomic and counting is a look at a size.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from domain.events import ISTANBUL
from timestamping.tsa.authorities import Authority, NoAnswerError


class DailyCounts(Protocol):
    """Where requests are counted."""

    def of(self, authority: str, day: date) -> int: ...

    def add(self, authority: str, day: date) -> int: ...


class CountsInFolder:
    """Counts that outlive a process and are shared between processes. folder: made when needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, authority: str, day: date) -> int:
        """Requests of that day so far."""
        try:
            return self._path(authority, day).stat().st_size
        except FileNotFoundError:
            return 0

    def add(self, authority: str, day: date) -> int:
        """One request more; the count with it. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(authority, day)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
        try:
            os.write(descriptor, b".")
            return os.fstat(descriptor).st_size
        finally:
            os.close(descriptor)

    def _path(self, authority: str, day: date) -> Path:
        return self._folder / f"{sha256(authority.encode()).hexdigest()[:16]}-{day.isoformat()}"


@dataclass(frozen=True, slots=True)
class QuotaNotice:
    """Few requests are left. used, limit: of that day (Istanbul)."""

    authority: str
    day: date
    used: int
    limit: int


@dataclass(frozen=True, slots=True)
class LimitedAuthority:
    """An authority that is asked at most `limit` times a day (Istanbul); after that the next one in line is.

    tell: told once a day when nine tenths are used, and once when all are; `counts` decides what "once" is.
    """

    authority: Authority
    limit: int
    counts: DailyCounts
    now: Callable[[], datetime]
    tell: Callable[[QuotaNotice], None]

    @property
    def name(self) -> str:
        return self.authority.name

    def ask(self, request: bytes) -> bytes:
        """The answer. Raises NoAnswerError, with code quota-used-up when nothing is left for the day."""
        day = self.now().astimezone(ISTANBUL).date()
        if self.counts.of(self.name, day) >= self.limit:
            text = f"the {self.limit} requests of {day} are used up; raise the quota or wait for the next day"
            raise NoAnswerError("quota-used-up", text)
        used = self.counts.add(self.name, day)  # before asking: the authority counts whatever reaches it
        if used in (self._warn_at, self.limit):
            self.tell(QuotaNotice(self.name, day, used, self.limit))
        return self.authority.ask(request)

    @property
    def _warn_at(self) -> int:
        return max(1, self.limit * 9 // 10)
