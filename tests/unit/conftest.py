"""Unit tests do no I/O: a test that opens a connection or listens is in the wrong folder."""

import socket
from typing import NoReturn

import pytest


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a unit test used the network; move it to tests/integration")

    for door in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, door, refuse)
