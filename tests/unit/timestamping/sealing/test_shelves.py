"""The shelf gives the same answers from memory and from its file."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.sealing.shelves import StreamRow, StreamShelf

STREAMS = st.integers(0, 2**128 - 1)


@pytest.fixture
def shelf() -> Iterator[StreamShelf]:
    small = StreamShelf(limit=3)
    yield small
    small.close()


def row(version: int) -> StreamRow:
    return StreamRow(version, 1, version, bytes(32))


def test_row_moved_to_the_file_is_found_again(shelf: StreamShelf) -> None:
    for stream in range(10):
        shelf.put(stream, row(stream))
    assert [shelf.get(stream) for stream in range(10)] == [row(stream) for stream in range(10)]


def test_newer_row_wins_over_the_one_in_the_file(shelf: StreamShelf) -> None:
    for stream in range(10):
        shelf.put(stream, row(1))
    shelf.put(2, row(9))
    assert (shelf.get(2), dict(shelf.rows())[2]) == (row(9), row(9))


def test_unknown_stream_has_no_row(shelf: StreamShelf) -> None:
    for stream in range(10):
        shelf.put(stream, row(1))
    assert shelf.get(99) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(STREAMS, st.integers(1, 99)), max_size=30))
def test_rows_come_by_stream_id_each_once(puts: list[tuple[int, int]]) -> None:
    small = StreamShelf(limit=4)
    for stream, version in puts:
        small.put(stream, row(version))
    expected = [(stream, row(version)) for stream, version in sorted(dict(puts).items())]
    assert list(small.rows()) == expected
    small.close()
