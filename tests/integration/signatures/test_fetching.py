"""Revocation data over real HTTP on this machine: what is asked, how often, and what a bad service does to us."""

import base64
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from archive.signatures.fetching import FetchLimits, NetworkSource, network_source
from testkit.clock import FixedClock
from timestamping.trust import (
    Freshness,
    Preference,
    RevocationRules,
    SourceUnavailableError,
    StoredAnswer,
    ValidationDataLackingError,
    collect,
    validate_path,
)
from timestamping.tsa.authority import (
    Credential,
    Profile,
    RevocablePki,
    RevocationMisbehaviour,
    RevocationServer,
    issue,
    make_key,
)

HERE = FetchLimits(total=20.0, list_size=256 * 1024, private_addresses=True)
SHORT = FetchLimits(total=0.4, private_addresses=True)


@pytest.fixture
def server() -> Iterator[RevocationServer]:
    with RevocationServer() as running:
        yield running


@pytest.fixture
def pki(server: RevocationServer, clock: FixedClock) -> RevocablePki:
    made = RevocablePki.make(clock, server.url)
    server.serve(made.certifiers)
    return made


def leaf_with(pki: RevocablePki, address: str) -> Credential:
    """A certificate whose addresses all point there."""
    now = pki.now()
    profile = Profile(
        "TEST Başka Adres",
        now - timedelta(days=1),
        now + timedelta(days=1),
        crl_addresses=(address,),
        ocsp_addresses=(address,),
        issuer_addresses=(address,),
    )
    return issue(profile, make_key(), pki.issuer.credential)


def refused(source: NetworkSource, credential: Credential, pki: RevocablePki) -> str:
    with pytest.raises(SourceUnavailableError) as error:
        source.crl_for(credential.certificate, pki.issuer.certificate, pki.now())
    return error.value.code


@pytest.mark.parametrize("prefer", ["ocsp", "crl"])
def test_whole_path_is_collected_from_the_addresses_in_certificates(pki: RevocablePki, prefer: Preference) -> None:
    source = network_source(pki.now, HERE)
    data = collect(pki.pki.citizen.certificate, [], pki.trust, source, pki.now(), prefer=prefer)
    leaf, *others = data.certificates
    rules = RevocationRules(required=True)
    found = validate_path(leaf, others, pki.trust, pki.now(), revocation=data.material, rules=rules)
    assert found.verdict.passed
    assert len(others) == 2


def test_answers_are_recorded_as_received_with_address_and_time(pki: RevocablePki) -> None:
    kept: list[StoredAnswer] = []
    source = NetworkSource(pki.now, HERE, kept.append)
    answer = source.crl_for(pki.pki.citizen.certificate, pki.issuer.certificate, pki.now())
    assert kept == [answer]
    assert (answer.origin, answer.received_at) == (pki.issuer.list_address, pki.now())


def test_list_is_asked_for_once_until_it_ends(pki: RevocablePki, server: RevocationServer, clock: FixedClock) -> None:
    source = network_source(pki.now, HERE)
    for hours in (0, 20, 10):
        clock.advance(hours=hours)
        source.crl_for(pki.pki.citizen.certificate, pki.issuer.certificate, clock())
    assert [method for method, _ in server.requests] == ["GET", "GET"]


def test_remembered_list_is_not_used_where_a_later_one_is_needed(
    pki: RevocablePki, server: RevocationServer, clock: FixedClock
) -> None:
    source = network_source(pki.now, HERE)
    source.crl_for(pki.pki.citizen.certificate, pki.issuer.certificate, clock())
    clock.advance(hours=1)
    source.crl_for(pki.pki.citizen.certificate, pki.issuer.certificate, clock(), Freshness.ISSUED_AFTER)
    assert len(server.requests) == 2


def test_answer_is_asked_for_anew_after_its_life(
    pki: RevocablePki, server: RevocationServer, clock: FixedClock
) -> None:
    source = network_source(pki.now, HERE)
    for minutes in (0, 5, 10):
        clock.advance(minutes=minutes)
        source.ocsp_for(pki.pki.citizen.certificate, pki.issuer.certificate, clock())
    assert [method for method, _ in server.requests] == ["POST", "POST"]


@pytest.mark.parametrize(
    ("misbehaviour", "code"),
    [
        (RevocationMisbehaviour.HTTP_500, "http-status"),
        (RevocationMisbehaviour.REDIRECT_LOOP, "http-status"),
        (RevocationMisbehaviour.HUGE, "answer-too-large"),
        (RevocationMisbehaviour.GARBAGE, "unreadable"),
    ],
)
def test_bad_service_is_named(pki: RevocablePki, misbehaviour: RevocationMisbehaviour, code: str) -> None:
    pki.issuer.misbehaviour = misbehaviour
    assert refused(NetworkSource(pki.now, HERE), pki.pki.citizen, pki) == code


def test_silent_service_is_left_in_time(pki: RevocablePki) -> None:
    pki.issuer.misbehaviour = RevocationMisbehaviour.SILENCE
    assert refused(NetworkSource(pki.now, SHORT), pki.pki.citizen, pki) == "timeout"


def test_redirects_are_followed_only_so_often(pki: RevocablePki, server: RevocationServer) -> None:
    pki.issuer.misbehaviour = RevocationMisbehaviour.REDIRECT_LOOP
    refused(NetworkSource(pki.now, HERE), pki.pki.citizen, pki)
    assert len(server.requests) == HERE.redirects + 1


def test_responder_that_asks_to_come_later_may_be_asked_later(pki: RevocablePki) -> None:
    pki.issuer.misbehaviour = RevocationMisbehaviour.TRY_LATER
    with pytest.raises(SourceUnavailableError) as error:
        NetworkSource(pki.now, HERE).ocsp_for(pki.pki.citizen.certificate, pki.issuer.certificate, pki.now())
    assert error.value.passing


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:9/x.crl", "private-address"),
        ("http://localhost:9/x.crl", "private-address"),
        ("http://[::1]:9/x.crl", "private-address"),
        ("http://[::ffff:127.0.0.1]:9/x.crl", "private-address"),
        ("http://169.254.169.254/latest/meta-data", "private-address"),
        ("http://10.0.0.1/x.crl", "private-address"),
        ("http://[64:ff9b::a9fe:a9fe]/x.crl", "private-address"),
        ("http://[64:ff9b:1::a00:1]/x.crl", "private-address"),
        ("http://[2002:7f00:1::]/x.crl", "private-address"),
        ("http://[::10.0.0.1]/x.crl", "private-address"),
        ("http://[fec0::1]/x.crl", "private-address"),
        ("file:///etc/passwd", "no-address"),
        ("ldap://127.0.0.1/cn=x", "no-address"),
        ("http://127.0.0.1:99999/x.crl", "connection"),
    ],
)
def test_addresses_behind_our_walls_are_not_asked(pki: RevocablePki, address: str, code: str) -> None:
    assert refused(NetworkSource(pki.now, FetchLimits()), leaf_with(pki, address), pki) == code


def test_closed_port_is_a_failed_connection(pki: RevocablePki) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    leaf = leaf_with(pki, f"http://127.0.0.1:{port}/x.crl")
    assert refused(NetworkSource(pki.now, HERE), leaf, pki) == "connection"


@pytest.mark.parametrize("beginning", [b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "])
def test_what_trickles_in_too_slowly_is_given_up(pki: RevocablePki, beginning: bytes) -> None:
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_trickle, args=(listening, stop, beginning), daemon=True)
        thread.start()
        leaf = leaf_with(pki, f"http://127.0.0.1:{listening.getsockname()[1]}/x.crl")
        try:
            assert refused(NetworkSource(pki.now, SHORT), leaf, pki) == "timeout"
        finally:
            stop.set()
            thread.join(timeout=5)


def _trickle(listening: socket.socket, stop: threading.Event, beginning: bytes) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.sendall(beginning)
        while not stop.wait(0.05):
            try:
                connection.sendall(b"\x30")
            except OSError:
                return


def test_certificate_without_addresses_is_named(pki: RevocablePki) -> None:
    now = pki.now()
    bare = issue(
        Profile("TEST Adressiz", now - timedelta(days=1), now + timedelta(days=1)),
        make_key(),
        pki.issuer.credential,
    )
    with pytest.raises(ValidationDataLackingError) as error:
        collect(bare.certificate, [], pki.trust, NetworkSource(pki.now, HERE), now)
    assert (error.value.code, error.value.causes[0].code) == ("issuer-lacking", "no-address")


def test_list_in_pem_form_is_taken_by_its_bytes(pki: RevocablePki, monkeypatch: pytest.MonkeyPatch) -> None:
    der = pki.issuer.crl()
    pem = b"-----BEGIN X509 CRL-----\n" + base64.encodebytes(der) + b"-----END X509 CRL-----\n"
    monkeypatch.setattr(type(pki.issuer), "crl", lambda self: pem)
    answer = NetworkSource(pki.now, HERE).crl_for(pki.pki.citizen.certificate, pki.issuer.certificate, pki.now())
    assert answer.data == der
