"""Under which account PostgreSQL runs, since it refuses to run as root."""

import os
import pwd
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from api.composition import embedded_postgres_launch
from api.composition.refusals import SetUpError

_ACCOUNTS: Final = ("postgres", "nobody")
"""Accounts tried, in this order, where root may not open a user namespace."""

Mode = Literal["direct", "namespace"]


@dataclass(frozen=True, slots=True)
class Account:
    """How a PostgreSQL program is started.

    mode: ``namespace`` when root enters a user namespace first.
    user: name of the account to change to, None to stay.
    owner: user number that owns the files.
    """

    mode: Mode
    user: str | None
    owner: int

    def run(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        """Start a process under this account, with none of the groups of the account we come from."""
        if self.user is not None:
            options |= {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)

    def command(self, program: Path, *arguments: str) -> list[str]:
        """The command line that becomes `program` and dies with this process."""
        launch = embedded_postgres_launch.__file__
        return [sys.executable, "-I", "-S", launch, str(os.getpid()), self.mode, str(program), *arguments]


def account_for_this_process() -> Account:
    """Not root: stay. Root: a user namespace; where that is forbidden, an account of the system."""
    if os.geteuid() != 0:
        return Account("direct", None, os.geteuid())
    if _namespace_works():
        return Account("namespace", None, 0)
    for name in _ACCOUNTS:
        try:
            return Account("direct", name, pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise SetUpError(
        "PostgreSQL root olarak çalışmaz; bu makinede kullanıcı ad alanı da `postgres` hesabı da yok. Programı "
        "root olmayan bir kullanıcıyla çalıştırın ya da DATABASE_URL verin.",
        "PostgreSQL does not run as root; this machine allows no user namespace and has no `postgres` account. "
        "Run the program as a user other than root, or set DATABASE_URL.",
    )


@cache
def _namespace_works() -> bool:
    probe = Account("namespace", None, 0).command(Path("/bin/true"))
    try:
        return subprocess.run(probe, capture_output=True, stdin=subprocess.DEVNULL, timeout=20).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
