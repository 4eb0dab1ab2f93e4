"""The last steps between our process and PostgreSQL's: run as a program, ends by becoming PostgreSQL.

``python launch.py PARENT_PID MODE PROGRAM ARGUMENT…``; MODE is ``direct`` or ``namespace``. A program of its own
rather than a ``preexec_fn``, because that would run Python between fork and exec of a process with threads.

PostgreSQL refuses to run as root. In ``namespace`` mode root enters a user namespace in which it bears the number
65534: PostgreSQL sees an ordinary user, while its files stay root's own, so no account is made and no file changes
hands. Imports the standard library only, for it runs without site packages.
"""

import ctypes
import os
import signal
import sys
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_PR_SET_PDEATHSIG: Final = 1
NOBODY: Final = 65534


def enter_user_namespace() -> None:
    """Root outside, 65534 inside. Raises OSError where the kernel or the container forbids it."""
    libc = ctypes.CDLL(None, use_errno=True)
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER)")
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{NOBODY} {uid} 1")
    _write("/proc/self/gid_map", f"{NOBODY} {gid} 1")


def die_with_parent(parent: int) -> None:
    """Ask the kernel for a fast, clean shutdown when the parent is gone, however it went (kill -9 too)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit("the parent ended before PostgreSQL could start")


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def main(arguments: list[str]) -> None:
    parent, mode, program = int(arguments[0]), arguments[1], arguments[2]
    if mode == "namespace":
        enter_user_namespace()
    die_with_parent(parent)
    os.execv(program, arguments[2:])


if __name__ == "__main__":
    main(sys.argv[1:])
