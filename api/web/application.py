"""The pages as one application: routes, security headers, and the one place where failures become sentences."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.access import AccessDeniedError, NotSignedInError, ReadNotRecordedError
from api.web.audit import audit_page
from api.web.days import (
    calendar_page,
    checkpoint_download,
    day_page,
    record_download,
    report_download,
    report_on_paper,
    token_download,
)
from api.web.documents import document_page, event_page, list_page
from api.web.proofs import proof_download
from api.web.refusals import NotFoundError
from api.web.registers import register_page
from api.web.request_context import PageRequest, open_request
from api.web.services import PageServices
from api.web.signatures import queue_page
from api.web.signing_in import choose_language, sign_in, sign_in_page, sign_out, wants_sign_in
from api.web.verification import VerificationDesk
from domain.events import Refusal

Page = Callable[[PageRequest], Response]
FormPage = Callable[[PageRequest, FormData], Response]
Endpoint = Callable[[Request], Awaitable[Response]]

MAX_FORM_FIELDS: Final = 20
"""Fields of a sent form: protects the server from forms made of a million fields."""

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_STATIC: Final = Path(__file__).parent / "static"
_log = structlog.get_logger("kutuk.web")


def create_pages(services: PageServices) -> list[BaseRoute]:
    """Routes of the pages, to be mounted at the root."""

    def shown(page: Page) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(_answer, request, services, page)

        return endpoint

    def sent(page: FormPage) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            form = await request.form(max_files=0, max_fields=MAX_FORM_FIELDS)
            return await run_in_threadpool(_answer, request, services, lambda opened: page(opened, form))

        return endpoint

    desk = VerificationDesk()
    return [
        Route("/", shown(_start)),
        Route("/giris", shown(sign_in_page)),
        Route("/giris", sent(sign_in), methods=["POST"]),
        Route("/cikis", sent(sign_out), methods=["POST"]),
        Route("/dil/{language}", shown(choose_language)),
        Route("/belgeler", shown(list_page)),
        Route("/belgeler/{document_id:uuid}", shown(document_page)),
        Route("/olaylar/{position:int}", shown(event_page)),
        Route("/olaylar/{position:int}/kanit", shown(proof_download)),
        Route("/defterler", shown(register_page)),
        Route("/gunler", shown(calendar_page)),
        Route("/gunler/{day}", shown(day_page)),
        Route("/gunler/{day}/rapor.jsonl", shown(report_download)),
        Route("/gunler/{day}/rapor.pdf", shown(report_on_paper)),
        Route("/gunler/{day}/denetim-noktasi.txt", shown(checkpoint_download)),
        Route("/gunler/{day}/damga.tst", shown(token_download)),
        Route("/gunler/{day}/kanit-kaydi.ers", shown(record_download)),
        Route("/imzalar", shown(queue_page)),
        Route("/denetim", shown(audit_page)),
        Route("/dogrula", shown(desk.page)),
        Route("/dogrula/{code}", shown(desk.page)),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


def _start(page: PageRequest) -> Response:
    """To the first page that is the viewer's; visitors sign in first."""
    if page.viewer is None:
        raise NotSignedInError
    return RedirectResponse(page.menu()[0][0], status_code=303)


def _answer(request: Request, services: PageServices, page: Page) -> Response:
    opened = open_request(request, services)
    try:
        answer = page(opened)
    except NotSignedInError:
        answer = wants_sign_in(request)
    except AccessDeniedError as error:
        answer = _message(opened, "no_right", 403, error)
    except NotFoundError:
        answer = _message(opened, "not_found", 404)
    except (Refusal, ValueError) as error:
        answer = _message(opened, "bad_request", 400, error if isinstance(error, Refusal) else None)
    except ReadNotRecordedError as error:
        _log.error("read not recorded", exc_info=error)
        answer = _message(opened, "fault", 503)
    except Exception as error:
        _log.error("page failed", exc_info=error)
        # A new request: what was read is not shown, and the ledger itself may be what failed.
        answer = _message(open_request(request, services), "fault", 500)
    answer.headers.update(SECURITY_HEADERS)
    return answer


def _message(page: PageRequest, key: str, status: int, refusal: Refusal | None = None) -> Response:
    lines = [] if refusal is None else [refusal.message_tr if page.language == "tr" else refusal.message_en]
    return page.page("message.html", {"heading": page.text(key), "lines": lines, "kind": "error"}, status)
