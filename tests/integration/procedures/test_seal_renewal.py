"""Seals of a real ledger renewed by `kutuk seal renew`: events, views, verification, and what a changed byte does."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from domain.events import day_interval
from testkit.json_shapes import differences
from testkit.lived_ledger import NOON, LivedLedger, days_ago, lived_ledger, served
from testkit.source_tree import ROOT
from testkit.spoiling import spoiled
from timestamping.evidence_records import read_record

pytestmark = pytest.mark.postgres

SCHEMA = json.loads((ROOT / "tests" / "acceptance" / "schemas" / "seal-renew.json").read_text("utf-8"))
FAR = "2090-01-01"
DAYS = [days_ago(2), days_ago(1)]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivedLedger]:
    """Two days, closed, sealed and renewed under one token; and nothing that was due before."""
    with lived_ledger(tmp_path_factory.mktemp("renewal")) as lived:
        with lived.at(day_interval(DAYS[0])[0] + NOON):
            pass
        lived.keep_days(days_ago(0), timedelta(seconds=5))
        with lived.at(datetime.now(UTC)) as services:
            renewer = services.seal_renewer()
            assert renewer.renew_due().renewed == ()
            before = day_interval(days_ago(0).replace(year=2090))[0]
            outcome = renewer.renew(renewer.due(before), before, None)
        assert [item.day for item in outcome.renewed] == DAYS
        assert {item.authority for item in outcome.renewed}
        yield lived


def test_renewed_ledger_verifies(ledger: LivedLedger) -> None:
    done = ledger.installation.run("verify", "--json")
    assert (done.code, done.json()["verdict"]) == (0, "passed")


def test_views_of_days_equal_the_events_and_show_the_renewals(ledger: LivedLedger) -> None:
    with ledger.at(datetime.now(UTC)) as services:
        services.views.clock.wait_all(("days",), services.book.head()[0], 10)
        day = services.views.days.day(DAYS[0], days_ago(0))
        renewals = services.views.days.renewals(DAYS[0]).rows
    assert day is not None
    assert day.evidence is not None
    assert (day.evidence.renewals, day.evidence.hash_name) == (1, "sha512")
    assert day.evidence.weakens_at is not None
    assert [(item.method, item.reason, item.test) for item in renewals] == [("time-stamp", "certificate-ends", True)]
    assert ledger.installation.run("rebuild", "days", "--check", "--json").code == 0


def test_page_of_a_renewed_day_shows_the_renewal_and_gives_the_record(ledger: LivedLedger) -> None:
    with ledger.at(datetime.now(UTC)) as services:
        services.views.clock.wait_all(("days",), services.book.head()[0], 10)
        with served(services) as door, door.signed_in("zeynep.sahin") as client:
            page = client.get(f"/gunler/{DAYS[0]}")
            record = client.get(f"/gunler/{DAYS[0]}/kanit-kaydi.ers")
    assert "yeni damga TEST" in page.text
    assert [len(chain) for chain in read_record(record.content).chains] == [2]


def test_command_without_an_authority_says_so_and_renews_nothing(ledger: LivedLedger) -> None:
    done = ledger.installation.run("seal", "renew", "--before", FAR, "--json", KUTUK_TSA="http://127.0.0.1:9/")
    assert done.code == 5, done.err
    assert list(differences(done.json(), SCHEMA)) == []
    assert (done.json()["due"], done.json()["renewed"]) == (2, [])


def test_command_with_nothing_due_is_nothing_in_range(ledger: LivedLedger) -> None:
    done = ledger.installation.run("seal", "renew", "--before", "2026-01-01", "--json")
    assert (done.code, done.json()["due"]) == (4, 0)
    assert list(differences(done.json(), SCHEMA)) == []


def test_new_hash_that_is_asked_for_is_recorded_and_verifies(ledger: LivedLedger) -> None:
    """Last of those that renew: the seals then have two chains."""
    with ledger.at(datetime.now(UTC)) as services:
        renewer = services.seal_renewer()
        before = day_interval(days_ago(0).replace(year=2090))[0]
        outcome = renewer.renew(renewer.due(before), before, "sha3_512")
    assert {item.method.value for item in outcome.renewed} == {"hash-tree"}
    assert ledger.installation.run("verify", "--json").json()["verdict"] == "passed"


@pytest.mark.parametrize("topic", ["day.sealed", "day.renewed"])
def test_changed_byte_of_a_stored_record_is_found_and_named(ledger: LivedLedger, topic: str) -> None:
    """One character of Base64 inside the record."""
    statement = f"""UPDATE events SET state = overlay(state PLACING
            (CASE get_byte(state, at) WHEN 66 THEN '\\x43' ELSE '\\x42' END)::bytea FROM at + 1 FOR 1)
        FROM (SELECT notification_id AS n, position('"evidence_record":"'::bytea IN state) + 1400 AS at FROM events
              WHERE topic = '{topic}' ORDER BY notification_id LIMIT 1) first
        WHERE notification_id = n"""
    with spoiled(ledger, [statement]) as installation:
        done = installation.run("verify", "--json")
    found = {item["name"]: item["day"] for item in done.json()["findings"] if item["severity"] == "broken"}
    assert done.code == 1
    assert "event-changed" in found
    assert {found.get("record-refused"), found.get("record-differs")} & {DAYS[0].isoformat()}


def test_page_of_a_day_knows_the_dates_that_the_institution_has_set(ledger: LivedLedger) -> None:
    policy = ledger.installation.data / "trust" / "algorithms.toml"
    dates = "".join(f"{name} = 2027-01-01T00:00:00Z\n" for name in ("sha512", "sha3_512"))
    policy.write_text(f'name = "kurum"\n[hashes]\n{dates}', "utf-8")
    try:
        with ledger.at(datetime.now(UTC)) as services:
            day = services.views.days.day(DAYS[0], days_ago(0))
    finally:
        policy.unlink()
    assert day is not None
    assert day.evidence is not None
    assert day.evidence.weakens_at == datetime(2027, 1, 1, tzinfo=UTC)
