"""A started Kütük, as a new user starts it: processes, commands, GraphQL and pages, all from outside."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[3]
KUTUK = Path(sys.executable).parent / "kutuk"
INSTITUTION = "24301050"
START_SECONDS = 180.0
PLAIN = False
"""Addresses are http: no client of a test needs to load the certificates of the web."""


@dataclass(frozen=True)
class Finished:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The JSON document on stdout."""
        return json.loads(self.out)

    def lines(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Installation:
    """A data folder and the environment that its commands run with."""

    data: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """The whole environment of a command."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.data.parent),
            "KUTUK_DATA": str(self.data),
            **self.environment,
        }

    def run(self, *words: str, timeout: float = 180, **environment: str) -> Finished:
        """Run a `kutuk` command to its end."""
        done = subprocess.run(
            [str(KUTUK), *words],
            env={**self.variables, **environment},
            cwd=self.data.parent,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Kutuk(Installation):
    """One running server."""

    address: str = ""

    def ask(self, query: str, who: str | None = "ebys", **variables: Any) -> dict[str, Any]:
        """The whole answer to a GraphQL request of a demo person."""
        headers = {} if who is None else {"Authorization": f"Bearer demo-{who}"}
        body = {"query": query, "variables": variables}
        with httpx.Client(timeout=60, trust_env=False, verify=PLAIN) as client:
            answer = client.post(f"{self.address}/graphql", json=body, headers=headers)
        found: dict[str, Any] = answer.json()
        return found

    def data_of(self, query: str, who: str = "ebys", **variables: Any) -> dict[str, Any]:
        """The data of an answer that must hold no errors."""
        answer = self.ask(query, who, **variables)
        assert not answer.get("errors"), answer
        found: dict[str, Any] = answer["data"]
        return found

    @contextmanager
    def signed_in(self, person: str) -> Iterator[httpx.Client]:
        """A client with the session of a demo person, signed in through the form as a browser would."""
        with httpx.Client(base_url=self.address, timeout=60, trust_env=False, verify=PLAIN) as client:
            token = re.search(r'name="token" value="(\w+)"', client.get("/giris").text)
            assert token is not None
            sent = client.post("/giris", data={"token": token[1], "person": person, "next": "/gunler"})
            assert sent.status_code == httpx.codes.SEE_OTHER, sent.text
            yield client


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def running(installation: Installation, *words: str, ready: str = r"http://[^/\s]+") -> Iterator[tuple[Kutuk, int]]:
    """A `kutuk` process until the context ends, once it has said `ready`; also its process id."""
    environment = {**installation.environment, "KUTUK_PORT": str(free_port())}
    started = Installation(installation.data, environment)
    log = installation.data.parent / f"{words[0]}-{environment['KUTUK_PORT']}.log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [str(KUTUK), *words],
            env=started.variables,
            cwd=installation.data.parent,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
    try:
        address = announced(process, ready, log)
        yield Kutuk(installation.data, environment, address), process.pid
    finally:
        stop(process)


def announced(process: subprocess.Popen[str], ready: str, log: Path) -> str:
    assert process.stdout is not None
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        line = process.stdout.readline()
        found = re.search(ready, line)
        if found:
            return found.group(0)
        if not line and process.poll() is not None:
            break
    raise AssertionError(f"kutuk did not start:\n{log.read_text()[-4000:]}")


def stop(process: subprocess.Popen[str]) -> None:
    """Ask it to end, as Ctrl-C does; its group is ended when it does not."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.stdout is not None:
        process.stdout.close()


def copied(template: Path, folder: Path) -> Installation:
    """A copy of the data folder of a stopped installation."""
    shutil.copytree(template, folder / "kutuk-data", ignore=shutil.ignore_patterns("socket"))
    return Installation(folder / "kutuk-data")


def eventually(what: Callable[[], Any], seconds: float = 90) -> Any:
    """Wait until something true comes back, and give it back; the last answer when it never does."""
    until = time.monotonic() + seconds
    found = what()
    while not found and time.monotonic() < until:
        time.sleep(0.1)
        found = what()
    return found
