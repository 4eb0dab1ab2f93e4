"""Shape and cost of queries, computed before they run."""

import pytest
from graphql import parse

from api.graphql.shape import Measure, Shape


def measure(query: str, **variables: object) -> Shape:
    return Measure(parse(query), variables).running(None)


def test_fields_cost_one_point_each() -> None:
    assert measure("{ viewer { id name } }").cost == 3


def test_selection_of_a_list_counts_as_often_as_its_page() -> None:
    assert measure("{ renewals(first: 10) { edges { node { level } } } }").cost == 1 + 10 * 3


def test_lists_in_lists_multiply() -> None:
    inner = 1 + 10 * 3
    query = "{ renewals(first: 10) { edges { node { history(first: 10) { edges { node { topic } } } } } } }"

    assert measure(query).cost == 1 + 10 * (2 + inner)


def test_heavy_fields_cost_more() -> None:
    assert (
        measure("{ event(position: 1) { proof { day } } }").cost > measure("{ event(position: 1) { a { day } } }").cost
    )


def test_page_size_in_a_variable_counts() -> None:
    query = "query ($n: Int!) { renewals(first: $n) { edges { cursor } } }"

    assert measure(query, n=7).cost == 1 + 7 * 2


def test_page_size_in_a_default_counts() -> None:
    assert measure("query ($n: Int = 5) { renewals(first: $n) { edges { cursor } } }").cost == 1 + 5 * 2


@pytest.mark.parametrize("value", ["x", None, 2**40, True])
def test_strange_page_size_counts_as_a_number_of_rows(value: object) -> None:
    query = "query ($n: Int!) { renewals(first: $n) { edges { cursor } } }"

    assert 3 <= measure(query, n=value).cost <= 201


def test_fragments_are_written_out() -> None:
    assert measure("fragment f on Viewer { id name } { viewer { ...f ... on Viewer { unit } } }") == Shape(
        1, 0, 0, 4, 4
    )


def test_fragments_that_multiply_are_measured_in_an_instant() -> None:
    bomb = "fragment f0 on V { a }" + "".join(f"fragment f{i} on V {{ ...f{i - 1} ...f{i - 1} }}" for i in range(1, 90))

    assert measure(bomb + "{ v { ...f89 } }").fields >= 1_000_000_000


def test_fragment_that_spreads_itself_is_endless() -> None:
    assert measure("fragment f on V { ...f } { v { ...f } }").depth > 1_000


def test_aliases_are_counted_wherever_they_stand() -> None:
    assert measure("fragment f on V { x: id } { a: v { ...f b: id } }").aliases == 3


def test_introspection_is_measured_on_its_own() -> None:
    shape = measure("{ __schema { types { fields { type { ofType { name } } } } } }")

    assert (shape.depth, shape.introspection_depth) == (0, 5)


def test_operation_that_runs_is_chosen_by_name() -> None:
    document = parse("query a { viewer { id } } query b { viewer { id name unit } }")

    assert Measure(document).running("b").cost == 4
    assert Measure(document).running("c") == Shape()
    assert Measure(document).whole().cost == 6
