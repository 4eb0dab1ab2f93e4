"""The schema: root types, scalars, guards; and its text, which is committed and compared."""

from pathlib import Path
from typing import Any, Final

import strawberry
from graphql import GraphQLError
from strawberry.extensions import DisableIntrospection
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graphql.document_queries import DocumentQueries
from api.graphql.guards import (
    CostGuard,
    KnownQueryGuard,
    RememberedParsing,
    RememberedValidation,
    ShapeGuard,
    TokenGuard,
    WebSocketGuard,
)
from api.graphql.ledger_queries import LedgerQueries
from api.graphql.limits import GraphQLLimits
from api.graphql.masking import ErrorMask, TraceIds
from api.graphql.mutations import Mutation
from api.graphql.refusals import FACES
from api.graphql.scalars import SCALARS
from api.graphql.subscriptions import Subscription
from api.graphql.viewer import ViewerQueries

SCHEMA_FILE: Final = Path(__file__).with_name("schema.graphql")
CACHED_QUERIES: Final = 256
"""Query texts whose parsing and validation are remembered: a bound, so that strangers' texts cannot fill memory."""


@strawberry.type(description="Sorgular: her okuma kaydedilir.")
class Query(DocumentQueries, LedgerQueries, ViewerQueries):
    """All queries."""


class KutukSchema(strawberry.Schema):
    """The library's schema, but errors are logged by `ErrorMask` alone: the library would log query texts."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: see the class."""


def build_schema(
    limits: GraphQLLimits,
    trace_ids: TraceIds,
    *,
    introspection: bool = True,
    known_queries: frozenset[str] | None = None,
) -> KutukSchema:
    """The executable schema with its guards."""
    extensions: list[Any] = [
        lambda: ErrorMask(trace_ids),
        lambda: TokenGuard(limits),
        *([] if introspection else [DisableIntrospection]),
        lambda: RememberedParsing(maxsize=CACHED_QUERIES),
        WebSocketGuard,
        lambda: KnownQueryGuard(known_queries),
        lambda: ShapeGuard(limits),
        lambda: RememberedValidation(maxsize=CACHED_QUERIES),
        lambda: CostGuard(limits),
    ]
    return KutukSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=tuple(FACES.values()),
        extensions=extensions,
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=not introspection),
    )


def schema_text() -> str:
    """The schema as it is written to `SCHEMA_FILE`."""
    return build_schema(GraphQLLimits(), str).as_str() + "\n"


def write_schema() -> None:
    """Bring the committed file up to date: ``python -c "from api.graphql import write_schema; write_schema()"``."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
