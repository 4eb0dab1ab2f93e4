"""The demo institution: three past days lived through with a shifted clock, each closed and sealed, then today.

Seeded through the public API over HTTP, by the demo people; done once for a data folder.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

import httpx
import uvicorn

from api.composition.database import Database, has_events, remake_database
from api.composition.demo_client import DemoClient
from api.composition.demo_clock import shifted_clock
from api.composition.demo_package import incoming_package
from api.composition.demo_story import DemoStory, one_page_pdf
from api.composition.identifiers import now
from api.composition.refusals import SetUpError
from api.composition.services import Services, open_services
from api.composition.settings import Settings
from api.composition.web_application import create_application
from api.composition.working import projector_of
from archive.signatures import SignedAttributes, sign_attached
from domain.events import day_interval, istanbul_day
from projections.runner import Projector
from timestamping.tsa.authority import TestPki

_BEGUN: Final = "demo-begun"
"""Stands in the data folder while it is seeded: a process killed meanwhile leaves half a story and a moved clock."""
_DONE: Final = "demo-seeded"
_MORNING: Final = timedelta(hours=9, minutes=30)
_START_SECONDS: Final = 30


def seed_demo(settings: Settings, database: Database, announce: Callable[[str], None]) -> None:
    """Seed a fresh data folder; a folder seeded before is left as it is, one seeded by half is begun anew.

    Raises SetUpError when the database is not our own, or holds a ledger that is no demo: neither is ever touched.
    """
    begun, done = settings.data / _BEGUN, settings.data / _DONE
    if done.exists():
        return
    if not database.embedded or database.admin_dsn is None:
        raise SetUpError(
            "--demo yalnız gömülü PostgreSQL ile çalışır; DATABASE_URL olmadan başlatın.",
            "--demo works with the embedded PostgreSQL only; start without DATABASE_URL.",
        )
    if begun.exists():
        remake_database(database)
    elif has_events(database):
        raise SetUpError(
            f"{settings.data} klasöründe örnek olmayan bir defter var: --demo olmadan başlatın ya da KUTUK_DATA ile "
            "başka bir klasör verin.",
            f"{settings.data} holds a ledger that is no demo: start without --demo, or name another folder by "
            "KUTUK_DATA.",
        )
    begun.write_text(f"{istanbul_day(now()).isoformat()}\n", encoding="ascii")
    announce("Örnek kurum hazırlanıyor: üç geçmiş gün ve bugün (seeding the demo: three past days and today) …")
    today = istanbul_day(now())
    acts = (DemoStory.first_day, DemoStory.second_day, DemoStory.third_day)
    for back, act in zip((3, 2, 1), acts, strict=True):
        start = day_interval(today - timedelta(days=back))[0] + _MORNING
        _live(settings, database, start - now(), act)
        announce(f"  {today - timedelta(days=back):%d.%m.%Y} ✓")
    _live(settings, database, timedelta(), DemoStory.today)
    done.write_text(f"{today.isoformat()}\n", encoding="ascii")
    begun.unlink()


def _live(settings: Settings, database: Database, shift: timedelta, act: Callable[[DemoStory], None]) -> None:
    """One day of the story: yesterday is closed and sealed first, then the acts, then what the workers would do."""
    if database.admin_dsn is None:
        raise RuntimeError("the demo needs the superuser of the embedded server")
    with (
        shifted_clock(database.admin_dsn, database.schema, shift),
        open_services(settings, demo=True, clock=lambda: now() + shift, database=database) as services,
        projector_of(services) as projector,
        _following(projector),
    ):
        _keep_days(services)
        with _served(services) as http:
            day = istanbul_day(services.now()).isoformat()
            sign = _signing(settings.test_pki_folder, services.now())
            act(DemoStory(DemoClient(http, f"demo-{day}"), sign, lambda: _received(services, sign)))
        projector_done = services.views.wait(services.book.head()[0], timeout=_START_SECONDS)
        if not projector_done:
            raise RuntimeError("the views did not follow the demo")
        if shift:
            # Today's signature is left to the workers: whoever looks soon after the start sees it being raised.
            _raise_due(services)


def _received(services: Services, sign: Callable[[bytes], bytes]) -> str:
    """A package of another body is taken in, as `kutuk package import` does it."""
    letter = one_page_pdf("Ortak Eğitim Programı Önerisi")
    package = incoming_package(letter, services.institution, sign, services.now())
    intake = services.intake().take_in(BytesIO(package), "ortak-egitim-programi.eyp")
    services.views.wait(services.book.head()[0], timeout=_START_SECONDS)
    return str(intake.document_id)


def _raise_due(services: Services) -> None:
    for item in services.views.renewals.due(services.now()).rows:
        services.signatures().raise_one(item.signature_id, services.hand("worker-signatures").context)


def _keep_days(services: Services) -> None:
    keeper = services.days()
    keeper.close_due()
    for day in keeper.unsealed():
        keeper.seal(day)


@contextlib.contextmanager
def _following(projector: Projector) -> Iterator[None]:
    """Let the views follow in a thread, as a worker would."""
    stop = threading.Event()
    projector.prepare()

    def follow() -> None:
        while not stop.is_set():
            if not projector.step():
                stop.wait(0.005)

    thread = threading.Thread(target=follow, name="demo-projector")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextlib.contextmanager
def _served(services: Services) -> Iterator[httpx.Client]:
    """The application over real HTTP on a free port of this machine, and a client for it."""
    application = create_application(services, demo=True)
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, name="demo-server")
    thread.start()
    try:
        waited = threading.Event()
        for _ in range(_START_SECONDS * 100):
            if server.started:
                break
            waited.wait(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


def _signing(pki_folder: Path, at: datetime) -> Callable[[bytes], bytes]:
    pki = TestPki.in_folder(pki_folder, at)
    citizen, stated = pki.citizen, SignedAttributes(at)
    return lambda content: sign_attached(content, citizen.certificate, citizen.port(), stated, [pki.issuer.certificate])
