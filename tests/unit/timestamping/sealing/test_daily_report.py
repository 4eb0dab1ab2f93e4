"""The daily report: one line for each event, in legal categories, minimised, the same bytes every time."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

import domain.access.events
import domain.days.events
import domain.documents.events
import domain.numbering.events
import domain.signatures.events
from domain.days.reports import CATEGORIES, CATEGORY_LABELS, report_entry
from domain.events import RecordedEvent, known_topics
from testkit.memory_ledger import DETSIS, MemoryLedger
from timestamping.merkle import naive_root
from timestamping.sealing import DaySummary, summarise_day

DAY = date(2026, 11, 17)
START = "2026-11-16T21:00:00.000000Z"
NOON = datetime(2026, 11, 17, 9, tzinfo=UTC)
DOCUMENT = UUID(int=7)
MODULES = (
    domain.access.events,
    domain.days.events,
    domain.documents.events,
    domain.numbering.events,
    domain.signatures.events,
)


def event(topic: str, payload: dict[str, Any], occurred_at: datetime | None = None) -> RecordedEvent:
    return MemoryLedger().append(DOCUMENT, topic, payload, NOON, occurred_at=occurred_at)


def line(topic: str, payload: dict[str, Any], occurred_at: datetime | None = None) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(report_entry(event(topic, payload, occurred_at), START)[1])
    return entry


def summary(events: list[RecordedEvent], report: BytesIO | None = None) -> DaySummary:
    return summarise_day(
        events,
        day=DAY,
        sequence=1,
        first=1,
        institution=DETSIS,
        previous_report=None,
        spool=BytesIO(),
        report=report,
    )


def day_of_reads(count: int) -> list[RecordedEvent]:
    ledger = MemoryLedger()
    for number in range(count):
        topic = ("access.viewed", "access.searched", "document.edited")[number % 3]
        ledger.append(UUID(int=number % 5), topic, {"n": number}, NOON + timedelta(seconds=number))
    return list(ledger.rows.values())


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_event_type_has_a_category(module: Any) -> None:
    topics = {value.TOPIC for value in vars(module).values() if getattr(value, "TOPIC", "")}
    assert topics
    assert topics <= set(CATEGORIES)


def test_no_category_is_given_to_an_event_type_that_does_not_exist() -> None:
    assert set(CATEGORIES) <= set(known_topics())


def test_every_category_of_the_law_has_its_turkish_name() -> None:
    assert set(CATEGORY_LABELS) == {f"GR-{number}" for number in range(1, 19)} | {"bilinmeyen"}


def test_unknown_acts_are_listed_all_the_same() -> None:
    assert line("document.beamed_up", {})["category"] == "bilinmeyen"


def test_unreadable_state_is_listed_all_the_same() -> None:
    broken = replace(event("document.edited", {}), state=b"\xff")
    category, text = report_entry(broken, START)
    assert (category, json.loads(text)["outcome"]) == ("bilinmeyen", "unreadable")


@pytest.mark.parametrize("state", [b"[]", b"{}", b'{"actor":1,"occurred_at":2,"origin":3,"payload":[]}', b"null"])
def test_strange_state_is_listed_all_the_same(state: bytes) -> None:
    assert json.loads(report_entry(replace(event("document.edited", {}), state=state), START)[1])["seq"] == 1


def test_line_names_person_element_and_hour() -> None:
    entry = line("document.edited", {})
    assert (entry["actor"]["name"], entry["element_id"], entry["occurred_at"]) == (
        "Ayşe Işık",
        str(DOCUMENT),
        "2026-11-17T09:00:00.000000Z",
    )


def test_line_is_sorted_json_without_spaces() -> None:
    text = report_entry(event("document.edited", {"changes": [{"field": "konu", "old": "a", "new": "b"}]}), START)[1]
    again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text.decode() == again + "\n"


def test_event_that_occurred_the_day_before_is_late() -> None:
    assert line("document.edited", {}, datetime(2026, 11, 16, 20, 59, 59, tzinfo=UTC))["late"] is True


def test_event_that_occurred_in_the_first_instant_of_the_day_is_not_late() -> None:
    assert line("document.edited", {}, datetime(2026, 11, 16, 21, tzinfo=UTC))["late"] is False


def test_changed_values_stand_in_the_report_as_digests_only() -> None:
    entry = line("document.edited", {"changes": [{"field": "konu", "old": None, "new": "Gizli konu"}]})
    assert entry["extra"]["changes"] == [
        {"field": "konu", "old_digest": None, "new_digest": sha256(b"Gizli konu").hexdigest()}
    ]


def test_subject_of_a_draft_does_not_stand_in_the_report() -> None:
    text = report_entry(event("document.drafted", {"subject": "Gizli konu", "direction": "outgoing"}), START)[1]
    assert b"Gizli konu" not in text


def test_label_of_a_read_is_shown_when_the_event_brought_one() -> None:
    assert line("access.viewed", {"element_label": "E-1"})["element_label"] == "E-1"


def test_graded_element_stands_by_its_id_alone() -> None:
    entry = line("access.viewed", {"element_type": "document", "element_id": "7", "element_label": None})
    assert (entry["element_label"], entry["element_id"]) == (None, "7")


def test_search_names_query_count_and_opened_documents() -> None:
    entry = line("access.searched", {"query": "izin", "result_count": 2, "opened_ids": ["a"], "element_type": "x"})
    assert (entry["extra"], entry["document_ids"]) == ({"query": "izin", "result_count": 2, "opened_ids": ["a"]}, ["a"])


@pytest.mark.parametrize(
    ("topic", "payload", "outcome"),
    [
        ("command.refused", {"rule_id": "SM-7"}, "refused"),
        ("access.denied", {"rule_id": "T-9"}, "refused"),
        ("access.signed_in", {"outcome": "failed"}, "failed"),
        ("access.signed_in", {"outcome": "succeeded"}, "ok"),
        ("day.sealing_failed", {}, "failed"),
    ],
)
def test_outcome_tells_refusals_and_failures(topic: str, payload: dict[str, Any], outcome: str) -> None:
    entry = line(topic, payload)
    assert (entry["outcome"], entry["rule_id"]) == (outcome, payload.get("rule_id"))


@pytest.mark.parametrize(("method", "category"), [("e_onay", "GR-8"), ("e_imza", "GR-9")])
def test_initials_are_approval_or_signature_by_their_method(method: str, category: str) -> None:
    assert line("document.initialled", {"method": method})["category"] == category


# ── the whole file ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_report_is_a_header_and_one_line_for_each_event() -> None:
    report = BytesIO()
    made = summary(day_of_reads(600), report)
    lines = report.getvalue().splitlines()
    assert len(lines) == 601
    assert sha256(report.getvalue()).digest() == made.statement.report


def test_recount_of_the_lines_gives_counts_and_root_of_the_header() -> None:
    report = BytesIO()
    summary(day_of_reads(600), report)
    header, *entries = [json.loads(text) for text in report.getvalue().splitlines()]
    assert header["counts"] == dict(Counter(entry["category"] for entry in entries))
    assert (
        header["entries_root_digest"] == naive_root([bytes.fromhex(entry["event_digest"]) for entry in entries]).hex()
    )


def test_same_events_give_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    summary(day_of_reads(50), first)
    summary(day_of_reads(50), second)
    assert first.getvalue() == second.getvalue()


def test_digest_is_the_same_whether_the_report_is_written_or_not() -> None:
    assert summary(day_of_reads(50)) == summary(day_of_reads(50), BytesIO())


def test_empty_day_is_a_header_alone() -> None:
    report = BytesIO()
    made = summarise_day(
        [], day=DAY, sequence=4, first=9, institution=DETSIS, previous_report=bytes(32), spool=BytesIO(), report=report
    )
    header = json.loads(report.getvalue())
    assert (made.statement.first, made.statement.last, made.statement.count) == (9, 8, 0)
    assert (header["first_seq"], header["last_seq"], header["previous_report_digest"]) == (9, 8, "00" * 32)


def test_day_of_summer_time_years_begins_by_the_zone_not_by_an_offset() -> None:
    # 2015-07-01 was UTC+3 (summer), 2015-12-01 UTC+2: the same UTC hour is another day's.
    occurred = datetime(2015, 11, 30, 21, 30, tzinfo=UTC)
    ledger = MemoryLedger()
    ledger.append(DOCUMENT, "document.edited", {}, datetime(2015, 12, 1, 9, tzinfo=UTC), occurred_at=occurred)
    report = BytesIO()
    summarise_day(
        ledger.rows.values(),
        day=date(2015, 12, 1),
        sequence=1,
        first=1,
        institution=DETSIS,
        previous_report=None,
        spool=BytesIO(),
        report=report,
    )
    assert json.loads(report.getvalue().splitlines()[1])["late"] is True
