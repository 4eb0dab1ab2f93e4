"""Things that are dear to make and are shared by all xdist workers of a session."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """One folder for all workers of the session, whose own folders lie side by side in it."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def shared(folder: Path, name: str, make: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """What the first worker makes and the others find by its text; its maker waits for them before it ends it."""
    note = folder / f"{name}.made"
    with (folder / f"{name}.users").open("ab") as users, (folder / f"{name}.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        if note.exists():
            fcntl.flock(lock, fcntl.LOCK_UN)
            yield note.read_text(encoding="utf-8")
            return
        with make() as text:
            note.write_text(text, encoding="utf-8")
            fcntl.flock(lock, fcntl.LOCK_UN)
            yield text
            fcntl.flock(users, fcntl.LOCK_UN)
            fcntl.flock(lock, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_EX)
            note.unlink()
