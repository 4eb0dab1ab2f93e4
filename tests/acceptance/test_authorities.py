"""Authorities that are silent or wrong: the day stays closed and unsealed, and says why, until one is right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.events import day_interval
from testkit.lived_ledger import NOON, LivedLedger, days_ago, lived_ledger, refused_url, with_authorities
from testkit.started import Finished
from timestamping.tsa.authority import Misbehaviour, TestAuthority, TestAuthorityServer, TestPki

pytestmark = pytest.mark.postgres


@dataclass(frozen=True)
class Sealing:
    """A ledger with two closed days and two authorities over HTTP that can be told to misbehave."""

    ledger: LivedLedger
    first: TestAuthorityServer
    second: TestAuthorityServer

    def run(self, *words: str) -> Finished:
        """A command of an installation that knows both authorities, in this order."""
        tsa = f"{self.first.url} {self.second.url}"
        return self.ledger.installation.run(*words, KUTUK_TSA=tsa, KUTUK_LIMIT_TIMESTAMP_SECONDS="2")

    def tell(self, first: Misbehaviour | None, second: Misbehaviour | None) -> None:
        """Make the authorities misbehave, or behave."""
        self.first.authority.misbehaviour = first
        self.second.authority.misbehaviour = second

    def facts(self, topic: str) -> list[dict[str, Any]]:
        """Payloads of the events of a topic."""
        lines = self.run("events", "tail", "--jsonl").lines()
        return [line["state"]["payload"] for line in lines if line["topic"] == topic]


@pytest.fixture
def sealing(tmp_path: Path) -> Iterator[Sealing]:
    def now() -> datetime:
        return datetime.now(UTC)

    with lived_ledger(tmp_path) as ledger:
        settings = with_authorities(ledger.settings, [refused_url()])
        with ledger.at(day_interval(days_ago(3))[0] + NOON, tsa=[refused_url()]):
            pass
        pki = TestPki.in_folder(settings.test_pki_folder, now())
        serial = int(now().timestamp())
        with (
            TestAuthorityServer(TestAuthority(pki, now, serial=serial)) as first,
            TestAuthorityServer(TestAuthority(pki, now, serial=serial + 1000)) as second,
        ):
            yield Sealing(ledger, first, second)


def test_day_stays_unsealed_while_no_authority_is_right_and_is_sealed_late_afterwards(sealing: Sealing) -> None:
    sealing.tell(Misbehaviour.SILENCE, Misbehaviour.WRONG_NONCE)
    refused = sealing.run("seal", "--json")
    doctor = sealing.run("doctor", "--json")
    unsealed = sealing.run("verify", "--json")
    failures = sealing.facts("day.sealing_failed")
    sealing.tell(None, None)
    sealed = sealing.run("seal", "--json")
    seals = sealing.facts("day.sealed")
    verified = sealing.run("verify", "--json")

    days = [days_ago(back).isoformat() for back in (3, 2, 1)]
    assert refused.code == 5
    assert refused.json()["closed"] == days
    assert {item["name"]: item["state"] for item in doctor.json()["checks"]}["authority"] == "fail"
    assert doctor.code == 1
    assert {finding["name"] for finding in unsealed.json()["findings"]} == {"day-unsealed"}
    assert unsealed.code == 3
    assert {failure["day"] for failure in failures} == set(days)
    assert len({failure["tsa"]["name"] for failure in failures}) == 2
    assert all(failure["reason_code"] and failure["message"] for failure in failures)
    assert (sealed.code, sealed.json()["debt"]) == (0, [])
    assert [(seal["day"], seal["late"]) for seal in seals] == [(days[0], True), (days[1], True), (days[2], False)]
    assert verified.code == 0
    assert {finding["name"] for finding in verified.json()["findings"]} >= {"sealed-late", "token-test"}


def test_second_authority_seals_when_the_first_is_wrong(sealing: Sealing) -> None:
    sealing.tell(Misbehaviour.WRONG_IMPRINT_VALUE, None)
    sealed = sealing.run("seal", "--json")

    assert sealed.code == 0
    assert {seal["authority"] for seal in sealed.json()["seals"]} == {sealing.second.url}
    assert all(sealing.first.url in seal["reasons"][0] for seal in sealed.json()["seals"])


@pytest.mark.parametrize(
    "wrong",
    [
        Misbehaviour.BAD_SIGNATURE,
        Misbehaviour.UNTRUSTED_ROOT,
        Misbehaviour.EKU_MISSING,
        Misbehaviour.WRONG_SIGNING_CERTIFICATE,
        Misbehaviour.TIME_IN_FUTURE,
        Misbehaviour.HTTP_500,
        Misbehaviour.HUGE_BODY,
    ],
)
def test_wrong_token_is_never_a_seal(sealing: Sealing, wrong: Misbehaviour) -> None:
    sealing.tell(wrong, wrong)
    with sealing.ledger.at(datetime.now(UTC), tsa=[sealing.first.url]) as services:
        keeper = services.days()
        keeper.close_due()
        outcome = keeper.seal(days_ago(3))
        debt = keeper.unsealed()

    assert outcome.sealed is False
    assert outcome.reasons
    assert debt == [days_ago(back) for back in (3, 2, 1)]
