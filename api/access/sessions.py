"""Signed session cookies of the web pages; verified by every door that browsers reach."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol

from itsdangerous import BadSignature, URLSafeSerializer

from api.access.authentication import Clock, Credentials
from api.access.errors import NotSignedInError
from api.access.identity import Identity

SESSION_COOKIE: Final = "kutuk_session"
"""Name of the cookie: HttpOnly, SameSite=Lax, Secure outside this machine (set by the web door)."""
DEFAULT_LIFETIME: Final = timedelta(hours=8)
"""A working day: bounds how long a stolen cookie is of use."""
MIN_SECRET_LENGTH: Final = 32
"""Bytes of the signing secret: protects cookies from being guessed."""


class Directory(Protocol):
    """Knows people by their subject; sessions hold the subject only, so changed roles take effect at once."""

    def person(self, subject: str) -> Identity | None:
        """The identity of a subject, None when it is not (or no longer) known."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a cookie says, once its signature holds."""

    subject: str
    session: str
    expires_at: int
    """Seconds since 1970 UTC."""


class SessionCookies:
    """Makes and checks session cookies."""

    def __init__(self, secret: bytes, now: Clock, lifetime: timedelta = DEFAULT_LIFETIME) -> None:
        if len(secret) < MIN_SECRET_LENGTH:
            raise ValueError(f"the session secret needs at least {MIN_SECRET_LENGTH} bytes")
        self._serializer = URLSafeSerializer(
            secret, salt="kutuk-session-1", signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._now = now
        self.lifetime = lifetime

    def issue(self, subject: str, session: str) -> str:
        """Cookie value for a signed-in subject; ``session`` is a fresh identifier, not a secret."""
        expires = int((self._now() + self.lifetime).timestamp())
        return str(self._serializer.dumps({"sub": subject, "sid": session, "exp": expires}))

    def read(self, cookie: str) -> Session:
        """What the cookie says. Raises NotSignedInError when it is forged, damaged or expired."""
        try:
            body: Any = self._serializer.loads(cookie)
            session = Session(str(body["sub"]), str(body["sid"]), int(body["exp"]))
        except (BadSignature, KeyError, TypeError, ValueError) as error:
            raise NotSignedInError("oturum çerezi geçerli değil.", "the session cookie is not valid.") from error
        if session.expires_at <= int(self._now().timestamp()):
            raise NotSignedInError("oturumun süresi doldu.", "the session has expired.")
        return session


class SessionAuthenticator:
    """Recognises people by their session cookie."""

    def __init__(self, cookies: SessionCookies, directory: Directory) -> None:
        self._cookies = cookies
        self._directory = directory

    def authenticate(self, credentials: Credentials) -> Identity | None:
        """The identity, None without a cookie. Raises NotSignedInError for a bad cookie or an unknown person."""
        if not credentials.cookie or credentials.bearer:
            return None
        session = self._cookies.read(credentials.cookie)
        identity = self._directory.person(session.subject)
        if identity is None:
            raise NotSignedInError("kişi artık tanınmıyor.", "the person is no longer known.")
        return identity.in_session(session.session)
