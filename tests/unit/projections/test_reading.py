"""Pages, cursors and named statements."""

import ast
from pathlib import Path

import pytest

import projections
from domain.events import known_topics
from projections.folding import UNKNOWN, decode
from projections.reading import CursorError, PageSizeError, check_first, cursor_of, page_of, statements, values_of
from testkit.view_events import EventMaker, document_id

ROOMS = ("audit", "days", "documents", "registers", "renewals", "runner", "search")
CONCERNED = ("document.", "signature.", "number.", "day.", "ledger.")


def test_page_tells_that_more_follows() -> None:
    page = page_of([1, 2, 3], 2, {}, lambda item: cursor_of("x", item), str)
    assert (page.rows, page.has_more, page.end_cursor) == (("1", "2"), True, cursor_of("x", 2))


def test_last_page_tells_that_nothing_follows() -> None:
    page = page_of([1, 2], 2, {}, lambda item: cursor_of("x", item), str)
    assert not page.has_more


def test_empty_page_has_no_cursor() -> None:
    assert page_of([], 2, {}, str, str).end_cursor is None


@pytest.mark.parametrize("first", [0, -5, 101])
def test_page_size_outside_its_bounds_is_refused(first: int) -> None:
    with pytest.raises(PageSizeError, match="between 1 and 100"):
        check_first(first)


def test_cursor_gives_back_its_place() -> None:
    assert values_of(cursor_of("subject", "ÇŞ", 7), "subject", (str, int)) == ["ÇŞ", 7]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "€",
        "AAAA",
        cursor_of("other", 1),
        cursor_of("x"),
        cursor_of("x", "1"),
        cursor_of("x", True),
        cursor_of("x", -1),
        cursor_of("x", 2**63),
        "A" * 3000,
    ],
)
def test_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError):
        values_of(cursor, "x", (int,))


@pytest.mark.parametrize("room", ROOMS)
def test_every_statement_has_a_comment_on_its_purpose(room: str) -> None:
    found = statements(f"projections.{room}")
    assert found
    assert {name for name, text in found.items() if not text.lstrip().startswith("-- ")} == set()


@pytest.mark.parametrize("room", ROOMS)
def test_no_list_is_paged_by_a_row_count(room: str) -> None:
    assert {name for name, text in statements(f"projections.{room}").items() if "OFFSET" in text.upper()} == set()


def test_folds_name_only_topics_that_exist() -> None:
    """A typing error in a topic would make a fold deaf."""
    named = set()
    for path in Path(projections.__file__).parent.glob("*/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if text.startswith(CONCERNED) and text.count(".") == 1 and not text.endswith("."):
                    named.add(text)
    assert named <= set(known_topics())


def test_payload_of_a_known_type_is_read_as_written() -> None:
    maker = EventMaker()
    maker.draft(1, "Konu")
    entry = decode(maker.events[0])
    assert (entry.kind, entry.payload["subject"]) == ("document.drafted", "Konu")


@pytest.mark.parametrize(
    "state", [b"", b"[]", b"{}", b"\xff", b'{"payload":{},"schema":1}', b'{"payload":[],"schema":"x","occurred_at":1}']
)
def test_state_that_holds_no_event_becomes_an_unknown_entry(state: bytes) -> None:
    maker = EventMaker()
    entry = decode(maker.add_raw(document_id(1), "document.drafted", state))
    assert (entry.kind, entry.position, entry.occurred_at) == (UNKNOWN, 1, entry.recorded_at)
