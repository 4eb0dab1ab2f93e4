"""What is refused before running: size, shape, cost, unknown queries. Answers carry their cost in ``extensions``."""

import hashlib
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError
from strawberry.extensions import ParserCache, SchemaExtension, ValidationCache
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


class _Guard(SchemaExtension):
    """Refuses after parsing and before running; the first guard that refuses is the one that answers."""

    def on_validate(self) -> Iterator[None]:
        """Let the guard look; later guards and the validation rules are then left out."""
        context = self.execution_context
        if not context.pre_execution_errors:
            refused = self.refusal()
            if refused is not None:
                context.pre_execution_errors = [refused]
        yield

    def refusal(self) -> QueryRefused | None:
        """Why the query may not run, None when it may."""
        raise NotImplementedError


class KnownQueryGuard(_Guard):
    """Lets only listed queries through (hex SHA-256 of the query text); None lets every query through."""

    def __init__(self, known_queries: frozenset[str] | None) -> None:
        self._known = known_queries

    def refusal(self) -> QueryRefused | None:
        """A refusal of texts that are not on the list."""
        text = self.execution_context.query or ""
        if self._known is None or hashlib.sha256(text.encode()).hexdigest() in self._known:
            return None
        return QueryRefused(
            "UNKNOWN_QUERY",
            "Only registered queries run here. Ask the operator to register this one.",
            "Burada yalnız kayıtlı sorgular çalışır. Sorgunun kaydedilmesini işletmenden isteyin.",
        )


class ShapeGuard(_Guard):
    """Refuses by depth, aliases and fields before the validation rules, whose work grows with the pairs of fields."""

    def __init__(self, limits: GraphQLLimits) -> None:
        self._limits = limits

    def refusal(self) -> QueryRefused | None:
        """A refusal by the first limit that is exceeded."""
        document, limits = self.execution_context.graphql_document, self._limits
        shape = Measure(document).whole() if document else Shape()
        for code, found, limit, name in (
            ("TOO_DEEP", shape.depth, limits.depth, "depth"),
            ("TOO_DEEP", shape.introspection_depth, limits.introspection_depth, "depth"),
            ("TOO_MANY_ALIASES", shape.aliases, limits.aliases, "aliases"),
            ("TOO_MANY_FIELDS", shape.fields, limits.fields, "fields"),
        ):
            if found > limit:
                return QueryRefused(
                    code,
                    f"The query exceeds the limit of {limit} for {name}. Split it into smaller queries.",
                    f"Sorgu {_TURKISH[name]} sınırını ({limit}) aşıyor. Daha küçük sorgulara bölün.",
                    limit=limit,
                )
        return None


_TURKISH = {"depth": "derinlik", "aliases": "takma ad", "fields": "alan sayısı"}


class CostGuard(_Guard):
    """Refuses by static cost after validation; the cost of what ran stands in ``extensions.cost``."""

    def __init__(self, limits: GraphQLLimits) -> None:
        self._limits = limits
        self._cost: int | None = None

    def refusal(self) -> QueryRefused | None:
        """A refusal of what costs too much with the variables given; it never reaches a resolver."""
        context = self.execution_context
        if context.graphql_document is None:
            return None
        self._cost = Measure(context.graphql_document, context.variables).running(context.operation_name).cost
        if self._cost <= self._limits.cost:
            return None
        return QueryRefused(
            "TOO_COSTLY",
            f"The query costs {self._cost} points, allowed are {self._limits.cost}. Lower `first` or ask less.",
            f"Sorgunun maliyeti {self._cost} puan, sınır {self._limits.cost}. `first` değerini düşürün veya daha az "
            "alan isteyin.",
            cost=self._cost,
            limit=self._limits.cost,
        )

    def get_results(self) -> dict[str, Any]:
        """The cost, for the answer."""
        return {} if self._cost is None else {"cost": {"requested": self._cost, "limit": self._limits.cost}}


class WebSocketGuard(_Guard):
    """Over a WebSocket only subscriptions run: reads of queries are recorded per HTTP request."""

    def refusal(self) -> QueryRefused | None:
        """A refusal of queries and mutations that came over a WebSocket."""
        context = self.execution_context
        if not getattr(context.context, "over_websocket", False):
            return None
        if context.operation_type is OperationType.SUBSCRIPTION:
            return None
        return QueryRefused(
            "SUBSCRIPTIONS_ONLY",
            "Over a WebSocket only subscriptions run; send this one by HTTP POST.",
            "WebSocket üzerinden yalnız abonelik çalışır; bu isteği HTTP POST ile gönderin.",
        )


class RememberedParsing(ParserCache):
    """The library's cache, but a text that cannot be parsed is left to the library's own, orderly refusal."""

    def on_parse(self) -> Iterator[None]:
        """Parse from the cache if the text is sound."""
        context = self.execution_context
        try:
            context.graphql_document = self.cached_parse_document(context.query, **context.parse_options)
        except GraphQLError:
            context.graphql_document = None
        yield


class RememberedValidation(ValidationCache):
    """The library's cache, but a query that a guard refused is not validated any more."""

    def on_validate(self) -> Iterator[None]:
        """Validate from the cache unless the query is refused already."""
        context = self.execution_context
        if not context.pre_execution_errors:
            context.pre_execution_errors = self.cached_validate_document(
                context.schema._schema, context.graphql_document, context.validation_rules
            )
        yield
