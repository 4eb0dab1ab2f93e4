"""The only file here that speaks HTTP: one POST, one bounded answer (RFC 3161, 3.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from timestamping.tsa.authorities import NoAnswerError
from timestamping.tsa.deadlines import Deadline
from timestamping.tsa.identity_header import KamusmIdentity

if TYPE_CHECKING:
    import httpx

_QUERY = "application/timestamp-query"


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """connect, total: seconds; a silent authority must not hold the sealing of a day. size: bytes of one answer."""

    connect: float = 5.0
    total: float = 15.0
    size: int = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HttpAuthority:
    """A time-stamp authority at a URL. username and password: HTTP Basic, both or none. name: for people and
    records. identity: makes further headers from each request, for services that ask for them.
    """

    url: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    limits: HttpLimits = HttpLimits()
    identity: KamusmIdentity | None = None

    @property
    def name(self) -> str:
        """The URL without credentials."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    def ask(self, request: bytes) -> bytes:
        """The body of the answer as received. Raises NoAnswerError."""
        import httpx  # slow to load, and whoever only checks tokens must not need an HTTP client

        headers = {"Content-Type": _QUERY, "Accept": "application/timestamp-reply", "Accept-Encoding": "identity"}
        if self.identity is not None:
            headers |= self.identity.headers(request)
        timeout = httpx.Timeout(self.limits.total, connect=self.limits.connect)
        auth = httpx.BasicAuth(self.username, self.password or "") if self.username else None
        over_tls = urlsplit(self.url).scheme == "https"  # plain HTTP is usual, tokens are signed; it needs no web roots
        with Deadline(self.limits.total) as deadline:
            watched = {"trace": deadline.trace}
            try:
                with (
                    httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False, verify=over_tls) as client,
                    client.stream(
                        "POST", self.url, content=request, headers=headers, auth=auth, extensions=watched
                    ) as answer,
                ):
                    if answer.status_code != httpx.codes.OK:
                        raise NoAnswerError("http-status", f"HTTP status {answer.status_code}")
                    return self._bounded(answer, deadline)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise _failed(error, deadline) from None

    def _bounded(self, answer: httpx.Response, deadline: Deadline) -> bytes:
        body = bytearray()
        for piece in answer.iter_raw():  # as it comes: a piece of a fixed size would hide how slowly
            body += piece
            if deadline.over:
                raise NoAnswerError("timeout", "the answer trickles in too slowly")
            if len(body) > self.limits.size:
                raise NoAnswerError("answer-too-large", f"the answer is larger than {self.limits.size} bytes")
        return bytes(body)


def _failed(error: Exception, deadline: Deadline) -> NoAnswerError:
    import httpx

    if deadline.over or isinstance(error, httpx.TimeoutException):
        return NoAnswerError("timeout", f"no answer in time: {type(error).__name__}")
    return NoAnswerError("connection", f"{type(error).__name__}: {error}")
