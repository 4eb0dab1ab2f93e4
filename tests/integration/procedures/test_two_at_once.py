"""Two processes that do the same work at the same moment: each fact is recorded once."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.composition.demo_client import DemoClient
from api.composition.demo_story import DemoStory
from api.composition.services import Services, open_services
from api.procedures.days import DayNotToBeSealedError
from archive.signatures import SignedAttributes, sign_attached
from domain.events import day_interval
from testkit.lived_ledger import NOON, LivedLedger, days_ago, lived_ledger, served
from timestamping.tsa.authority import TestPki

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivedLedger]:
    """A ledger that was opened three days ago and left alone since."""
    with lived_ledger(tmp_path_factory.mktemp("two")) as lived:
        with lived.at(day_interval(days_ago(3))[0] + NOON):
            pass
        yield lived


def at_once(ledger: LivedLedger, act: Callable[[Services], Any]) -> list[Any]:
    """Results, or errors, of two processes' services that act at the same moment; signatures are wanted at T only."""
    gate, found = threading.Barrier(2), list[Any]()
    settings = replace(ledger.settings, target_level="T")

    def run(services: Services) -> None:
        gate.wait()
        try:
            found.append(act(services))
        except Exception as error:
            found.append(error)

    with (
        open_services(settings, demo=True, database=ledger.database) as one,
        open_services(settings, demo=True, database=ledger.database) as other,
    ):
        threads = [threading.Thread(target=run, args=(services,)) for services in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return found


def counted(ledger: LivedLedger, topic: str) -> int:
    with ledger.superuser() as superuser:
        row = superuser.execute("SELECT count(*) FROM events WHERE topic = %s", (topic,)).fetchone()
    assert row is not None
    return int(row[0])


def test_days_are_closed_and_sealed_once(ledger: LivedLedger) -> None:
    closed = at_once(ledger, lambda services: services.days().close_due())
    sealed = at_once(ledger, lambda services: services.days().seal(days_ago(3)))

    assert counted(ledger, "day.closed") == 3
    assert [item for item in closed if isinstance(item, Exception)] == []
    assert counted(ledger, "day.sealed") == 1
    assert [type(item) for item in sealed if isinstance(item, Exception)] in ([], [DayNotToBeSealedError])


def test_signature_is_raised_once(ledger: LivedLedger) -> None:
    now = datetime.now(UTC)
    pki = TestPki.in_folder(ledger.settings.test_pki_folder, now)
    citizen, chain = pki.citizen, [pki.issuer.certificate]

    def sign(content: bytes) -> bytes:
        return sign_attached(content, citizen.certificate, citizen.port(), SignedAttributes(now), chain)

    with ledger.at(now) as services, served(services) as kutuk, httpx.Client(base_url=kutuk.address) as client:
        story = DemoStory(DemoClient(client, "two"), sign, lambda: "")
        story.third_day()
        services.views.wait(services.book.head()[0], timeout=30)
        (due,) = services.views.renewals.due(services.now()).rows
    raised = at_once(
        ledger,
        lambda services: services.signatures().raise_one(due.signature_id, services.hand("worker-signatures").context),
    )

    assert counted(ledger, "signature.raised") == 1
    assert raised == [True, True]
