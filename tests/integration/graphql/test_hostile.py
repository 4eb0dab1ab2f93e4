"""Hostile requests get a clear error with a code: no traceback, no half answer."""

from typing import Any

import pytest

QUERIES = {
    "unfinished": ("{ documents(first: 1) { edges { node { " + "history(first: 1) { edges { " * 8, "BAD_REQUEST"),
    "deepest": ("{ a " * 990 + "}" * 990, "BAD_REQUEST"),
    "too_many_words": ("{ a " * 3_000 + "}" * 3_000, "BAD_REQUEST"),
    "deep_but_whole": (
        "{ documents(first: 1) " + "{ edges { node " * 9 + "{ id }" + " } }" * 9 + " }",
        "TOO_DEEP",
    ),
    "aliases": ("{ " + " ".join(f"a{i}: viewer {{ id }}" for i in range(1_000)) + " }", "BAD_REQUEST"),
    "some_aliases": ("{ " + " ".join(f"a{i}: viewer {{ id }}" for i in range(100)) + " }", "TOO_MANY_ALIASES"),
    "fragment_bomb": (
        "fragment f0 on Viewer { id name title unit } "
        + " ".join(f"fragment f{i} on Viewer {{ ...f{i - 1} ...f{i - 1} ...f{i - 1} }}" for i in range(1, 20))
        + " { viewer { ...f19 } }",
        "TOO_MANY_FIELDS",
    ),
    "fragment_circle": ("fragment f on Viewer { ...f } { viewer { ...f } }", "TOO_DEEP"),
    "costly": (
        "{ documents(first: 100) { edges { node { history(first: 100) { edges { node { topic label } } } } } } }",
        "TOO_COSTLY",
    ),
    "syntax": ("{ documents(", "BAD_REQUEST"),
    "unknown_field": ("{ nothing }", "BAD_REQUEST"),
    "page_too_large": ("{ documents(first: 101) { edges { cursor } } }", "BAD_PAGE_SIZE"),
    "page_negative": ("{ documents(first: -1) { edges { cursor } } }", "BAD_PAGE_SIZE"),
    "int_overflow": ("{ documents(first: 99999999999999999999) { edges { cursor } } }", "BAD_REQUEST"),
    "position_overflow": ("{ event(position: 99999999999999999999999) { topic } }", "BAD_REQUEST"),
    "cursor_forged": ('{ documents(first: 1, after: "%%%") { edges { cursor } } }', "BAD_CURSOR"),
    "cursor_of_other_list": ('{ documents(first: 1, after: "azE6MQ") { edges { cursor } } }', "BAD_CURSOR"),
    "event_cursor_forged": ('{ events(first: 1, after: "WyJoaXN0b3J5IiwxXQ") { edges { cursor } } }', "BAD_CURSOR"),
    "nul_in_text": ('{ searchDocuments(text: "a\\u0000b", first: 1) { edges { cursor } } }', "BAD_SEARCH_TEXT"),
    "half_character": ('{ searchDocuments(text: "\\ud800", first: 1) { edges { cursor } } }', "BAD_REQUEST"),
    "long_text": ('{ searchDocuments(text: "' + "a" * 5_000 + '", first: 1) { edges { cursor } } }', "BAD_SEARCH_TEXT"),
    "nameless_day": ('{ day(day: "2026-02-30") { state } }', "BAD_REQUEST"),
    "endless_span": ('{ days(firstDay: "1900-01-01", lastDay: "2999-12-31") { day } }', "BAD_SPAN"),
    "far_years": (
        '{ registerEntries(direction: INCOMING, year: 2147483647, unit: "", first: 1) { edges { cursor } } }',
        None,
    ),
}


@pytest.mark.parametrize("name", QUERIES)
def test_hostile_query_gets_a_clear_error(door: Any, name: str) -> None:
    query, code = QUERIES[name]
    answer = door.ask(query, "zeynep.sahin")
    text = str(answer)

    assert "Traceback" not in text
    assert 'File "' not in text
    if code is not None:
        assert answer["errors"][0]["extensions"]["code"] == code, answer


BODIES = {
    "no_json": (b"{", 400),
    "wrong_encoding": (b'{"query": "{ \xff\xfe }"}', 400),
    "utf16": '{"query": "{ __typename }"}'.encode("utf-16"),
    "list": (b"[]", 400),
    "number": (b"7", 400),
    "null": (b"null", 400),
    "variables_no_object": (b'{"query": "{ __typename }", "variables": [1]}', 400),
    "query_no_text": (b'{"query": 7}', 400),
    "operation_no_text": (b'{"query": "{ __typename }", "operationName": 7}', 400),
    "nested_json": (b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}", 400),
    "too_large": (b'{"query": "' + b" " * 1_100_000 + b'"}', 413),
}


@pytest.mark.parametrize("name", BODIES)
def test_hostile_body_gets_a_clear_status(door: Any, name: str) -> None:
    found = BODIES[name]
    body, status = found if isinstance(found, tuple) else (found, 400)
    headers = {"Authorization": "Bearer demo-zeynep.sahin", "Content-Type": "application/json"}
    answer = door.client.post("/graphql", content=body, headers=headers)

    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text


def test_malformed_variables_are_told_by_name(door: Any) -> None:
    answer = door.ask("query ($id: UUID!) { document(id: $id) { subject } }", id={"$ne": None})

    assert answer["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert "$id" in answer["errors"][0]["message"]


def test_query_in_the_address_is_not_run(door: Any) -> None:
    headers = {"Authorization": "Bearer demo-zeynep.sahin"}
    answer = door.client.get("/graphql", params={"query": "{ viewer { id } }"}, headers=headers)

    assert answer.status_code == 400


def test_cost_of_a_query_stands_in_its_answer(door: Any) -> None:
    answer = door.ask("{ viewer { id name } }")

    assert answer["extensions"]["cost"]["requested"] == 3


EDGES = "{ edges { cursor } }"
ENDLESS = {
    "actor_of_events": f'{{ events(first: 1, filter: {{actorId: "a\\u0000"}}) {EDGES} }}',
    "topic_of_events": f'{{ events(first: 1, filter: {{topics: ["a", "\\u0000"]}}) {EDGES} }}',
    "unit_of_documents": f'{{ documents(first: 1, filter: {{unit: "\\u0000"}}) {EDGES} }}',
    "drafter_of_documents": f'{{ documents(first: 1, filter: {{drafterId: "\\u0000"}}) {EDGES} }}',
    "holder_of_documents": f'{{ documents(first: 1, filter: {{holderId: "\\u0000"}}) {EDGES} }}',
    "holding_unit_of_documents": f'{{ documents(first: 1, filter: {{holderUnit: "\\u0000"}}) {EDGES} }}',
    "file_of_documents": f'{{ documents(first: 1, filter: {{fileCode: "\\u0000"}}) {EDGES} }}',
    "unit_of_a_register": f'{{ registerEntries(direction: INCOMING, year: 2026, unit: "\\u0000", first: 1) {EDGES} }}',
    "long_unit": f'{{ documents(first: 1, filter: {{unit: "{"x" * 501}"}}) {EDGES} }}',
    "last_day_in_year_1": '{ days(lastDay: "0001-01-01") { day } }',
    "first_day_in_year_9999": '{ days(firstDay: "9999-12-31") { day } }',
    "day_in_year_1": '{ day(day: "0001-01-01") { state } }',
    "failures_in_year_9999": f'{{ dayFailures(day: "9999-12-31", first: 1) {EDGES} }}',
    "seal_renewals_in_year_9999": f'{{ dayRenewals(day: "9999-12-31", first: 1) {EDGES} }}',
    "recorded_in_year_1": f'{{ events(first: 1, filter: {{recordedFrom: "0001-01-01T00:00:00+14:00"}}) {EDGES} }}',
    "recorded_in_year_9999": f'{{ events(first: 1, filter: {{recordedBefore: "9999-12-31T23:59:59-12:00"}}) {EDGES} }}',
    "audit_in_year_1": f'{{ auditEntries(first: 1, filter: {{occurredFrom: "0001-01-01T00:00:00Z"}}) {EDGES} }}',
    "due_in_year_9999": f'{{ documents(first: 1, filter: {{dueBefore: "9999-12-31T23:59:59-12:00"}}) {EDGES} }}',
    "as_of_year_9999": (
        '{ document(id: "00000000-0000-7000-8000-000000000001") '
        '{ asOf(point: {at: "9999-12-31T23:59:59Z"}) { final } } }'
    ),
} | {
    f"{name}_of_audit": f'{{ auditEntries(first: 1, filter: {{{name}: "\\u0000"}}) {EDGES} }}'
    for name in ("actorId", "topic", "category", "unit", "client", "address", "session", "outcome")
}


@pytest.mark.parametrize("name", ENDLESS)
def test_text_and_time_that_no_filter_can_hold_is_a_bad_request(door: Any, name: str) -> None:
    told = door.ask(ENDLESS[name], "zeynep.sahin")["errors"][0]

    assert told["extensions"]["code"] == "BAD_REQUEST", told
    assert "U+0000" in told["message"] or "1900" in told["message"]


@pytest.mark.parametrize(
    "query",
    [
        'documents(first: 1, after: "\\u0000")',
        'events(first: 1, after: "azE6MQ\\u0000")',
        'auditEntries(first: 1, after: "\\u0000")',
        'renewals(first: 1, after: "\\u0000")',
        'registerEntries(direction: INCOMING, year: 2026, unit: "1", first: 1, after: "\\u0000")',
        'searchDocuments(text: "a", first: 1, after: "\\u0000")',
        'dayFailures(day: "2026-11-21", first: 1, after: "\\u0000")',
        'dayRenewals(day: "2026-11-21", first: 1, after: "\\u0000")',
    ],
)
def test_cursor_with_a_nul_is_refused(door: Any, query: str) -> None:
    answer = door.ask(f"{{ {query} {EDGES} }}", "zeynep.sahin")

    assert answer["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


def test_number_with_a_nul_is_refused_before_the_caller_is(door: Any) -> None:
    answer = door.ask('{ document(number: "\\u0000") { id } }', "can.ozturk")

    assert answer["errors"][0]["extensions"]["code"] == "BAD_SEARCH_TEXT"


@pytest.mark.parametrize("name", ["actor", "topic", "category", "outcome", "document", "from", "after", "x"])
def test_export_filter_with_a_nul_is_a_bad_request(door: Any, name: str) -> None:
    headers = {"Authorization": "Bearer demo-zeynep.sahin"}
    answer = door.client.get(f"/export/audit.csv?{name}=%00", headers=headers)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_export_of_an_endless_span_is_refused(door: Any, instant: str) -> None:
    headers = {"Authorization": "Bearer demo-zeynep.sahin"}
    answer = door.client.get("/export/audit.csv", params={"from": instant}, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_PARAMETER"
