"""Intake over the real event store: killed before any write and run again, it leaves what an undisturbed run leaves."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest

from api.procedures.intake import Intake, IntakeDesk, IntakeEnd
from api.procedures.signatures import SignatureKeeper
from archive.storage import BlobDigest, FolderBlobStore
from domain.documents import Document
from domain.events import Actor, Context, Origin
from domain.ledger import EventBook
from domain.ledger.commands import Ledger, Rules, StoredBook
from domain.signatures import Signature
from testkit.building import built_bytes
from testkit.clock import FixedClock
from testkit.intake_desk import INSTITUTION, ROLES, StumbledError, Stumbling
from testkit.packages import hand_made
from testkit.postgres import ClonedDatabase
from timestamping.trust import TrustStore
from timestamping.tsa import TimestampService

pytestmark = pytest.mark.postgres


@dataclass
class StoredLedger:
    """The ledger in its database; every write is a step, before and after."""

    book: StoredBook
    stumbling: Stumbling

    def submit(self, command: object, context: Context) -> object:
        self.stumbling.step()
        receipt = Ledger(self.book, Rules(f"kutuk/{INSTITUTION}")).submit(command, context, ROLES, FixedClock()())
        self.stumbling.step()
        return receipt

    def document(self, document_id: UUID) -> Document | None:
        return self.book.find(document_id, Document)

    def signature(self, signature_id: UUID) -> Signature | None:
        return self.book.find(signature_id, Signature)


@pytest.fixture
def events(database: ClonedDatabase) -> Iterator[EventBook]:
    with closing(EventBook(database.dsn, database.schema)) as events:
        yield events


def take_in(events: EventBook, folder: Path, package: bytes, stumbling: Stumbling) -> Intake:
    ledger, clock, trust = StoredLedger(StoredBook(events), stumbling), FixedClock(), TrustStore()
    blobs = FolderBlobStore(folder)
    keeper = SignatureKeeper(ledger, blobs, trust, TimestampService([], trust, clock, lambda: 1), clock)
    actor = Actor("system:intake", "Kütük intake", "sistem", INSTITUTION)
    desk = IntakeDesk(
        ledger, blobs, keeper, INSTITUTION, INSTITUTION, lambda key: Context(actor, Origin("worker"), key), clock
    )
    return desk.take_in(BytesIO(package), "paket.eyp")


def test_intake_killed_again_and_again_ends_as_one_document(events: EventBook, tmp_path: Path) -> None:
    package = built_bytes("simple.json")
    for step in range(1, 100):
        stumbling = Stumbling(before=step)
        try:
            found = take_in(events, tmp_path, package, stumbling)
        except StumbledError:
            continue
        break
    topics = [event.topic for event in events.read(0, 1_000)]
    assert found.end in (IntakeEnd.REGISTERED, IntakeEnd.DUPLICATE)
    assert topics == [
        "document.received",
        "document.validated",
        "number.opened",
        "number.allocated",
        "document.registered",
        *("signature.attached", "signature.validated") * 2,
    ]


@pytest.mark.parametrize("step", range(1, 13))
def test_intake_killed_once_is_finished_by_the_next_run(events: EventBook, tmp_path: Path, step: int) -> None:
    package = hand_made().zip()
    with pytest.raises(StumbledError):
        take_in(events, tmp_path, package, Stumbling(before=step))
    take_in(events, tmp_path, package, Stumbling())
    topics = [event.topic for event in events.read(0, 1_000)]
    assert [topic for topic in topics if topic.startswith("document.")] == [
        "document.received",
        "document.validated",
        "document.registered",
    ]
    assert topics.count("number.allocated") == 1


def test_stored_bytes_are_the_bytes_that_came(events: EventBook, tmp_path: Path) -> None:
    package = b"no package at all"
    found = take_in(events, tmp_path, package, Stumbling())
    document = StoredBook(events).find(found.document_id, Document)
    assert document is not None
    assert document.receipt is not None
    assert FolderBlobStore(tmp_path).read(BlobDigest(document.receipt.package.digest)) == package
