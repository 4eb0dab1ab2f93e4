"""One function per process: server with workers, server alone, workers alone."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

import uvicorn

from api.composition.database import open_database
from api.composition.demo import seed_demo
from api.composition.installation import institution_of
from api.composition.refusals import SetUpError
from api.composition.services import Services, open_services
from api.composition.settings import Settings
from api.composition.web_application import create_application
from api.composition.working import workers_of

SHUTDOWN_SECONDS: Final = 10
"""How long open requests may finish when the server is asked to stop."""
KEEP_ALIVE_SECONDS: Final = 30
ALIVE_SECONDS: Final = 5.0
"""How often a process of workers looks whether they are all alive."""

Announce = Callable[[str], None]
"""Says a line to whoever started the process."""


def serve(settings: Settings, *, demo: bool, announce: Announce) -> None:
    """Server and workers in one process, until told to stop. Raises SetUpError."""
    with ExitStack() as stack:
        listener = stack.enter_context(_listening(settings))
        database = None
        if demo:
            institution = institution_of(settings, demo=True)
            database = stack.enter_context(open_database(settings, institution))
            seed_demo(settings, database, announce)
        services = stack.enter_context(open_services(settings, demo=demo, database=database))
        workers = stack.enter_context(workers_of(services))
        _run_server(services, listener, demo=demo, announce=announce, workers_alive=lambda: workers.alive)


def serve_api(settings: Settings, *, announce: Announce) -> None:
    """The server alone; views follow as long as some worker runs elsewhere."""
    with ExitStack() as stack:
        listener = stack.enter_context(_listening(settings))
        services = stack.enter_context(open_services(settings))
        _run_server(services, listener, demo=False, announce=announce, workers_alive=None)


class WorkersEndedError(RuntimeError):
    """A worker thread ended by itself: a fault of ours. The process ends too, so that its supervisor starts it anew."""


def work(settings: Settings, *, announce: Announce) -> None:
    """The workers alone, until told to stop. Raises SetUpError, and WorkersEndedError when one of them died."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with open_services(settings) as services, workers_of(services) as workers:
        announce("Kütük işçileri çalışıyor (workers are running).")
        while not stop.wait(ALIVE_SECONDS):
            if not workers.alive:
                raise WorkersEndedError("a worker thread ended by itself; see the log")


class _Server(uvicorn.Server):
    """Stops once, however often it is asked, and then returns: what was opened around it is closed in order.

    Uvicorn's own way raises the signal again, which for SIGTERM ends the process before anything is closed.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: setattr(self, "should_exit", True))
        yield


def _run_server(
    services: Services,
    listener: socket.socket,
    *,
    demo: bool,
    announce: Announce,
    workers_alive: Callable[[], bool] | None,
) -> None:
    application = create_application(services, demo=demo, workers_alive=workers_alive)
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        ws_max_size=services.settings.limits.request_bytes,
    )

    def ready() -> None:
        announce(f"Kütük hazır (ready): http://{_shown(services.settings.host)}:{listener.getsockname()[1]}/")
        if demo:
            _announce_sign_ins(announce)

    _Server(config, ready).run(sockets=[listener])


def _announce_sign_ins(announce: Announce) -> None:
    from api.access import DemoDirectory

    directory = DemoDirectory()
    announce("Tanıtım kişileri (demo sign-ins; sayfada seçin, GraphQL'de Bearer belirteci olarak verin):")
    for entry in (*directory.sign_ins, directory.system):
        announce(f"  {entry.identity.name:<16} {entry.identity.title:<34} {entry.token}")
    announce("Durdurmak için Ctrl-C (press Ctrl-C to stop).")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(settings: Settings) -> socket.socket:
    """The listening socket, taken before anything else starts: a taken port is told at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise SetUpError(
            f"{settings.host}:{settings.port} dinlenemiyor ({error}). KUTUK_PORT ile başka bir kapı verin.",
            f"Cannot listen on {settings.host}:{settings.port} ({error}). Choose another port with KUTUK_PORT.",
        ) from error
    return listener
