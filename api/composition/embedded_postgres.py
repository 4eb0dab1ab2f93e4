"""A PostgreSQL server of our own, for machines where nobody wants to run one.

One cluster per data folder, reached over a Unix socket in a 0700 folder and over nothing else. The first process on
a folder owns the server; further processes attach to it, and when the owner ends, however it ends, one of them starts
the server again on the same socket. With no process left there is no server left.

Layout of the folder: ``cluster/`` (PostgreSQL's own), ``cluster.major``, ``owner.lock``, ``server.log``, ``socket/``.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self
from urllib.parse import quote, urlencode

from api.composition.embedded_postgres_account import Account, account_for_this_process
from api.composition.embedded_postgres_binaries import PostgresBinaries, find_binaries
from api.composition.embedded_postgres_folder import ClusterFolder
from api.composition.refusals import SetUpError

SUPERUSER: Final = "postgres"
START_SECONDS: Final = 120.0
"""Protects an operator from waiting for ever on a server that cannot start; long enough for crash recovery."""
STOP_SECONDS: Final = 60.0
"""Protects the shutdown of the machine; after it the server is stopped without its last checkpoint."""
_TAKEOVER_INTERVAL: Final = 0.25
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_ENVIRONMENT: Final = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}
"""All that the server sees of the environment: the operator's PG… variables would change what initdb makes."""


class EmbeddedPostgres:
    """The server of one data folder: ``start()``, ``dsn()``, ``stop()``.

    Also a context manager. Safe to start from any thread: the server is tied to the process, not to the thread.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        settings: Mapping[str, str] = _NOTHING,
        environment: Mapping[str, str] = _NOTHING,
    ) -> None:
        """
        data_dir: made when absent, 0700; belongs to one account.
        settings: PostgreSQL settings beyond ours, e.g. ``{"fsync": "off"}`` in tests.
        environment: variables for the server's process beyond ours; the benchmarks slow its disk that way.
        """
        self._folder = ClusterFolder(data_dir.resolve())
        self._settings = settings
        self._environment = {**_ENVIRONMENT, "TMPDIR": tempfile.gettempdir(), **environment}
        self._lock: int | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._successor: threading.Thread | None = None

    def start(self) -> str:
        """Start the server, or attach to the one that runs on this folder. Returns the superuser's DSN.

        Raises SetUpError when folder, rights, version or socket do not fit.
        """
        self._stopping.clear()
        account = account_for_this_process()
        self._folder.prepare(account.owner)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._become_owner():
                self._start_as_owner(account)
                return self.dsn()
            if self._folder.is_ready():
                self._successor = threading.Thread(target=self._succeed, args=(account,), daemon=True)
                self._successor.start()
                return self.dsn()
            time.sleep(0.02)
        raise self._not_started()

    @property
    def owns_server(self) -> bool:
        """Whether the server is this process's child, and ends with it."""
        return self._server is not None

    def dsn(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """Connection string of one role and database; no password, for only this account can open the socket."""
        host = urlencode({"host": str(self._folder.socket_folder)}, quote_via=quote)
        return f"postgresql://{quote(user, safe='')}@/{quote(database, safe='')}?{host}"

    def stop(self) -> None:
        """Stop the server when it is ours, leave it alone when we were only attached. May be called twice."""
        self._stopping.set()
        if self._successor is not None:
            self._successor.join()
            self._successor = None
        self._release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _release(self) -> None:
        """Stop the server if it is ours, then let go of the folder."""
        if self._server is not None:
            self._stop_server(self._server)
            self._server = None
            self._folder.tidy()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _become_owner(self) -> bool:
        """Take the lock that one process per folder holds; the kernel frees it when that process is gone."""
        lock = os.open(self._folder.lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def _start_as_owner(self, account: Account) -> None:
        try:
            binaries = find_binaries(self._folder.major())
            self._folder.end_orphan(STOP_SECONDS)
            self._folder.prepare(account.owner)  # the owner before us may have tidied up
            if not self._folder.has_cluster():
                self._create_cluster(binaries, account)
            self._launch(binaries, account)
            self._wait_until_ready()
        except OSError as error:
            self._release()
            raise self._folder.not_usable(error) from error
        except BaseException:
            self._release()
            raise

    def _create_cluster(self, binaries: PostgresBinaries, account: Account) -> None:
        """initdb beside the final place, then rename: an interrupted first start leaves no half-made cluster."""
        fresh = self._folder.fresh_cluster_folder()
        locale = ["--locale-provider=builtin"] if binaries.major >= 17 else []
        arguments = ["-D", str(fresh), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", *locale, "--locale=C.UTF-8"]
        initdb = account.command(binaries.initdb, *arguments)
        made = account.run(initdb, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self._environment, cwd="/")
        output, _ = made.communicate()
        if made.returncode != 0:
            raise self._folder.not_created(output.decode("utf-8", "replace"))
        self._folder.adopt(fresh, binaries.major)

    def _launch(self, binaries: PostgresBinaries, account: Account) -> None:
        """Start the server from a thread that lives as long as the process.

        PR_SET_PDEATHSIG speaks of the parent *thread*: a server started from a short-lived one would die with it.
        """
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder.socket_folder),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "cluster_name": "kutuk",
            **self._settings,
        }
        command = account.command(binaries.postgres, "-D", str(self._folder.cluster))
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        launched: Future[subprocess.Popen[bytes]] = Future()

        def run() -> None:
            try:
                server = self._spawn(command, account)
            except BaseException as error:
                launched.set_exception(error)
                return
            launched.set_result(server)
            server.wait()

        threading.Thread(target=run, name="kutuk-postgres", daemon=True).start()
        self._server = launched.result()

    def _spawn(self, command: list[str], account: Account) -> subprocess.Popen[bytes]:
        with self._folder.open_log() as log:
            return account.run(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches us, and we stop the server last
                env=self._environment,
                cwd="/",
            )

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._server is None or self._server.poll() is not None:
                break
            if self._folder.is_ready():
                return
            time.sleep(0.01)
        raise self._not_started()

    def _succeed(self, account: Account) -> None:
        """While attached: when the owner ends, own the folder and start the server again on the same socket."""
        while not self._stopping.wait(_TAKEOVER_INTERVAL):
            if self._become_owner():
                self._start_as_owner(account)
                return

    def _stop_server(self, server: subprocess.Popen[bytes]) -> None:
        """Fast shutdown: sessions are ended, the last checkpoint is written."""
        for sign, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10.0)):
            with contextlib.suppress(ProcessLookupError):
                server.send_signal(sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(seconds)
                return
        server.kill()

    def _not_started(self) -> SetUpError:
        tail = self._folder.log_tail()
        return SetUpError(
            f"Gömülü PostgreSQL başlamadı ({self._folder.root}). Günlüğün sonu:\n{tail}",
            f"The embedded PostgreSQL did not start ({self._folder.root}). The end of its log is above.",
        )
