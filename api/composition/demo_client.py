"""A small client of our own public API: the demo is seeded the way a document management system would do it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Any, Final

import httpx

_CHANGED: Final = """
  ... on DocumentChanged { documentId position document { id state contentDigest documentNo classification } }
  ... on Refusal { ruleId messageEn }
"""


class DemoError(Exception):
    """The public API did not do what the demo asked of it: a fault of ours."""


@dataclass(slots=True)
class DemoClient:
    """Speaks GraphQL as one of the demo people. ``prefix`` makes request keys that stay the same from run to run."""

    http: httpx.Client
    prefix: str
    _keys: Any = field(default_factory=lambda: count(1))

    def do(self, token: str, mutation: str, **fields: Any) -> dict[str, Any]:
        """Run a mutation; the changed document. Raises DemoError for a refusal or a fault."""
        name = mutation[0].upper() + mutation[1:]
        text = f"mutation($input: {name}Input!) {{ {mutation}(input: $input) {{ __typename {_CHANGED} }} }}"
        given = {"requestKey": f"{self.prefix}-{next(self._keys)}", **fields}
        answer = self._ask(token, text, {"input": given})[mutation]
        if answer["__typename"] != "DocumentChanged":
            raise DemoError(f"{mutation}: {answer}")
        found: dict[str, Any] = answer["document"] or {"id": answer["documentId"]}
        return found

    def ask(self, token: str, query: str, **variables: Any) -> dict[str, Any]:
        """Run a query."""
        return self._ask(token, query, variables)

    def upload(self, token: str, content: bytes, name: str, media_type: str) -> dict[str, str]:
        """Store bytes; how a mutation then names them."""
        answer = self.http.post("/graphql/uploads", content=content, headers=_bearer(token))
        if answer.status_code != httpx.codes.CREATED:
            raise DemoError(f"upload: {answer.status_code} {answer.text[:200]}")
        return {"digest": sha256(content).hexdigest(), "name": name, "mediaType": media_type}

    def _ask(self, token: str, text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.http.post("/graphql", json={"query": text, "variables": variables}, headers=_bearer(token))
        body = answer.json()
        if body.get("errors") or "data" not in body:
            raise DemoError(str(body)[:500])
        data: dict[str, Any] = body["data"]
        return data


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
