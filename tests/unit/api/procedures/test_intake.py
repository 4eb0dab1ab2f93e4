"""Intake as far as it can be seen without a database: what it asks of the ledger, and what it makes of the answers."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from api.procedures.intake import IntakeDesk, IntakeEnd
from api.procedures.signatures import SignatureKeeper
from archive.storage import FolderBlobStore
from domain.documents import DocumentState
from domain.events import Actor, Context, Origin
from domain.ledger import RequestKeyConflictError

NOON = datetime(2026, 11, 21, 9, tzinfo=UTC)


class TakenMeanwhile:
    """A ledger in which another desk takes every step of the same package just before this one does."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def submit(self, command: Any, context: Context) -> object:
        self.steps.append(context.request_key.rpartition(":")[2])
        raise RequestKeyConflictError(context.request_key)

    def state(self, document_id: UUID) -> DocumentState | None:
        return {0: None, 1: DocumentState.RECEIVED}.get(len(self.steps), DocumentState.INVALID)


def context(request_key: str) -> Context:
    return Context(Actor("elif.arslan", "Elif Arslan", "Memur", "24301050"), Origin("cli"), request_key)


def test_package_taken_in_twice_at_once_goes_on_where_the_other_one_is(tmp_path: Path) -> None:
    ledger = TakenMeanwhile()
    signatures = cast(SignatureKeeper, None)
    desk = IntakeDesk(ledger, FolderBlobStore(tmp_path), signatures, "24301050", "24301050", context, lambda: NOON)
    taken = desk.take_in(BytesIO(b"no zip"), "a.eyp")
    assert (taken.end, ledger.steps) == (IntakeEnd.INVALID, ["receive", "check"])
