"""The benchmarks: `python3 run.py bench [--quick] [--write] [row …]`.

Every row is measured side by side with its peer in one run on one server, in turn, several rounds, median. Nothing
here is a test: a machine that is busy makes no program wrong.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from tests.benchmarks.bulk import measure_bulk  # noqa: E402
from tests.benchmarks.catch_up import measure_catch_up  # noqa: E402
from tests.benchmarks.commands import (  # noqa: E402
    measure_commands,
    measure_commands_on_slow_disk,
    measure_lost_events,
)
from tests.benchmarks.days import measure_days  # noqa: E402
from tests.benchmarks.der_core import measure_der_core  # noqa: E402
from tests.benchmarks.figures import Row  # noqa: E402
from tests.benchmarks.ground import Ground  # noqa: E402
from tests.benchmarks.idle_memory import measure_idle_memory  # noqa: E402
from tests.benchmarks.letters import measure_letters  # noqa: E402
from tests.benchmarks.machine import load, machine  # noqa: E402
from tests.benchmarks.own_write import measure_own_write  # noqa: E402
from tests.benchmarks.packages import measure_packages  # noqa: E402
from tests.benchmarks.pages import measure_pages  # noqa: E402
from tests.benchmarks.raising import measure_raising  # noqa: E402
from tests.benchmarks.table import Machine, markdown, notes  # noqa: E402

PAGE: Final = ROOT / "docs" / "operating" / "benchmarks.md"
ROWS: Final[dict[str, Callable[[Ground], list[Row]]]] = {
    "commands": measure_commands,
    "slow-disk": measure_commands_on_slow_disk,
    "lost": measure_lost_events,
    "bulk": measure_bulk,
    "catch-up": measure_catch_up,
    "own-write": measure_own_write,
    "day": measure_days,
    "der-core": measure_der_core,
    "raise": measure_raising,
    "packages": measure_packages,
    "page": measure_pages,
    "letter-rules": measure_letters,
    "memory": measure_idle_memory,
}
"""Rows by the name they have on the command line, in the order of the table."""


def main() -> int:
    arguments = _arguments()
    loads = [load()]
    rows: list[Row] = []
    with (
        tempfile.TemporaryDirectory(prefix="kutuk-bench-", dir=arguments.folder) as folder,
        Ground(Path(folder), quick=arguments.quick, day_events=arguments.day_events) as ground,
    ):
        for name in arguments.rows or ROWS:
            began = time.monotonic()
            measured = ROWS[name](ground)
            loads.append(load())
            rows += measured
            print(f"{name}, {time.monotonic() - began:.0f} s, load {loads[-1]:.1f}", file=sys.stderr)
            for row in measured:
                print(f"  {row.work}: {row.ours} | {row.peer} | {row.shown_figure}", file=sys.stderr, flush=True)
        found = machine(ground.server().dsn(), Path(folder), loads)
    print(_text(found, rows))
    if arguments.write:
        PAGE.write_text(_page(found, rows), encoding="utf-8")
        print(f"\n{PAGE.relative_to(ROOT)}", file=sys.stderr)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py bench", description="Measure Kütük against its peers.")
    parser.add_argument("rows", nargs="*", metavar="row", help=f"one of {', '.join(ROWS)}; all when none is named")
    parser.add_argument("--quick", action="store_true", help="less work and fewer rounds: figures to work with only")
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE.relative_to(ROOT)}")
    parser.add_argument("--day-events", type=int, default=0, help="events of the day that is closed (1,000,000)")
    parser.add_argument("--folder", type=Path, help="folder on the disk to measure (else the temporary folder)")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.rows) - set(ROWS))
    if unknown:
        parser.error(f"no such row: {', '.join(unknown)}; there are {', '.join(ROWS)}")
    if arguments.write and (arguments.quick or arguments.rows):
        parser.error("--write takes a full run: without --quick and without rows")
    return arguments


def _text(found: Machine, rows: list[Row]) -> str:
    return "\n".join([*found.lines(), "", markdown(rows), "", notes(rows)])


def _page(found: Machine, rows: list[Row]) -> str:
    head, _, _ = PAGE.read_text(encoding="utf-8").partition("<!-- written by")
    mark = "<!-- written by `python3 run.py bench --write`; do not edit below -->"
    return "\n".join([head.rstrip(), "", mark, "", _text(found, rows), ""])


if __name__ == "__main__":
    sys.exit(main())
