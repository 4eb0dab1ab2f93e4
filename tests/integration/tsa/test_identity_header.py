"""The identity header over HTTP, against a stand-in that opens it as the description says KamuSM does."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import pbkdf2_hmac
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import core
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from timestamping.der import read_exact
from timestamping.tsa import (
    AuthorityUnavailableError,
    HttpAuthority,
    HttpLimits,
    Imprint,
    KamusmIdentity,
    TimestampService,
)
from timestamping.tsa.authority import TestAuthority, TestPki

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
USER, PASSWORD = 1234567, "gizli-şifre"


class Identity(core.Sequence):  # type: ignore[misc]
    """The header's value as another ASN.1 library reads it."""

    _fields = [  # noqa: RUF012
        ("user", core.Integer),
        ("salt", core.OctetString),
        ("rounds", core.Integer),
        ("iv", core.OctetString),
        ("hidden", core.OctetString),
    ]


class StandIn:
    """An authority that gives tokens only to customers whose header opens to the digest they ask about."""

    def __init__(self, authority: TestAuthority) -> None:
        self.authority = authority
        self.headers: list[str] = []

    def answer(self, header: str, request: bytes) -> bytes:
        self.headers.append(header)
        digest = read_exact(request).child(1).child(1).octets()
        return self.authority.answer(request) if opened(header, PASSWORD) == (USER, digest) else b"Yetkisiz (TEST)"


def opened(header: str, password: str) -> tuple[int, bytes | None]:
    """Customer number and digest; None when the password does not open it."""
    value = Identity.load(bytes.fromhex(header), strict=True).native
    key = pbkdf2_hmac("sha256", password.encode(), value["salt"], value["rounds"], 32)
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(value["iv"])).decryptor()
    padded = decryptor.update(value["hidden"]) + decryptor.finalize()
    unpadder = PKCS7(128).unpadder()
    try:
        return value["user"], unpadder.update(padded) + unpadder.finalize()
    except ValueError:
        return value["user"], None


@pytest.fixture
def pki() -> TestPki:
    return TestPki.make(NOW)


@pytest.fixture
def running(pki: TestPki) -> Iterator[tuple[str, StandIn]]:
    stand_in = StandIn(TestAuthority(pki, lambda: NOW))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            body = stand_in.answer(self.headers.get("identity", ""), request)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", stand_in
    server.shutdown()
    server.server_close()


def service(url: str, pki: TestPki, password: str) -> TimestampService:
    salts = iter(range(1, 100))
    identity = KamusmIdentity(USER, password, lambda size: next(salts).to_bytes(size, "big"))
    authority = HttpAuthority(url, limits=HttpLimits(total=20.0), identity=identity)
    return TimestampService([authority], pki.trust, lambda: NOW, lambda: 1 << 127)


@pytest.mark.parametrize("digest", ["sha256", "sha512"])
def test_customer_with_the_right_password_gets_a_token(pki: TestPki, running: tuple[str, StandIn], digest: str) -> None:
    stamp = service(running[0], pki, PASSWORD).stamp(Imprint.of(b"belge", digest))
    assert stamp.verdict.passed


def test_wrong_password_is_no_token(pki: TestPki, running: tuple[str, StandIn]) -> None:
    with pytest.raises(AuthorityUnavailableError, match="response-unreadable"):
        service(running[0], pki, "yanlış").stamp(Imprint.of(b"belge"))


def test_header_holds_neither_password_nor_digest(pki: TestPki, running: tuple[str, StandIn]) -> None:
    service(running[0], pki, PASSWORD).stamp(Imprint.of(b"belge", "sha256"))
    header = running[1].headers[0]
    assert PASSWORD.encode().hex() not in header
    assert Imprint.of(b"belge", "sha256").digest.hex() not in header


def test_each_request_has_its_own_salt(pki: TestPki, running: tuple[str, StandIn]) -> None:
    asked = service(running[0], pki, PASSWORD)
    for _ in range(2):
        asked.stamp(Imprint.of(b"belge"))
    first, second = (Identity.load(bytes.fromhex(header)).native for header in running[1].headers)
    assert first["salt"] != second["salt"]
    assert first["salt"] == first["iv"]
    assert (first["rounds"], len(first["salt"])) == (100, 16)


def test_password_is_not_shown(pki: TestPki) -> None:
    identity = KamusmIdentity(USER, PASSWORD, bytes)
    assert PASSWORD not in repr(HttpAuthority("http://x/", identity=identity))
