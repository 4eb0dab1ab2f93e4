"""Two processes that do the same work at the same moment: each fact is recorded once."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from api.composition.services import Services, open_services
from api.procedures.days import DayNotToBeSealedError
from archive.signatures import SignedAttributes, sign_attached
from domain.events import day_interval
from domain.signatures import SignaturePurpose
from testkit.lived_ledger import NOON, LivedLedger, days_ago, lived_ledger, served
from testkit.official_line import mutate
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
    """Results, or errors, of two processes' services that act at the same moment."""
    gate, found = threading.Barrier(2), list[Any]()

    def run(services: Services) -> None:
        gate.wait()
        try:
            found.append(act(services))
        except Exception as error:
            found.append(error)

    with (
        open_services(ledger.settings, demo=True, database=ledger.database) as one,
        open_services(ledger.settings, demo=True, database=ledger.database) as other,
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


def test_signature_is_attached_and_raised_once(ledger: LivedLedger) -> None:
    now = datetime.now(UTC)
    pki = TestPki.in_folder(ledger.settings.test_pki_folder, now)
    citizen = pki.citizen
    with ledger.at(now) as services, served(services) as kutuk:
        given = {"direction": "OUTGOING", "unit": "24301052", "subject": "İzin"}
        document = UUID(mutate(kutuk, "draftDocument", "mehmet.kaya", **given)["documentId"])
    cms = sign_attached(b"icerik", citizen.certificate, citizen.port(), SignedAttributes(now), [pki.issuer.certificate])

    def attach(services: Services) -> Any:
        hand = services.hand("worker-signatures")
        return services.signatures().attach(document, SignaturePurpose.SIGNATURE, cms, hand.context)

    attached = at_once(ledger, attach)
    assert [item for item in attached if isinstance(item, Exception)] == []
    signature = attached[0]
    raised = at_once(
        ledger,
        lambda services: services.signatures().raise_one(signature, services.hand("worker-signatures").context),
    )

    assert counted(ledger, "signature.attached") == 1
    assert counted(ledger, "signature.raised") == 1
    assert True in raised
