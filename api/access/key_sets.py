"""Public keys of the identity provider (JWKS, RFC 7517), from a file or an address, kept for a while."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import httpx
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from api.access.authentication import Clock
from api.access.errors import NotSignedInError

FETCH_TIMEOUT: Final = 5.0
"""Seconds to wait for the key address: protects sign-ins from a provider that hangs."""
MAX_KEY_SET_SIZE: Final = 1_048_576
"""Bytes of a key set: protects memory from a wrong address."""
LIFETIME: Final = timedelta(minutes=15)
"""How long fetched keys are trusted without asking again: bounds the time a withdrawn key still works."""
RETRY_PAUSE: Final = timedelta(seconds=30)
"""Least time between two fetches: an attacker with made-up key ids cannot make us hammer the provider."""

_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})

Fetch = Callable[[], bytes]


def key_file(path: Path) -> Fetch:
    """Reads a key set from a file each time it is asked."""
    return path.read_bytes


def key_address(url: str) -> Fetch:
    """Fetches a key set over HTTPS; plain HTTP only from this machine. Raises ValueError for other addresses."""
    _check_address(url)
    return lambda: _fetched(url)


def key_discovery(issuer: str) -> Fetch:
    """Finds the key set as OpenID Connect Discovery 1.0 §4 says: the issuer's own document names it.

    Raises ValueError for an issuer that is neither HTTPS nor on this machine; the fetch raises it for a document of
    another issuer.
    """
    _check_address(issuer)

    def fetch() -> bytes:
        found = orjson.loads(_fetched(issuer.rstrip("/") + "/.well-known/openid-configuration"))
        if not isinstance(found, dict) or found.get("issuer") != issuer or not isinstance(found.get("jwks_uri"), str):
            raise ValueError("the discovery document is not this issuer's")
        _check_address(found["jwks_uri"])
        return _fetched(found["jwks_uri"])

    return fetch


def _check_address(url: str) -> None:
    address = httpx.URL(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.host in _THIS_MACHINE):
        raise ValueError("addresses of the identity provider must be https")


def _fetched(url: str) -> bytes:
    body = b""
    with httpx.Client(timeout=FETCH_TIMEOUT, follow_redirects=False) as client, client.stream("GET", url) as answer:
        answer.raise_for_status()
        for chunk in answer.iter_bytes():
            body += chunk
            if len(body) > MAX_KEY_SET_SIZE:
                raise ValueError("the key set is too large")
    return body


class KeySets:
    """Keys of one provider; fetched when first needed, when old, and (seldom) when a key id is unknown."""

    def __init__(self, fetch: Fetch, now: Clock) -> None:
        self._fetch = fetch
        self._now = now
        self._lock = threading.Lock()
        self._keys: KeySet | None = None
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None

    def keys(self, key_id: str | None) -> KeySet:
        """Keys in force. Raises NotSignedInError when none can be had."""
        with self._lock:
            if self._stale(key_id):
                self._refresh()
            if self._keys is None:
                raise NotSignedInError(
                    "kimlik sağlayıcının anahtarları alınamadı.", "the provider's keys are not at hand."
                )
            return self._keys

    def _stale(self, key_id: str | None) -> bool:
        now = self._now()
        if self._tried_at is not None and now - self._tried_at < RETRY_PAUSE:
            return False
        if self._keys is None or self._fetched_at is None or now - self._fetched_at > LIFETIME:
            return True
        return key_id is not None and key_id not in {key.kid for key in self._keys.keys}

    def _refresh(self) -> None:
        self._tried_at = self._now()
        try:
            body = self._fetch()
            if len(body) > MAX_KEY_SET_SIZE:
                raise ValueError("the key set is too large")
            self._keys = KeySet.import_key_set(_parsed(body))
            self._fetched_at = self._tried_at
        except (OSError, ValueError, TypeError, KeyError, httpx.HTTPError, JoseError):
            # Old keys are kept only for their lifetime; an unreachable provider must not extend it.
            if self._fetched_at is None or self._tried_at - self._fetched_at > LIFETIME:
                self._keys = None


def _parsed(body: bytes) -> KeySetSerialization:
    value = orjson.loads(body)
    if not isinstance(value, dict) or not isinstance(value.get("keys"), list):
        raise ValueError("not a key set")
    return {"keys": value["keys"]}
