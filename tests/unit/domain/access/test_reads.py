"""Reads are facts of their own, with no more about persons than the audit needs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.access import (
    DeniedCause,
    Read,
    Searched,
    SignInOutcome,
    VerificationOutcome,
    Viewed,
    denied,
    downloaded,
    exported,
    minimised_query,
    printed,
    read_stream_of,
    refusal_stream_of,
    searched,
    signed_in,
    verified,
    viewed,
)
from domain.events import Context, Origin, fact_from_record, fact_to_state
from testkit.clock import START
from testkit.ids import sequential_uuid7
from testkit.people import AYSE

CONTEXT = Context(AYSE.actor, Origin("web", "10.0.0.7", "s1"), "k1")
DOCUMENT = sequential_uuid7(1)
STREAM = read_stream_of(date(2026, 11, 21), "api-1")
MAKERS: dict[str, Callable[[], Read]] = {
    "viewed": partial(
        viewed, CONTEXT, START, element_type="document", element_id=str(DOCUMENT), document_ids=(DOCUMENT,), version=7
    ),
    "searched": partial(
        searched, CONTEXT, START, element_type="document", query="bütçe", result_count=1, opened_ids=(DOCUMENT,)
    ),
    "downloaded": partial(
        downloaded, CONTEXT, START, element_type="enclosure", element_id="e1", digest="ab" * 32, size=9
    ),
    "printed": partial(printed, CONTEXT, START, element_type="document", element_id=str(DOCUMENT), purpose="suret"),
    "exported": partial(exported, CONTEXT, START, element_type="events", format="jsonl", result_count=50),
    "verified": partial(
        verified,
        CONTEXT,
        START,
        element_type="day",
        element_id="2026-11-20",
        method="day",
        outcome=VerificationOutcome.PASSED,
    ),
    "signed_in": partial(signed_in, CONTEXT, START, method="oidc", outcome=SignInOutcome.FAILED),
    "denied": partial(denied, CONTEXT, START, element_type="document", cause=DeniedCause.ROLE, rule_id="T-9"),
}


@pytest.mark.parametrize("name", MAKERS)
def test_read_survives_its_stored_bytes(name: str) -> None:
    fact = MAKERS[name]().as_fact(STREAM, 1)
    assert fact_from_record(f"access.{name}", fact_to_state(fact), STREAM, 1) == fact


def test_view_says_which_version_was_seen() -> None:
    fact = MAKERS["viewed"]().as_fact(STREAM, 1)
    assert isinstance(fact, Viewed)
    assert fact.version == 7


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("10000000146 nolu başvuru", "*********** nolu başvuru"),
        ("ayse@example.org yazışması", "***@*** yazışması"),
        ("E-67915368-903.07.02-4752", "E-67915368-903.07.02-4752"),
        ("Go\u0308ru\u0308s\u0327", "Görüş"),
    ],
)
def test_query_about_persons_is_minimised(query: str, kept: str) -> None:
    assert minimised_query(query) == kept


@given(st.text(max_size=400))
def test_query_kept_is_short_and_holds_no_identity_number(query: str) -> None:
    kept = minimised_query(query + " 10000000146")
    assert len(kept) <= 201
    assert "10000000146" not in kept


def test_search_is_minimised_as_it_is_noted() -> None:
    read = searched(CONTEXT, START, element_type="document", query="10000000146", result_count=0)
    fact = read.as_fact(STREAM, 1)
    assert isinstance(fact, Searched)
    assert fact.query == "***********"


@pytest.mark.parametrize("other", [(date(2026, 11, 22), "api-1"), (date(2026, 11, 21), "api-2")])
def test_read_streams_differ_by_day_and_process(other: tuple[date, str]) -> None:
    assert read_stream_of(*other) != STREAM


def test_refusal_streams_differ_by_actor() -> None:
    assert refusal_stream_of("ayse") != refusal_stream_of("baris")


def test_read_keeps_its_own_time() -> None:
    at = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
    assert replace(MAKERS["viewed"](), at=at).as_fact(STREAM, 1).timestamp == at
