"""Requests are answered once, pairs are saved together, conflicts are tried again, refusals are kept."""

from dataclasses import replace
from threading import Thread
from uuid import UUID

import pytest

from domain.access import CommandRefused, Denied, DeniedCause, RecordReads, Viewed, denied, refusal_stream_of, viewed
from domain.days import BookNotOpenError, CloseDay, DayClosed, OpenBook, StreamTree
from domain.documents import Direction, DraftDocument, Drafted, EditDraft, Edited, Numbered
from domain.documents.errors import NotAnEditorError, NothingChangedError
from domain.documents.moves import NumberingClosedError
from domain.events import Context, Origin
from domain.ledger.commands import COMMANDS, ContentionError, Ledger, RepeatedRefusalError, Rules
from domain.ledger.store import RequestKeyConflictError
from domain.numbering import Allocated, Opened
from testkit.clock import START
from testkit.given import ORIGIN, Story
from testkit.ids import sequential_uuid7
from testkit.letters import DRAFT, LETTER, NUMBER, drafted, numbered, routed
from testkit.memory_book import MemoryBook
from testkit.people import AYSE, BARIS, STRANGER, SYSTEM

EDIT = EditDraft(LETTER, subject="Yeni Konu")
CLOSE = CloseDay("2026-11-20", 1, 1, 0, 0, "ab" * 32, StreamTree(0, "cd" * 32))


def test_repeated_request_gets_the_same_receipt_and_writes_nothing() -> None:
    story = drafted().when(EDIT, key="k")
    first = story.receipt
    story.when(EDIT, key="k")
    assert (story.facts, story.receipt) == ([], replace(first, replayed=True))  # type: ignore[type-var]


def test_request_key_with_another_body_is_a_conflict() -> None:
    story = drafted().given(EDIT)
    with pytest.raises(RequestKeyConflictError):
        story.when(replace(EDIT, subject="Başka"), key="request-3")


def test_request_keys_of_two_people_are_apart() -> None:
    other = replace(DRAFT, document_id=sequential_uuid7(2))
    Story().when(DRAFT, key="k").when(other, by=BARIS, key="k").then(Drafted)


def test_request_digest_stands_in_the_fact() -> None:
    fact = Story().when(DRAFT).then_one(Drafted)
    assert len(fact.context.request_digest or "") == 64


def test_repeated_refusal_is_the_same_refusal_and_is_kept_once() -> None:
    story = drafted().when(EDIT, by=STRANGER, key="k")
    first = story.refusal
    story.when(EDIT, by=STRANGER, key="k")
    assert story.facts == []
    assert isinstance(story.refusal, RepeatedRefusalError)
    assert isinstance(first, NotAnEditorError)
    assert (story.refusal.rule_id, story.refusal.message_tr) == (first.rule_id, first.message_tr)


def test_refusal_stays_even_when_the_rule_would_allow_it_now() -> None:
    story = drafted().given(EDIT).when(EDIT, key="k")
    story.then_refused(NothingChangedError, "SM-2")
    story.given(EditDraft(LETTER, subject="Başka Konu")).when(EDIT, key="k")
    assert isinstance(story.refusal, RepeatedRefusalError)


def test_process_of_the_ledger_is_decided_anew_after_a_refusal() -> None:
    story = Story().when(CLOSE, by=SYSTEM, key="close:2026-11-20")
    story.then_refused(BookNotOpenError, "GR-R1")
    story.given(OpenBook("24301050", ORIGIN, "key", "2026-11-20"), by=SYSTEM)
    story.when(CLOSE, by=SYSTEM, key="close:2026-11-20").then(DayClosed)


def test_process_that_came_second_gets_the_first_ones_receipt(monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story().given(OpenBook("24301050", ORIGIN, "key", "2026-11-20"), by=SYSTEM)
    story.when(CLOSE, by=SYSTEM, key="close:2026-11-20")
    first, known, misses = story.receipt, story.book.replay, iter([None])
    monkeypatch.setattr(story.book, "replay", lambda key, digest: next(misses, known(key, digest)))
    story.when(CLOSE, by=SYSTEM, key="close:2026-11-20")
    assert (story.facts, story.receipt) == ([], replace(first, replayed=True))  # type: ignore[type-var]


def test_refusal_is_kept_in_the_actors_own_stream() -> None:
    kept = drafted().when(EDIT, by=STRANGER).then_refused(NotAnEditorError, "SM-2")
    assert kept.originator_id == refusal_stream_of("hasan")
    assert (kept.command, kept.target_id) == ("EditDraft", LETTER)


def test_refusals_of_one_actor_count_on() -> None:
    story = drafted().when(EDIT, by=STRANGER).when(EDIT, by=STRANGER)
    assert len(story.book.facts_of(refusal_stream_of("hasan"))) == 2


def test_refusal_tells_what_is_no_content() -> None:
    kept = routed().when(NUMBER).then_refused(NumberingClosedError, "SM-5")
    assert "parafta" in kept.message_tr


def test_refusal_hides_what_was_given() -> None:
    story = drafted().when(replace(NUMBER, detsis_no="gizli-bilgi"))
    kept = story.facts[0]
    assert isinstance(kept, CommandRefused)
    assert "gizli-bilgi" not in kept.message_tr + kept.message_en
    assert story.refusal is not None
    assert "gizli-bilgi" in story.refusal.message_tr


def test_conflict_is_decided_anew() -> None:
    story = drafted()
    story.book.conflicts_to_come = 2
    story.when(EDIT).then(Edited)


def test_conflict_with_an_equal_edit_ends_in_its_refusal() -> None:
    story = drafted()
    story.given(EDIT)
    story.book.conflicts_to_come = 1
    story.when(EDIT).then_refused(NothingChangedError, "SM-2")


def test_endless_conflict_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.ledger.commands.ledger._LONGEST_PAUSE", 0.0)
    story = drafted()
    story.book.conflicts_to_come = 10_000
    with pytest.raises(ContentionError):
        story.when(EDIT)


def test_number_and_document_are_saved_together() -> None:
    story = drafted()
    story.book.conflicts_to_come = 1
    assert story.when(NUMBER).then(Opened, Allocated, Numbered)[1].registration_no == 1


def test_numbers_follow_one_another_in_one_register() -> None:
    story = numbered()
    other = sequential_uuid7(2)
    story.given(replace(DRAFT, document_id=other))
    _, taken = story.when(replace(NUMBER, document_id=other)).then(Allocated, Numbered)
    assert taken.document_no == "E-67915368-903.07.02-2"


def test_internal_and_outgoing_documents_share_one_register() -> None:
    story = numbered()
    other = sequential_uuid7(2)
    story.given(replace(DRAFT, document_id=other, direction=Direction.INTERNAL))
    assert story.when(replace(NUMBER, document_id=other)).then(Allocated, Numbered)[0].registration_no == 2


def test_threads_of_one_process_never_get_one_number_twice() -> None:
    book = MemoryBook()
    ledger = Ledger(book, Rules(ORIGIN))
    documents = [sequential_uuid7(number) for number in range(1, 41)]

    def submit(command: DraftDocument | object, document_id: UUID) -> None:
        context = Context(AYSE.actor, Origin("cli"), f"{type(command).__name__}-{document_id}")
        ledger.submit(command, context, AYSE.roles, START)

    for document_id in documents:
        submit(replace(DRAFT, document_id=document_id), document_id)
    commands = [(replace(NUMBER, document_id=document_id), document_id) for document_id in documents]
    threads = [Thread(target=submit, args=pair) for pair in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [fact.registration_no for fact in book.facts() if isinstance(fact, Allocated)]
    assert sorted(numbers) == list(range(1, 41))


def test_reads_are_appended_in_order_to_the_stream_of_day_and_process() -> None:
    book = MemoryBook()
    context = Context(AYSE.actor, Origin("web"), "r1")
    reads = (
        viewed(context, START, element_type="document", element_id=str(LETTER), document_ids=(LETTER,)),
        denied(context, START, element_type="document", cause=DeniedCause.ROLE, rule_id="T-9"),
    )
    Ledger(book, Rules(ORIGIN)).record_reads(RecordReads("api-1", reads))
    assert [type(fact) for fact in book.facts()] == [Viewed, Denied]
    assert len({fact.originator_id for fact in book.facts()}) == 1


def test_every_command_of_the_rooms_has_a_handler() -> None:
    from domain.days import commands as days
    from domain.documents import commands as documents
    from domain.signatures import commands as signatures

    rooms = (documents, days, signatures)
    named = {kind for room in rooms for kind in vars(room).values() if getattr(kind, "__module__", "") == room.__name__}
    assert named == set(COMMANDS)
