"""A time by which an exchange over HTTP is over, whatever the other side does.

Timeouts of HTTP clients count from octet to octet: who sends one every few seconds, even of the headers, is never too
slow for them. Here the connection itself is cut when the time is up.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, Timer
from time import monotonic
from types import TracebackType

_OPENED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class Deadline:
    """Cuts the connection it watches after `seconds`; a context manager. `trace` goes to the client's trace hook."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds
        self._timer = Timer(max(0.0, seconds), self._cut)
        self._timer.daemon = True
        self._lock = Lock()
        self._socket: socket.socket | None = None

    @property
    def left(self) -> float:
        """Seconds left, never quite none."""
        return max(0.01, self._end - monotonic())

    @property
    def over(self) -> bool:
        return monotonic() >= self._end

    def trace(self, event: str, facts: Mapping[str, object]) -> None:
        """Told of every step of the client (httpcore's trace extension); remembers the connection."""
        stream = facts.get("return_value") if event in _OPENED else None
        if stream is None:
            return
        with self._lock:
            self._socket = stream.get_extra_info("socket")  # type: ignore[attr-defined]
        if self.over:
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._timer.cancel()
