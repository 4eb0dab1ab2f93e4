"""The command methods over the real event store: the same answers as in memory, also from several processes at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from domain.access import CommandRefused, RecordReads, read_stream_of, viewed
from domain.documents import AddRecipient, Document, DocumentState, EditDraft, InitialDocument
from domain.documents.errors import NotAnEditorError
from domain.events import Context, Origin, event_payload, istanbul_day
from domain.ledger.commands import Ledger, RepeatedRefusalError, Rules, StoredBook
from domain.ledger.store import EventBook, Receipt, RequestKeyConflictError
from domain.numbering import Allocated
from testkit.clock import START
from testkit.given import ORIGIN
from testkit.ids import sequential_uuid7
from testkit.letters import DRAFT, LETTER, NUMBER, ROUTE, SEAL, TO_MINISTRY, signing
from testkit.people import AYSE, BARIS, CEMIL, DENIZ, ELIF, SEALER, STRANGER, Person
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres


@pytest.fixture
def events(database: ClonedDatabase) -> Iterator[EventBook]:
    with closing(EventBook(database.dsn, database.schema)) as events:
        yield events


@pytest.fixture
def ledger(events: EventBook) -> Ledger:
    return Ledger(StoredBook(events), Rules(ORIGIN))


def submit(ledger: Ledger, command: Any, by: Person = AYSE, key: str | None = None) -> Receipt:
    """Submit a command as a request of its own, unless a key is given."""
    request_key = key or f"{type(command).__name__}-{command.document_id}-{by.actor.id}"
    return ledger.submit(command, Context(by.actor, Origin("cli"), request_key), by.roles, START)


def test_letter_lives_from_draft_to_seal(ledger: Ledger, events: EventBook) -> None:
    for command in (DRAFT, AddRecipient(LETTER, TO_MINISTRY), NUMBER, ROUTE):
        submit(ledger, command)
    digest = events.get(LETTER, Document).content.digest
    for who in (BARIS, CEMIL):
        submit(ledger, InitialDocument(LETTER, digest), who)
    submit(ledger, signing(1), DENIZ)
    submit(ledger, signing(2), ELIF)
    submit(ledger, SEAL, SEALER)
    document = events.get(LETTER, Document)
    assert (document.state, document.document_no) == (DocumentState.SEALED, "E-67915368-903.07.02-1")


def test_repeated_request_gets_its_receipt_again(ledger: Ledger) -> None:
    first = submit(ledger, DRAFT, key="k")
    assert submit(ledger, DRAFT, key="k") == replace(first, replayed=True)


def test_repeated_refusal_is_given_again_and_kept_once(ledger: Ledger, events: EventBook) -> None:
    submit(ledger, DRAFT)
    edit = EditDraft(LETTER, subject="Başka")
    with pytest.raises(NotAnEditorError) as first:
        submit(ledger, edit, STRANGER)
    with pytest.raises(RepeatedRefusalError) as second:
        submit(ledger, edit, STRANGER)
    assert second.value.message_tr == first.value.message_tr
    assert len(events.read(topics=[CommandRefused.TOPIC])) == 1


def test_request_key_with_another_body_is_a_conflict(ledger: Ledger) -> None:
    submit(ledger, DRAFT, key="k")
    with pytest.raises(RequestKeyConflictError):
        submit(ledger, replace(DRAFT, subject="Başka"), key="k")


def test_reads_are_appended_to_the_stream_of_day_and_process(ledger: Ledger, events: EventBook) -> None:
    context = Context(AYSE.actor, Origin("web"), "r1")
    reads = tuple(viewed(context, START, element_type="day", element_id=str(number)) for number in range(3))
    ledger.record_reads(RecordReads("api-1", reads))
    ledger.record_reads(RecordReads("api-1", reads))
    stream = events.read_stream(read_stream_of(istanbul_day(START), "api-1"))
    assert [event.version for event in stream] == [1, 2, 3, 4, 5, 6]


@pytest.mark.slow
def test_a_thousand_parallel_allocations_give_a_thousand_numbers(database: ClonedDatabase) -> None:
    documents = [sequential_uuid7(number) for number in range(1, 1001)]
    books = [EventBook(database.dsn, database.schema) for _ in range(2)]
    ledgers = [Ledger(StoredBook(book), Rules(ORIGIN)) for book in books]
    try:
        with ThreadPoolExecutor(16) as threads:
            drafts = [replace(DRAFT, document_id=document_id) for document_id in documents]
            numbers = [replace(NUMBER, document_id=document_id) for document_id in documents]
            for commands in (drafts, numbers):
                tasks = [threads.submit(submit, ledgers[place % 2], command) for place, command in enumerate(commands)]
                for task in tasks:
                    task.result()
        states = [event.state for event in books[0].iterate(1, books[0].head()[0]) if event.topic == Allocated.TOPIC]
        taken = [book_number(state) for state in states]
        assert sorted(taken) == list(range(1, 1001))
    finally:
        for book in books:
            book.close()


def book_number(state: bytes) -> int:
    """Registration number in an event's state."""
    number = event_payload(state)["registration_no"]
    assert isinstance(number, int)
    return number
