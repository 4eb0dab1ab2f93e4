"""Fixtures that every test may ask for; see tests/support/testkit."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import settings

from testkit.bouncy_castle import bouncy_castle
from testkit.clock import FixedClock
from testkit.ids import SequentialIds
from testkit.postgres import database, module_database, postgres_server, postgres_template

__all__ = ["bouncy_castle", "clock", "database", "ids", "module_database", "postgres_server", "postgres_template"]

# No deadline: a busy machine is no defect. The same examples in every run: a failure can be repeated.
settings.register_profile("kutuk", deadline=None, derandomize=True)
settings.load_profile("kutuk")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def ids() -> SequentialIds:
    return SequentialIds()


@pytest.fixture(autouse=True)
def loop_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """A loop may be started by every test that does not drive the browser.

    Playwright leaves its loop marked as running for as long as a session's browser is open, and a worker runs tests of
    all kinds one after the other.
    """
    running = asyncio._get_running_loop()
    if running is None or "browser" in request.fixturenames:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
