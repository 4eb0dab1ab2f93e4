"""People and systems of an institution come in with the tokens of its own identity provider."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from testkit.started import Installation, Kutuk, running

KEY = ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"})
STRANGER = ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"})
UNIT = "24301052"
DRAFT = """mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) {
  __typename ... on DocumentChanged { documentId } } }"""
SUBJECT = "query ($id: UUID!) { document(id: $id) { subject } }"


@contextmanager
def identity_provider() -> Iterator[str]:
    """An OpenID provider's discovery document and key set, at the address given back."""

    class Provider(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer = f"http://{self.headers['Host']}"
            documents: dict[str, Any] = {
                "/.well-known/openid-configuration": {"issuer": issuer, "jwks_uri": f"{issuer}/keys"},
                "/keys": KeySet([KEY]).as_dict(private=False),
            }
            body = json.dumps(documents[self.path]).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def institution(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kutuk]:
    """A server without the demo, whose callers an identity provider names."""
    folder: Path = tmp_path_factory.mktemp("institution")
    with identity_provider() as issuer:
        settings = {"KUTUK_OIDC_ISSUER": issuer, "KUTUK_INSTITUTION": "24301050"}
        with running(Installation(folder / "kutuk-data", settings), "serve") as (kutuk, _):
            yield kutuk


def token(kutuk: Kutuk, role: str, key: ECKey = KEY) -> str:
    """An access token that the provider would give to Ayşe Işık."""
    now = int(time.time())
    claims = {
        "iss": kutuk.environment["KUTUK_OIDC_ISSUER"],
        "aud": "kutuk",
        "sub": "ayse.isik",
        "name": "Ayşe Işık",
        "unit": UNIT,
        "roles": [role],
        "duties": ["drafter"],
        "iat": now,
        "exp": now + 300,
    }
    return jwt.encode({"alg": "ES256", "kid": "k1", "typ": "at+jwt"}, claims, key, algorithms=["ES256"])


def answer(kutuk: Kutuk, bearer: str, query: str, **variables: Any) -> httpx.Response:
    """What GraphQL says to a bearer of a token."""
    headers = {"Authorization": f"Bearer {bearer}"}
    body = {"query": query, "variables": variables}
    return httpx.post(f"{kutuk.address}/graphql", json=body, headers=headers, timeout=60, trust_env=False)


def test_bearer_of_a_sound_token_records_and_reads(institution: Kutuk) -> None:
    bearer = token(institution, "registrar")
    given = {"requestKey": "oidc", "direction": "OUTGOING", "unit": UNIT, "subject": "Toplantı"}
    drafted = answer(institution, bearer, DRAFT, input=given).json()["data"]["draftDocument"]
    found = answer(institution, bearer, SUBJECT, id=drafted["documentId"]).json()

    assert found["data"] == {"document": {"subject": "Toplantı"}}


def test_token_signed_by_somebody_else_is_refused(institution: Kutuk) -> None:
    found = answer(institution, token(institution, "registrar", STRANGER), "{ __typename }")

    assert found.status_code == httpx.codes.UNAUTHORIZED


def test_tokens_of_the_demo_open_nothing_outside_it(institution: Kutuk) -> None:
    found = answer(institution, "demo-ebys", "{ __typename }")

    assert found.status_code == httpx.codes.UNAUTHORIZED
