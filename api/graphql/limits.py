"""Limits of the GraphQL door; each says what it protects. The defaults are those of a started server (settings)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GraphQLLimits:
    """Refused before running: a query that breaks one of these never reaches a reader."""

    body_bytes: int = 1_048_576
    """Size of a request body: protects memory and the JSON parser."""
    tokens: int = 2_000
    """Words and brackets of a query text: protects the parser and the rules that compare fields in pairs."""
    depth: int = 12
    """Nesting of fields; introspection counts on its own (`introspection_depth`): protects against recursive types."""
    introspection_depth: int = 16
    """Nesting inside ``__schema`` and ``__type``; the usual introspection query needs 13."""
    aliases: int = 30
    """Renamed fields in the whole query: protects against one request that asks the same costly field many times."""
    fields: int = 1_200
    """Fields with fragments written out: protects validation against fragments that multiply one another."""
    cost: int = 5_000
    """Points of the static cost (one per field, times ``first`` in lists): protects the database."""
    upload_bytes: int = 209_715_200
    """Size of one uploaded file: protects the disk."""
    export_page: int = 500
    """Events read at a time by an export: keeps memory flat."""
    subscriptions: int = 100
    """Open subscriptions of the process: protects memory and sockets from readers that never leave."""
    subscriptions_per_connection: int = 10
    """Open subscriptions of one WebSocket: protects the tailing of events."""
    view_wait_seconds: float = 2.0
    """Longest wait for the view to reach the caller's own write; then the answer says that it is not there yet."""


MAX_PAGE = 100
"""Largest ``first``: protects memory and keeps every page quick to record as a read."""
