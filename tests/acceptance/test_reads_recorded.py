"""Reads are events of the same ledger, there when the answer arrives, whatever door the reader came through."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from testkit.following import follower, take
from testkit.lived_ledger import LivedLedger, days_ago, lived_ledger, served
from testkit.official_line import OfficialLine
from testkit.started import Kutuk

YESTERDAY = days_ago(1).isoformat()
ROOT_FIELDS = {
    "documents": "{ documents(first: 5) { edges { node { id } } } }",
    "searchDocuments": '{ searchDocuments(text: "görev", first: 5) { edges { node { id } } } }',
    "document": '{ document(id: "%(document)s") { subject } }',
    "events": "{ events(first: 5) { edges { node { position } } } }",
    "event": "{ event(position: 1) { topic } }",
    "auditEntries": "{ auditEntries(first: 5) { edges { node { position } } } }",
    "days": "{ days { day state } }",
    "day": f'{{ day(day: "{YESTERDAY}") {{ state }} }}',
    "dayFailures": f'{{ dayFailures(day: "{YESTERDAY}", first: 5) {{ edges {{ node {{ position }} }} }} }}',
    "dayRenewals": f'{{ dayRenewals(day: "{YESTERDAY}", first: 5) {{ edges {{ node {{ position }} }} }} }}',
    "renewals": "{ renewals(first: 5) { edges { node { level } } } }",
    "renewalHistory": (
        '{ renewalHistory(signatureId: "00000000-0000-7000-8000-000000000001", first: 5) { edges { node { topic } } } }'
    ),
    "registers": "{ registers { unit } }",
    "registerEntries": (
        '{ registerEntries(direction: INCOMING, year: 2026, unit: "24301050", first: 5) '
        "{ edges { node { registrationNo } } } }"
    ),
    "history": '{ document(id: "%(document)s") { history(first: 5) { edges { node { topic } } } } }',
    "difference": (
        '{ document(id: "%(document)s") { difference(from: { position: 1 }, to: { position: 60 }) { final } } }'
    ),
    "asOf": '{ document(id: "%(document)s") { asOf(point: { position: 30 }) { position final } } }',
}
PAGES = (
    "/belgeler",
    "/belgeler?ara=görev",
    "/belgeler/{document}",
    "/olaylar/1",
    "/defterler",
    "/gunler",
    f"/gunler/{YESTERDAY}",
    f"/gunler/{YESTERDAY}/rapor.jsonl",
    f"/gunler/{YESTERDAY}/rapor.pdf",
    f"/gunler/{YESTERDAY}/denetim-noktasi.txt",
    f"/gunler/{YESTERDAY}/damga.tst",
    f"/gunler/{YESTERDAY}/kanit-kaydi.ers",
    "/imzalar",
    "/denetim",
)
COMMANDS = (
    ("events", "tail", "--limit", "1"),
    ("export", "events", "--from", "1", "--to", "2"),
    ("export", "daily-report", YESTERDAY),
    ("asof", "{document}", "--position", "10"),
)


def head(ledger: LivedLedger) -> int:
    with ledger.superuser() as superuser:
        row = superuser.execute("SELECT position FROM ledger_head").fetchone()
    assert row is not None
    return int(row[0])


def since(ledger: LivedLedger, position: int) -> list[tuple[str, str]]:
    """Topic and actor of the events after a position."""
    with ledger.superuser() as superuser:
        rows = superuser.execute(
            "SELECT topic, convert_from(state, 'UTF8')::json #>> '{actor,id}' FROM events "
            "WHERE notification_id > %s ORDER BY notification_id",
            (position,),
        ).fetchall()
    return [(topic, actor) for topic, actor in rows]


@pytest.fixture(scope="module")
def door(line: OfficialLine) -> Iterator[Kutuk]:
    """The line's ledger behind a server, today."""
    with line.ledger.at(datetime.now(UTC)) as services, served(services) as kutuk:
        yield kutuk


@pytest.mark.parametrize("field", ROOT_FIELDS)
def test_query_is_recorded_when_its_answer_arrives(line: OfficialLine, door: Kutuk, field: str) -> None:
    before = head(line.ledger)
    query = ROOT_FIELDS[field].replace("%(document)s", line.document)
    answer = door.ask(query, "zeynep.sahin")
    found = since(line.ledger, before)

    assert not answer.get("errors"), answer
    assert [actor for topic, actor in found if topic.startswith("access.")] != []
    assert {actor for _, actor in found} == {"zeynep.sahin"}


@pytest.mark.parametrize("path", PAGES)
def test_page_is_recorded_when_it_arrives(line: OfficialLine, door: Kutuk, path: str) -> None:
    with door.signed_in("zeynep.sahin") as client:
        before = head(line.ledger)
        answer = client.get(path.replace("{document}", line.document))
        found = since(line.ledger, before)

    assert answer.status_code == 200
    assert {(topic.partition(".")[0], actor) for topic, actor in found} == {("access", "zeynep.sahin")}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_reading_command_is_recorded(line: OfficialLine, words: tuple[str, ...]) -> None:
    before = head(line.ledger)
    done = line.ledger.installation.run(*(word.replace("{document}", line.document) for word in words))
    found = since(line.ledger, before)

    assert done.code == 0, done.err
    assert [topic.partition(".")[0] for topic, _ in found] == ["access"]
    assert found[0][1].startswith("operator:")


def test_sign_in_refusal_and_sign_out_are_recorded(line: OfficialLine, door: Kutuk) -> None:
    before = head(line.ledger)
    with door.signed_in("can.ozturk") as client:
        client.get("/denetim")
        found = re.search(r'name="token" value="(\w+)"', client.get("/gunler").text)
        assert found is not None
        client.post("/cikis", data={"token": found[1]})

    topics = [topic for topic, actor in since(line.ledger, before) if actor == "can.ozturk"]
    assert topics == ["access.signed_in", "access.denied", "access.viewed", "access.signed_in"]


def test_search_for_a_name_is_recorded_without_the_name(line: OfficialLine, door: Kutuk) -> None:
    before = head(line.ledger)
    door.data_of('{ searchDocuments(text: "Işıl Çağlayan", first: 5) { edges { node { id } } } }', "zeynep.sahin")
    with line.ledger.superuser() as superuser:
        rows = superuser.execute("SELECT state FROM events WHERE notification_id > %s", (before,)).fetchall()

    assert rows
    assert all("Çağlayan".encode() not in state for (state,) in rows)


def test_subscription_is_recorded_once_not_for_each_event(line: OfficialLine, door: Kutuk) -> None:
    before = head(line.ledger)
    with follower(door, "zeynep.sahin", after=0) as opened:
        take(opened, 50)

    assert since(line.ledger, before) == [("access.viewed", "zeynep.sahin")]


def test_no_answer_leaves_when_the_read_cannot_be_recorded(line: OfficialLine, door: Kutuk) -> None:
    with door.signed_in("zeynep.sahin") as client, appends_refused(line.ledger):
        page = client.get(f"/belgeler/{line.document}")
        query = door.ask(f'{{ document(id: "{line.document}") {{ subject }} }}', "zeynep.sahin")
        download = client.get(f"/gunler/{YESTERDAY}/rapor.jsonl")

    assert page.status_code == 503
    assert "e-Yazışma" not in page.text
    assert query.get("data") in (None, {"document": None})
    assert query["errors"]
    assert "e-Yazışma" not in str(query)
    assert download.status_code == 503


def test_workers_reads_are_no_events(tmp_path_factory: pytest.TempPathFactory) -> None:
    with lived_ledger(tmp_path_factory.mktemp("quiet")) as ledger:
        ledger.keep_days(days_ago(1))
        ledger.keep_days(days_ago(0))
        found = {topic for topic, _ in since(ledger, 0)}

    assert found == {"ledger.opened", "day.closed", "day.sealed"}


@contextmanager
def appends_refused(ledger: LivedLedger) -> Iterator[None]:
    """While it lasts the database takes no event: its administrator has taken the right away."""
    schema = ledger.database.schema
    with ledger.superuser() as superuser:
        superuser.execute(f"SET kutuk.ledger_change = '{schema}'".encode())
        row = superuser.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE proname = 'append_events' "
            "AND pronamespace = %s::regnamespace",
            (schema,),
        ).fetchone()
        assert row is not None
        superuser.execute(f"REVOKE EXECUTE ON FUNCTION {row[0]} FROM kutuk_app".encode())
        try:
            yield
        finally:
            superuser.execute(f"GRANT EXECUTE ON FUNCTION {row[0]} TO kutuk_app".encode())
