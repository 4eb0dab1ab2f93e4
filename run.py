#!/usr/bin/env python3
"""Sets Kütük up and starts it. Needs Python 3.11 to 3.14 and nothing else.

python3 run.py                 set up, then start with a demo institution
python3 run.py setup           set up only
python3 run.py serve …         set up, then `kutuk serve …`; any other kutuk command works the same way
python3 run.py test [ARG…]     the tests (arguments go to pytest)
python3 run.py check           format, lint, types, import rules, tests
python3 run.py bench [ARG…]    the benchmarks
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Iterator, NoReturn, Sequence  # noqa: UP035 (must load on old versions to tell them so)

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "kutuk-stamp.json"
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
DEFAULT_TEST_ARGUMENTS = ("-n", "2")


class Stop(Exception):  # noqa: N818 (nothing went wrong in the program; it asks for something)
    """The set-up cannot go on; says in Turkish and English what to do."""

    def __init__(self, tr: str, en: str) -> None:
        super().__init__(f"{tr}\n{en}")


def main(arguments: Sequence[str]) -> int:
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("serve", ["--demo"])
    if command in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    try:
        demand_python()
        set_up(dev=command in ("test", "check", "bench"))
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    if command == "setup":
        say(f"Kurulum tamam: {VENV}", f"Set up: {VENV}")
        return 0
    if command == "check":
        return check()
    if command == "test":
        become([tool("pytest"), *(rest or DEFAULT_TEST_ARGUMENTS)])
    if command == "bench":
        become([tool("python"), str(ROOT / "tests" / "benchmarks"), *rest])
    become([tool("kutuk"), command, *rest])


def demand_python() -> None:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise Stop(
            f"Python 3.11 - 3.14 gerekiyor, bu {found}. Uygun bir sürümle çalıştırın, ör. `python3.11 run.py`.",
            f"Python 3.11 to 3.14 is needed, this is {found}. Run it with one of these, e.g. `python3.11 run.py`.",
        )


# ── Set-up ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def set_up(*, dev: bool) -> None:
    """Bring .venv to what the lock says; nothing is done when the stamp says that it is there already."""
    wanted = {"lock": digest(LOCKS["dev" if dev else "runtime"]), "project": project_digest()}
    if is_satisfied(read_stamp(), wanted):
        return
    with only_one_at_a_time():
        stamp = read_stamp()
        if is_satisfied(stamp, wanted):
            return
        try:
            if not has_lock(stamp, wanted["lock"]):
                install_lock("dev" if dev else "runtime")
            install_project()
            write_stamp(wanted, dev=dev)
        except OSError as error:
            raise Stop(f"Kurulum yapılamadı: {error}", f"The set-up failed: {error}") from error


def install_lock(name: str) -> None:
    """Install the locked packages; a .venv that this call made and could not finish is taken away again."""
    say("Paketler kuruluyor (bir kez)…", "Installing packages (once)…")
    STAMP.unlink(missing_ok=True)
    ours = not is_usable_environment()
    try:
        if ours:
            shutil.rmtree(VENV, ignore_errors=True)
            make_environment()
        if not install(["--require-hashes", "-r", str(LOCKS[name])]):
            raise Stop(
                "Paketler kurulamadı; nedeni yukarıda. Ağ bağlantısını ya da paket aynasını denetleyip yeniden "
                "çalıştırın.",
                "The packages could not be installed; the reason is above. Check the network or the package mirror "
                "and run again.",
            )
    except BaseException:
        if ours:
            shutil.rmtree(VENV, ignore_errors=True)
        raise


def install_project() -> None:
    """The project itself, from this folder, without a network: what builds it is in the lock."""
    if not install(["--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)]):
        raise Stop("Proje .venv içine kurulamadı; nedeni yukarıda.", "The project could not be installed into .venv.")


def make_environment() -> None:
    if shutil.which("uv"):
        call(["uv", "venv", "--quiet", "--no-project", "--python", sys.executable, str(VENV)])
        if is_usable_environment():
            return
    bare = [] if has_module("ensurepip") else ["--without-pip"]
    if bare and not has_module("pip"):
        raise needs_venv_package()
    if not has_module("venv") or not call([sys.executable, "-m", "venv", *bare, str(VENV)]):
        raise needs_venv_package()


def install(arguments: Sequence[str]) -> bool:
    """With uv when it is there, else (or when uv fails, e.g. because only pip knows the mirror) with pip."""
    if shutil.which("uv") and call(["uv", "pip", "install", "--quiet", "--python", tool("python"), *arguments]):
        return True
    return call([*pip(), "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore", *arguments])


def pip() -> list[str]:
    """The environment's own pip, else the one of the Python we run on, pointed at the environment."""
    inner = [tool("python"), "-m", "pip"]
    if quiet([*inner, "--version"]) or quiet([tool("python"), "-m", "ensurepip"]):
        return inner
    if has_module("pip"):
        return [sys.executable, "-m", "pip", "--python", tool("python")]
    raise needs_venv_package()


def needs_venv_package() -> Stop:
    version = f"python3.{sys.version_info[1]}-venv"
    return Stop(
        f"Python'un venv ya da pip parçası eksik. Debian/Ubuntu: `sudo apt install python3-venv` (ya da {version}), "
        "sonra yeniden çalıştırın.",
        f"Python's venv or pip is missing. Debian/Ubuntu: `sudo apt install python3-venv` (or {version}), "
        "then run again.",
    )


def is_usable_environment() -> bool:
    """Whether .venv has a Python of ours to offer that runs; one left by an older system has not."""
    probe = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return Path(tool("python")).exists() and quiet([tool("python"), "-c", probe])


# ── Stamp ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def project_digest() -> str:
    """Changes when the console script may have changed, or the folder was moved."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + os.fsencode(ROOT)).hexdigest()


def read_stamp() -> dict[str, object]:
    try:
        found = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("root") == str(ROOT) else {}


def has_lock(stamp: dict[str, object], lock: str) -> bool:
    locks = stamp.get("locks")
    return isinstance(locks, list) and lock in locks


def is_satisfied(stamp: dict[str, object], wanted: dict[str, str]) -> bool:
    return has_lock(stamp, wanted["lock"]) and stamp.get("project") == wanted["project"]


def write_stamp(wanted: dict[str, str], *, dev: bool) -> None:
    """The development lock holds the runtime lock, so it satisfies both."""
    locks = [digest(LOCKS["runtime"]), wanted["lock"]] if dev else [wanted["lock"]]
    text = json.dumps({"root": str(ROOT), "locks": locks, "project": wanted["project"]})
    part = STAMP.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(STAMP)


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two starts at once would write into the same .venv; the second waits for the first."""
    with open(__file__, "rb") as file:
        lock(file)
        yield


def lock(file: IO[bytes]) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


# ── Processes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def check() -> int:
    """Format, lint, types, import rules, tests: all of them, even when an early one fails."""
    steps = {
        "format": [tool("ruff"), "format", "--check", "."],
        "lint": [tool("ruff"), "check", "."],
        "types": [tool("mypy")],
        "imports": [tool("lint-imports")],
        "tests": [tool("pytest"), *DEFAULT_TEST_ARGUMENTS],
    }
    failed = [name for name, command in steps.items() if not call(command)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def tool(name: str) -> str:
    """Path of a program of the environment."""
    return str(VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name)


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def environment() -> dict[str, str]:
    """Ours, without what would point Python elsewhere; a folder named like a room must not shadow it."""
    dropped = ("PYTHONHOME", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "PYTHONSAFEPATH": "1", "UV_PYTHON_DOWNLOADS": "never"}


def call(command: Sequence[str]) -> bool:
    return subprocess.call(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL) == 0


def quiet(command: Sequence[str]) -> bool:
    done = subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, capture_output=True)
    return done.returncode == 0


def become(command: Sequence[str]) -> NoReturn:
    """Turn into the program, so that Ctrl-C and signals reach it and nothing stays behind."""
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment()))
    os.execve(command[0], list(command), environment())


def say(tr: str, en: str) -> None:
    print(f"{tr} / {en}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
