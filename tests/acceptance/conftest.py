"""A started Kütük, as a new user starts it, for tests that come through the doors only."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KUTUK = Path(sys.executable).parent / "kutuk"
START_SECONDS = 180


@dataclass(frozen=True)
class Kutuk:
    """One running installation."""

    address: str
    data: Path
    environment: Mapping[str, str]

    def run(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """A `kutuk` command on the same data folder."""
        return subprocess.run(
            [str(KUTUK), *words],
            env=dict(self.environment),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def graphql(self, query: str, token: str = "demo-ebys", **variables: Any) -> dict[str, Any]:
        """The answer to a GraphQL request, as JSON; the caller looks at `errors` and `data`."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"{self.address}/graphql",
            body,
            {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            value: dict[str, Any] = json.load(answer)
        return value


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def start(data: Path, *words: str, **environment: str) -> tuple[subprocess.Popen[str], Kutuk]:
    """Start `kutuk serve` on a data folder and wait until it says where it is."""
    port = free_port()
    variables = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(data),
        "KUTUK_DATA": str(data / "kutuk-data"),
        "KUTUK_PORT": str(port),
        **environment,
    }
    log = (data / "serve.log").open("w")
    process = subprocess.Popen(
        [str(KUTUK), "serve", *words],
        env=variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        start_new_session=True,
    )
    return process, Kutuk(_announced(process, data / "serve.log"), data, variables)


def _announced(process: subprocess.Popen[str], log: Path) -> str:
    """The address the server prints once it is ready."""
    until = time.monotonic() + START_SECONDS
    assert process.stdout is not None
    while time.monotonic() < until:
        line = process.stdout.readline()
        found = re.search(r"http://\S+?(?=/?\s|/?$)", line)
        if found:
            return found.group(0)
        if process.poll() is not None:
            break
    raise AssertionError(f"kutuk serve did not start:\n{log.read_text()[-4000:]}")


def stop(process: subprocess.Popen[str]) -> int:
    """Ask it to end, as Ctrl-C does; its exit code."""
    process.send_signal(signal.SIGINT)
    try:
        return process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kutuk]:
    """`kutuk serve --demo` on an empty folder, seeded, for the whole session."""
    process, kutuk = start(tmp_path_factory.mktemp("demo"), "--demo")
    yield kutuk
    stop(process)


@pytest.fixture(scope="session")
def samples() -> Path:
    """Official sample packages, which stand beside the project and are not part of it."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the official sample packages are not on this machine (../shared/samples)")
    return folder
