"""Size of request bodies: by what is announced, and by what really comes."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from api.graphql.transport import BodyLimit


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Reads the whole body and answers with its length."""
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def status_of(chunks: Sequence[bytes], announced: bytes | None, limit: int = 10) -> int:
    """Status of the answer to a body that comes in chunks."""
    pending = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    pending.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[Any] = []

    async def receive() -> Any:
        return pending.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [] if announced is None else [(b"content-length", announced)]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    asyncio.run(BodyLimit(echo, limit)(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize("announced", [b"11", b"99999999999999999999", b"-1", b"1e3", b"\xff"])
def test_body_announced_as_too_large_is_refused_unread(announced: bytes) -> None:
    assert status_of([], announced) == 413


def test_body_that_grows_too_large_is_refused() -> None:
    assert status_of([b"12345", b"67890", b"1"], None) == 413


def test_body_larger_than_announced_is_refused() -> None:
    assert status_of([b"12345678901"], b"3") == 413


def test_body_within_the_limit_passes() -> None:
    assert status_of([b"12345", b"67890"], b"10") == 200
