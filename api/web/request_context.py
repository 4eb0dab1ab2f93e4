"""One page request: who asks, in which language, what it reads, and how its answer is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.access import SESSION_COOKIE, Credentials, Identity, NotSignedInError, Operation, ReadRecorder, require
from api.web.forms import form_token
from api.web.services import PageServices
from api.web.texts import LANGUAGES, sentence
from domain.events import Context, Origin

LANGUAGE_COOKIE: Final = "kutuk_dil"
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999
"""Years that a page asks for; beyond them days and instants cannot be reckoned in every zone."""

_MENU: Final = (
    ("/belgeler", "documents", Operation.READ_DOCUMENTS),
    ("/defterler", "registers", Operation.READ_REGISTERS),
    ("/gunler", "days", Operation.READ_DAYS),
    ("/imzalar", "signatures", Operation.READ_RENEWALS),
    ("/denetim", "audit", Operation.READ_AUDIT),
)

_TEMPLATES: Final = Environment(
    loader=PackageLoader("api.web"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A request by somebody who may or may not be signed in. Lives for one answer."""

    request: Request
    services: PageServices
    viewer: Identity | None
    language: str
    reads: ReadRecorder

    def text(self, key: str, **details: object) -> str:
        """A sentence of the pages in the reader's language."""
        return sentence(key, self.language, **details)

    def allow(self, operation: Operation, element_id: str | None = None) -> Identity:
        """The viewer, when the operation is theirs; otherwise raises, and the attempt is recorded (GR-15)."""
        return require(self.viewer, operation, self.reads, self.request.url.path, element_id)

    def may(self, operation: Operation) -> bool:
        """Whether the viewer may do the operation; asks without recording."""
        return self.viewer is not None and self.viewer.may(operation)

    def menu(self) -> list[tuple[str, str]]:
        """Addresses of the viewer's pages and the keys of their names; nobody's menu is without days."""
        return [(address, key) for address, key, operation in _MENU if self.may(operation)]

    def word(self, name: str, longest: int = 200) -> str:
        """A query parameter, trimmed and cut: protects the readers from pasted pages.

        Raises ValueError for U+0000, which no text of the views can hold.
        """
        text = self.request.query_params.get(name, "")
        if "\0" in text:
            raise ValueError("a parameter holds U+0000")
        return text.strip()[:longest]

    def link(self, **changes: str) -> str:
        """This page's address with some query parameters changed; empty ones are left out."""
        words = {**dict(self.request.query_params), **changes}
        query = urlencode({name: value for name, value in words.items() if value})
        return f"{self.request.url.path}?{query}" if query else self.request.url.path

    def page(self, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
        """The finished page. Whatever was read is made durable before the answer exists (design §4)."""
        body = _TEMPLATES.get_template(template).render({**self._frame(), **values})
        self.reads.settle()
        return HTMLResponse(body, status_code=status)

    def _frame(self) -> dict[str, Any]:
        other = LANGUAGES[1 - LANGUAGES.index(self.language)]
        return {
            "t": self.text,
            "language": self.language,
            "language_link": f"/dil/{other}?{urlencode({'geri': self.link()})}",
            "viewer": self.viewer,
            "institution": self.services.institution,
            "menu": self.menu(),
            "path": self.request.url.path,
            "demo": self.services.directory is not None,
            "stopped": self._stopped_views(),
            "form_token": form_token(self.services.form_secret, self.viewer),
        }

    def _stopped_views(self) -> str:
        """Names of views that stand still: a page must not pass for complete while one does (U12)."""
        if self.viewer is None:
            return ""
        return ", ".join(item.name for item in self.services.positions.positions() if item.state != "running")


def open_request(request: Request, services: PageServices) -> PageRequest:
    """Recognise the viewer and the language. A cookie that no longer holds counts as not signed in. Blocks."""
    cookie = request.cookies.get(SESSION_COOKIE)
    try:
        viewer = services.sessions.authenticate(Credentials(cookie=cookie))
    except NotSignedInError:
        viewer = None
    language = request.cookies.get(LANGUAGE_COOKIE, LANGUAGES[0])
    reads = ReadRecorder(services.append_reads, _context(request, services, viewer), services.now)
    return PageRequest(request, services, viewer, language if language in LANGUAGES else LANGUAGES[0], reads)


def _context(request: Request, services: PageServices, viewer: Identity | None) -> Context:
    address = request.client.host if request.client else None
    session = viewer.session if viewer else None
    actor = viewer.actor() if viewer else services.visitor
    key: UUID = services.new_id()
    return Context(actor, Origin("web", address, session), f"web:{key}")
