"""Faults are masked and logged without the query; refusals and the caller's own mistakes are told."""

import asyncio
import logging
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from api.access import AccessDeniedError, ReadNotRecordedError
from api.graphql.guards import QueryRefused
from api.graphql.limits import GraphQLLimits
from api.graphql.schema import build_schema
from domain.ledger.store import OutcomeUnknownError, StoreUnavailableError
from projections.reading import ViewsUnavailableError

SECRET = "Ayşe Yılmaz 10000000146"
QUERY = f"query Sorgu {{ viewer {{ id }} # {SECRET}\n }}"


def answer(fault: Exception | None, query: str = QUERY, **options: Any) -> Any:
    """The result of a query whose resolver fails."""

    def may(operation: object) -> bool:
        if fault is not None:
            raise fault
        return False

    schema = build_schema(GraphQLLimits(), lambda: "trace-1", **options)
    context = SimpleNamespace(may=may, over_websocket=False)
    return asyncio.run(schema.execute(query, context_value=context))


def code(result: Any) -> str:
    found: str = result.errors[0].extensions["code"]
    return found


def test_fault_is_shown_as_a_trace_id_only() -> None:
    result = answer(RuntimeError("password=1234"))

    assert code(result) == "INTERNAL"
    assert result.errors[0].extensions["traceId"] == "trace-1"
    assert "1234" not in str(result.errors[0].formatted)


def test_fault_is_logged_with_its_trace_id_and_without_the_query(caplog: pytest.LogCaptureFixture) -> None:
    with structlog.testing.capture_logs() as logged, caplog.at_level(logging.DEBUG):
        answer(RuntimeError("boom"))

    assert [(entry["event"], entry["trace_id"], entry["fault"]) for entry in logged] == [
        ("graphql_fault", "trace-1", "RuntimeError")
    ]
    assert SECRET not in str(logged) + caplog.text


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (ReadNotRecordedError("disk"), "READ_NOT_RECORDED"),
        (ViewsUnavailableError("down"), "UNAVAILABLE"),
        (OutcomeUnknownError("broken"), "OUTCOME_UNKNOWN"),
        (StoreUnavailableError("away"), "UNAVAILABLE"),
    ],
)
def test_fault_the_caller_can_do_something_about_has_a_code_of_its_own(fault: Exception, told: str) -> None:
    assert code(answer(fault)) == told


def test_refusal_is_told_with_its_rule() -> None:
    result = answer(AccessDeniedError(operation="viewer.read", needed="Denetçi"))

    assert code(result) == "ACCESS_DENIED"
    assert result.errors[0].extensions["ruleId"] == "GR-15"
    assert "Denetçi" in result.errors[0].message


def test_refused_argument_is_told_as_it_is() -> None:
    assert code(answer(QueryRefused("BAD_CURSOR", "en", "tr"))) == "BAD_CURSOR"


@pytest.mark.parametrize("query", ["{", "{ nothing }", "query ($x: Nothing) { viewer { id } }", "{ viewer }"])
def test_mistakes_in_the_query_are_told(query: str) -> None:
    assert code(answer(None, query)) == "BAD_REQUEST"


def test_long_message_about_the_callers_text_is_cut() -> None:
    result = answer(None, "{ " + "x" * 3_000 + " }")

    assert len(result.errors[0].message) <= 501


def test_introspection_can_be_switched_off() -> None:
    query = "{ __schema { queryType { name } } }"

    assert answer(None, query).errors is None
    assert code(answer(None, query, introspection=False)) == "BAD_REQUEST"


def test_only_known_queries_run_when_free_ones_are_switched_off() -> None:
    assert code(answer(None, known_queries=frozenset({"ab" * 32}))) == "UNKNOWN_QUERY"
