"""Bearer tokens: one test per thing that can be wrong with one."""

import base64
import hmac
import json
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from api.access import Credentials, KeySets, NotSignedInError, OidcAuthenticator, OidcSettings, Role
from domain.parties import Role as Duty
from testkit.clock import FixedClock

ISSUER = "https://kimlik.example.tr"
KEY = ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"})
OTHER = ECKey.generate_key("P-256", {"kid": "k2", "use": "sig"})


def claims(clock: FixedClock, **changes: Any) -> dict[str, Any]:
    now = int(clock().timestamp())
    return {
        "iss": ISSUER,
        "aud": "kutuk",
        "sub": "ayse.isik",
        "name": "Ayşe Işık",
        "title": "Şef",
        "unit": "24301051",
        "roles": ["registrar", "emperor"],
        "duties": ["drafter", "system"],
        "iat": now,
        "exp": now + 300,
    } | changes


def token(body: dict[str, Any], key: Any = KEY, algorithm: str = "ES256", **header: Any) -> str:
    given = {name: value for name, value in body.items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": key.kid} | header, given, key, algorithms=[algorithm])


def authenticator(clock: FixedClock, settings: OidcSettings | None = None) -> OidcAuthenticator:
    public = json.dumps(KeySet([KEY]).as_dict(private=False)).encode()
    return OidcAuthenticator(settings or OidcSettings(ISSUER, "kutuk"), KeySets(lambda: public, clock), clock)


def refused(clock: FixedClock, bearer: str) -> str:
    with pytest.raises(NotSignedInError) as error:
        authenticator(clock).authenticate(Credentials(bearer=bearer))
    return error.value.message_en


def test_sound_token_gives_the_identity(clock: FixedClock) -> None:
    found = authenticator(clock).authenticate(Credentials(bearer=token(claims(clock))))

    assert found is not None
    assert (found.subject, found.name, found.title, found.unit) == ("ayse.isik", "Ayşe Işık", "Şef", "24301051")


def test_words_for_unknown_roles_give_no_role(clock: FixedClock) -> None:
    found = authenticator(clock).authenticate(Credentials(bearer=token(claims(clock))))

    assert found is not None
    assert found.roles == {Role.REGISTRAR}


def test_nobody_from_outside_is_the_system(clock: FixedClock) -> None:
    found = authenticator(clock).authenticate(Credentials(bearer=token(claims(clock))))

    assert found is not None
    assert found.duties == {Duty.DRAFTER}


def test_roles_are_mapped_and_found_in_nested_claims(clock: FixedClock) -> None:
    settings = OidcSettings(ISSUER, "kutuk", roles_claim="realm.roles", role_names={"DENETCI": Role.AUDITOR})
    body = claims(clock, roles=None, realm={"roles": ["DENETCI"]})
    found = authenticator(clock, settings).authenticate(Credentials(bearer=token(body)))

    assert found is not None
    assert found.roles == {Role.AUDITOR}


def test_token_without_roles_may_nothing(clock: FixedClock) -> None:
    found = authenticator(clock).authenticate(Credentials(bearer=token(claims(clock, roles=None))))

    assert found is not None
    assert found.roles == frozenset()


def test_expired_token_is_refused(clock: FixedClock) -> None:
    bearer = token(claims(clock))
    clock.advance(seconds=331)

    assert "expired" in refused(clock, bearer)


def test_leeway_bridges_clocks_that_differ_a_little(clock: FixedClock) -> None:
    bearer = token(claims(clock))
    clock.advance(seconds=329)

    assert authenticator(clock).authenticate(Credentials(bearer=bearer)) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"exp": None},
        {"exp": "soon"},
        {"sub": None},
        {"sub": 7},
        {"nbf": 4_000_000_000},
        {"iat": 4_000_000_000},
    ],
    ids=str,
)
def test_token_with_a_wrong_claim_is_refused(clock: FixedClock, changes: dict[str, Any]) -> None:
    assert "not valid" in refused(clock, token(claims(clock, **changes)))


def test_audience_may_be_one_of_several(clock: FixedClock) -> None:
    bearer = token(claims(clock, aud=["kutuk", "other"]))

    assert authenticator(clock).authenticate(Credentials(bearer=bearer)) is not None


def test_token_signed_by_another_key_is_refused(clock: FixedClock) -> None:
    assert "not valid" in refused(clock, token(claims(clock), OTHER))


def test_token_signed_by_another_key_under_our_key_id_is_refused(clock: FixedClock) -> None:
    assert "not valid" in refused(clock, token(claims(clock), OTHER, kid="k1"))


def test_unsigned_token_is_refused(clock: FixedClock) -> None:
    parts = [{"alg": "none", "typ": "JWT"}, claims(clock)]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]

    assert "not valid" in refused(clock, f"{encoded[0]}.{encoded[1]}.")


def test_shared_secret_made_of_the_public_key_is_refused(clock: FixedClock) -> None:
    parts = [{"alg": "HS256", "typ": "JWT", "kid": "k1"}, claims(clock)]
    signed = ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    seal = hmac.digest(KEY.as_pem(private=False), signed.encode(), "sha256")

    assert "not valid" in refused(clock, f"{signed}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}")


def test_algorithm_that_is_not_on_the_list_is_refused(clock: FixedClock) -> None:
    key = RSAKey.generate_key(2048, {"kid": "k1"})

    assert "not valid" in refused(clock, token(claims(clock), key, "RS512"))


def test_token_of_another_type_is_refused(clock: FixedClock) -> None:
    assert "not valid" in refused(clock, token(claims(clock), typ="logout+jwt"))


@pytest.mark.parametrize("bearer", ["..", "a.b.c", "é.é.é", "eyJ9.eyJ9.x", "{}.{}.{}"])
def test_damaged_token_is_refused(clock: FixedClock, bearer: str) -> None:
    assert "not valid" in refused(clock, bearer)


def test_token_that_is_no_jwt_is_left_to_others(clock: FixedClock) -> None:
    assert authenticator(clock).authenticate(Credentials(bearer="demo-elif.arslan")) is None
