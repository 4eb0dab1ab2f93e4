"""An EBYS follows the ledger without reading the audit log in it."""

import json
from typing import Any

from websockets.sync.client import connect
from websockets.typing import Subprotocol

FIELDS = "position topic label payload state reason requestKey actor { id name } origin { client session }"
PAGE = (
    f"query ($filter: EventFilterInput) {{ events(first: 100, filter: $filter) {{ edges {{ node {{ {FIELDS} }} }} }} }}"
)
ONE = f"query ($position: Position!) {{ event(position: $position) {{ {FIELDS} }} }}"
FOLLOW = f"subscription ($after: Position!) {{ events(after: $after) {{ {FIELDS} }} }}"
WITHHELD = {
    "label": "Denetim kaydı",
    "payload": None,
    "state": None,
    "reason": None,
    "requestKey": "",
    "actor": {"id": "", "name": ""},
    "origin": {"client": "", "session": None},
}


def read_somebody(door: Any) -> dict[str, Any]:
    """A read by a registrar is recorded; position and topic of that event."""
    before: int = door.book.head()[0]
    door.data("{ documents(first: 1) { edges { cursor } } }", "elif.arslan")
    event = door.book.read(before, 1)[0]
    assert event.topic == "access.searched"
    return {"position": event.position, "topic": event.topic}


def followed(door: Any, who: str, after: int) -> Any:
    """The first event a follower gets."""
    address = str(door.client.base_url).replace("http", "ws").rstrip("/") + "/graphql"
    with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as opened:
        opened.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer demo-{who}"}}))
        assert json.loads(opened.recv(timeout=10))["type"] == "connection_ack"
        payload = {"query": FOLLOW, "variables": {"after": after}}
        opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        return json.loads(opened.recv(timeout=15))["payload"]["data"]["events"]


def test_audit_records_are_withheld_from_a_document_system_in_lists(door: Any) -> None:
    read = read_somebody(door)
    given = {"firstPosition": read["position"], "lastPosition": read["position"]}
    page = door.data(PAGE, "ebys", filter=given)["events"]["edges"]

    assert [edge["node"] for edge in page] == [read | WITHHELD]


def test_audit_records_are_withheld_from_a_document_system_one_by_one(door: Any) -> None:
    read = read_somebody(door)

    assert door.data(ONE, "ebys", position=read["position"])["event"] == read | WITHHELD


def test_audit_records_are_withheld_from_a_document_system_that_follows(door: Any) -> None:
    read = read_somebody(door)

    assert followed(door, "ebys", read["position"] - 1) == read | WITHHELD


def test_filter_by_actor_does_not_find_audit_records_for_a_document_system(door: Any) -> None:
    given = {"firstPosition": read_somebody(door)["position"], "actorId": "elif.arslan", "topics": ["access.searched"]}

    assert door.data(PAGE, "ebys", filter=given)["events"]["edges"] == []
    assert len(door.data(PAGE, "zeynep.sahin", filter=given)["events"]["edges"]) == 1


def test_auditor_sees_who_read(door: Any) -> None:
    found = door.data(ONE, "zeynep.sahin", position=read_somebody(door)["position"])["event"]

    assert (found["actor"]["id"], found["payload"]["element_type"]) == ("elif.arslan", "document")
