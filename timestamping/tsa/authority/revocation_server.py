"""Revocation lists, OCSP and issuers' certificates over real HTTP, from the standard library alone."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from timestamping.tsa.authority.certifiers import RevocationMisbehaviour, TestCertifier

_MAX_REQUEST = 64 * 1024
_SILENCE_SECONDS = 30.0


class RevocationServer:
    """Serves authorities at `url` between start and stop; a context manager. port 0 takes a free one.

    The address is known before it starts, so that it can stand in certificates: make the server, make the PKI with its
    `url`, hand its authorities to `serve`. requests: (method, path) of each request, in order.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.certifiers: dict[str, TestCertifier] = {}
        self.requests: list[tuple[str, str]] = []
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer((host, port), _handler_for(self))
        self._server.daemon_threads = True
        serve = partial(self._server.serve_forever, poll_interval=0.05)  # tests start and stop it all the time
        self._thread = threading.Thread(target=serve, name="test-revocation", daemon=True)

    @property
    def url(self) -> str:
        """Where it answers, with a slash at its end."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/"

    def serve(self, certifiers: Iterable[TestCertifier]) -> None:
        """Answer for these authorities too."""
        self.certifiers.update((certifier.name, certifier) for certifier in certifiers)

    def start(self) -> None:
        """Begin to answer; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End; silent connections are let go."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def __enter__(self) -> RevocationServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def _handler_for(server: RevocationServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _respond(server, self, b"")

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            _respond(server, self, self.rfile.read(min(length, _MAX_REQUEST)))

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the caller keeps what it was answered."""

    return Handler


def _respond(server: RevocationServer, handler: BaseHTTPRequestHandler, body: bytes) -> None:
    handler.close_connection = True
    server.requests.append((handler.command, handler.path))
    name = handler.path.strip("/").removesuffix("/ocsp").removesuffix(".crl").removesuffix(".cer")
    certifier = server.certifiers.get(name)
    if certifier is None:
        return _send(handler, 404, b"TEST")
    match certifier.misbehaviour:
        case RevocationMisbehaviour.SILENCE:
            server.stopping.wait(_SILENCE_SECONDS)
            return None
        case RevocationMisbehaviour.HTTP_500:
            return _send(handler, 500, b"TEST")
        case RevocationMisbehaviour.REDIRECT_LOOP:
            return _send(handler, 302, b"", location=handler.path)
        case _:
            return _send(handler, 200, _content(certifier, handler.path, body))


def _content(certifier: TestCertifier, path: str, body: bytes) -> bytes:
    if path.endswith("/ocsp"):
        return certifier.ocsp(body)
    return certifier.crl() if path.endswith(".crl") else certifier.certificate.der


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, location: str | None = None) -> None:
    try:
        handler.send_response(status)
        if location is not None:
            handler.send_header("Location", location)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    except OSError:
        return  # the asker went away, as it may when an answer is too large or too late
