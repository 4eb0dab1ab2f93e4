"""Every way a database administrator could change a ledger gives its own, named finding (asks 6.3, rows 2, 13, 17)."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from domain.events import RecordedEvent, decode_state
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger, day_stream, judge_token
from testkit.tampering import (
    AFTER,
    MIDNIGHT,
    NOON,
    OPENED,
    change_leaf,
    change_recorded_time,
    change_report,
    change_request,
    change_state,
    change_state_and_leaf,
    change_stated_report,
    change_statement,
    change_stream_head,
    change_tile,
    cut_last_days,
    delete_day_facts,
    delete_days,
    delete_event,
    delete_report,
    delete_request,
    delete_stream_head,
    delete_tile,
    document,
    move_ledger_head,
    names,
    nothing,
    options,
    reorder_three,
    sign_with_another_key,
    sound_ledger,
    spoil_statement,
    statement,
    swap_contents,
    swap_events,
    truncate,
    turn_time_back,
    use_older_seal,
    use_older_token,
    verified,
)
from timestamping.checkpoints import sign_checkpoint
from timestamping.merkle import TreeReader
from timestamping.sealing import LedgerReport, Outcome, TokenJudgement, verify_ledger

# ── what is whole passes ─────────────────────────────────────────────────────────────────────────────────────────────


def test_untouched_ledger_passes_without_a_finding() -> None:
    report = verified(nothing)
    assert (report.outcome, report.findings, report.first) == (Outcome.PASSED, (), None)


def test_report_says_what_was_looked_at() -> None:
    report = verified(nothing)
    assert (report.events, report.days, report.sealed_days, report.last_position) == (654, 6, 6, 654)
    assert report.streams == 1 + 20 + 6


def test_recomputed_head_is_the_tree_of_the_stored_leaves() -> None:
    report = verified(nothing)
    assert report.head is not None
    assert report.head.root == TreeReader(654, sound_ledger(), sound_ledger()).root()


def test_progress_tells_the_last_position() -> None:
    seen: list[int] = []
    verify_ledger(sound_ledger(), options(), seen.append)
    assert seen == [654]


# ── tampering ────────────────────────────────────────────────────────────────────────────────────────────────────────


TAMPERINGS: list[tuple[Callable[[MemoryLedger], None], str]] = [
    (change_state, "event-changed"),
    (change_leaf, "event-changed"),
    (delete_event, "events-missing"),
    (swap_events, "events-swapped"),
    (swap_contents, "events-swapped"),
    (reorder_three, "event-moved"),
    (turn_time_back, "time-backwards"),
    (truncate, "tail-cut"),
    (change_state_and_leaf, "tile-changed"),
    (change_tile, "tile-changed"),
    (delete_tile, "tile-missing"),
    (change_stream_head, "stream-head-changed"),
    (delete_stream_head, "stream-head-missing"),
    (change_request, "request-changed"),
    (delete_request, "request-missing"),
    (move_ledger_head, "ledger-head-changed"),
    (change_report, "report-changed"),
    (delete_report, "report-missing"),
    (change_statement, "day-statement-differs"),
    (change_stated_report, "report-differs"),
    (spoil_statement, "day-fact-unreadable"),
    (use_older_token, "token-refused"),
    (use_older_seal, "checkpoint-differs"),
    (sign_with_another_key, "checkpoint-unreadable"),
    (change_recorded_time, "seal-time-differs"),
    (delete_day_facts, "day-missing"),
]


@pytest.mark.parametrize(("tamper", "expected"), TAMPERINGS, ids=lambda value: getattr(value, "__name__", value))
def test_tampering_is_found_and_named(tamper: Callable[[MemoryLedger], None], expected: str) -> None:
    report = verified(tamper)
    assert report.outcome is Outcome.FAILED
    assert expected in names(report), [found.message_en for found in report.findings]


@pytest.mark.parametrize(
    ("tamper", "expected", "position"),
    [
        (change_state, {"event-changed"}, 77),
        (delete_event, {"events-missing", "day-events-missing"}, 77),
        (swap_events, {"events-swapped"}, 77),
        (swap_contents, {"events-swapped"}, 77),
        (reorder_three, {"event-moved"}, 77),
        (truncate, {"tail-cut", "day-not-closed"}, 650),
        (change_state_and_leaf, {"tile-changed", "checkpoint-differs", "day-statement-differs"}, 77),
        (change_tile, {"tile-changed"}, 257),
        (change_stream_head, {"stream-head-changed"}, 654),
        (change_request, {"request-changed"}, 72),
        (delete_request, {"request-missing"}, 72),
        (change_report, {"report-changed"}, 614),
        (delete_day_facts, {"events-missing", "tree-incomplete", "day-missing", "day-events-missing"}, 628),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_tampering_names_the_place_and_nothing_else(
    tamper: Callable[[MemoryLedger], None], expected: set[str], position: int
) -> None:
    report = verified(tamper)
    assert names(report) == expected, [found.message_en for found in report.findings]
    assert report.first is not None
    assert report.first.position == position


def test_every_tampering_of_the_sceptics_list_has_its_own_first_finding() -> None:
    sceptics = [change_state, delete_event, reorder_three, truncate, swap_events, use_older_token]
    codes = []
    for tamper in sceptics:
        report = verified(tamper)
        codes.append(frozenset(names(report)))
    assert len(set(codes)) == len(sceptics)


# ── days ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def named_days(report: LedgerReport) -> set[date]:
    return {found.day for found in report.findings if found.day is not None}


def test_two_neighbouring_days_deleted_are_both_named() -> None:
    report = verified(lambda ledger: delete_days(ledger, 2, 3))
    missing = {found.day for found in report.findings if found.kind.name == "day-missing"}
    assert {OPENED + timedelta(days=2), OPENED + timedelta(days=3)} <= missing


def pinned_head(ledger: MemoryLedger) -> bytes:
    head = verify_ledger(ledger, options()).head
    assert head is not None
    return sign_checkpoint(head, SIGNER).render()


def test_last_three_days_deleted_are_older_than_the_pin() -> None:
    report = verified(cut_last_days, pins=(pinned_head(sound_ledger()),))
    assert report.outcome is Outcome.FAILED
    assert "older-than-pin" in names(report)


def test_last_three_days_deleted_are_named_even_without_a_pin() -> None:
    report = verified(cut_last_days)
    assert report.outcome is Outcome.INDETERMINATE
    assert named_days(report) == {OPENED + timedelta(days=day) for day in (3, 4, 5)}


def test_pin_of_the_same_ledger_holds() -> None:
    assert verified(nothing, pins=(pinned_head(sound_ledger()),)).outcome is Outcome.PASSED


def test_pin_of_a_rewritten_ledger_differs() -> None:
    report = verified(change_state_and_leaf, pins=(pinned_head(sound_ledger()),))
    assert "pin-differs" in names(report)


def test_pin_that_cannot_be_read_leaves_the_verdict_open() -> None:
    report = verified(nothing, pins=(b"no note",))
    assert (report.outcome, names(report)) == (Outcome.INDETERMINATE, {"pin-unreadable"})


def test_emptied_ledger_is_older_than_its_pin() -> None:
    report = verify_ledger(MemoryLedger(), options(pins=(pinned_head(sound_ledger()),)))
    assert (report.outcome, names(report)) == (Outcome.FAILED, {"older-than-pin"})


def test_day_that_is_over_but_not_closed_is_open() -> None:
    report = verified(nothing, as_of=AFTER + timedelta(days=2))
    assert report.outcome is Outcome.INDETERMINATE
    assert named_days(report) == {date(2026, 11, 23), date(2026, 11, 24)}


def test_day_within_grace_is_not_asked_for_yet() -> None:
    just_after_midnight = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    assert verified(nothing, as_of=just_after_midnight).outcome is Outcome.PASSED


def test_closed_day_without_a_stamp_is_open() -> None:
    ledger = deepcopy(sound_ledger())
    ledger.close_day(date(2026, 11, 23), MIDNIGHT + timedelta(days=6))
    report = verify_ledger(ledger, options(as_of=AFTER + timedelta(hours=14)))
    assert (report.outcome, names(report)) == (Outcome.INDETERMINATE, {"day-unsealed"})


def test_calendar_begins_with_the_day_the_ledger_was_opened_for() -> None:
    ledger = MemoryLedger()
    ledger.append(UUID(int=1), "ledger.opened", {"day": "2026-11-15", "institution": DETSIS}, NOON)
    for day in (15, 16):
        ledger.close_day(date(2026, 11, day), NOON + timedelta(seconds=day))
        ledger.seal_day(date(2026, 11, day), NOON + timedelta(seconds=day, milliseconds=1))
    report = verify_ledger(ledger, options(as_of=NOON + timedelta(minutes=1)))
    assert (report.outcome, report.days, names(report)) == (Outcome.PASSED, 2, {"sealed-late"})


def test_day_closed_twice_is_named() -> None:
    ledger = deepcopy(sound_ledger())
    ledger.append(day_stream(OPENED), "day.closed", statement(ledger, 0), AFTER + timedelta(seconds=1))
    assert names(verify_ledger(ledger, options())) == {"day-closed-twice"}


def test_refusal_that_is_not_remembered_needs_no_request_row() -> None:
    ledger = deepcopy(sound_ledger())
    ledger.append(document(99), "command.refused", {"rule_id": "GR-R2"}, AFTER, request_key="kapat")
    ledger.request_rows.pop()
    assert verify_ledger(ledger, options()).findings == ()


def test_ledger_that_grows_while_it_is_read_passes() -> None:
    class Growing(MemoryLedger):
        def events(self, first: int, last: int | None) -> Iterator[RecordedEvent]:
            known = list(super().events(first, last))
            if last is None:
                self.append(document(3), "document.edited", {"n": 2}, AFTER, request_key=f"yeni-{self.head}")
            yield from known

    ledger = deepcopy(sound_ledger())
    ledger.__class__ = Growing
    report = verify_ledger(ledger, options())
    assert (report.outcome, report.findings) == (Outcome.PASSED, ())


# ── tokens ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_tokens_without_trust_stay_undecided() -> None:
    report = verified(nothing, check_token=None)
    assert (report.outcome, names(report)) == (Outcome.INDETERMINATE, {"token-undecided"})


def test_test_stamps_are_told_without_changing_the_verdict() -> None:
    def judge(token: bytes, data: bytes) -> TokenJudgement:
        return TokenJudgement(Outcome.PASSED, test=True)

    report = verified(nothing, check_token=judge)
    assert (report.outcome, names(report)) == (Outcome.PASSED, {"token-test"})


def test_token_is_checked_over_the_three_lines() -> None:
    seen: list[bytes] = []

    def judge(token: bytes, data: bytes) -> TokenJudgement:
        seen.append(data)
        return judge_token(token, data)

    verified(nothing, check_token=judge)
    assert all(data.startswith(b"kutuk/24301050\n") and data.count(b"\n") == 3 for data in seen)


# ── ranges ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_range_of_days_passes_and_reads_only_its_events() -> None:
    report = verified(nothing, first_day=OPENED + timedelta(days=3), last_day=OPENED + timedelta(days=4))
    assert (report.outcome, report.findings) == (Outcome.PASSED, ())
    assert (report.days, report.events) == (2, 24)


def test_range_of_one_empty_day_passes() -> None:
    day = OPENED + timedelta(days=2)
    report = verified(nothing, first_day=day, last_day=day)
    assert (report.outcome, report.days, report.findings) == (Outcome.PASSED, 1, ())


def test_range_with_nothing_in_it_is_its_own_outcome() -> None:
    day = date(2025, 1, 1)
    report = verified(nothing, first_day=day, last_day=day)
    assert (report.outcome, report.nothing_in_range) == (Outcome.INDETERMINATE, True)


def test_empty_ledger_has_nothing_in_range() -> None:
    assert verify_ledger(MemoryLedger(), options()).nothing_in_range


def test_tampering_inside_the_range_is_found() -> None:
    def tamper(ledger: MemoryLedger) -> None:
        row = ledger.rows[630]
        ledger.rows[630] = replace(row, state=row.state.replace(b"graphql", b"graphqm"))

    report = verified(tamper, first_day=OPENED + timedelta(days=3), last_day=OPENED + timedelta(days=4))
    assert names(report) == {"event-changed"}


def test_changed_seal_of_a_day_in_the_range_is_found() -> None:
    report = verified(use_older_token, first_day=OPENED + timedelta(days=4), last_day=OPENED + timedelta(days=4))
    assert "token-refused" in names(report)


# ── the report itself ────────────────────────────────────────────────────────────────────────────────────────────────


def test_findings_are_bounded_and_all_counted() -> None:
    def tamper(ledger: MemoryLedger) -> None:
        for position in range(100, 200):
            row = ledger.rows[position]
            ledger.rows[position] = replace(row, state=row.state.replace(b"graphql", b"graphqm"))

    report = verified(tamper, limit=5)
    kept = [found for found in report.findings if found.code == "KUTUK-V-101"]
    assert (len(kept), dict(report.counts)["KUTUK-V-101"]) == (5, 100)


def test_every_code_is_given_once_and_speaks_both_languages() -> None:
    from timestamping.sealing import CATALOGUE

    assert len({kind.code for kind in CATALOGUE.values()}) == len(CATALOGUE)
    assert all(kind.tr and kind.en and kind.remedy_tr and kind.remedy_en for kind in CATALOGUE.values())


def test_message_fills_in_position_and_topic() -> None:
    first = verified(change_state).first
    assert first is not None
    assert first.message_tr == "77. olayın içeriği kaydedildiği gibi değil (document.edited)."
    assert first.message_en == "The event at position 77 is not what was recorded (document.edited)."


def test_tokens_in_the_events_are_what_the_authority_gave() -> None:
    sealed = [row for row in sound_ledger().rows.values() if row.topic == "day.sealed"]
    tokens = [decode_state(row.state)["payload"]["token"] for row in sealed]
    assert all(b64encode(b64decode(token)).decode() == token for token in tokens)
