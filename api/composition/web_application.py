"""One web application: GraphQL, pages, health, readiness and numbers for monitoring."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import prometheus_client
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector, CollectorRegistry
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from api.access import Authenticator, DemoDirectory, FirstMatch, SessionAuthenticator, SessionCookies, provider
from api.composition.doors import graphql_services
from api.composition.identifiers import new_id
from api.composition.keys import session_secret
from api.composition.services import Services
from api.graphql import EventBell, graphql_routes
from api.web import create_pages
from api.web.services import PageServices
from domain.events import Actor, istanbul_day

Alive = Callable[[], bool]
_VISITOR = Actor("visitor", "Oturum açmamış ziyaretçi", "", "")


class NoDirectory:
    """Nobody can sign in: without the demo, sessions come from the institution's identity provider only."""

    def person(self, subject: str) -> None:
        """Knows no one."""


def create_application(services: Services, *, demo: bool, workers_alive: Alive | None = None) -> Starlette:
    """The whole application of one institution. ``workers_alive``: asked by readiness when workers run here too."""
    directory = DemoDirectory() if demo else None
    cookies = SessionCookies(session_secret(services.settings), services.now)
    sessions = SessionAuthenticator(cookies, directory or NoDirectory())
    authenticators = _authenticators(services, directory, sessions)
    graphql = graphql_services(services, FirstMatch(authenticators))
    bell = EventBell(services.book)
    routes: list[BaseRoute] = [
        Route("/health", _health),
        Route("/ready", _ready(services, workers_alive)),
        Route("/metrics", _metrics(services)),
        *graphql_routes(graphql, bell),
        *create_pages(_page_services(services, cookies, sessions, directory)),
    ]

    @asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(bell.close)

    return Starlette(routes=routes, lifespan=lifespan)


def _authenticators(
    services: Services, directory: DemoDirectory | None, sessions: SessionAuthenticator
) -> list[Authenticator]:
    """Who recognises callers: demo people in the demo only, the institution's provider when one is set, sessions."""
    settings = services.settings
    found: list[Authenticator] = [directory] if directory else []
    if settings.oidc_issuer is not None:
        found.append(provider(settings.oidc_issuer, settings.oidc_audience, services.now))
    return [*found, sessions]


def _page_services(
    services: Services, cookies: SessionCookies, sessions: SessionAuthenticator, directory: DemoDirectory | None
) -> PageServices:
    views = services.views
    return PageServices(
        institution=services.settings.institution_name or _name_of(services, directory),
        documents=views.documents,
        search=views.search,
        registers=views.registers,
        days=views.days,
        audit=views.audit,
        renewals=views.renewals,
        positions=views.positions,
        event_at=services.stored.event_at,
        inclusion=services.tree.inclusion,
        reports=services.blobs,
        append_reads=services.append_reads,
        sessions=sessions,
        cookies=cookies,
        directory=directory,
        form_secret=session_secret(services.settings),
        visitor=_VISITOR,
        secure_cookies=directory is None or services.settings.host not in ("127.0.0.1", "localhost", "::1"),
        now=services.now,
        new_id=new_id,
    )


def _name_of(services: Services, directory: DemoDirectory | None) -> str:
    return "Örnek Kurum (TEST)" if directory else services.institution


async def _health(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok"})


def _ready(services: Services, workers_alive: Alive | None) -> Callable[[Request], Awaitable[Response]]:
    """Database, views and workers are there; otherwise 503 and which is not."""

    def checked() -> dict[str, object]:
        head = services.book.head()[0]
        positions = services.views.positions.positions()
        return {
            "head": head,
            "views": {item.name: {"position": item.position, "state": item.state} for item in positions},
            "stopped_views": [item.name for item in positions if item.state != "running"],
            "workers": workers_alive() if workers_alive else None,
        }

    async def endpoint(request: Request) -> Response:
        try:
            found = await run_in_threadpool(checked)
        except Exception as error:
            return JSONResponse({"status": "unavailable", "cause": type(error).__name__}, 503)
        fit = not found["stopped_views"] and found["workers"] is not False
        return JSONResponse({"status": "ready" if fit else "unavailable", **found}, 200 if fit else 503)

    return endpoint


class LedgerNumbers(Collector):
    """Numbers for monitoring: head, lag of each view, seal debt."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> list[GaugeMetricFamily]:
        """Read at each scrape; nothing is kept."""
        views = self._services.views
        today = istanbul_day(self._services.now())
        head = GaugeMetricFamily("kutuk_ledger_position", "Last position of the ledger.", self._services.book.head()[0])
        lag = GaugeMetricFamily("kutuk_view_lag_events", "Events a view has not taken in yet.", labels=["view"])
        for item in views.positions.positions():
            lag.add_metric([item.name], item.lag)
        debt = len(views.days.seal_debt(today))
        return [head, lag, GaugeMetricFamily("kutuk_unsealed_days", "Closed days that wait for a seal.", debt)]


def _metrics(services: Services) -> Callable[[Request], Awaitable[Response]]:
    registry = CollectorRegistry()
    registry.register(LedgerNumbers(services))

    async def endpoint(request: Request) -> Response:
        body = await run_in_threadpool(prometheus_client.generate_latest, registry)
        return Response(body, media_type=prometheus_client.CONTENT_TYPE_LATEST)

    return endpoint
