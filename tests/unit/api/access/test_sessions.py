"""Session cookies and the order of authenticators."""

from datetime import timedelta

import pytest

from api.access import (
    Credentials,
    DemoDirectory,
    FirstMatch,
    NotSignedInError,
    Role,
    SessionAuthenticator,
    SessionCookies,
    bearer_of,
)
from testkit.clock import FixedClock

SECRET = b"a secret of at least thirty-two bytes"


def cookies(clock: FixedClock) -> SessionCookies:
    return SessionCookies(SECRET, clock)


def sessions(clock: FixedClock) -> SessionAuthenticator:
    return SessionAuthenticator(cookies(clock), DemoDirectory())


def test_cookie_recognises_the_person_and_names_the_session(clock: FixedClock) -> None:
    cookie = cookies(clock).issue("zeynep.sahin", "s-1")
    found = sessions(clock).authenticate(Credentials(cookie=cookie))

    assert found is not None
    assert (found.subject, found.method, found.session) == ("zeynep.sahin", "session", "s-1")


def test_cookie_expires(clock: FixedClock) -> None:
    cookie = cookies(clock).issue("zeynep.sahin", "s-1")
    clock.advance(hours=8)
    with pytest.raises(NotSignedInError):
        sessions(clock).authenticate(Credentials(cookie=cookie))


def test_cookie_signed_with_another_secret_is_refused(clock: FixedClock) -> None:
    cookie = SessionCookies(b"another secret of thirty-two bytes!", clock).issue("zeynep.sahin", "s-1")
    with pytest.raises(NotSignedInError):
        sessions(clock).authenticate(Credentials(cookie=cookie))


def test_changed_cookie_is_refused(clock: FixedClock) -> None:
    cookie = cookies(clock).issue("zeynep.sahin", "s-1")
    with pytest.raises(NotSignedInError):
        sessions(clock).authenticate(Credentials(cookie=cookie[:-1] + ("A" if cookie[-1] != "A" else "B")))


def test_cookie_of_somebody_who_left_is_refused(clock: FixedClock) -> None:
    cookie = cookies(clock).issue("gone", "s-1")
    with pytest.raises(NotSignedInError):
        sessions(clock).authenticate(Credentials(cookie=cookie))


def test_bearer_token_goes_before_the_cookie(clock: FixedClock) -> None:
    cookie = cookies(clock).issue("zeynep.sahin", "s-1")

    assert sessions(clock).authenticate(Credentials(bearer="x", cookie=cookie)) is None


def test_short_secret_is_refused(clock: FixedClock) -> None:
    with pytest.raises(ValueError, match="32"):
        SessionCookies(b"short", clock, timedelta(hours=1))


def test_demo_tokens_recognise_the_demo_people() -> None:
    demo = DemoDirectory()
    found = {entry.identity.subject: demo.authenticate(Credentials(bearer=entry.token)) for entry in demo.sign_ins}

    assert all(identity is not None and identity.subject == subject for subject, identity in found.items())


def test_demo_has_somebody_for_every_role() -> None:
    demo = DemoDirectory()
    roles = {role for entry in (*demo.sign_ins, demo.system) for role in entry.identity.roles}

    assert roles == set(Role)


def test_demo_does_not_know_other_tokens() -> None:
    assert DemoDirectory().authenticate(Credentials(bearer="demo-")) is None


def test_credentials_nobody_accepts_are_refused() -> None:
    with pytest.raises(NotSignedInError):
        FirstMatch([DemoDirectory()]).authenticate(Credentials(bearer="demo-nobody"))


def test_request_without_credentials_is_nobody() -> None:
    assert FirstMatch([DemoDirectory()]).authenticate(Credentials()) is None


def test_endless_token_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(NotSignedInError):
        FirstMatch([DemoDirectory()]).authenticate(Credentials(bearer="a" * 20_000))


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Basic abc", None), ("Bearer", None), ("", None), (None, None)],
)
def test_bearer_token_is_read_from_its_own_scheme_only(header: str | None, token: str | None) -> None:
    assert bearer_of(header) == token
