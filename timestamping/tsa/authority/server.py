"""The test authority over real HTTP, from the standard library alone: one thread that accepts, one per request."""

from __future__ import annotations

import base64
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from timestamping.tsa.authority.answering import TestAuthority
from timestamping.tsa.authority.misbehaviours import Misbehaviour

_MAX_REQUEST = 64 * 1024  # requests are some hundred bytes; a larger one is not one
_SILENCE_SECONDS = 30.0


class TestAuthorityServer:
    """Serves one authority at `url` between start and stop; a context manager. port 0 takes a free one.

    username, password: when given, HTTP Basic with exactly these is demanded.
    """

    __test__ = False  # pytest would take the name for a test class

    def __init__(
        self,
        authority: TestAuthority,
        host: str = "127.0.0.1",
        port: int = 0,
        username: str | None = None,
        password: str | None = None,
    ) -> None:
        self.authority = authority
        self.credentials = None if username is None else (username, password or "")
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer((host, port), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="test-authority", daemon=True)

    @property
    def url(self) -> str:
        """Where it answers."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/"

    def start(self) -> None:
        """Begin to answer; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End; silent connections are let go."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def __enter__(self) -> TestAuthorityServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def _handler_for(server: TestAuthorityServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            _respond(server, self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the caller keeps what it was answered."""

    return Handler


def _respond(server: TestAuthorityServer, handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    length = int(handler.headers.get("Content-Length") or 0)
    if not 0 < length <= _MAX_REQUEST:
        return _send(handler, 413, b"")
    request = handler.rfile.read(length)
    if not _allowed(server, handler):
        handler.send_response(401)
        handler.send_header("WWW-Authenticate", 'Basic realm="TEST"')
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return None
    match server.authority.misbehaviour:
        case Misbehaviour.SILENCE:
            server.stopping.wait(_SILENCE_SECONDS)
            return None
        case Misbehaviour.HTTP_500:
            return _send(handler, 500, b"TEST")
        case _:
            return _send(handler, 200, server.authority.answer(request))


def _allowed(server: TestAuthorityServer, handler: BaseHTTPRequestHandler) -> bool:
    if server.credentials is None:
        return True
    expected = base64.b64encode(":".join(server.credentials).encode()).decode()
    return handler.headers.get("Authorization") == f"Basic {expected}"


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/timestamp-reply")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    except OSError:
        return  # the asker went away, as it may when an answer is too large or too late
