"""What the figures were measured on."""

import os
import platform
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psycopg

from tests.benchmarks.table import Machine


def machine(dsn: str, folder: Path, loads: Sequence[float]) -> Machine:
    """The machine, its programs and its disk as they are now."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return Machine(
        date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        name=platform.node(),
        cpu=_cpu(),
        cores=len(os.sched_getaffinity(0)),
        memory=f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        postgres=str(row[0]) if row else "?",
        flush=f"{_flush_seconds(folder) * 1e3:.2f} ms",
        load=f"{min(loads):.1f} to {max(loads):.1f}",
    )


def load() -> float:
    """Load average of the last minute: what else the machine does counts against both sides."""
    return os.getloadavg()[0]


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def _flush_seconds(folder: Path) -> float:
    found = []
    with (folder / "flush.bin").open("wb") as file:
        for _ in range(100):
            file.write(os.urandom(8192))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            found.append(time.perf_counter() - began)
    return median(found)
