"""Bearer tokens of an OpenID provider (RFC 9068, RFC 7519): checked in full, then turned into an identity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, JoseError

from api.access.authentication import Clock, Credentials
from api.access.errors import NotSignedInError
from api.access.identity import Identity, duties_named
from api.access.key_sets import KeySets, key_discovery
from api.access.roles import Role

ALLOWED_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384", "Ed25519")
"""Signature algorithms accepted; never ``none``, never a shared secret, whatever the token's header says."""
_TOKEN_TYPES: Final = frozenset({"jwt", "at+jwt", "application/at+jwt"})


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """What a token must say to be accepted."""

    issuer: str
    audience: str
    leeway_seconds: int = 30
    """Difference of clocks allowed for exp, nbf and iat; keep it small, it lengthens every token's life."""
    algorithms: tuple[str, ...] = ALLOWED_ALGORITHMS
    roles_claim: str = "roles"
    """Claim with the roles; a dotted path such as ``realm_access.roles`` goes into objects."""
    duties_claim: str = "duties"
    """Claim with the duties towards documents."""
    role_names: Mapping[str, Role] = field(default_factory=lambda: {role.value: role for role in Role})
    """Provider's word for a role → ours; words not listed give no role."""


class OidcAuthenticator:
    """Accepts ``Authorization: Bearer`` tokens that the configured provider signed."""

    def __init__(self, settings: OidcSettings, keys: KeySets, now: Clock) -> None:
        self._settings = settings
        self._keys = keys
        self._now = now

    def authenticate(self, credentials: Credentials) -> Identity | None:
        """The identity of a sound token; None when there is no JWT. Raises NotSignedInError for an unsound one."""
        token = credentials.bearer
        if token is None or token.count(".") != 2:
            return None
        try:
            claims = self._checked_claims(token)
        except ExpiredTokenError as error:
            raise NotSignedInError("belirtecin süresi dolmuş.", "the token has expired.") from error
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise NotSignedInError("belirteç geçerli değil.", "the token is not valid.") from error
        return self._identity(claims)

    def _checked_claims(self, token: str) -> dict[str, Any]:
        settings = self._settings
        header = jws.extract_compact(token.encode()).headers()
        if str(header.get("typ", "JWT")).lower() not in _TOKEN_TYPES:
            raise ValueError("not an access token")
        key_id = header.get("kid")
        keys = self._keys.keys(key_id if isinstance(key_id, str) else None)
        decoded = jwt.decode(token, keys, algorithms=list(settings.algorithms))
        jwt.JWTClaimsRegistry(
            now=int(self._now().timestamp()),
            leeway=settings.leeway_seconds,
            iss={"essential": True, "value": settings.issuer},
            aud={"essential": True, "value": settings.audience},
            exp={"essential": True},
            sub={"essential": True},
        ).validate(decoded.claims)
        return decoded.claims

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        names = _words(claims, self._settings.roles_claim)
        roles = frozenset(self._settings.role_names[name] for name in names if name in self._settings.role_names)
        return Identity(
            subject=str(claims["sub"]),
            name=_text(claims, "name") or str(claims["sub"]),
            title=_text(claims, "title"),
            unit=_text(claims, "unit"),
            roles=roles,
            duties=duties_named(_words(claims, self._settings.duties_claim)),
            method="bearer",
            session=_text(claims, "sid") or None,
        )


def provider(issuer: str, audience: str, now: Clock) -> OidcAuthenticator:
    """The authenticator of a provider known by its issuer; its keys are found by discovery when first needed."""
    return OidcAuthenticator(OidcSettings(issuer, audience), KeySets(key_discovery(issuer), now), now)


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def _words(claims: Mapping[str, Any], path: str) -> tuple[str, ...]:
    value: Any = claims
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
