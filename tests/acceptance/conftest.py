"""A started Kütük, as a new user starts it, for tests that come through the doors only.

One seeded demo is made for all workers of a session; each worker's tests share one running server of it, and tests
that stop, kill or spoil an installation take a copy of the seeded folder.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from testkit.browsing import chromium
from testkit.official_line import OfficialLine, live_through, official_line
from testkit.sharing import shared, shared_folder
from testkit.started import ROOT, Installation, Kutuk, copied, running


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Data folder of a demo that was seeded by `kutuk serve --demo` and stopped again; to be copied, never used."""
    base = shared_folder(tmp_path_factory)

    @contextmanager
    def made() -> Iterator[str]:
        folder = base / "seeded"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        with running(Installation(folder / "kutuk-data"), "serve", "--demo"):
            pass
        yield str(folder / "kutuk-data")

    with shared(base, "seeded-demo", made) as found:
        yield Path(found)


@pytest.fixture(scope="session")
def demo(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kutuk]:
    """`kutuk serve --demo` on a seeded folder, for the whole session of a worker."""
    with running(copied(seeded, tmp_path_factory.mktemp("demo")), "serve", "--demo") as (kutuk, _):
        yield kutuk


@pytest.fixture
def own_demo(seeded: Path, tmp_path: Path) -> Installation:
    """A seeded demo of this test alone, not running."""
    return copied(seeded, tmp_path)


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Path]:
    """The official sample packages, which stand beside the project and are not part of it."""

    def found(name: str) -> Path:
        path = ROOT.parent / "shared" / "samples" / name
        if not path.is_file():
            pytest.skip(f"the official sample package is not on this machine (../shared/samples/{name})")
        return path

    return found


@pytest.fixture(scope="session")
def official_package(sample: Callable[[str], Path]) -> Path:
    """The package that the acceptance of the first line names."""
    return sample("20250512142310.eyp")


@pytest.fixture(scope="session")
def line(official_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficialLine]:
    """The line of the product on the official package, lived through once a session."""
    base = shared_folder(tmp_path_factory)

    @contextmanager
    def made() -> Iterator[str]:
        folder = base / "official-line"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        live_through(folder, official_package)
        yield str(folder)

    with (
        shared(base, "official-line", made) as lived,
        official_line(Path(lived), tmp_path_factory.mktemp("line")) as opened,
    ):
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium for the session of a worker."""
    with chromium() as opened:
        yield opened
