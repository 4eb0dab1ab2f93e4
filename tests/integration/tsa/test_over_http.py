"""The client against the test authority over real HTTP on this machine."""

import base64
import socket
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest
import rfc3161_client
from cryptography import x509

from timestamping.tsa import (
    AuthorityUnavailableError,
    HttpAuthority,
    HttpLimits,
    Imprint,
    NoAnswerError,
    TimestampService,
    build_request,
)
from timestamping.tsa.authority import Misbehaviour, TestAuthority, TestAuthorityServer, TestPki, Variant

NOW = datetime.now(UTC)
DATA = b"kutuk/24301050\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
PATIENT = HttpLimits(connect=5.0, total=20.0, size=64 * 1024)
SHORT = HttpLimits(connect=5.0, total=0.5, size=64 * 1024)


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


@pytest.fixture
def server(pki: TestPki) -> Iterator[TestAuthorityServer]:
    with TestAuthorityServer(TestAuthority(pki, lambda: NOW)) as running:
        yield running


def service(pki: TestPki, *urls: str) -> TimestampService:
    nonces = iter(range(1 << 127, 1 << 128))
    authorities = [HttpAuthority(url, limits=PATIENT) for url in urls]
    return TimestampService(authorities, pki.trust, lambda: NOW, lambda: next(nonces))


def test_stamp_over_http_is_checked_and_kept_as_received(pki: TestPki, server: TestAuthorityServer) -> None:
    stamp = service(pki, server.url).stamp(Imprint.of(DATA))
    assert stamp.verdict.passed
    assert stamp.token in stamp.response
    assert [attempt.accepted for attempt in stamp.attempts] == [True]


@pytest.mark.parametrize(
    ("misbehaviour", "code"),
    [
        (Misbehaviour.HTTP_500, "http-status"),
        (Misbehaviour.HUGE_BODY, "answer-too-large"),
        (Misbehaviour.WRONG_NONCE, "nonce-differs"),
        (Misbehaviour.UNTRUSTED_ROOT, "no-trusted-path"),
        (Misbehaviour.ERROR_BODY, "response-unreadable"),
    ],
)
def test_refused_authority_is_recorded_with_its_reason_and_the_next_one_is_asked(
    pki: TestPki, server: TestAuthorityServer, misbehaviour: Misbehaviour, code: str
) -> None:
    with TestAuthorityServer(TestAuthority(pki, lambda: NOW, misbehaviour)) as bad:
        stamp = service(pki, bad.url, server.url).stamp(Imprint.of(DATA))
    assert [code for attempt in stamp.attempts for code, _ in attempt.reasons] == [code]
    assert stamp.authority == server.url


def test_silent_authority_is_left_in_time(pki: TestPki) -> None:
    request = build_request(Imprint.of(DATA), 1 << 100).der
    with (
        TestAuthorityServer(TestAuthority(pki, lambda: NOW, Misbehaviour.SILENCE)) as silent,
        pytest.raises(NoAnswerError) as refused,
    ):
        HttpAuthority(silent.url, limits=SHORT).ask(request)
    assert refused.value.code == "timeout"


def test_no_authority_left_is_told_with_every_attempt(pki: TestPki) -> None:
    with (
        TestAuthorityServer(TestAuthority(pki, lambda: NOW, Misbehaviour.HTTP_500)) as first,
        pytest.raises(AuthorityUnavailableError) as refused,
    ):
        service(pki, first.url, "http://127.0.0.1:1/").stamp(Imprint.of(DATA))
    assert [attempt.reasons[0][0] for attempt in refused.value.attempts] == ["http-status", "connection"]


def test_basic_credentials_are_sent(pki: TestPki) -> None:
    request = build_request(Imprint.of(DATA), 1 << 100).der
    with TestAuthorityServer(TestAuthority(pki, lambda: NOW), username="kurum", password="gizli") as guarded:
        assert HttpAuthority(guarded.url, "kurum", "gizli").ask(request)


def test_wrong_credentials_are_no_answer(pki: TestPki) -> None:
    request = build_request(Imprint.of(DATA), 1 << 100).der
    with (
        TestAuthorityServer(TestAuthority(pki, lambda: NOW), username="kurum", password="gizli") as guarded,
        pytest.raises(NoAnswerError) as refused,
    ):
        HttpAuthority(guarded.url, "kurum", "yanlış").ask(request)
    assert refused.value.code == "http-status"


def test_name_of_an_authority_hides_credentials_in_its_url() -> None:
    assert HttpAuthority("http://a:b@tsa.example/x").name == "http://tsa.example/x"


@pytest.mark.skipif(which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize("variant", [None, Variant.RSA, Variant.EXTRA_CRL, Variant.FRACTIONS])
def test_openssl_accepts_the_token(pki: TestPki, tmp_path: Path, variant: Variant | None) -> None:
    authority = TestAuthority(pki, lambda: NOW, None, variant)
    nonces = iter((1 << 127,))
    stamp = TimestampService([authority], pki.trust, lambda: NOW, lambda: next(nonces)).stamp(Imprint.of(DATA))
    pki.write_anchor(tmp_path)
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "reply.tsr").write_bytes(stamp.response)
    command = ["openssl", "ts", "-verify", "-in", "reply.tsr", "-data", "data", "-CAfile", "test-root.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr


def test_second_reader_accepts_the_token(pki: TestPki) -> None:
    root = x509.load_der_x509_certificate(pki.root.certificate.der)
    nonces = iter((1 << 127,))
    authority = TestAuthority(pki, lambda: NOW)
    stamp = TimestampService([authority], pki.trust, lambda: NOW, lambda: next(nonces)).stamp(Imprint.of(DATA))
    verifier = rfc3161_client.VerifierBuilder().add_root_certificate(root).build()
    assert verifier.verify_message(rfc3161_client.decode_timestamp_response(stamp.response), DATA)


def test_pki_in_a_folder_is_made_once(tmp_path: Path) -> None:
    first = TestPki.in_folder(tmp_path / "test-pki", NOW)
    assert TestPki.in_folder(tmp_path / "test-pki", NOW).root.certificate == first.root.certificate


def test_private_keys_of_the_pki_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    TestPki.in_folder(tmp_path / "test-pki", NOW)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "test-pki").iterdir()} == {0o600}


def test_pem_of_the_root_is_standard_base64(pki: TestPki, tmp_path: Path) -> None:
    pki.write_anchor(tmp_path)
    lines = (tmp_path / "test-root.pem").read_text().splitlines()
    assert base64.b64decode("".join(lines[1:-1])) == pki.root.certificate.der


def test_parallel_requests_get_different_serial_numbers(pki: TestPki, server: TestAuthorityServer) -> None:
    def serial(_: int) -> int:
        info = service(pki, server.url).stamp(Imprint.of(DATA)).verdict.info
        assert info is not None
        return info.serial

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(serial, range(24)))) == 24


@pytest.mark.parametrize("beginning", [b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "])
def test_answer_that_trickles_in_is_given_up_in_time(beginning: bytes) -> None:
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_trickle, args=(listening, stop, beginning), daemon=True)
        thread.start()
        authority = HttpAuthority(f"http://127.0.0.1:{listening.getsockname()[1]}/", limits=SHORT)
        try:
            with pytest.raises(NoAnswerError) as error:
                authority.ask(b"\x30\x00")
        finally:
            stop.set()
            thread.join(timeout=5)
    assert error.value.code == "timeout"


def _trickle(listening: socket.socket, stop: threading.Event, beginning: bytes) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.sendall(beginning)
        while not stop.wait(0.05):
            try:
                connection.sendall(b"\x30")
            except OSError:
                return
