"""BouncyCastle as an outside judge: a small Java program, compiled once for all test workers of a session.

It needs a JDK and Debian's `libbcpkix-java`; where one is absent the fixture skips the test and says so. A start of
Java takes most of a second: give it many tasks at once.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from testkit.sharing import shared, shared_folder

_SOURCE = Path(__file__).with_name("BouncyCastleJudge.java")
_JARS = tuple(Path(f"/usr/share/java/{name}.jar") for name in ("bcpkix", "bcprov", "bcutil"))
_QUICK_START = ("-Xshare:auto", "-XX:TieredStopAtLevel=1")
_SECONDS = 120

Task = tuple[str | bytes, ...]
"""The name of a task, then its words; bytes become files. The tasks are listed at the head of the Java source."""


@dataclass(frozen=True, slots=True)
class BouncyCastle:
    """The judge, ready to run. classes: where it was compiled to. work: a folder for the files of its tasks."""

    classes: Path
    work: Path

    def cms(self, signature: bytes, content: bytes | None = None) -> list[str]:
        """What it says of one CMS file, see `cms_task`."""
        return self.run([cms_task(signature, content)])[0]

    def run(self, tasks: Sequence[Task]) -> list[list[str]]:
        """The lines said to each task, in order; `refused …` is what the library would not take."""
        lines = [
            "\t".join(self._word(word, f"{number}-{place}") for place, word in enumerate(task))
            for number, task in enumerate(tasks)
        ]
        listed = self.work / "tasks.txt"
        listed.write_text("\n".join(lines) + "\n", "utf-8")
        done = _ran("java", *_QUICK_START, "-cp", _path(self.classes), _SOURCE.stem, str(listed))
        return [answer.splitlines() for answer in done.split("--\n")[:-1]]

    def _word(self, word: str | bytes, name: str) -> str:
        if isinstance(word, str):
            return word
        path = self.work / f"{name}.bin"
        path.write_bytes(word)
        return str(path)


def cms_task(signature: bytes, content: bytes | None = None) -> Task:
    """Answers `signer 0 good|bad|no-certificate|refused …`, for counter-signatures `signer 0.0 …`, and for each token
    among unsigned attributes `token 0 OID good|refused …` (of the token alone: what it covers is not compared).
    """
    return ("cms", signature) if content is None else ("cms", signature, content)


@pytest.fixture(scope="session")
def bouncy_castle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BouncyCastle]:
    """The judge; skips where Java or the library is absent."""
    missing = [name for name in ("java", "javac") if shutil.which(name) is None]
    missing += [str(jar) for jar in _JARS if not jar.exists()]
    if missing:
        pytest.skip(f"BouncyCastle cannot judge here: {', '.join(missing)} absent (Debian: libbcpkix-java and a JDK)")
    make = partial(_compiled, shared_folder(tmp_path_factory) / "bouncy-castle")
    with shared(shared_folder(tmp_path_factory), "bouncy-castle", make) as classes:
        yield BouncyCastle(Path(classes), tmp_path_factory.mktemp("bouncy-castle-tasks"))


@contextmanager
def _compiled(folder: Path) -> Iterator[str]:
    folder.mkdir(exist_ok=True)
    _ran("javac", "-nowarn", "-d", str(folder), "-cp", _path(), str(_SOURCE))
    yield str(folder)


def _path(*folders: Path) -> str:
    return ":".join(map(str, (*folders, *_JARS)))


def _ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS)
    assert done.returncode == 0, done.stderr
    return done.stdout
