"""The only file of this room that speaks HTTP: revocation data and issuers from the addresses in certificates.

It asks only the http(s) addresses that stand in the certificate itself, and only where somebody built a
`NetworkSource`. Those addresses are chosen by whoever made the certificate, so what is behind our own walls is out of
reach: an address that resolves to a private or local place is refused, and the connection goes to the very address
that was looked at. Answers are kept as received.

References: RFC 6960 appendix A.1 (OCSP by POST), RFC 5280 4.2.1.13 and 4.2.2.1 (where lists and issuers are found).
"""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from timestamping.cms import Certificate, read_signed_data
from timestamping.der import DerError
from timestamping.trust import (
    CachingSource,
    Freshness,
    OcspRefusedError,
    SourceUnavailableError,
    StoredAnswer,
    build_ocsp_request,
    crl_addresses,
    issuer_addresses,
    ocsp_addresses,
    read_ocsp_answer,
    read_revocation_list,
)
from timestamping.tsa import Deadline

if TYPE_CHECKING:
    import httpx

_PEM = re.compile(rb"-----BEGIN (?:X509 CRL|CERTIFICATE|PKCS7)-----(.+?)-----END", re.DOTALL)
_TRY_AGAIN = frozenset({2, 3})  # internalError, tryLater (RFC 6960, 4.2.1)
_IPV4_WITHIN = tuple(map(IPv6Network, ("64:ff9b::/96", "::/96")))  # RFC 6052, 2.1; RFC 4291, 2.5.5.1
_LOCAL = tuple(map(IPv6Network, ("64:ff9b:1::/48", "fec0::/10")))  # RFC 8215; RFC 3879
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """connect, total: seconds for one answer, redirects included; a silent service must not hold a queue.

    list_size, answer_size, certificate_size: bytes of one answer; memory must not be at a stranger's mercy.
    redirects: how often an answer may point elsewhere. addresses: how many of a certificate's addresses are tried.
    private_addresses: ask also inside our own network; for a test PKI, or an institution with an authority of its own.
    """

    connect: float = 5.0
    total: float = 20.0
    list_size: int = 32 * 1024 * 1024
    answer_size: int = 256 * 1024
    certificate_size: int = 256 * 1024
    redirects: int = 3
    addresses: int = 3
    private_addresses: bool = False


_DEFAULT_LIMITS = FetchLimits()


@dataclass(frozen=True, slots=True)
class _Question:
    """One request: where, what to send (None: GET), how large the answer may be."""

    address: str
    body: bytes | None
    size: int


class NetworkSource:
    """A RevocationSource that asks over HTTP. now: our clock (aware UTC), for the time of receipt.

    record: told of every answer as received, before anybody judges it.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        limits: FetchLimits = _DEFAULT_LIMITS,
        record: Callable[[StoredAnswer], None] | None = None,
    ) -> None:
        self._now = now
        self._limits = limits
        self._record = record

    def issuers_of(self, certificate: Certificate) -> Sequence[Certificate]:
        """The certificates behind its issuer addresses that bear its issuer's name."""
        limits = self._limits
        questions = [_Question(address, None, limits.certificate_size) for address in issuer_addresses(certificate)]
        answer = self._first(questions, lambda data: _certificates(data, certificate.issuer)[0].der)
        return _certificates(answer.data, certificate.issuer)

    def ocsp_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """What its responder says now."""
        try:
            request = build_ocsp_request(certificate, issuer)
        except DerError as error:
            raise SourceUnavailableError("unreadable", f"no OCSP request can be made: {error}") from None
        limits = self._limits
        questions = [_Question(address, request, limits.answer_size) for address in ocsp_addresses(certificate)]
        return self._first(questions, lambda data: read_ocsp_answer(data).outer)

    def crl_for(
        self, certificate: Certificate, issuer: Certificate, at: datetime, freshness: Freshness = Freshness.CURRENT
    ) -> StoredAnswer:
        """The list of now."""
        questions = [_Question(address, None, self._limits.list_size) for address in crl_addresses(certificate)]
        return self._first(questions, lambda data: read_revocation_list(data).der)

    def _first(self, questions: Sequence[_Question], read: Callable[[bytes], bytes]) -> StoredAnswer:
        """The first answer that can be read; the last failure when there is none. read: the object inside."""
        failed = SourceUnavailableError("no-address", "the certificate names no http address to ask")
        for question in questions[: self._limits.addresses]:
            try:
                received = _unarmoured(self._asked(question))
                answer = StoredAnswer(received, question.address, self._now())
                if self._record is not None:
                    self._record(answer)
                read(received)
            except SourceUnavailableError as error:
                failed = error
            except OcspRefusedError as error:
                code = "refused" if error.status in _TRY_AGAIN else "declined"
                failed = SourceUnavailableError(code, f"{question.address}: {error}")
            except (DerError, IndexError, ValueError) as error:
                failed = SourceUnavailableError("unreadable", f"{question.address}: not what was asked for ({error})")
            else:
                return answer
        raise failed

    def _asked(self, question: _Question) -> bytes:
        import httpx  # slow to load, and whoever only reads evidence must not need an HTTP client

        address = question.address
        with Deadline(self._limits.total) as deadline:
            try:
                for _ in range(self._limits.redirects + 1):
                    answer = self._exchanged(address, question, deadline)
                    if isinstance(answer, bytes):
                        return answer
                    address = urljoin(address, answer.location)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                late = deadline.over or isinstance(error, httpx.TimeoutException)
                text = f"{address}: {type(error).__name__}: {error}"
                raise SourceUnavailableError("timeout" if late else "connection", text) from None
        raise SourceUnavailableError("http-status", f"{question.address}: more than {self._limits.redirects} redirects")

    def _exchanged(self, address: str, question: _Question, deadline: Deadline) -> bytes | _Elsewhere:
        """One request to the very place that was looked at, under its own name."""
        import httpx

        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SourceUnavailableError("no-address", f"{address} is no http address")
        place = self._place(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        host = f"[{place}]" if ":" in place else place
        url = httpx.URL(address).copy_with(host=host)
        headers = {"Host": parts.netloc.rpartition("@")[2], "Accept": "*/*", "Accept-Encoding": "identity"}
        if question.body is not None:
            headers |= {"Content-Type": "application/ocsp-request"}
        timeout = httpx.Timeout(deadline.left, connect=min(deadline.left, self._limits.connect))
        method = "GET" if question.body is None else "POST"
        secure = parts.scheme == "https"
        known = {"trace": deadline.trace, **({"sni_hostname": parts.hostname} if secure else {})}
        with (
            httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False, verify=secure) as client,
            client.stream(method, url, content=question.body, headers=headers, extensions=known) as answer,
        ):
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                return _Elsewhere(answer.headers["location"])
            if answer.status_code != httpx.codes.OK:
                raise SourceUnavailableError("http-status", f"{address}: HTTP status {answer.status_code}")
            return _bounded(answer, address, question.size, deadline)

    def _place(self, host: str, port: int) -> str:
        """The address to connect to; one inside our walls is none, unless the limits say so."""
        try:
            found = {str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except (OSError, UnicodeError) as error:
            raise SourceUnavailableError("connection", f"{host} cannot be found: {error}") from None
        allowed = sorted(item for item in found if self._limits.private_addresses or _is_public(item))
        if not allowed:
            raise SourceUnavailableError("private-address", f"{host} is inside our own network; it is not asked")
        return allowed[0]


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The answer was to look there."""

    location: str


def network_source(
    now: Callable[[], datetime],
    limits: FetchLimits = _DEFAULT_LIMITS,
    record: Callable[[StoredAnswer], None] | None = None,
) -> CachingSource:
    """A network source that remembers its answers as long as they fit the question."""
    return CachingSource(NetworkSource(now, limits, record), now)


def _is_public(address: str) -> bool:
    """Is it an address of the open network? One that a gateway would turn into an IPv4 address counts as that."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if any(found in network for network in _LOCAL):
            return False
        within = any(found in network for network in _IPV4_WITHIN)
        found = found.ipv4_mapped or found.sixtofour or (IPv4Address(int(found) & 0xFFFFFFFF) if within else found)
    return found.is_global and not found.is_multicast


def _bounded(answer: httpx.Response, address: str, size: int, deadline: Deadline) -> bytes:
    body = bytearray()
    for piece in answer.iter_raw():  # piece by piece as received: nothing unpacked can swell, nothing slow hides
        body += piece
        if deadline.over:
            raise SourceUnavailableError("timeout", f"{address}: the answer trickles in too slowly")
        if len(body) > size:
            raise SourceUnavailableError("answer-too-large", f"{address}: the answer is larger than {size} bytes")
    return bytes(body)


def _unarmoured(data: bytes) -> bytes:
    """The bytes inside when somebody sends PEM; else the bytes as they are."""
    found = _PEM.search(data) if data.lstrip()[:5] == b"-----" else None
    return data if found is None else base64.b64decode(found[1], validate=False)


def _certificates(data: bytes, subject: bytes) -> tuple[Certificate, ...]:
    """The certificates of that name in a certificate or a bundle of them (RFC 5280, 4.2.2.1). Raises DerError."""
    found = tuple(item for item in _all_certificates(data) if item.subject == subject)
    if not found:
        raise DerError("no certificate of the issuer's name", 0)
    return found


def _all_certificates(data: bytes) -> Iterator[Certificate]:
    try:
        yield Certificate(data)
    except DerError:
        yield from read_signed_data(data).certificate_list
