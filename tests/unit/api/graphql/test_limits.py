"""Limits: what the door takes by itself is what a started server takes, and it lets usual queries through."""

import re
from pathlib import Path

import pytest
from graphql import Lexer, Source, TokenKind, build_schema, get_introspection_query, parse, validate

from api.composition.limits import Limits
from api.graphql import schema_text
from api.graphql.limits import GraphQLLimits
from api.graphql.shape import Measure

PROJECT = Path(__file__).parents[4]
INTROSPECTION = get_introspection_query(
    specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
)
CARD = """query ($id: UUID!) { document(id: $id) {
  id version direction state subject unit documentNo registrationNo classification urgency counterparty
  openedAt { utc istanbul } body { digest size } enclosures { name } recipients { name } references { documentNo }
  signatures { signer level } renewals { dueReason latest { istanbul } } registerEntries { registrationNo }
  history(first: 50) {
    edges { cursor node { position label actor { name title } recordedAt { istanbul } reason changes { field old new }
      event { proofStatus proof { leafIndex leaf treeSize path checkpoint day } } } }
    pageInfo { hasNextPage endCursor } }
} }"""
LIST = """{ documents(first: 100) { edges { cursor node { id subject state unit documentNo registrationNo classification
  urgency counterparty holderName holderUnit openedAt { utc istanbul } dueAt { utc istanbul } } }
  pageInfo { hasNextPage endCursor } filters { name value } } }"""


def test_defaults_of_the_door_are_those_of_a_started_server() -> None:
    door, server = GraphQLLimits(), Limits()

    assert (door.depth, door.aliases, door.tokens, door.cost) == (
        server.query_depth,
        server.query_aliases,
        server.query_tokens,
        server.query_cost,
    )
    assert (door.body_bytes, door.upload_bytes, door.subscriptions, door.view_wait_seconds) == (
        server.request_bytes,
        server.upload_bytes,
        server.subscriptions,
        server.view_wait_milliseconds / 1000,
    )


@pytest.mark.parametrize("name", ["query_depth", "query_aliases", "query_tokens", "query_cost", "upload_bytes"])
def test_defaults_of_the_settings_page_are_those_of_a_started_server(name: str) -> None:
    page = (PROJECT / "docs" / "operating" / "settings.md").read_text(encoding="utf-8")
    told = re.search(rf"^\| `{name}` \| (\d+) \|", page, re.MULTILINE)

    assert told is not None
    assert int(told[1]) == getattr(Limits(), name)


@pytest.mark.parametrize("query", [INTROSPECTION, CARD, LIST], ids=["introspection", "card", "list"])
def test_usual_query_is_within_the_limits(query: str) -> None:
    limits, shape = GraphQLLimits(), Measure(parse(query)).whole()

    assert validate(build_schema(schema_text()), parse(query)) == []
    assert tokens(query) <= limits.tokens
    assert shape.depth <= limits.depth
    assert shape.introspection_depth <= limits.introspection_depth
    assert shape.aliases <= limits.aliases
    assert shape.fields <= limits.fields
    assert shape.cost <= limits.cost


def tokens(query: str) -> int:
    """Words and brackets of a query text, as the parser counts them."""
    lexer, count = Lexer(Source(query)), 0
    while lexer.advance().kind is not TokenKind.EOF:
        count += 1
    return count
