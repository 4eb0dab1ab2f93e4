"""Roles: an auditor reads all, writes nothing, and every attempt is an event (asks row 12)."""

from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, Undefined, build_schema, get_named_type

from api.graphql import schema_text

SCHEMA = build_schema(schema_text())
MUTATIONS = sorted(SCHEMA.mutation_type.fields) if SCHEMA.mutation_type else []
SAMPLES: dict[str, Any] = {
    "String": "x",
    "Int": 1,
    "BigInt": 1,
    "Position": 1,
    "Boolean": False,
    "UUID": "00000000-0000-7000-8000-000000000001",
    "Digest": "ab" * 32,
    "DateTime": "2026-11-21T09:00:00Z",
    "Date": "2026-11-21",
}


def sample(kind: Any) -> Any:
    """Some value that fits an input type: required fields only."""
    while isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    named = get_named_type(kind)
    if str(kind).startswith("["):
        return []
    if isinstance(named, GraphQLInputObjectType):
        required = {name: item for name, item in named.fields.items() if isinstance(item.type, GraphQLNonNull)}
        return {name: sample(item.type) for name, item in required.items() if item.default_value is Undefined}
    return next(iter(named.values)) if hasattr(named, "values") else SAMPLES[named.name]


def attempt(door: Any, mutation: str, who: str) -> dict[str, Any]:
    """Try a mutation with a sample input; its answer."""
    assert SCHEMA.mutation_type is not None
    kind = SCHEMA.mutation_type.fields[mutation].args["input"].type
    query = (
        f"mutation ($input: {kind}) {{ {mutation}(input: $input) {{ __typename ... on Refusal {{ code ruleId }} }} }}"
    )
    given = sample(kind) | {"requestKey": door.key()}
    found: dict[str, Any] = door.data(query, who, input=given)[mutation]
    return found


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_auditor_is_refused_every_mutation_of_the_schema_and_the_attempt_is_an_event(door: Any, mutation: str) -> None:
    before = door.book.head()[0]
    found = attempt(door, mutation, "zeynep.sahin")
    recorded = door.book.read(before, 10)

    assert found == {"__typename": "AccessDeniedRefusal", "code": "ACCESS_DENIED", "ruleId": "GR-15"}
    assert [event.topic for event in recorded] == ["access.denied"]
    assert f"graphql:{mutation}" in recorded[0].state.decode()


def test_operator_sees_days_but_no_documents(door: Any) -> None:
    days = door.ask("{ days { day state } }", "can.ozturk")
    documents = door.ask("{ documents(first: 1) { edges { cursor } } }", "can.ozturk")

    assert "errors" not in days
    assert documents["errors"][0]["extensions"]["code"] == "ACCESS_DENIED"
    assert door.topics()[-1] == "access.denied"


def test_auditor_reads_the_audit_log_and_that_is_recorded(door: Any) -> None:
    query = "{ auditEntries(first: 5) { edges { node { position label actor { id } } } filters { name value } } }"
    door.data(query, "zeynep.sahin")
    recorded = door.book.read(0, 1_000)[-1]

    assert recorded.topic == "access.searched"
    assert "zeynep.sahin" in recorded.state.decode()


def test_nobody_gets_an_answer_without_signing_in(door: Any) -> None:
    answer = door.client.post("/graphql", json={"query": "{ __typename }"})

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_SIGNED_IN"


def test_unknown_token_is_refused(door: Any) -> None:
    answer = door.client.post(
        "/graphql", json={"query": "{ __typename }"}, headers={"Authorization": "Bearer demo-nobody"}
    )

    assert answer.status_code == 401


def test_viewer_says_who_one_is_and_what_one_may_do(door: Any) -> None:
    viewer = door.data("{ viewer { name roles operations } }", "zeynep.sahin")["viewer"]

    assert (viewer["name"], viewer["roles"]) == ("Zeynep Şahin", ["AUDITOR"])
    assert "documents.draft" not in viewer["operations"]


def test_failed_sign_in_is_an_event(door: Any) -> None:
    before = door.book.head()[0]
    door.client.post("/graphql", json={"query": "{ __typename }"}, headers={"Authorization": "Bearer a.b.c"})

    assert [event.topic for event in door.book.read(before, 10)] == ["access.signed_in"]
