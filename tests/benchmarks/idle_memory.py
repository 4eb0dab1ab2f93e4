"""Memory of a server at rest: `kutuk serve --demo` with its workers."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Direction, Row, Target, number
from tests.benchmarks.ground import Ground

READY_SECONDS: Final = 300
REST_SECONDS: Final = 20
"""Long enough for workers to finish what the demo left them."""


def measure_idle_memory(ground: Ground) -> list[Row]:
    """Start it, wait until it is ready and at rest, add up our processes."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KUTUK_", "DATABASE_", "PG"))}
    folder = ground.folder / "demo"
    environment = {**kept, "KUTUK_DATA": str(folder), "KUTUK_PORT": str(port)}
    command = [str(Path(sys.executable).with_name("kutuk")), "serve", "--demo"]
    with (ground.folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ground.folder, env=environment, stdout=log, stderr=log)
        try:
            _wait_until_ready(port, server)
            time.sleep(ground.size(REST_SECONDS, 5))
            found = _resident_megabytes(server.pid)
        finally:
            server.terminate()
            server.wait(60)
    target = Target(Direction.AT_MOST, 150.0, "MB")
    shown = " + ".join(number(size) for size in found) + " MB"
    return [Row("memory of an idle server with workers", shown, "", sum(found), target, _NOTE)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise RuntimeError("the demo server did not become ready")


def _resident_megabytes(root: int) -> list[float]:
    """Resident memory of the process and of those of its descendants that run Python; PostgreSQL's are not ours."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    ours, found = [root], []
    for process in ours:
        ours += [child for child, parent in parents.items() if parent == process]
        size = _resident(process)
        if size is not None:
            found.append(size)
    return found


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _resident(process: int) -> float | None:
    folder = Path("/proc") / str(process)
    try:
        if not Path(os.readlink(folder / "exe")).name.startswith("python"):
            return None
        pages = int((folder / "statm").read_text().split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


_NOTE = (
    "resident memory of the Python processes of `kutuk serve --demo` (web, GraphQL and workers in one), some time after"
    " it is ready and nothing is asked of it. PostgreSQL's own processes are not counted."
)
