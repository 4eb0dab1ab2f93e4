"""The table of a run, as it is printed and written down."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.figures import Row

HEADINGS = ("work", "ours", "peer", "figure", "target", "met")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where and when a run was made."""

    date: str
    name: str
    cpu: str
    cores: int
    memory: str
    system: str
    python: str
    postgres: str
    flush: str
    """Median time that this disk takes for one flush of a page."""
    load: str
    """Least and greatest load average during the run; the benchmarks themselves make about two."""

    def lines(self) -> list[str]:
        """One line for each field that a reader needs to judge the figures."""
        return [
            f"- Machine: {self.name}; {self.cpu}, {self.cores} cores, {self.memory}; {self.system}",
            f"- Python {self.python}, PostgreSQL {self.postgres} (embedded, fsync on)",
            f"- Disk: {self.flush} for one flush of 8 KB",
            f"- Date: {self.date}; load average {self.load} (the run itself makes about 2)",
        ]


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a table with columns of even width, so that it can be read on a terminal too."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = [_line(line, widths) for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def notes(rows: Sequence[Row]) -> str:
    """What is measured, row by row."""
    return "\n".join(f"- **{row.work}**: {row.note}" for row in rows)


def _cells(row: Row) -> tuple[str, ...]:
    return (row.work, row.ours, row.peer, row.shown_figure, str(row.target or "–"), row.verdict)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"
