"""What can go wrong between a command and the ledger. Each class says whether anything was written."""

from uuid import UUID

from eventsourcing.persistence import IntegrityError, OperationalError, PersistenceError


class VersionConflictError(IntegrityError):
    """Somebody else added to the stream first; nothing was written. Load the aggregate again and decide anew."""

    def __init__(self, stream_id: UUID, current_version: int) -> None:
        self.stream_id = stream_id
        self.current_version = current_version
        super().__init__(f"stream {stream_id} stands at version {current_version} already")


class RequestKeyConflictError(PersistenceError):
    """The request key was used before with another body; nothing was written. Choose a new key for a new request."""

    def __init__(self, request_key: str) -> None:
        self.request_key = request_key
        super().__init__(f"request key {request_key!r} was used before with another body")


class AppendLimitError(PersistenceError):
    """The events exceed a limit of the store (state size, topic length, number of events); nothing was written."""


class StoreUnavailableError(OperationalError):
    """The database could not be reached or refused the call; nothing was written. Try again later."""


class OutcomeUnknownError(OperationalError):
    """The connection broke while events were being appended: all of them were written, or none.

    Send the same request again with the same key: if it was written, its answer is given again.
    """


class NewerFactError(PersistenceError):
    """A stream holds an event that is newer than this program; the aggregate cannot be decided on. Upgrade first."""


class DayNotOverError(PersistenceError):
    """The database clock has not reached the end of the day, or stands before the last event (EV-7)."""


class TileConflictError(IntegrityError):
    """A full tile stands there with other hashes, or would reach beyond the last event; nothing was written."""
