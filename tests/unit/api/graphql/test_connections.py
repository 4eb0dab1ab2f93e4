"""Cursors and pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.connections import cursor_of, page_size, position_of
from api.graphql.guards import QueryRefused
from api.graphql.scalars import parsed_digest, parsed_instant, parsed_position


@given(st.integers(min_value=0, max_value=2**53 - 1))
def test_cursor_leads_back_to_its_position(position: int) -> None:
    assert position_of(cursor_of(position)) == position


@given(st.text(max_size=100))
def test_any_other_text_is_refused_as_a_cursor(text: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        position_of(text)

    assert (refused.value.extensions or {})["code"] == "BAD_CURSOR"


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
def test_page_size_out_of_bounds_is_refused(first: int) -> None:
    with pytest.raises(QueryRefused) as refused:
        page_size(first)

    assert (refused.value.extensions or {})["limit"] == 100


@pytest.mark.parametrize("value", [-1, 2**53 + 1, 1.0, True, "1.5", "", "٣", None, "9" * 17])
def test_position_out_of_bounds_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="position"):
        parsed_position(value)


@pytest.mark.parametrize(("value", "position"), [(0, 0), ("42", 42), (2**53, 2**53)])
def test_position_is_a_number_or_its_text(value: object, position: int) -> None:
    assert parsed_position(value) == position


@pytest.mark.parametrize("value", ["2026-11-21T09:00:00", "yesterday", 7, None, "2026-11-21", "9" * 50])
def test_instant_without_a_zone_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"instant|isoformat"):
        parsed_instant(value)


@pytest.mark.parametrize("value", ["AB" * 32, "ab" * 31, "xy" * 32, 7, None])
def test_digest_of_another_form_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="digest"):
        parsed_digest(value)
