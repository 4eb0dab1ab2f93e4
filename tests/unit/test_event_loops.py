"""A browser that one test opened is not in the way of another: workers of a run mix tests of all kinds."""

import asyncio
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def loop_left_running() -> Iterator[None]:
    """What an open browser leaves in the thread of the tests between two calls: a loop that counts as running."""
    loop, before = asyncio.new_event_loop(), asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    yield
    asyncio._set_running_loop(before)
    loop.close()


async def answer() -> str:
    return "evet"


def test_event_loop_is_started_beside_an_open_browser(loop_left_running: None) -> None:
    assert asyncio.run(answer()) == "evet"
