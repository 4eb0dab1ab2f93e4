"""The event-sourcing library's recorder interface over our append function and tables."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    DataError,
    Notification,
    ProgrammingError,
    StoredEvent,
    Subscription,
)

from domain.events import RecordedEvent
from domain.ledger.store.appending import Appender
from domain.ledger.store.database import LedgerDatabase
from domain.ledger.store.errors import AppendLimitError
from domain.ledger.store.group_commit import GroupCommit
from domain.ledger.store.reader import LedgerReader
from domain.ledger.store.tail import EventTail
from domain.ledger.store.values import Group, NewEvent, Receipt, RequestEntry


class LedgerRecorder(ApplicationRecorder):
    """Records and selects events; notification ids are positions: from 1, gapless, in the order of commit.

    Saves of several threads are merged into one call. A stream's versions follow each other without gaps and begin
    at 1 (or at 0, which the library allows).
    """

    def __init__(self, database: LedgerDatabase) -> None:
        self.database = database
        self.reader = LedgerReader(database)
        self._appender = Appender(database)
        self._commits = GroupCommit(self._appender.append)

    def append(self, events: Sequence[NewEvent], request: RequestEntry | None = None) -> Receipt:
        """Append the events of one command, all or none.

        Raises VersionConflictError, RequestKeyConflictError, AppendLimitError, StoreUnavailableError (nothing was
        written) and OutcomeUnknownError (all or nothing was, ask by request key).
        """
        return self._commits.save(Group(tuple(events), request))

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Append stored events; returns their positions. ``request``: a RequestEntry, if the call has one."""
        if kwargs.get("tracking") is not None:
            raise ProgrammingError("the ledger keeps no tracking: projections keep their own position")
        request: RequestEntry | None = kwargs.get("request")
        if not stored_events and request is None:
            return None
        try:
            events = [_new_event(event) for event in stored_events]
            receipt = self.append(events, request)
        except AppendLimitError as error:
            raise DataError(str(error)) from error
        return list(range(receipt.first_position, receipt.last_position + 1))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Events of one stream, looked for only between the positions that its head names."""
        events = self.reader.read_stream(
            _uuid(originator_id), after_version=gt, upto_version=lte, limit=limit, backwards=desc
        )
        return [StoredEvent(event.stream_id, event.version, event.topic, event.state) for event in events]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events by position."""
        after = 0 if start is None else start - 1 if inclusive_of_start else start
        return [_notification(event) for event in self.reader.read(after, limit, stop, topics)]

    def max_notification_id(self) -> int | None:
        """Last position, None when the ledger is empty."""
        return self.reader.head()[0] or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Notifications after ``gt``, then new ones as they are committed; of the given topics without rescans."""
        return LedgerSubscription(self, gt, topics)

    def close(self) -> None:
        """Close all connections."""
        self._appender.close()
        self.database.close()


class LedgerSubscription(Subscription[LedgerRecorder]):
    """The library's subscription over `EventTail`: no threads, no polling."""

    def __init__(self, recorder: LedgerRecorder, gt: int | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(recorder, gt, topics)
        self._tail = EventTail(recorder.database, gt or 0, topics)
        self._events: Iterator[RecordedEvent] = iter(self._tail)

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._tail.__exit__(None, None, None)

    def stop(self) -> None:
        """Stop the iteration, also while it waits in another thread."""
        super().stop()
        self._tail.stop()

    def __next__(self) -> Notification:
        if self._has_been_stopped:
            raise StopIteration
        event = next(self._events)
        self._last_notification_id = event.position
        return _notification(event)


def _new_event(event: StoredEvent) -> NewEvent:
    return NewEvent(_uuid(event.originator_id), event.originator_version, event.topic, event.state)


def _notification(event: RecordedEvent) -> Notification:
    return Notification(event.stream_id, event.version, event.topic, event.state, event.position)


def _uuid(originator_id: UUID | str) -> UUID:
    return originator_id if isinstance(originator_id, UUID) else UUID(originator_id)
