"""Signing in and out, and the choice of language."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.access import SESSION_COOKIE
from api.web.forms import form_token_holds
from api.web.request_context import LANGUAGE_COOKIE, PageRequest
from api.web.texts import LANGUAGES
from domain.access import SignInOutcome, signed_in
from domain.events import Actor, Context

_YEAR: Final = 365 * 24 * 3600


def sign_in_page(page: PageRequest) -> Response:
    """The people of the demo; without the demo, a word on where to sign in."""
    directory = page.services.directory
    people = [
        {
            "id": entry.identity.subject,
            "name": entry.identity.name,
            "title": entry.identity.title,
            "role": entry.summary,
        }
        for entry in (directory.sign_ins if directory else ())
    ]
    return page.page("sign_in.html", {"people": people, "next": _inside(page.word("geri"))})


def sign_in(page: PageRequest, form: FormData) -> Response:
    """Sign a demo person in; the act is an event (GR-15)."""
    services = page.services
    # People only: the document management system acts for persons it names, which pages cannot do.
    offered = services.directory.sign_ins if services.directory else ()
    person = next((entry.identity for entry in offered if entry.identity.subject == form.get("person")), None)
    if person is None or not _sent_from_here(page, form):
        return page.page("message.html", _message(page, "bad_request"), status=400)
    session = str(services.new_id())
    page.reads.context = _as_actor(page, person.actor(), session)
    page.reads.note(signed_in, method="demo", outcome=SignInOutcome.SUCCEEDED, roles=tuple(sorted(person.roles)))
    page.reads.settle()
    answer = RedirectResponse(_inside(str(form.get("next", ""))), status_code=303)
    _set(page, answer, SESSION_COOKIE, services.cookies.issue(person.subject, session), None)
    return answer


def sign_out(page: PageRequest, form: FormData) -> Response:
    """End the session; the act is an event (GR-15). A form from elsewhere ends nothing."""
    answer = RedirectResponse("/giris", status_code=303)
    if page.viewer is None or not _sent_from_here(page, form):
        return answer
    page.reads.note(signed_in, method="demo", outcome=SignInOutcome.SIGNED_OUT, roles=())
    page.reads.settle()
    answer.delete_cookie(SESSION_COOKIE)
    return answer


def choose_language(page: PageRequest) -> Response:
    """Remember the language and go back to the page the reader came from."""
    language = str(page.request.path_params["language"])
    answer = RedirectResponse(_inside(page.word("geri", 2000)), status_code=303)
    if language in LANGUAGES:
        _set(page, answer, LANGUAGE_COOKIE, language, _YEAR)
    return answer


def wants_sign_in(request: Request) -> Response:
    """Sends a visitor to the sign-in page and back again afterwards."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/giris?{urlencode({'geri': back})}", status_code=303)


def _inside(address: str) -> str:
    """The address when it stays on this site, else the start page: nobody is sent elsewhere by a link to us."""
    parts = urlsplit(address)
    outside = parts.scheme or parts.netloc or not address.startswith("/") or address.startswith(("//", "/\\"))
    return "/" if outside else address


def _sent_from_here(page: PageRequest, form: FormData) -> bool:
    return form_token_holds(page.services.form_secret, page.viewer, str(form.get("token", "")))


def _message(page: PageRequest, key: str) -> dict[str, object]:
    return {"heading": page.text(key), "lines": [], "kind": "error"}


def _as_actor(page: PageRequest, actor: Actor, session: str) -> Context:
    context = page.reads.context
    return replace(context, actor=actor, origin=replace(context.origin, session=session))


def _set(page: PageRequest, answer: Response, name: str, value: str, seconds: int | None) -> None:
    answer.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="lax", secure=page.services.secure_cookies, path="/"
    )
