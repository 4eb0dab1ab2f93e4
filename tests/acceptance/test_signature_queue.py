"""Signatures that wait for an authority: the queue says why, nothing is lost, and they are raised later."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.composition.demo_client import DemoClient
from api.composition.demo_story import DemoStory
from archive.signatures import SignedAttributes, sign_attached
from testkit.lived_ledger import LivedLedger, lived_ledger, refused_url, served
from timestamping.tsa.authority import TestPki

pytestmark = pytest.mark.postgres


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LivedLedger]:
    """A letter was signed two hours ago, while no authority answered."""
    before = datetime.now(UTC) - timedelta(hours=2)
    with lived_ledger(tmp_path) as lived:
        with lived.at(before) as services, served(services) as kutuk, httpx.Client(base_url=kutuk.address) as client:
            DemoStory(DemoClient(client, "queue"), signing(lived, before), lambda: "").third_day()
        with lived.at(before + timedelta(minutes=1), tsa=[refused_url()]) as services:
            (due,) = services.views.renewals.due(services.now()).rows
            services.signatures().raise_one(due.signature_id, services.hand("worker-signatures").context)
        yield lived


def signing(ledger: LivedLedger, at: datetime) -> Any:
    """What the demo's citizen signs with."""
    pki = TestPki.in_folder(ledger.settings.test_pki_folder, at)
    citizen, chain = pki.citizen, [pki.issuer.certificate]
    return lambda content: sign_attached(content, citizen.certificate, citizen.port(), SignedAttributes(at), chain)


def test_waiting_signature_is_shown_with_its_reason_and_raised_when_an_authority_answers(ledger: LivedLedger) -> None:
    waiting = ledger.installation.run("upgrade", "status", "--json").json()["waiting"]
    raised = ledger.installation.run("upgrade", "run")
    after = ledger.installation.run("upgrade", "status", "--json").json()
    nothing = ledger.installation.run("upgrade", "run")

    assert [(item["attempts"], item["level"], item["target_level"]) for item in waiting] == [(1, "BES", "T")]
    assert waiting[0]["last_failure"]
    assert waiting[0]["retry_at"]
    assert raised.code == 0, raised.err
    (renewal,) = after["waiting"]
    assert (renewal["level"], renewal["target_level"], renewal["due_reason"]) == ("A", "A", "renewal")
    assert renewal["earliest"] < renewal["latest"]
    assert renewal["last_failure"] is None
    assert nothing.code == 4


def test_silent_authority_is_exit_code_five_and_keeps_the_signature_waiting(ledger: LivedLedger) -> None:
    tried = ledger.installation.run("upgrade", "run", KUTUK_TSA=refused_url())
    waiting = ledger.installation.run("upgrade", "status", "--json").json()["waiting"]

    assert tried.code == 5
    assert [item["attempts"] for item in waiting] == [2]
    assert waiting[0]["retry_at"] > datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_view_of_an_older_version_of_the_program_is_folded_anew_before_the_queue_is_run(ledger: LivedLedger) -> None:
    with ledger.superuser() as connection:
        connection.execute("UPDATE projection_positions SET fold_version = 0 WHERE name = 'renewals'")
        connection.execute("UPDATE renewals SET target_level = NULL, due_reason = 'nothing', urgency = NULL")
    raised = ledger.installation.run("upgrade", "run")

    assert raised.code == 0, raised.err
    assert ledger.installation.run("rebuild", "--check").code == 0
