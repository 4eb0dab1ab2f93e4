"""Pages fetched ahead are the pages that would have been read."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest

from domain.events import RecordedEvent
from projections.runner.reading_ahead import PageReader
from testkit.view_events import EventMaker


class Ledger:
    """Events in memory, which may grow."""

    def __init__(self) -> None:
        self.maker = EventMaker()

    def read(self, after: int = 0, limit: int = 500, upto: int | None = None) -> Sequence[RecordedEvent]:
        return self.maker.events[after : after + limit]

    def head(self) -> tuple[int, int]:
        return len(self.maker.events), 0


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def pages(ledger: Ledger) -> Iterator[PageReader]:
    with closing(PageReader(ledger, 3)) as pages:
        yield pages


def positions(pages: PageReader, after: int) -> list[int]:
    return [entry.position for entry in pages.read(after)]


def draft(ledger: Ledger, *numbers: int) -> None:
    for number in numbers:
        ledger.maker.draft(number)


def test_pages_follow_each_other_without_gap(ledger: Ledger, pages: PageReader) -> None:
    draft(ledger, *range(1, 9))
    assert [positions(pages, after) for after in (0, 3, 6)] == [[1, 2, 3], [4, 5, 6], [7, 8]]


def test_page_that_was_empty_when_fetched_ahead_is_asked_for_again(ledger: Ledger, pages: PageReader) -> None:
    draft(ledger, 1, 2, 3)
    assert positions(pages, 0) == [1, 2, 3]
    draft(ledger, 4)
    assert positions(pages, 3) == [4]


def test_page_at_another_position_is_not_taken_for_the_one_fetched_ahead(ledger: Ledger, pages: PageReader) -> None:
    draft(ledger, *range(1, 9))
    assert positions(pages, 0) == [1, 2, 3]
    assert positions(pages, 5) == [6, 7, 8]
