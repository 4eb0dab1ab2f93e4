"""Failed proofs of identity are events too (GR-15), within a budget: strangers must not be able to fill the ledger."""

import threading
from datetime import datetime, timedelta
from typing import Final

from api.access.errors import ReadNotRecordedError
from api.access.reads import ReadRecorder
from domain.access import SignInOutcome, signed_in

MOST_PER_MINUTE: Final = 30
"""Failures recorded by one process in a minute; those beyond it are refused all the same, only not recorded."""
_MINUTE: Final = timedelta(minutes=1)


class FailedSignIns:
    """Records failed proofs of identity; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: datetime | None = None
        self._recorded = 0

    def record(self, reads: ReadRecorder, method: str, now: datetime) -> bool:
        """Append a failed attempt under the recorder's actor; whether it was recorded. Blocks.

        A record that fails is no reason to answer differently: nobody is let in either way.
        """
        if not self._allowed(now):
            return False
        reads.note(signed_in, method=method, outcome=SignInOutcome.FAILED)
        try:
            reads.settle()
        except ReadNotRecordedError:
            return False
        return True

    def _allowed(self, now: datetime) -> bool:
        with self._lock:
            if self._since is None or now - self._since >= _MINUTE:
                self._since, self._recorded = now, 0
            self._recorded += 1
            return self._recorded <= MOST_PER_MINUTE
