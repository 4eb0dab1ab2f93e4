"""The book with real facts: aggregates come back as they went in, pairs are saved together, requests answered once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import psycopg
import pytest
from eventsourcing.application import AggregateNotFoundError
from eventsourcing.persistence import MapperDeserialisationError, ProgrammingError, StoredEvent

from domain.events import (
    Actor,
    Context,
    Fact,
    Origin,
    UnknownFact,
    decode_state,
    encode_state,
    fact_from_record,
    fact_to_state,
    request_digest,
)
from domain.ledger.store import (
    EventBook,
    LedgerMapper,
    LedgerRecorder,
    NewerFactError,
    NewEvent,
    OutcomeUnknownError,
    RequestEntry,
    RequestKeyConflictError,
    VersionConflictError,
)
from domain.numbering.events import Allocated, Opened, Voided
from domain.numbering.model import Register, register_id_of
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres

UNIT = "24301050"
INCOMING, OUTGOING = (register_id_of(direction, UNIT, 2026) for direction in ("incoming", "outgoing"))
DOCUMENT = uuid5(UUID(int=0), "document")
NOON = datetime(2026, 11, 21, 9, 0, 0, 123456, tzinfo=UTC)
CONTEXT = Context(Actor("ayse", "Ayşe Işık", "Memur", UNIT), Origin("cli"), "k-1", reason="İlk kayıt")
REQUEST = RequestEntry("k-1", request_digest({"number": 1}))


def stamp(**fields: Any) -> dict[str, Any]:
    return {"timestamp": NOON, "context": CONTEXT, **fields}


def opened(direction: str) -> Opened:
    return Opened(
        **stamp(
            originator_id=register_id_of(direction, UNIT, 2026),
            originator_version=1,
            originator_topic=Opened.AGGREGATE,
            key=f"number-{direction}-{UNIT}-2026",
            direction=direction,
            unit=UNIT,
            year=2026,
        )
    )


def allocated(stream: UUID, version: int, number: int) -> Allocated:
    return Allocated(
        **stamp(originator_id=stream, originator_version=version, registration_no=number, document_id=DOCUMENT)
    )


@pytest.fixture
def register(book: EventBook) -> Register:
    """A register with one number given, freshly loaded."""
    book.save(opened("incoming"), allocated(INCOMING, 2, 1))
    return book.get(INCOMING, Register)


def give(register: Register, number: int) -> None:
    register.trigger_event(Allocated, **stamp(registration_no=number, document_id=DOCUMENT))


def test_aggregate_comes_back_with_its_state_and_version(register: Register) -> None:
    assert (register.id, register.version, register.last_no) == (INCOMING, 2, 1)


def test_aggregate_as_of_a_version(book: EventBook, register: Register) -> None:
    assert book.get(INCOMING, Register, version=1).last_no == 0


def test_aggregate_as_of_a_position(book: EventBook, register: Register) -> None:
    assert book.get(INCOMING, Register, upto=1).version == 1


def test_stream_that_does_not_exist_is_not_found(book: EventBook) -> None:
    with pytest.raises(AggregateNotFoundError):
        book.get(INCOMING, Register)


def test_stream_of_another_aggregate_is_refused(book: EventBook, register: Register) -> None:
    with pytest.raises(TypeError):
        book.get(INCOMING, UnknownFact)


def test_what_an_aggregate_decides_is_saved(book: EventBook, register: Register) -> None:
    give(register, 2)
    receipt = book.save(register)
    assert (receipt.first_position, receipt.stream_ids, book.get(INCOMING, Register).last_no) == (3, (INCOMING,), 2)


def test_decision_on_an_old_state_is_a_conflict(book: EventBook, register: Register) -> None:
    other = book.get(INCOMING, Register)
    give(register, 2)
    book.save(register)
    give(other, 2)
    with pytest.raises(VersionConflictError):
        book.save(other)


def test_pair_is_saved_together(book: EventBook, register: Register) -> None:
    give(register, 2)
    receipt = book.save(register, opened("outgoing"))
    assert receipt.stream_ids == (INCOMING, OUTGOING)


def test_pair_of_which_one_is_in_conflict_leaves_nothing(book: EventBook, register: Register) -> None:
    give(register, 2)
    with pytest.raises(VersionConflictError):
        book.save(register, allocated(OUTGOING, 7, 1))
    assert book.head()[0] == 2


def test_save_of_nothing_writes_nothing(book: EventBook, register: Register) -> None:
    receipt = book.save(register)
    assert (receipt.first_position, receipt.last_position) == (3, 2)


def test_facts_at_the_head_need_no_version(book: EventBook, register: Register) -> None:
    book.append_facts([allocated(INCOMING, 99, 2), allocated(INCOMING, 99, 3)])
    assert book.get(INCOMING, Register).version == 4


def test_replay_gives_the_receipt_of_then(book: EventBook) -> None:
    receipt = book.save(opened("incoming"), opened("outgoing"), request=REQUEST)
    replayed = book.replay(REQUEST.key, REQUEST.digest)
    assert replayed is not None
    assert replayed.replayed
    assert (replayed.first_position, replayed.last_position, replayed.recorded_at, replayed.stream_ids) == (
        receipt.first_position,
        receipt.last_position,
        receipt.recorded_at,
        receipt.stream_ids,
    )


def test_replay_of_a_new_key_is_none(book: EventBook) -> None:
    assert book.replay("new", REQUEST.digest) is None


def test_replay_with_another_body_is_a_conflict(book: EventBook) -> None:
    book.save(opened("incoming"), request=REQUEST)
    with pytest.raises(RequestKeyConflictError):
        book.replay(REQUEST.key, request_digest({"number": 2}))


def test_save_that_lost_a_race_of_the_same_request_answers_with_the_winner(book: EventBook) -> None:
    """The other save wrote two streams; the receipt names those, not the ones handed in now."""
    book.save(opened("incoming"), opened("outgoing"), request=REQUEST)
    receipt = book.save(allocated(INCOMING, 2, 1), request=REQUEST)
    assert (receipt.replayed, receipt.stream_ids) == (True, (INCOMING, OUTGOING))


def test_fact_survives_the_trip(book: EventBook) -> None:
    fact = opened("incoming")
    book.save(fact)
    recorded = book.read()[0]
    assert (recorded.state, recorded.topic) == (fact_to_state(fact), "number.opened")
    assert fact_from_record(recorded.topic, recorded.state, recorded.stream_id, recorded.version) == fact


def test_newer_type_is_listed_but_not_decided_on(book: EventBook, register: Register, recorder: LedgerRecorder) -> None:
    state = encode_state({**decode_state(fact_to_state(opened("incoming"))), "payload": {"what": "new"}})
    recorder.append([NewEvent(INCOMING, None, "number.from_the_future", state)])
    recorded = book.read_stream(INCOMING)[-1]
    assert isinstance(fact_from_record(recorded.topic, state, INCOMING, 3), UnknownFact)
    with pytest.raises(NewerFactError):
        book.get(INCOMING, Register)


@pytest.fixture
def second_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program one schema ahead, which calls the number by another unit: thousands."""

    def upcast(_: type[Fact], payload: dict[str, Any]) -> dict[str, Any]:
        return {**payload, "registration_no": payload["registration_no"] * 1000}

    monkeypatch.setattr(Allocated, "SCHEMA", 2)
    monkeypatch.setattr(Allocated, "upcast_v1_v2", classmethod(upcast), raising=False)


@pytest.mark.usefixtures("register", "second_schema")
def test_old_event_is_upcast_on_its_way_out(book: EventBook) -> None:
    assert book.get(INCOMING, Register).last_no == 1000


@pytest.mark.usefixtures("register", "second_schema")
def test_upcasting_leaves_the_stored_bytes_alone(book: EventBook) -> None:
    assert b'"registration_no":1}' in book.read_stream(INCOMING)[-1].state


def test_iterate_gives_every_event_over_pages(book: EventBook) -> None:
    book.append_facts([opened("incoming"), *(allocated(INCOMING, 0, number) for number in range(1, 30))])
    assert [recorded.position for recorded in book.iterate(4, 29, page=7)] == list(range(4, 30))


def test_leaves_are_those_of_the_events(book: EventBook) -> None:
    book.append_facts([opened("incoming"), *(allocated(INCOMING, 0, number) for number in range(1, 30))])
    assert list(book.reader.iterate_leaves(3, 25, page=4)) == [recorded.leaf for recorded in book.iterate(3, 25)]


def test_topics_are_read_alone(book: EventBook, register: Register) -> None:
    assert [recorded.topic for recorded in book.read(topics=["number.allocated"])] == ["number.allocated"]


def test_tiles_come_back(book: EventBook) -> None:
    book.append_facts([opened("incoming"), *(allocated(INCOMING, 0, number) for number in range(1, 600))])
    tiles = {(0, index): b"".join(book.iterate_leaves(index * 256 + 1, index * 256 + 256)) for index in (0, 1)}
    assert book.store_tiles(tiles) == 2
    assert book.read_tiles(0, 0, 9) == {index: hashes for (_, index), hashes in tiles.items()}


def test_mapper_takes_facts_only() -> None:
    with pytest.raises(ProgrammingError):
        LedgerMapper(transcoder=None).to_stored_event(object())  # type: ignore[arg-type]


def test_mapper_gives_the_same_fact_back() -> None:
    mapper = LedgerMapper(transcoder=None)  # type: ignore[arg-type]
    fact = Voided(
        **stamp(originator_id=INCOMING, originator_version=3, registration_no=1, document_id=DOCUMENT, last_no=1)
    )
    assert mapper.to_domain_event(mapper.to_stored_event(fact)) == fact


@pytest.mark.parametrize(
    ("topic", "state"), [("number.allocated", b"{}"), ("number.allocated", b"\xff"), ("os:system", b"{}")]
)
def test_mapper_refuses_what_is_no_fact(topic: str, state: bytes) -> None:
    with pytest.raises(MapperDeserialisationError):
        LedgerMapper(transcoder=None).to_domain_event(  # type: ignore[arg-type]
            StoredEvent(INCOMING, 1, topic, state)
        )


@pytest.fixture
def kill_writers(database: ClonedDatabase) -> Iterator[Callable[[], None]]:
    """Ends the connections that append, as a restart of the server does."""
    with psycopg.connect(database.admin_dsn, autocommit=True) as superuser:

        def kill() -> None:
            superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE '%%append_events%%' AND pid <> pg_backend_pid()"
            )

        yield kill


def test_broken_connection_fails_the_save_with_a_name(
    book: EventBook, register: Register, kill_writers: Callable[[], None]
) -> None:
    kill_writers()
    give(register, 2)
    with pytest.raises(OutcomeUnknownError):
        book.save(register)


def test_save_after_a_broken_connection_goes_through(
    book: EventBook, register: Register, kill_writers: Callable[[], None]
) -> None:
    kill_writers()
    with pytest.raises(OutcomeUnknownError):
        book.save(opened("outgoing"), request=REQUEST)
    assert book.replay(REQUEST.key, REQUEST.digest) is None
    assert book.save(opened("outgoing"), request=REQUEST).first_position == 3


def test_save_under_a_connection_that_breaks_is_whole_or_not_at_all(
    book: EventBook, database: ClonedDatabase, kill_writers: Callable[[], None]
) -> None:
    """The append waits behind another one when its connection is ended: nothing of it may remain."""
    outcome: list[BaseException | None] = []

    def save() -> None:
        try:
            book.save(opened("incoming"), allocated(INCOMING, 2, 1), request=REQUEST)
            outcome.append(None)
        except OutcomeUnknownError as error:
            outcome.append(error)

    with psycopg.connect(database.admin_dsn) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"kutuk:{database.schema}",))
        saving = threading.Thread(target=save)
        saving.start()
        saving.join(0.3)
        kill_writers()
        saving.join(10)
    assert isinstance(outcome[0], OutcomeUnknownError)
    assert (book.head()[0], book.replay(REQUEST.key, REQUEST.digest)) == (0, None)


def test_reading_outlives_its_connections(book: EventBook, register: Register, database: ClonedDatabase) -> None:
    with psycopg.connect(database.admin_dsn, autocommit=True) as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert book.head()[0] == 2


def test_book_reads_nothing_from_the_process_environment(
    database: ClonedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPPER_TOPIC", "nowhere:Mapper")
    monkeypatch.setenv("LEDGER_SCHEMA", "nowhere")
    with closing(EventBook(database.dsn, database.schema)) as book:
        assert book.head()[0] == 0
