"""One changed byte in any table of the ledger, done by a superuser, makes `kutuk verify` say what and where."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from testkit.official_line import OfficialLine
from testkit.spoiling import cut_after, spoiled

pytestmark = pytest.mark.postgres

PLACE = 120
"""A position of the first day, far from its ends."""
ONE_BYTE = {
    "events.state": (
        f"UPDATE events SET state = set_byte(state, 30, get_byte(state, 30) # 1) WHERE notification_id = {PLACE}",
        "event-changed",
    ),
    "events.leaf": (
        f"UPDATE events SET leaf = set_byte(leaf, 5, get_byte(leaf, 5) # 1) WHERE notification_id = {PLACE}",
        "event-changed",
    ),
    "events.topic": (f"UPDATE events SET topic = topic || 'x' WHERE notification_id = {PLACE}", "event-changed"),
    "events.recorded_at": (
        f"UPDATE events SET recorded_at = recorded_at - interval '1 microsecond' WHERE notification_id = {PLACE}",
        "event-changed",
    ),
    "events row deleted": (f"DELETE FROM events WHERE notification_id = {PLACE}", "events-missing"),
    "stream_heads": (
        f"""UPDATE stream_heads SET version = version + 1
            WHERE stream_id = (SELECT originator_id FROM events WHERE notification_id = {PLACE})""",
        "stream-head-changed",
    ),
    "ledger_head": ("UPDATE ledger_head SET position = position - 1", "ledger-head-changed"),
    "requests": (
        "UPDATE requests SET digest = set_byte(digest, 0, get_byte(digest, 0) # 1) WHERE request_key LIKE '%close:%'",
        "request-changed",
    ),
    "tiles": (
        "UPDATE tiles SET hashes = set_byte(hashes, 100, get_byte(hashes, 100) # 1) WHERE level = 0 AND index = 0",
        "tile-changed",
    ),
}


@pytest.mark.parametrize("table", ONE_BYTE)
def test_one_changed_byte_is_found(line: OfficialLine, table: str) -> None:
    statement, name = ONE_BYTE[table]
    with spoiled(line.ledger, [statement]) as installation:
        verified = installation.run("verify", "--json")
    report = verified.json()
    found = [finding for finding in report["findings"] if finding["name"] == name]

    assert (verified.code, report["verdict"]) == (1, "failed")
    assert found
    assert found[0]["message"]
    assert found[0]["message_en"]
    if table.startswith("events"):
        assert found[0]["position"] == PLACE


def test_two_swapped_events_are_found(line: OfficialLine) -> None:
    swap = f"""UPDATE events a
        SET originator_id = b.originator_id, originator_version = b.originator_version, topic = b.topic,
            recorded_at = b.recorded_at, state = b.state, leaf = b.leaf
        FROM events b
        WHERE (a.notification_id, b.notification_id) IN (({PLACE}, {PLACE + 1}), ({PLACE + 1}, {PLACE}))"""
    with spoiled(line.ledger, [swap]) as installation:
        verified = installation.run("verify", "--json")

    assert verified.code == 1
    assert (verified.json()["first"]["name"], verified.json()["first"]["position"]) == ("events-swapped", PLACE)


def test_one_changed_byte_in_a_stored_report_is_found(line: OfficialLine, tmp_path: Path) -> None:
    blobs = tmp_path / "blobs"
    shutil.copytree(line.ledger.installation.data / "blobs", blobs)
    (report,) = [file for file in blobs.rglob("*") if file.is_file() and _is_report_of(file, line)]
    report.chmod(0o600)
    body = bytearray(report.read_bytes())
    body[-10] ^= 1
    report.write_bytes(body)

    verified = line.ledger.installation.run("verify", "--json", KUTUK_BLOBS=str(blobs))
    found = verified.json()["first"]

    assert verified.code == 1
    assert (found["name"], found["day"]) == ("report-changed", line.first_day.isoformat())


def _is_report_of(file: Path, line: OfficialLine) -> bool:
    with file.open("rb") as opened:
        head = opened.readline(4096)
    if not head.startswith(b'{"counts"'):
        return False
    return bool(json.loads(head)["report_date"] == line.first_day.isoformat())


def test_person_reads_the_finding_with_its_place_and_what_to_do(line: OfficialLine) -> None:
    statement, _ = ONE_BYTE["events.state"]
    with spoiled(line.ledger, [statement]) as installation:
        said = installation.run("verify").out

    assert said.startswith("BOZUK")
    assert str(PLACE) in said
    assert "→" in said


def test_last_days_cut_away_are_found_by_a_kept_checkpoint(line: OfficialLine, tmp_path: Path) -> None:
    days = sealed_days(line)
    pin = tmp_path / "son-denetim-noktasi.txt"
    pin.write_text(days[-1]["checkpoint"], encoding="utf-8")
    with spoiled(line.ledger, cut_after(days[0]["position"])) as installation:
        verified = installation.run("verify", "--json", "--pin", str(pin))
        without = installation.run("verify", "--json")
    missing = {item["day"] for item in without.json()["findings"] if item["name"] == "day-not-closed"}

    assert verified.code == 1
    assert "older-than-pin" in {item["name"] for item in verified.json()["findings"]}
    assert without.code == 3
    assert {(line.first_day + timedelta(days=number)).isoformat() for number in (1, 2)} <= missing


def test_day_deleted_from_the_middle_is_named(line: OfficialLine) -> None:
    day = (line.first_day + timedelta(days=1)).isoformat()
    delete = f"DELETE FROM events WHERE topic LIKE 'day.%' AND convert_from(state, 'UTF8') LIKE '%\"day\":\"{day}\"%'"
    with spoiled(line.ledger, [delete]) as installation:
        verified = installation.run("verify", "--json")
    findings = verified.json()["findings"]

    assert verified.code == 1
    assert day in {item["day"] for item in findings if item["name"] == "day-missing"}


def test_kept_checkpoint_of_an_untouched_ledger_passes(line: OfficialLine, tmp_path: Path) -> None:
    pin = tmp_path / "denetim-noktasi.txt"
    pin.write_text(sealed_days(line)[0]["checkpoint"], encoding="utf-8")

    assert line.ledger.installation.run("verify", "--pin", str(pin)).code == 0


def sealed_days(line: OfficialLine) -> list[dict[str, Any]]:
    """Position and checkpoint of each seal, oldest first."""
    with line.ledger.superuser() as superuser:
        rows = superuser.execute(
            "SELECT notification_id, state FROM events WHERE topic = 'day.sealed' ORDER BY notification_id"
        ).fetchall()
    return [{"position": position, **json.loads(state)["payload"]} for position, state in rows]
