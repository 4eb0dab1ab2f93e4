"""Peak memory of a piece of work, in a process of its own."""

import multiprocessing
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def peak_megabytes(work: Callable[..., Any], *arguments: Any) -> float:
    """By how much the peak of resident memory rose while the work was done in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_risen, work, arguments).result()


def _risen(work: Callable[..., Any], arguments: tuple[Any, ...]) -> float:
    before = _peak()
    work(*arguments)
    return (_peak() - before) / 2**20


def _peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
