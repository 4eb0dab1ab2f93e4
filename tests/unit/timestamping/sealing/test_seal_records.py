"""The evidence record beside a seal, and its renewals, as `kutuk verify` sees them: what was changed is named."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.composition.record_judging import RecordJudge
from domain.days import wrapped_token
from domain.events import RecordedEvent, decode_state, encode_state, event_payload
from testkit.sealed_days import FIRST, SealedDays
from testkit.stampers import stamper
from timestamping.evidence_records import read_record, wrap_token
from timestamping.sealing import DayRenewal, DaySeal, Outcome, Severity, TokenJudgement
from timestamping.sealing.record_checks import SealRecords
from timestamping.sealing.reports import FindingBook
from timestamping.trust import DEFAULT_POLICY
from timestamping.tsa import Imprint
from timestamping.tsa.authority import TestPki

YEAR = timedelta(days=365)


def renewed() -> SealedDays:
    """Two days, sealed, and renewed once, both under one token."""
    ledger = SealedDays()
    ledger.now += timedelta(days=300)
    ledger.take_authority(10 * YEAR)
    ledger.renewer.renew_due()
    return ledger


LEDGER = renewed()
ROWS = dict(LEDGER.rows)


@pytest.fixture
def ledger() -> SealedDays:
    LEDGER.rows = dict(ROWS)
    return LEDGER


def event_of(ledger: SealedDays, topic: str) -> RecordedEvent:
    return next(row for row in ledger.rows.values() if row.topic == topic)


def rewrite(ledger: SealedDays, topic: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Change the payload of the first event of a topic, its leaf made to fit, as one who rewrites the ledger would."""
    event = event_of(ledger, topic)
    state = decode_state(event.state)
    spoiled = encode_state({**state, "payload": change(state["payload"])})
    ledger.rows[event.position] = replace(event, state=spoiled)


def payload_of(ledger: SealedDays, topic: str) -> dict[str, Any]:
    return event_payload(event_of(ledger, topic).state)


def broken(ledger: SealedDays) -> set[str]:
    return {item.kind.name for item in ledger.verified().findings if item.kind.severity is Severity.BROKEN}


def test_renewed_ledger_is_sound(ledger: SealedDays) -> None:
    assert ledger.found() == []


@pytest.mark.parametrize("topic", ["day.sealed", "day.renewed"])
def test_changed_byte_of_a_record_is_found_and_the_day_is_named(ledger: SealedDays, topic: str) -> None:
    rewrite(ledger, topic, lambda payload: payload | {"evidence_record": flipped(payload["evidence_record"])})
    assert any(name.startswith("record-") and day == FIRST for name, day in ledger.found())


def flipped(text: str, place: int = 200) -> str:
    return text[:place] + ("B" if text[place] != "B" else "C") + text[place + 1 :]


@settings(max_examples=25)
@given(st.integers(0, 2000))
def test_any_changed_character_of_a_renewed_record_is_found(place: int) -> None:
    LEDGER.rows = dict(ROWS)
    rewrite(
        LEDGER,
        "day.renewed",
        lambda payload: payload | {"evidence_record": flipped(payload["evidence_record"], place)},
    )
    assert broken(LEDGER) & {"record-refused", "record-differs", "day-fact-unreadable"}


def test_change_in_an_event_is_also_found_by_its_leaf(ledger: SealedDays) -> None:
    rewrite(ledger, "day.renewed", lambda payload: payload | {"reason": "asked"})
    assert "event-changed" in broken(ledger)


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("extends", "00" * 32, "extends"),
        ("method", "hash-tree", "time-stamps"),
        ("serial", "4711", "gen_time"),
        ("policy", "1.2.3.4", "gen_time"),
        ("gen_time", "2027-01-01T00:00:00.000000Z", "gen_time"),
    ],
)
def test_what_an_event_says_of_its_record_must_be_what_the_record_says(
    ledger: SealedDays, name: str, value: str, field: str
) -> None:
    rewrite(ledger, "day.renewed", lambda payload: payload | {name: value})
    found = [item for item in ledger.verified().findings if item.kind.name == "record-differs"]
    assert [dict(item.details)["field"] for item in found] == [field]


def test_record_of_another_day_in_the_place_of_this_ones_is_found(ledger: SealedDays) -> None:
    other = LEDGER.records(FIRST + timedelta(days=1))[0]
    rewrite(ledger, "day.sealed", lambda payload: payload | {"evidence_record": b64encode(other).decode()})
    assert "record-differs" in broken(ledger)


def test_record_with_bytes_behind_it_is_no_record_of_the_seal(ledger: SealedDays) -> None:
    other = wrap_token(stamper(ledger.pki, ledger.now)(Imprint.of(next(ledger.renewer.standing()).data)))
    del ledger.rows[event_of(ledger, "day.renewed").position]
    rewrite(ledger, "day.sealed", lambda payload: payload | {"evidence_record": b64encode(other + b"x").decode()})
    assert "record-differs" in broken(ledger)


def test_seal_renewed_by_a_test_authority_is_told(ledger: SealedDays) -> None:
    book = FindingBook(10)
    sealed = DaySeal.from_payload(payload_of(ledger, "day.sealed"))
    renewed = DayRenewal.from_payload(payload_of(ledger, "day.renewed"))
    records = SealRecords(book, RecordJudge(ledger.trust, ledger.now))
    records.sealed(1, replace(sealed, test=False), b"three lines", TokenJudgement(Outcome.PASSED))
    records.renewed(event_of(ledger, "day.renewed"), renewed)
    records.finish()
    assert "token-test" in {item.kind.name for item in book.ordered()}


def test_tokens_are_judged_by_the_same_policy_as_records(ledger: SealedDays) -> None:
    ledger.judging = replace(DEFAULT_POLICY, hash_ends={"sha512": LEDGER.now - 10 * YEAR})
    try:
        assert {name for name, _ in ledger.found()} == {"token-undecided"}
    finally:
        ledger.judging = DEFAULT_POLICY


def test_renewal_of_a_day_without_a_seal_is_found(ledger: SealedDays) -> None:
    rewrite(ledger, "day.renewed", lambda payload: payload | {"day": "2026-11-19"})
    assert "record-differs" in broken(ledger)


@pytest.mark.parametrize("value", ["", "***", "MAA=", "A" * 5_000_000, 7, None])
def test_record_that_is_none_is_found(ledger: SealedDays, value: object) -> None:
    rewrite(ledger, "day.renewed", lambda payload: payload | {"evidence_record": value})
    assert broken(ledger) & {"record-refused", "record-differs", "day-fact-unreadable"}


def test_deleted_renewal_leaves_a_seal_that_weakens(ledger: SealedDays) -> None:
    """The tree shows that an event is gone; without the tree the seal would at least not count as proven for ever."""
    gone = event_of(ledger, "day.renewed")
    del ledger.rows[gone.position]
    now, ledger.now = ledger.now, ledger.now + YEAR
    try:
        assert ("record-undecided", FIRST) in ledger.found()
    finally:
        ledger.now = now


def test_both_floors_wrap_a_token_into_the_same_bytes() -> None:
    pki = TestPki.make(LEDGER.now)
    for name in ("sha256", "sha384", "sha512"):
        token = stamper(pki, LEDGER.now)(Imprint.of(b"data", name))
        assert wrapped_token(token, name) == wrap_token(token)
        assert read_record(wrapped_token(token, name)).newest.token_der == token
