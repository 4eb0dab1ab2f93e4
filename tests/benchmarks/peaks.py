"""Peak memory of a piece of work, in a process of its own."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any


def peak_megabytes(work: Callable[..., Any], *arguments: Any) -> float:
    """Peak of resident memory of a fresh process that does the work, what it imports included."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_peak_after, work, arguments).result()


def _peak_after(work: Callable[..., Any], arguments: tuple[Any, ...]) -> float:
    work(*arguments)
    # Not ru_maxrss: across an exec that remembers the process that started this one.
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
