"""One call of append_events: groups of events in, one outcome for each."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import psycopg
from psycopg import Connection

from domain.ledger.store import wire
from domain.ledger.store.database import LedgerDatabase
from domain.ledger.store.errors import (
    OutcomeUnknownError,
    RequestKeyConflictError,
    StoreUnavailableError,
    VersionConflictError,
)
from domain.ledger.store.statements import statement
from domain.ledger.store.values import Group, Receipt

Outcome = Receipt | VersionConflictError | RequestKeyConflictError | StoreUnavailableError | OutcomeUnknownError
"""What became of a group: its receipt, or the error its caller must see."""

_APPEND: Final = statement("append_events")


class Appender:
    """Appends over one connection, which it opens when first needed and again after it broke.

    Not for several threads at once: `group_commit` stands in front.
    """

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database
        self._connection: Connection | None = None

    def append(self, groups: Sequence[Group]) -> list[Outcome]:
        """One round trip for all groups; outcomes in their order. Raises nothing: errors are outcomes."""
        try:
            connection = self._open()
        except StoreUnavailableError as error:
            return [StoreUnavailableError(str(error)) for _ in groups]
        try:
            return _call(connection, groups)
        except psycopg.Error as error:
            if connection.broken or connection.closed:
                self.close()
                return [OutcomeUnknownError(f"the connection broke during an append: {error}") for _ in groups]
            if len(groups) == 1:
                return [StoreUnavailableError(f"the database refused the append: {error}")]
            # The server refused the call as a whole and wrote nothing: find the group at fault, spare the others.
            return [outcome for group in groups for outcome in self.append([group])]

    def close(self) -> None:
        """Close the connection; the next append opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _open(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = self._database.connect()
        return self._connection


def _call(connection: Connection, groups: Sequence[Group]) -> list[Outcome]:
    numbers: dict[UUID, int] = {}
    events = [event for group in groups for event in group.events]
    stream_numbers = [numbers.setdefault(event.stream_id, len(numbers) + 1) for event in events]
    requests = [group.request for group in groups]
    rows = connection.execute(
        _APPEND,
        (
            wire.uuids(list(numbers)),
            wire.integers(stream_numbers),
            wire.bigints([event.version for event in events]),
            wire.texts([event.topic for event in events]),
            wire.byte_strings([event.state for event in events]),
            wire.integers([len(group.events) for group in groups]),
            wire.texts([request.key if request else None for request in requests]),
            wire.byte_strings([bytes.fromhex(request.digest) if request else None for request in requests]),
        ),
        prepare=True,
        binary=True,
    ).fetchall()
    return [_outcome(group, row) for group, row in zip(groups, rows, strict=True)]


def _outcome(group: Group, row: tuple[str, int, int, int, UUID, int]) -> Outcome:
    outcome, first, last, recorded_at, stream_id, current_version = row
    match outcome:
        case "appended" | "replayed":
            streams = tuple(dict.fromkeys(event.stream_id for event in group.events))
            return Receipt(first, last, recorded_at, streams, replayed=outcome == "replayed")
        case "version_conflict":
            return VersionConflictError(stream_id, current_version)
        case "request_conflict" if group.request is not None:
            return RequestKeyConflictError(group.request.key)
        case _:
            raise psycopg.DataError(f"append_events answered {outcome!r}")
