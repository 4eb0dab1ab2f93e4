"""The folder of an embedded cluster: who owns it, what lies in it, whether a server runs on it."""

import contextlib
import hashlib
import os
import shutil
import signal
import stat
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from api.composition.refusals import SetUpError

SOCKET_PATH_LIMIT: Final = 100
"""Protects against the kernel's limit of 108 bytes for the path of a socket, with the file's own name in it."""
LOG_LIMIT: Final = 10 * 1024 * 1024
"""Protects the disk: a longer server log is put aside once at the next start, replacing the older one."""
_SOCKET_NAME: Final = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class ClusterFolder:
    """Names and states of what lies in the data folder. root: absolute."""

    root: Path

    @property
    def cluster(self) -> Path:
        return self.root / "cluster"

    @property
    def lock_file(self) -> Path:
        return self.root / "owner.lock"

    @property
    def log_file(self) -> Path:
        return self.root / "server.log"

    @property
    def socket_folder(self) -> Path:
        """In the data folder when the path is short enough, else one named by digest among the temporary files."""
        inside = self.root / "socket"
        if len(os.fsencode(inside / _SOCKET_NAME)) < SOCKET_PATH_LIMIT:
            return inside
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"kutuk-{digest}"

    def prepare(self, owner: int) -> None:
        """Make the folders, 0700, for the account numbered `owner`. Raises SetUpError when they are another's."""
        try:
            self.root.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.root, self.socket_folder):
                _make_private(folder, owner)
            for folder in (self.root, self.socket_folder, self.cluster):
                _demand_owner(folder, owner)
        except OSError as error:
            raise self.not_usable(error) from error
        if len(os.fsencode(self.socket_folder / _SOCKET_NAME)) >= SOCKET_PATH_LIMIT:
            raise SetUpError(
                f"Soket yolu çok uzun: {self.socket_folder}. KUTUK_DATA ya da TMPDIR için daha kısa bir yol seçin.",
                f"The path of the socket is too long: {self.socket_folder}. Choose a shorter path for KUTUK_DATA "
                "or TMPDIR.",
            )

    def tidy(self) -> None:
        """Leave nothing among the temporary files once the server has stopped."""
        if self.socket_folder.parent != self.root:
            with contextlib.suppress(OSError):
                self.socket_folder.rmdir()

    def has_cluster(self) -> bool:
        return (self.cluster / "PG_VERSION").exists()

    def major(self) -> int | None:
        """The major version that made the cluster, from the note beside it; None before the first start."""
        if not self.has_cluster():
            return None
        for note in (self._major_file, self.cluster / "PG_VERSION"):
            if note.exists():
                return int(note.read_text("ascii").strip())
        return None

    def fresh_cluster_folder(self) -> Path:
        """An empty place for initdb; what an interrupted attempt left there goes away."""
        fresh = self.root / "cluster.new"
        shutil.rmtree(fresh, ignore_errors=True)
        return fresh

    def adopt(self, fresh: Path, major: int) -> None:
        """Move a finished cluster to its place and note its major version beside it."""
        self._major_file.write_text(f"{major}\n", "ascii")
        fresh.rename(self.cluster)

    def is_ready(self) -> bool:
        """Whether a server runs here and takes connections: line 8 of PostgreSQL's own pid file says so."""
        lines = self._pid_file_lines()
        return len(lines) >= 8 and lines[7].strip() == "ready" and _is_server_of(int(lines[0]), self.cluster)

    def end_orphan(self, seconds: float) -> None:
        """Deal with what a process that died left here: a server that is still going down, or a stale pid file.

        To be called by the owner of the folder only: then no living process of ours can want that server.
        """
        until = time.monotonic() + seconds
        while lines := self._pid_file_lines():
            pid = int(lines[0])
            if not _is_server_of(pid, self.cluster):
                self._pid_file.unlink(missing_ok=True)
                return
            if time.monotonic() > until:
                raise SetUpError(
                    f"Bu klasörde başka bir PostgreSQL çalışıyor ve durmuyor (süreç {pid}): {self.root}.",
                    f"Another PostgreSQL runs on this folder and does not stop (process {pid}): {self.root}.",
                )
            os.kill(pid, signal.SIGINT)
            time.sleep(0.1)

    def open_log(self) -> BinaryIO:
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_LIMIT:
            self.log_file.rename(self.log_file.with_suffix(".log.1"))
        return self.log_file.open("ab")

    def log_tail(self, lines: int = 12) -> str:
        if not self.log_file.exists():
            return ""
        return "\n".join(self.log_file.read_text("utf-8", errors="replace").splitlines()[-lines:])

    def not_usable(self, error: OSError) -> SetUpError:
        """What to say when the file system refuses something here."""
        return SetUpError(
            f"Veri klasörü kullanılamıyor: {self.root} ({error}). Yazma izni verin ya da KUTUK_DATA ile başka bir "
            "klasör seçin.",
            f"The data folder cannot be used: {self.root} ({error}). Allow writing to it, or choose another folder "
            "with KUTUK_DATA.",
        )

    def not_created(self, output: str) -> SetUpError:
        """What to say when initdb fails; `output` is its own explanation."""
        last = "\n".join(output.strip().splitlines()[-4:])
        return SetUpError(
            f"Gömülü PostgreSQL kümesi oluşturulamadı: {self.cluster}. Yer ve yazma izni olduğuna bakın.\n{last}",
            f"The embedded PostgreSQL cluster could not be made: {self.cluster}. Check space and rights; initdb's "
            "own words are above.",
        )

    @property
    def _pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    @property
    def _major_file(self) -> Path:
        return self.root / "cluster.major"

    def _pid_file_lines(self) -> list[str]:
        try:
            return self._pid_file.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []


def _make_private(folder: Path, owner: int) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0 and owner != 0:
            os.chown(folder, owner, -1)


def _demand_owner(folder: Path, owner: int) -> None:
    """Refuse a folder of another account, a link, and a folder that others may enter."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(20, "klasör değil / not a folder", str(folder))
    if found.st_uid != owner:
        raise SetUpError(
            f"{folder} klasörü {found.st_uid} numaralı kullanıcının, program {owner} numaralı kullanıcıyla çalışıyor. "
            "Aynı kullanıcıyla çalıştırın ya da KUTUK_DATA ile başka bir klasör seçin.",
            f"The folder {folder} belongs to user {found.st_uid}, the program runs as user {owner}. Run it as the "
            "same user, or choose another folder with KUTUK_DATA.",
        )
    if found.st_mode & 0o077:
        folder.chmod(0o700)


def _is_server_of(pid: int, cluster: Path) -> bool:
    """Whether that process is the server of this cluster, and not a stranger who was given a reused number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return False
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == cluster
    except OSError:
        return not Path("/proc/self").exists()
