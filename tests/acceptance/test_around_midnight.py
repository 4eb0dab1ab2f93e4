"""Writers at work while midnight passes: every event is in exactly one day, and those who follow miss none."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.events import day_interval, istanbul_day, moment
from testkit.following import follower, take
from testkit.lived_ledger import LivedLedger, days_ago, lived_ledger, served
from testkit.started import Kutuk

pytestmark = pytest.mark.postgres

QUERY = """query ($after: String) { events(first: 100, after: $after) {
  edges { node { position } } pageInfo { hasNextPage endCursor } } }"""
DRAFT = "mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) { __typename } }"


class Writers:
    """Threads that draft over HTTP until told to stop."""

    def __init__(self, kutuk: Kutuk, count: int) -> None:
        self.kutuk = kutuk
        self.written = 0
        self.failed: list[str] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(number,)) for number in range(count)]

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self, writer: int) -> None:
        number = 0
        headers = {"Authorization": "Bearer demo-mehmet.kaya"}
        with httpx.Client(base_url=self.kutuk.address, headers=headers, timeout=60, trust_env=False) as client:
            while not self._stop.is_set():
                number += 1
                given = {"requestKey": f"w{writer}-{number}", "direction": "OUTGOING", "unit": "24301052"}
                body = {"query": DRAFT, "variables": {"input": {**given, "subject": f"Yazı {number}"}}}
                answer = client.post("/graphql", json=body).json()
                if answer.get("errors"):
                    self.failed.append(str(answer))
                else:
                    self.written += 1


def days_of(ledger: LivedLedger) -> list[tuple[Any, int]]:
    """Istanbul day and position of every event."""
    with ledger.superuser() as superuser:
        rows = superuser.execute(
            "SELECT notification_id, (extract(epoch FROM recorded_at) * 1000000)::bigint FROM events ORDER BY 1"
        ).fetchall()
    return [(istanbul_day(moment(at)), position) for position, at in rows]


def test_every_event_around_midnight_is_in_exactly_one_day(tmp_path: Path) -> None:
    before, after = days_ago(2), days_ago(1)
    midnight = day_interval(before)[1]
    with lived_ledger(tmp_path) as ledger:
        with (
            ledger.at(midnight - timedelta(seconds=4)) as services,
            served(services) as kutuk,
            Writers(kutuk, 3) as writers,
        ):
            keeper = services.days()
            closed: list[date] = []
            while not closed:
                closed = keeper.close_due()
            said = keeper.closed(before)
            goal = writers.written + 10
            while writers.written < goal and not writers.failed:
                threading.Event().wait(0.01)
        by_day = days_of(ledger)
        first = [position for day, position in by_day if day == before]
        second = [position for day, position in by_day if day == after]
        ledger.keep_days(days_ago(0), timedelta(minutes=1))
        verified = ledger.installation.run("verify", "--json")
        report = ledger.installation.run("export", "daily-report", before.isoformat()).lines()
        rebuilt = ledger.installation.run("rebuild", "--check", "documents")

    assert (writers.failed, closed) == ([], [before])
    assert said is not None
    assert (said.statement.first, said.statement.last, said.statement.count) == (1, first[-1], len(first))
    assert first == list(range(1, len(first) + 1))
    assert second == list(range(len(first) + 1, len(first) + len(second) + 1))
    assert report[0]["entry_count"] == len(report) - 1 == len(first)
    assert sum(report[0]["counts"].values()) >= len(first)
    assert (verified.code, rebuilt.code) == (0, 0)


def test_follower_that_was_cut_off_under_load_misses_nothing(tmp_path: Path) -> None:
    with (
        lived_ledger(tmp_path) as ledger,
        ledger.at(datetime.now(UTC)) as services,
        served(services) as kutuk,
        Writers(kutuk, 3) as writers,
    ):
        seen: list[int] = []
        for _ in range(5):
            with follower(kutuk, "zeynep.sahin", after=seen[-1] if seen else 0) as opened:
                seen += take(opened, 30)

    assert writers.failed == []
    assert seen == list(range(1, 151))


def test_pages_of_thousands_of_events_have_no_hole_while_others_write(tmp_path: Path) -> None:
    with lived_ledger(tmp_path) as ledger, ledger.at(datetime.now(UTC)) as services, served(services) as kutuk:
        fill(services, 5_000)
        with Writers(kutuk, 2) as writers:
            seen: list[int] = []
            cursor, more = None, True
            while more and len(seen) < 6_000:
                page = kutuk.data_of(QUERY, "zeynep.sahin", after=cursor)["events"]
                seen += [edge["node"]["position"] for edge in page["edges"]]
                cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

    assert writers.failed == []
    assert len(seen) > 5_000
    assert seen == list(range(1, len(seen) + 1))


def fill(services: Any, count: int) -> None:
    """Many events fast: reads of one visitor, as the doors record them."""
    from api.access import ReadRecorder
    from domain.access import viewed

    context = services.hand("test").context("fill")
    for _ in range(count // 500):
        recorder = ReadRecorder(services.append_reads, context, services.now)
        for number in range(500):
            recorder.note(viewed, element_type="calendar", element_id=str(number))
        recorder.settle()
