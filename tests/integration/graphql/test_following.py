"""Following the ledger: the subscription resumes by position, event pages have no holes, exports stay whole."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from domain.events import encode_state, stream_id_of
from domain.ledger.store import NewEvent

FOLLOW = "subscription ($after: Position!) { events(after: $after) { position topic } }"
DRAFT = "mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) { __typename } }"


def draft(door: Any) -> None:
    given = {"requestKey": door.key(), "direction": "OUTGOING", "unit": "24301051", "subject": "İzin"}
    door.data(DRAFT, input=given)


@contextmanager
def socket(door: Any, who: str = "zeynep.sahin", headers: dict[str, str] | None = None) -> Iterator[ClientConnection]:
    """An open WebSocket on which the person has introduced itself in the first message."""
    address = str(door.client.base_url).replace("http", "ws").rstrip("/") + "/graphql"
    with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")], additional_headers=headers) as opened:
        opened.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer demo-{who}"}}))
        yield opened


def follow(opened: ClientConnection, after: int, query: str = FOLLOW) -> None:
    """Subscribe once the connection is acknowledged."""
    assert json.loads(opened.recv(timeout=10))["type"] == "connection_ack"
    payload = {"query": query, "variables": {"after": after}}
    opened.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))


def take(opened: ClientConnection, count: int) -> list[int]:
    """Positions of the next events."""
    found = [json.loads(opened.recv(timeout=15)) for _ in range(count)]
    return [item["payload"]["data"]["events"]["position"] for item in found]


def content(opened: ClientConnection, topic: str) -> Any:
    """Payload of the next event of a type."""
    while True:
        event = json.loads(opened.recv(timeout=15))["payload"]["data"]["events"]
        if event["topic"] == topic:
            return event["payload"]


def test_subscription_gives_what_was_recorded_and_then_what_comes(door: Any) -> None:
    draft(door)
    start = door.book.head()[0] - 1
    with socket(door) as opened:
        follow(opened, start)
        recorded = take(opened, 2)
        draft(door)
        came = take(opened, 1)

    assert recorded + came == [start + 1, start + 2, start + 3]


def test_subscription_resumes_without_a_hole(door: Any) -> None:
    start = door.book.head()[0]
    draft(door)
    with socket(door) as opened:
        follow(opened, start)
        seen = take(opened, 2)
    draft(door)
    draft(door)
    with socket(door) as opened:
        follow(opened, seen[-1])
        seen += take(opened, 3)

    assert seen == list(range(start + 1, start + 6))


def test_follower_of_limited_grades_sees_what_a_new_document_holds(door: Any) -> None:
    query = "subscription ($after: Position!) { events(after: $after) { position topic payload } }"
    with socket(door, "ebys") as opened:
        follow(opened, door.book.head()[0], query)
        draft(door)
        drafted = content(opened, "document.drafted")

    assert drafted is not None
    assert drafted["subject"] == "İzin"


def test_subscription_of_a_stranger_is_refused(door: Any) -> None:
    with socket(door, "nobody") as opened, pytest.raises(ConnectionClosed) as closed:
        opened.recv(timeout=10)

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


def test_subscription_needs_the_right_to_read_events(door: Any) -> None:
    with socket(door, "can.ozturk") as opened:
        follow(opened, 0)
        answer = json.loads(opened.recv(timeout=10))

    assert "ACCESS_DENIED" in json.dumps(answer)


def test_queries_do_not_run_over_a_websocket(door: Any) -> None:
    with socket(door) as opened:
        follow(opened, 0, "query { viewer { id } }")
        answer = json.loads(opened.recv(timeout=10))

    assert answer["payload"][0]["extensions"]["code"] == "SUBSCRIPTIONS_ONLY"


def test_websocket_from_another_origin_is_refused(door: Any) -> None:
    with pytest.raises(InvalidStatus, match="403"), socket(door, headers={"Origin": "https://evil.example"}):
        pass


def test_event_pages_have_neither_hole_nor_double_while_others_write(door: Any) -> None:
    for _ in range(5):
        draft(door)
    query = """query ($after: String) { events(first: 3, after: $after) {
      edges { node { position topic } } pageInfo { hasNextPage endCursor } } }"""
    upto = door.book.head()[0]
    seen: list[int] = []
    after: str | None = None
    while not seen or seen[-1] < upto:
        page = door.data(query, "zeynep.sahin", after=after)["events"]
        seen += [edge["node"]["position"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]

    assert seen == list(range(1, len(seen) + 1))


def test_event_filter_is_echoed_and_applied_on_both_clocks(door: Any) -> None:
    draft(door)
    query = """query ($filter: EventFilterInput!) { events(first: 50, filter: $filter) {
      edges { node { topic occurredAt { utc } } } filters { name value } } }"""
    given = {"topics": ["document.drafted"], "occurredFrom": "2020-01-01T00:00:00Z", "actorId": "elif.arslan"}
    found = door.data(query, "zeynep.sahin", filter=given)["events"]
    late = door.data(query, "zeynep.sahin", filter={"recordedFrom": "2999-01-01T00:00:00Z"})["events"]

    assert {edge["node"]["topic"] for edge in found["edges"]} == {"document.drafted"}
    assert {item["name"] for item in found["filters"]} == {"topics", "occurred_from", "actor_id"}
    assert late["edges"] == []


def test_unknown_event_type_is_listed_and_exported(door: Any) -> None:
    position = append_unknown(door)
    query = "query ($position: Position!) { event(position: $position) { topic known label payload } }"
    shown = door.data(query, "zeynep.sahin", position=position)["event"]
    lines = export(door, f"/export/events.jsonl?after={position - 1}&upto={position}").text.splitlines()

    assert shown == {
        "topic": "document.folded_thrice",
        "known": False,
        "label": "Bilinmeyen olay türü",
        "payload": {"folds": 3},
    }
    assert json.loads(lines[1])["topic"] == "document.folded_thrice"


def export(door: Any, path: str, who: str = "zeynep.sahin") -> Any:
    return door.client.get(path, headers={"Authorization": f"Bearer demo-{who}"})


def test_event_export_says_first_what_follows_and_is_recorded_before(door: Any) -> None:
    draft(door)
    upto = door.book.head()[0]
    lines = [json.loads(line) for line in export(door, "/export/events.jsonl?after=0").text.splitlines()]

    assert (lines[0]["after"], lines[0]["upto"], lines[0]["count"]) == (0, upto, upto)
    assert [line["position"] for line in lines[1:]] == list(range(1, upto + 1))
    assert door.book.read(upto, 10)[0].topic == "access.exported"


def test_audit_export_opens_in_a_turkish_spreadsheet(door: Any) -> None:
    draft(door)
    door.services.views.wait_all(("audit",), door.book.head()[0], 5)
    answer = export(door, "/export/audit.csv?actor=elif.arslan")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    header = next(index for index, row in enumerate(rows) if row[0] == "konum")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert ["# süzgeç", "actor_id=elif.arslan"] in rows[:header]
    assert {row[7] for row in rows[header + 1 :]} == {"elif.arslan"}


@pytest.mark.parametrize("path", ["/export/events.jsonl", "/export/audit.csv"])
def test_export_is_for_auditors_and_archivists_only(door: Any, path: str) -> None:
    assert export(door, path, "elif.arslan").status_code == 403
    assert export(door, path, "nobody").status_code == 401
    assert export(door, path, "huseyin.celik").status_code == 200


@pytest.mark.parametrize("path", ["events.jsonl?after=-1", "audit.csv?document=x", "audit.csv?x=1"])
def test_export_refuses_parameters_it_does_not_understand(door: Any, path: str) -> None:
    answer = export(door, f"/export/{path}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_PARAMETER"


def append_unknown(door: Any) -> int:
    """Record an event of a type this program has never heard of; its position."""
    state = encode_state(
        {
            "schema": 1,
            "occurred_at": "2026-11-21T09:00:00.000000Z",
            "actor": {
                "id": "system:newer",
                "name": "Yeni",
                "title": "",
                "unit": "",
                "acting_for": None,
                "delegation": None,
            },
            "origin": {"client": "worker", "address": None, "session": None},
            "request": {"key": "newer-1", "digest": None},
            "reason": None,
            "payload": {"folds": 3},
        }
    )
    event = NewEvent(stream_id_of("newer", door.key()), 1, "document.folded_thrice", state)
    return int(door.book._ledger.append([event], None).last_position)


def test_subscription_beyond_the_limit_is_refused(door: Any) -> None:
    with ExitStack() as stack:
        for number in range(11):
            opened = stack.enter_context(socket(door))
            follow(opened, door.book.head()[0])
            if number < 10:
                continue
            answer = json.dumps(json.loads(opened.recv(timeout=10)))

    assert "TOO_MANY_SUBSCRIPTIONS" in answer
