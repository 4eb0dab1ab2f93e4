"""What is refused before running: size, shape, cost, unknown queries. Answers carry their cost in ``extensions``."""

import hashlib
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from api.graphql.limits import GraphQLLimits
from api.graphql.shape import Measure, Shape


class QueryRefused(GraphQLError):  # noqa: N818 (the house word for a rule's no)
    """A query is not run; ``extensions`` carry the code and a Turkish text that says what to do."""

    def __init__(self, code: str, message_en: str, message_tr: str, **details: Any) -> None:
        extensions = {"code": code, "messageTr": message_tr, "messageEn": message_en, **details}
        super().__init__(message_tr, extensions=extensions)


class TokenGuard(SchemaExtension):
    """Hands the token limit to the parser."""

    def __init__(self, limits: GraphQLLimits) -> None:
        self._limits = limits

    def on_operation(self) -> Iterator[None]:
        """Set the limit before anything is parsed."""
        self.execution_context.parse_options["max_tokens"] = self._limits.tokens
        yield


class KnownQueryGuard(SchemaExtension):
    """Lets only listed queries through (hex SHA-256 of the query text); None lets every query through."""

    def __init__(self, known_queries: frozenset[str] | None) -> None:
        self._known = known_queries

    def on_parse(self) -> Iterator[None]:
        """Refuse unlisted texts before they are parsed."""
        text = self.execution_context.query
        if self._known is not None and text and hashlib.sha256(text.encode()).hexdigest() not in self._known:
            raise QueryRefused(
                "UNKNOWN_QUERY",
                "Only registered queries run here. Ask the operator to register this one.",
                "Burada yalnız kayıtlı sorgular çalışır. Sorgunun kaydedilmesini işletmenden isteyin.",
            )
        yield


class ShapeGuard(SchemaExtension):
    """Refuses by depth, aliases and fields before the validation rules, whose work grows with the pairs of fields."""

    def __init__(self, limits: GraphQLLimits) -> None:
        self._limits = limits

    def on_validate(self) -> Iterator[None]:
        """Measure, then refuse or go on."""
        document = self.execution_context.graphql_document
        if document is not None:
            self._check(Measure(document).whole())
        yield

    def _check(self, shape: Shape) -> None:
        limits = self._limits
        for name, found, limit in (
            ("DEPTH", shape.depth, limits.depth),
            ("DEPTH", shape.introspection_depth, limits.introspection_depth),
            ("ALIASES", shape.aliases, limits.aliases),
            ("FIELDS", shape.fields, limits.fields),
        ):
            if found > limit:
                raise QueryRefused(
                    f"TOO_MANY_{name}" if name != "DEPTH" else "TOO_DEEP",
                    f"The query exceeds the {name.lower()} limit of {limit}. Split it into smaller queries.",
                    f"Sorgu {_TURKISH[name]} sınırını ({limit}) aşıyor. Daha küçük sorgulara bölün.",
                    limit=limit,
                )


_TURKISH = {"DEPTH": "derinlik", "ALIASES": "takma ad", "FIELDS": "alan sayısı"}


class CostGuard(SchemaExtension):
    """Refuses by static cost after validation; the cost of what ran stands in ``extensions.cost``."""

    def __init__(self, limits: GraphQLLimits) -> None:
        self._limits = limits
        self._cost: int | None = None

    def on_execute(self) -> Iterator[None]:
        """Measure with the variables; a query that costs too much never reaches a resolver."""
        context = self.execution_context
        if context.graphql_document is not None:
            measure = Measure(context.graphql_document, context.variables)
            self._cost = measure.running(context.operation_name).cost
            if self._cost > self._limits.cost:
                raise QueryRefused(
                    "TOO_COSTLY",
                    f"The query costs {self._cost} points, allowed are {self._limits.cost}. Lower `first` or ask less.",
                    f"Sorgunun maliyeti {self._cost} puan, sınır {self._limits.cost}. `first` değerini düşürün "
                    "veya daha az alan isteyin.",
                    cost=self._cost,
                    limit=self._limits.cost,
                )
        yield

    def get_results(self) -> dict[str, Any]:
        """The cost, for the answer."""
        return {} if self._cost is None else {"cost": {"requested": self._cost, "limit": self._limits.cost}}


class WebSocketGuard(SchemaExtension):
    """Over a WebSocket only subscriptions run: reads of queries are recorded per HTTP request."""

    def on_validate(self) -> Iterator[None]:
        """Refuse queries and mutations that came over a WebSocket."""
        context = self.execution_context
        over_socket = getattr(context.context, "over_websocket", False)
        if over_socket and context.operation_type is not OperationType.SUBSCRIPTION:
            raise QueryRefused(
                "SUBSCRIPTIONS_ONLY",
                "Over a WebSocket only subscriptions run; send this one by HTTP POST.",
                "WebSocket üzerinden yalnız abonelik çalışır; bu isteği HTTP POST ile gönderin.",
            )
        yield
