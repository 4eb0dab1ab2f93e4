"""A reader that follows the ledger over a WebSocket."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from testkit.started import Kutuk

FOLLOW = "subscription ($after: Position!) { events(after: $after) { position topic } }"


@contextmanager
def follower(kutuk: Kutuk, who: str, after: int) -> Iterator[ClientConnection]:
    """A subscription to the events after a position, acknowledged and begun."""
    address = kutuk.address.replace("http", "ws") + "/graphql"
    with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as opened:
        opened.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer demo-{who}"}}))
        assert json.loads(opened.recv(timeout=60))["type"] == "connection_ack"
        payload = {"query": FOLLOW, "variables": {"after": after}}
        opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        yield opened


def take(opened: ClientConnection, count: int) -> list[int]:
    """Positions of the next events."""
    found = [json.loads(opened.recv(timeout=60)) for _ in range(count)]
    return [item["payload"]["data"]["events"]["position"] for item in found]
