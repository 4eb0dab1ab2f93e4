"""A real ledger that lives through past days in seconds, over the embedded server: for tests that close and seal.

The clocks of ledger and process are moved together; the ledger's functions are put back word for word afterwards.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import psycopg
import uvicorn

from api.composition.database import Database, open_database
from api.composition.demo_clock import shifted_clock
from api.composition.services import Services, open_services
from api.composition.setting_values import Authority
from api.composition.settings import Settings
from api.composition.web_application import create_application
from api.composition.working import projector_of
from domain.events import day_interval, istanbul_day
from testkit.started import INSTITUTION, Installation, Kutuk
from timestamping.tsa.authority import TestPki

NOON = timedelta(hours=12)
FAST = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class LivedLedger:
    """A data folder whose embedded server this process owns."""

    settings: Settings
    database: Database

    @property
    def installation(self) -> Installation:
        """For commands: they attach to the same server."""
        return Installation(self.settings.data, {"KUTUK_INSTITUTION": INSTITUTION})

    @contextmanager
    def at(self, instant: datetime, *, tsa: Sequence[str] | None = None) -> Iterator[Services]:
        """Services that live at an instant of the past, with views that follow. tsa: authorities; None: the demo's."""
        shift = timedelta(seconds=round((instant - datetime.now(UTC)).total_seconds()))
        with ExitStack() as stack:
            stack.enter_context(shifted_clock(self._admin, self.database.schema, shift))
            settings = self.settings if tsa is None else with_authorities(self.settings, tsa)
            services = stack.enter_context(
                open_services(
                    settings, demo=tsa is None, clock=lambda: datetime.now(UTC) + shift, database=self.database
                )
            )
            stack.enter_context(_followed(services))
            yield services

    def keep_days(self, day: date, hour: timedelta = NOON, tsa: Sequence[str] | None = None) -> None:
        """Close and seal what was over on that day."""
        with self.at(day_interval(day)[0] + hour, tsa=tsa) as services:
            keeper = services.days()
            keeper.close_due()
            for unsealed in keeper.unsealed():
                keeper.seal(unsealed)

    @contextmanager
    def superuser(self) -> Iterator[psycopg.Connection]:
        """The database administrator, against whom only seals help."""
        with psycopg.connect(self._admin, autocommit=True) as connection:
            connection.execute(f"SET search_path = {self.database.schema}".encode())
            yield connection

    @property
    def _admin(self) -> str:
        assert self.database.admin_dsn is not None
        return self.database.admin_dsn


@contextmanager
def lived_ledger(folder: Path) -> Iterator[LivedLedger]:
    """An empty ledger of the demo institution in a folder."""
    settings = Settings(data=folder / "kutuk-data", institution=INSTITUTION)
    with open_database(settings, INSTITUTION) as database:
        yield LivedLedger(settings, database)


@contextmanager
def served(services: Services) -> Iterator[Kutuk]:
    """The whole application of the services over real HTTP, with demo sign-ins."""
    application = create_application(services, demo=True)
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            threading.Event().wait(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Kutuk(services.settings.data, {}, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join()


def with_authorities(settings: Settings, urls: Sequence[str]) -> Settings:
    """The settings with these time-stamp authorities; the test root is trusted."""
    from dataclasses import replace

    TestPki.in_folder(settings.test_pki_folder, datetime.now(UTC)).write_anchor(settings.trust_folder)
    return replace(settings, tsa=tuple(Authority(url) for url in urls))


def days_ago(days: int) -> date:
    """A day of the Istanbul calendar."""
    return istanbul_day(datetime.now(UTC)) - timedelta(days=days)


def refused_url() -> str:
    """An address of this machine where nobody listens."""
    return str(httpx.URL("http://127.0.0.1:9/"))


@contextmanager
def _followed(services: Services) -> Iterator[None]:
    stop = threading.Event()
    with projector_of(services) as projector:
        projector.prepare()
        thread = threading.Thread(target=projector.run, args=(stop,))
        thread.start()
        try:
            yield
            services.views.wait(services.book.head()[0], timeout=30)
        finally:
            stop.set()
            thread.join()
