"""Registers, days, audit, renewals and search: given events, when folded, then rows."""

from datetime import timedelta
from typing import Any

import pytest

from domain.numbering.events import Voided
from domain.signatures import Indication, SignatureLevel
from domain.signatures.events import RaisingFailed
from domain.signatures.events import Validated as SignatureValidated
from domain.signatures.values import PolicyVersions
from projections.audit import Audit
from projections.days import Days
from projections.folding import Projection, Row, decode, fold_all
from projections.registers import Registers
from projections.renewals import Renewals
from projections.renewals.due import settle
from projections.search import Search, SearchTextError
from projections.search.terms import query_of
from testkit.view_events import DIGEST, REGISTER, START, UNIT, EventMaker, document_id, signature_id


@pytest.fixture
def given() -> EventMaker:
    return EventMaker()


def rows(projection: Projection, given: EventMaker, table: str) -> list[Row]:
    """Rows of a table as the events make them."""
    view = fold_all(projection, [decode(event) for event in given.events])
    if table in view.keyed:
        return view.keyed[table].changed
    log = view.logs[table]
    return [dict(zip(log.table.columns, row, strict=True)) for row in log.rows]


def only(projection: Projection, given: EventMaker, table: str) -> dict[str, Any]:
    (row,) = rows(projection, given, table)
    return row


# ── Registers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_number_stands_in_the_book_of_its_register(given: EventMaker) -> None:
    given.number(given.draft(1), 1)
    book, entry = only(Registers(), given, "registers"), only(Registers(), given, "register_entries")
    assert (book["direction"], book["unit"], book["year"]) == ("outgoing", UNIT, 2026)
    assert (entry["registration_no"], entry["document_id"]) == (1, str(document_id(1)))


def test_voided_number_stays_in_the_book_with_its_reason(given: EventMaker) -> None:
    given.number(given.draft(1), 1)
    given.add(Voided, REGISTER, registration_no=1, document_id=document_id(1), last_no=1, reason="iptal")
    entry = only(Registers(), given, "register_entries")
    assert (entry["voided"], entry["void_reason"]) == (True, "iptal")


# ── Days ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_events_on_both_sides_of_midnight_count_on_their_own_day(given: EventMaker) -> None:
    given.now = START.replace(hour=20, minute=59, second=59)
    given.draft(1)
    given.draft(2)
    counted = {row["day"]: row["events_seen"] for row in rows(Days(), given, "ledger_days")}
    assert counted == {"2026-11-20": 1, "2026-11-21": 1}


def test_closed_day_carries_its_statement(given: EventMaker) -> None:
    given.draft(1)
    given.close_day("2026-11-20", 1, 1, 1)
    row = only(Days(), given, "ledger_days")
    assert (row["sequence"], row["event_count"], row["report"], row["sealed_at"]) == (1, 1, DIGEST, None)


def test_failed_seal_is_counted_and_told(given: EventMaker) -> None:
    given.close_day("2026-11-20", 1, 1, 0)
    given.fail_sealing("2026-11-20")
    row = only(Days(), given, "ledger_days")
    assert (row["failures"], row["last_failure_code"]) == (1, "nonce")


def test_late_seal_keeps_both_times(given: EventMaker) -> None:
    given.close_day("2026-11-20", 1, 1, 0)
    given.seal_day("2026-11-20", late=True)
    row = only(Days(), given, "ledger_days")
    assert row["late"]
    assert (row["gen_time"], row["sealed_at"]) == (given.events[1].recorded_at, given.events[1].recorded_at)


# ── Audit ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_event_has_one_row_in_the_audit_log(given: EventMaker) -> None:
    stream = given.life(1)
    given.add_unknown(stream)
    given.add_raw(stream, "document.edited", b"{nonsense")
    found = [row["position"] for row in rows(Audit(), given, "audit_entries")]
    assert found == list(range(1, len(given.events) + 1))


def test_unknown_type_is_listed_as_unknown(given: EventMaker) -> None:
    given.add_unknown(document_id(1))
    row = only(Audit(), given, "audit_entries")
    assert (row["topic"], row["known"], row["category"]) == ("document.beamed", False, "bilinmeyen")


def test_newer_schema_of_a_known_type_is_listed_as_unknown(given: EventMaker) -> None:
    given.add_unknown(document_id(1), "document.edited", schema=99)
    assert only(Audit(), given, "audit_entries")["category"] == "bilinmeyen"


def test_refused_command_names_its_rule_and_its_document(given: EventMaker) -> None:
    given.refuse(document_id(1))
    row = only(Audit(), given, "audit_entries")
    assert (row["outcome"], row["rule_id"]) == ("refused", "SM-12")
    assert only(Audit(), given, "audit_documents")["document_id"] == str(document_id(1))


def test_read_names_actor_place_and_element(given: EventMaker) -> None:
    given.view(document_id(1))
    row = only(Audit(), given, "audit_entries")
    assert (row["category"], row["element_type"], row["element_id"]) == ("GR-5", "document", str(document_id(1)))
    assert (row["actor_id"], row["client"], row["address"], row["session"]) == (
        "ayse.isik",
        "graphql",
        "10.0.0.7",
        "s-1",
    )


# ── Renewals ────────────────────────────────────────────────────────────────────────────────────────────────────────


def fail_raising(given: EventMaker, attempt: int, *, retry: bool = True) -> None:
    given.add(
        RaisingFailed,
        signature_id(1),
        to_level=SignatureLevel.T,
        reason_code="tsa_unavailable",
        message="no answer",
        attempt=attempt,
        retry_at=START + timedelta(hours=1) if retry else None,
    )


def judge(given: EventMaker, *, intact: bool) -> None:
    given.add(
        SignatureValidated,
        signature_id(1),
        digest=DIGEST,
        level=SignatureLevel.BES,
        indication=Indication.FAILED,
        sub_indication=None,
        intact=intact,
        findings=(),
        judged_at=START,
        policies=PolicyVersions(),
        due=None,
        next_level=None,
        weakens=None,
    )


def test_unstamped_signature_is_due_from_its_attachment_until_its_certificate_ends(given: EventMaker) -> None:
    stream = given.draft(1)
    given.route(stream)
    given.initial(stream)
    given.sign(stream, 1)
    row = only(Renewals(), given, "renewals")
    assert (row["target_level"], row["due_reason"]) == ("T", "no_timestamp")
    assert (row["earliest"], row["latest"]) == (row["attached_at"], row["certificate_ends"])


def test_raised_signature_is_due_no_more(given: EventMaker) -> None:
    given.attach(document_id(1), 1)
    given.raise_signature(1)
    row = only(Renewals(), given, "renewals")
    assert (row["level"], row["target_level"], row["due_reason"], row["test"]) == ("T", None, "nothing", True)


@pytest.mark.parametrize(
    ("level", "following", "reason"),
    [
        (SignatureLevel.T, SignatureLevel.XL, "no_values"),
        (SignatureLevel.XL, SignatureLevel.A, "no_archive_stamp"),
        (SignatureLevel.A, SignatureLevel.A, "renewal"),
    ],
)
def test_what_follows_a_raise_is_due_when_the_raise_said_so(
    given: EventMaker, level: SignatureLevel, following: SignatureLevel, reason: str
) -> None:
    given.attach(document_id(1), 1)
    given.raise_signature(1, level, following)
    row = only(Renewals(), given, "renewals")
    day = 24 * 3_600_000_000
    assert (row["level"], row["target_level"], row["due_reason"]) == (level, following, reason)
    assert (row["earliest"] - row["raised_at"], row["latest"] - row["raised_at"]) == (day, 365 * day)


def test_signature_without_a_stamp_is_more_urgent_than_any_that_has_one(given: EventMaker) -> None:
    given.attach(document_id(1), 1)
    given.attach(document_id(1), 2)
    given.raise_signature(1, SignatureLevel.A, SignatureLevel.A)
    archived, unstamped = sorted(rows(Renewals(), given, "renewals"), key=lambda row: row["level"])
    assert unstamped["urgency"] < archived["urgency"]


def test_signature_raised_before_plans_were_facts_is_due_since_then(given: EventMaker) -> None:
    """The first form of the event says neither what follows nor when; the level does."""
    given.attach(document_id(1), 1)
    row = only(Renewals(), given, "renewals")
    row.update(level="T", next_level="XL", stated_due=None, raised_at=row["attached_at"] + 1)
    settle(row)
    assert (row["target_level"], row["due_reason"], row["earliest"]) == ("XL", "no_values", row["raised_at"])


def test_refused_try_is_not_tried_again_by_itself(given: EventMaker) -> None:
    given.attach(document_id(1), 1)
    fail_raising(given, 1, retry=False)
    row = only(Renewals(), given, "renewals")
    assert (row["target_level"], row["due_reason"]) == ("T", "refused")


def test_broken_signature_is_not_due(given: EventMaker) -> None:
    given.attach(document_id(1), 1)
    judge(given, intact=False)
    row = only(Renewals(), given, "renewals")
    assert (row["target_level"], row["due_reason"]) == (None, "broken")


def test_plain_cms_signature_has_no_level_to_be_raised_to(given: EventMaker) -> None:
    given.attach(document_id(1), 1, SignatureLevel.CMS)
    assert only(Renewals(), given, "renewals")["due_reason"] == "not_cades"


def test_failed_try_is_counted_and_waits(given: EventMaker) -> None:
    given.attach(document_id(1), 1)
    fail_raising(given, 1)
    fail_raising(given, 2)
    row = only(Renewals(), given, "renewals")
    assert (row["attempts"], row["last_failure_code"], row["target_level"]) == (2, "tsa_unavailable", "T")
    assert row["retry_at"] == given.events[0].recorded_at + 3_600_000_000


def test_success_ends_the_count_of_tries(given: EventMaker) -> None:
    given.attach(document_id(1), 1)
    fail_raising(given, 1)
    given.raise_signature(1)
    row = only(Renewals(), given, "renewals")
    assert (row["attempts"], row["retry_at"], row["last_failure_message"]) == (0, None, None)


def test_history_of_a_signature_keeps_every_try(given: EventMaker) -> None:
    given.attach(document_id(1), 1)
    fail_raising(given, 1)
    given.raise_signature(1)
    found = [row["topic"] for row in rows(Renewals(), given, "renewal_history")]
    assert found == ["signature.attached", "signature.raising_failed", "signature.raised"]


# ── Search ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_new_subject_replaces_the_words_of_the_old(given: EventMaker) -> None:
    given.edit(given.draft(1, "Eski Konu"), "Eski Konu", "Yeni Konu")
    assert only(Search(), given, "search_documents")["terms"] == ["konu", "yeni"]


def test_words_are_kept_with_and_without_turkish_letters(given: EventMaker) -> None:
    given.draft(1, "IŞIK")
    row = only(Search(), given, "search_documents")
    assert (row["terms"], row["plain_terms"]) == (["ışık"], ["isik"])


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Işık", "(('ışık':*))"),
        ("IŞIK", "(('ışık':*))"),
        ("E-24301050-903.07", "(('e':* & '24301050':* & '903':* & '07':*))"),
        ("yol çalışma", "(('yol':*)) & (('çalışma':*))"),
        ("o'neil", "(('o':* & 'neil':*))"),
        ("a'|!b", "(('a':* & 'b':*))"),
        ("KOD1I", "(('kod1ı':*) | ('kod1i':*))"),
    ],
)
def test_query_asks_for_every_word_as_a_prefix(text: str, query: str) -> None:
    assert query_of(text, folded=False) == query


@pytest.mark.parametrize("text", ["", "  ", "!?-", "a" * 201, " ".join("abcdefghijk")])
def test_query_without_words_or_beyond_its_limits_is_refused(text: str) -> None:
    with pytest.raises(SearchTextError):
        query_of(text, folded=False)
