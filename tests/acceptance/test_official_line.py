"""The issue's line: the official package taken in, worked on, its day closed and sealed over HTTP, verified."""

import pytest

from testkit.official_line import OfficialLine

pytestmark = pytest.mark.postgres


def test_package_sent_twice_is_one_document(line: OfficialLine) -> None:
    first, second = (answer.json()["packages"][0] for answer in line.imports)

    assert (first["end"], second["end"]) == ("registered", "duplicate")
    assert first["document"] == second["document"]


def test_only_a_unit_manager_assigns(line: OfficialLine) -> None:
    assert line.refused["ruleId"] == "SM-38"


def test_acts_on_the_document_change_it(line: OfficialLine) -> None:
    states = {mutation: answer["document"]["state"] for mutation, answer in line.acts.items()}

    assert states == {"assignDocument": "ASSIGNED", "closeWithoutAnswer": "CLOSED", "fileDocument": "FILED"}


def test_history_tells_who_did_what_in_order(line: OfficialLine) -> None:
    told = [(edge["node"]["topic"], edge["node"]["actor"]["name"]) for edge in line.history["history"]["edges"]]
    topics = [topic for topic, _ in told]

    assert topics[:3] == ["document.received", "document.validated", "document.registered"]
    assert [item for item in told if item[0] in ("document.assigned", "document.filed")] == [
        ("document.assigned", "Ayşe Işık"),
        ("document.filed", "Hüseyin Çelik"),
    ]


def test_refused_command_is_an_event_without_the_refused_content(line: OfficialLine) -> None:
    with line.ledger.superuser() as superuser:
        (row,) = superuser.execute("SELECT state FROM events WHERE topic = 'command.refused'").fetchall()

    assert b"SM-38" in row[0]
    assert "Gereği için".encode() not in row[0]


def test_last_day_is_closed_and_sealed_by_the_command(line: OfficialLine) -> None:
    answer = line.sealing.json()

    assert line.sealing.code == 0
    assert len(answer["closed"]) == 1
    assert [seal["sealed"] for seal in answer["seals"]] == [True]
    assert answer["seals"][0]["authority"].startswith("http://")


def test_ledger_verifies(line: OfficialLine) -> None:
    verified = line.ledger.installation.run("verify", "--json")
    report = verified.json()

    assert (verified.code, report["verdict"]) == (0, "passed")
    assert (report["days"], report["sealed_days"]) == (3, 3)
    assert report["events"] > 256
    assert {finding["name"] for finding in report["findings"]} == {"token-test"}


def test_a_range_of_days_verifies_by_itself(line: OfficialLine) -> None:
    day = line.first_day.isoformat()
    report = line.ledger.installation.run("verify", "--json", "--from", day, "--to", day).json()

    assert (report["verdict"], report["days"]) == ("passed", 1)


def test_range_before_the_ledger_has_nothing(line: OfficialLine) -> None:
    verified = line.ledger.installation.run("verify", "--json", "--from", "2001-01-01", "--to", "2001-01-31")

    assert verified.code == 4
    assert verified.json()["nothing_in_range"] is True


def test_views_equal_the_events(line: OfficialLine) -> None:
    checked = line.ledger.installation.run("rebuild", "--check", "--json")

    assert (checked.code, checked.json()["equal"]) == (0, True)


def test_report_of_the_day_names_every_event_of_it(line: OfficialLine) -> None:
    exported = line.ledger.installation.run("export", "daily-report", line.first_day.isoformat())
    header, *entries = exported.lines()

    assert header["entry_count"] == len(entries)
    assert [entry["seq"] for entry in entries] == list(range(header["first_seq"], header["last_seq"] + 1))
