"""What the doors read, after the projector folded whole lives on a real database."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.filing import Classification
from domain.signatures import RaisingFailed, SignatureLevel
from projections.audit import AuditFilter, AuditReader
from projections.days import DayReader, DayState
from projections.documents import CardFilter, CardOrder, DocumentReader
from projections.reading import CursorError, Database, PageSizeError
from projections.registers import RegisterReader
from projections.renewals import RenewalReader
from projections.runner import PositionReader, Projector
from projections.search import SearchReader
from testkit.view_events import DRAFTER, UNIT, EventMaker, document_id, signature_id

pytestmark = pytest.mark.postgres

Record = Callable[[EventMaker], None]


@pytest.fixture
def maker() -> EventMaker:
    return EventMaker()


def test_card_of_a_whole_life_shows_its_last_state(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.life(1)
    record(maker)
    projector.catch_up()
    card = DocumentReader(views).card(stream)
    assert card is not None
    assert (card.state, card.document_no, card.signature_level) == ("signed", f"E-{UNIT}-903.07.02-1", "T")
    assert card.recipients[0].name == "Çankaya Belediyesi"


def test_card_is_found_by_its_number_and_by_its_code(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.life(1)
    record(maker)
    projector.catch_up()
    found = [DocumentReader(views).card_by_number(text) for text in (f"E-{UNIT}-903.07.02-1", "CODE0000000000000001")]
    assert [card.document_id for card in found if card] == [stream, stream]


def test_history_names_old_and_new_value(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.draft(1, "Eski Konu")
    maker.edit(stream, "Eski Konu", "Yeni Konu")
    record(maker)
    projector.catch_up()
    row = DocumentReader(views).history(stream).rows[1]
    assert [(item.field, item.old, item.new) for item in row.changes] == [("subject", "Eski Konu", "Yeni Konu")]


def test_history_lists_events_of_the_documents_signatures(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.life(1)
    record(maker)
    projector.catch_up()
    topics = [row.topic for row in DocumentReader(views).history(stream, 100).rows]
    assert topics[-3:] == ["signature.attached", "document.signature_completed", "signature.raised"]


def test_subjects_stand_in_turkish_order(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    for number, subject in enumerate(["İlik", "Dam", "Çam", "Ilık", "Zil", "Cam", "Şal", "Sal"], start=1):
        maker.draft(number, subject)
    record(maker)
    projector.catch_up()
    page = DocumentReader(views).cards(order=CardOrder.SUBJECT)
    assert [card.subject for card in page.rows] == ["Cam", "Çam", "Dam", "Ilık", "İlik", "Sal", "Şal", "Zil"]


@pytest.mark.parametrize("order", list(CardOrder))
def test_pages_of_every_order_give_each_card_once(
    order: CardOrder, maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    for number in range(1, 24):
        maker.address(maker.draft(number, f"Konu {number % 3}"), f"Kurum {number % 4}")
    record(maker)
    projector.catch_up()
    reader, seen, after = DocumentReader(views), [], None
    while True:
        page = reader.cards(first=5, after=after, order=order)
        seen += [card.document_id for card in page.rows]
        after = page.end_cursor
        if not page.has_more:
            break
    assert sorted(seen) == sorted(document_id(number) for number in range(1, 24))


def test_cards_that_may_not_be_seen_are_left_out_in_the_database(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    maker.draft(1)
    maker.grade(maker.draft(2), Classification.SECRET)
    record(maker)
    projector.catch_up()
    page = DocumentReader(views).cards(CardFilter(classifications=("YOK",)))
    assert [card.document_id for card in page.rows] == [document_id(1)]


def test_page_echoes_its_filters(projector: Projector, views: Database) -> None:
    page = DocumentReader(views).cards(CardFilter(states=("draft", "signed"), unit=UNIT), first=7)
    assert (page.filters, page.first) == ({"states": "draft,signed", "unit": UNIT}, 7)


@pytest.mark.parametrize("first", [0, -1, 101])
def test_page_size_outside_one_to_hundred_is_refused(first: int, views: Database) -> None:
    with pytest.raises(PageSizeError):
        DocumentReader(views).cards(first=first)


@pytest.mark.parametrize("cursor", ["", "x", "WyJzdWJqZWN0IiwxLDJd", "WyJuZXdlc3QiLC0xXQ", "WyJuZXdlc3QiLDFlMzBd"])
def test_cursor_of_another_order_or_none_is_refused(cursor: str, views: Database) -> None:
    with pytest.raises(CursorError):
        DocumentReader(views).cards(after=cursor)


@pytest.mark.parametrize(
    ("text", "folded", "found"),
    [
        ("ılık", False, [1]),
        ("ilik", False, [2]),
        ("ILIK", False, [1]),
        ("İLİK", False, [2]),
        ("ilik", True, [1, 2]),
        ("ışık", False, [3]),
        ("isik", True, [3]),
        ("gör", False, [4]),
        ("903.07", False, [4]),
        ("E-24301050-903.07.02-4", False, [4]),
        ("çankaya görev", False, [4]),
        ("yok", False, []),
    ],
)
def test_search_knows_turkish_letters(
    text: str, folded: bool, found: list[int], maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    for number, subject in enumerate(["Ilık Su", "İlik Nakli", "Işık Bakımı"], start=1):
        maker.draft(number, subject)
    stream = maker.draft(4, "Personel Görevlendirmesi")
    maker.address(stream, "Çankaya Belediyesi")
    maker.number(stream, 4)
    record(maker)
    projector.catch_up()
    page = SearchReader(views).search(text, folded=folded)
    assert sorted(hit.document_id for hit in page.rows) == sorted(document_id(number) for number in found)


def test_register_book_keeps_the_order_of_numbers(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    for number in (1, 2, 3):
        maker.number(maker.draft(number), number)
    record(maker)
    projector.catch_up()
    page = RegisterReader(views).entries("outgoing", 2026, UNIT)
    assert [(entry.registration_no, entry.document_id) for entry in page.rows] == [
        (number, document_id(number)) for number in (1, 2, 3)
    ]


def test_audit_finds_what_one_person_did_to_one_document(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.life(1)
    maker.life(2)
    maker.refuse(stream)
    record(maker)
    projector.catch_up()
    reader = AuditReader(views)
    refused = reader.entries(AuditFilter(actor_id=DRAFTER.id, document_id=stream, outcome="refused")).rows
    viewed = reader.entries(AuditFilter(document_id=stream, category="GR-5")).rows
    assert [(item.rule_id, item.category) for item in refused] == [("SM-12", "GR-16")]
    assert [item.document_ids for item in viewed] == [(stream,)]


def test_audit_filters_on_the_clock_of_the_act(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    maker.life(1)
    record(maker)
    projector.catch_up()
    span = AuditFilter(
        occurred_from=datetime(2026, 11, 20, 9, 0, 2, tzinfo=UTC),
        occurred_before=datetime(2026, 11, 20, 9, 0, 4, tzinfo=UTC),
    )
    assert [entry.position for entry in AuditReader(views).entries(span).rows] == [3, 4]


def test_audit_filters_on_the_clock_of_the_ledger(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    for number in range(1, 6):
        maker.draft(number)
        record(maker)
    projector.catch_up()
    reader = AuditReader(views)
    times = [entry.recorded_at for entry in reader.entries().rows]
    found = reader.entries(AuditFilter(recorded_from=times[1], recorded_before=times[4]))
    assert [entry.position for entry in found.rows] == [2, 3, 4]
    assert found.filters == {"recorded_from": times[1].isoformat(), "recorded_before": times[4].isoformat()}


@pytest.mark.parametrize(("year", "found"), [(2020, 0), (2100, 3)])
def test_audit_before_a_time_outside_the_ledger_is_nothing_or_all(
    year: int, found: int, maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    for number in range(1, 4):
        maker.draft(number)
    record(maker)
    projector.catch_up()
    before = AuditFilter(recorded_before=datetime(year, 1, 1, tzinfo=UTC))
    assert len(AuditReader(views).entries(before).rows) == found


@pytest.mark.parametrize("topic", ["document.drafted", "document.initialled", "document.beamed"])
def test_audit_of_one_topic_finds_it(
    topic: str, maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    maker.life(1)
    record(maker)
    projector.catch_up()
    found = AuditReader(views).entries(AuditFilter(topic=topic)).rows
    assert [entry.topic for entry in found] == ([] if topic == "document.beamed" else [topic])


def test_calendar_answers_for_every_day(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    maker.open_book("2026-11-18")
    maker.close_day("2026-11-18", 1, 1, 0)
    maker.seal_day("2026-11-18", late=True)
    maker.close_day("2026-11-20", 2, 1, 0)
    maker.fail_sealing("2026-11-20")
    record(maker)
    projector.catch_up()
    reader = DayReader(views)
    days = reader.days(date(2026, 11, 10), date(2026, 11, 25), date(2026, 11, 22))
    found = {day.day.isoformat(): day.state for day in days if day.day.year == 2026 and day.day.month == 11}
    expected = {
        "2026-11-18": DayState.LATE,
        "2026-11-19": DayState.MISSING,
        "2026-11-20": DayState.FAILING,
    }
    assert {name: state for name, state in found.items() if name in expected} == expected


def test_unstamped_signature_is_due_until_it_is_raised(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.draft(1)
    maker.attach(stream, 1)
    maker.attach(stream, 2)
    maker.raise_signature(2)
    record(maker)
    projector.catch_up()
    page = RenewalReader(views).due(datetime(2027, 1, 1, tzinfo=UTC))
    assert [(item.signature_id, item.target_level, item.due_reason) for item in page.rows] == [
        (signature_id(1), "T", "no_timestamp")
    ]


def test_most_urgent_signature_comes_first_and_refused_ones_wait_for_somebody(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.draft(1)
    for number in (1, 2, 3):
        maker.attach(stream, number)
    maker.raise_signature(1, SignatureLevel.A, SignatureLevel.A)
    refused: dict[str, Any] = {
        "reason_code": "SignerNotValidError",
        "message": "geçersiz",
        "attempt": 1,
        "retry_at": None,
    }
    maker.add(RaisingFailed, signature_id(3), to_level=SignatureLevel.T, **refused)
    record(maker)
    projector.catch_up()
    reader = RenewalReader(views)
    first = reader.due(datetime(2027, 1, 1, tzinfo=UTC), first=1)
    rest = reader.due(datetime(2027, 1, 1, tzinfo=UTC), after=first.end_cursor)
    assert [item.signature_id for item in (*first.rows, *rest.rows)] == [signature_id(2), signature_id(1)]
    assert {item.signature_id: item.due_reason for item in reader.waiting().rows}[signature_id(3)] == "refused"


def test_latest_steps_of_several_signatures_are_read_at_once(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    stream = maker.draft(1)
    for number in (1, 2):
        maker.attach(stream, number)
    maker.raise_signature(1)
    record(maker)
    projector.catch_up()
    found = RenewalReader(views).histories([signature_id(1), signature_id(2), signature_id(9)], latest=1)
    assert {key: [step.topic for step in steps] for key, steps in found.items()} == {
        signature_id(1): ["signature.raised"],
        signature_id(2): ["signature.attached"],
    }


def test_positions_show_the_distance_to_the_head(
    maker: EventMaker, record: Record, projector: Projector, views: Database
) -> None:
    maker.draft(1)
    record(maker)
    projector.catch_up()
    maker.draft(2)
    record(maker)
    assert {item.lag for item in PositionReader(views).positions()} == {1}
