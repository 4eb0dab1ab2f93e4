"""From what a request carries to who is asking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from api.access.errors import NotSignedInError
from api.access.identity import Identity

Clock = Callable[[], datetime]
"""Gives the present instant, aware, UTC."""

MAX_TOKEN_LENGTH: Final = 16_384
"""Characters of a token or cookie: protects the parsers of untrusted text."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Proofs of identity that a request carries, still unchecked."""

    bearer: str | None = None
    """Token of the ``Authorization: Bearer`` header."""
    cookie: str | None = None
    """Value of the session cookie."""

    @property
    def empty(self) -> bool:
        """Whether the request carries no proof at all."""
        return not self.bearer and not self.cookie


class Authenticator(Protocol):
    """Recognises identities. May block (keys may be fetched): doors call it off the event loop."""

    def authenticate(self, credentials: Credentials) -> Identity | None:
        """The identity, None when these credentials are not of this kind, NotSignedInError when they are but fail."""


class FirstMatch:
    """Asks several authenticators in order; the first that knows the kind of credentials decides."""

    def __init__(self, authenticators: Sequence[Authenticator]) -> None:
        self._authenticators = tuple(authenticators)

    def authenticate(self, credentials: Credentials) -> Identity | None:
        """The identity or None. Raises NotSignedInError when credentials were given and nobody accepts them."""
        too_long = any(len(proof or "") > MAX_TOKEN_LENGTH for proof in (credentials.bearer, credentials.cookie))
        if too_long:
            raise NotSignedInError("belirteç çok uzun.", "the token is too long.")
        for authenticator in self._authenticators:
            identity = authenticator.authenticate(credentials)
            if identity is not None:
                return identity
        if not credentials.empty:
            raise NotSignedInError("belirteç tanınmadı.", "the token is not recognised.")
        return None


def bearer_of(header: str | None) -> str | None:
    """Token of an ``Authorization`` header, None when the header is absent or of another scheme (RFC 6750 §2.1)."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
