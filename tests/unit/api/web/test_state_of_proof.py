"""What a document's page says of its proof holds for the whole document, not for the events that happen to be shown."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.web import documents
from projections.reading import Page


def proof(last_position: int, sealed_through: int, *, has_more: bool, cursor: str = "") -> str:
    """Kind of the mark over one event of a sealed day."""
    page = SimpleNamespace(
        word=lambda name, longest: cursor,
        text=lambda key, **details: key,
        services=SimpleNamespace(days=SimpleNamespace(sealed_through=lambda: sealed_through)),
    )
    history: Page[Any] = Page((object(),), ("c",), has_more, {}, 50)
    card, sealed_day = SimpleNamespace(last_position=last_position), SimpleNamespace(seal=object())
    return documents._proof(cast(Any, page), cast(Any, card), history, [cast(Any, sealed_day)]).kind


@pytest.mark.parametrize(("has_more", "cursor"), [(True, ""), (False, "next")])
def test_part_of_a_history_proves_nothing_of_later_events(has_more: bool, cursor: str) -> None:
    assert proof(90, 60, has_more=has_more, cursor=cursor) == "wait"


def test_part_of_a_history_is_proved_when_all_of_it_is_sealed() -> None:
    assert proof(90, 90, has_more=True) == "good"


def test_whole_history_is_proved_by_its_own_days() -> None:
    assert proof(90, 60, has_more=False) == "good"
