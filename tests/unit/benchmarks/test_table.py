"""The table of the benchmarks: readable as text, valid as Markdown, nothing left out."""

from tests.benchmarks.figures import Direction, Row, Target
from tests.benchmarks.table import markdown, notes

ROWS = (
    Row("short", "1 ms", "", 1.0, Target(Direction.AT_MOST, 2.0, "ms"), "first note"),
    Row("a longer piece of work", "–", "–", None, Target(Direction.AT_LEAST, 5.0), "skipped: no compiler"),
)


def test_table_lines_are_of_even_width() -> None:
    assert len({len(line) for line in markdown(ROWS).splitlines()}) == 1


def test_table_has_a_line_for_each_row_below_the_headings() -> None:
    assert len(markdown(ROWS).splitlines()) == len(ROWS) + 2


def test_table_shows_figure_target_and_verdict() -> None:
    cells = [cell.strip() for cell in markdown(ROWS).splitlines()[2].split("|")]
    assert cells[1:-1] == ["short", "1 ms", "", "1 ms", "≤ 2 ms", "yes"]


def test_table_says_of_a_skipped_row_that_it_was_not_measured() -> None:
    assert "not measured" in markdown(ROWS).splitlines()[3]


def test_notes_say_why_a_row_was_skipped() -> None:
    assert "- **a longer piece of work**: skipped: no compiler" in notes(ROWS).splitlines()
