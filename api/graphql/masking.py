"""Faults are never shown raw: the caller gets a trace id, the log gets the error, and neither gets the query text."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import structlog
from graphql import ExecutionResult as CoreResult
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionResult

from api.access import NotSignedInError, ReadNotRecordedError
from api.graphql.guards import QueryRefused
from api.graphql.refusals import public_code
from domain.events import Refusal
from domain.ledger.store import OutcomeUnknownError, StoreUnavailableError
from projections.reading import ViewsUnavailableError

_log = structlog.get_logger("kutuk.graphql")

TraceIds = Callable[[], str]
"""Gives a fresh trace id."""


def refusal_error(refusal: Refusal) -> QueryRefused:
    """A rule's no as a request error, for queries (mutations answer with a union member instead)."""
    code = "NOT_SIGNED_IN" if isinstance(refusal, NotSignedInError) else public_code(type(refusal))
    return QueryRefused(code, refusal.message_en, refusal.message_tr, ruleId=refusal.rule_id, field=refusal.field)


class ErrorMask(SchemaExtension):
    """Turns every error of an answer into one the caller may see."""

    def __init__(self, trace_ids: TraceIds) -> None:
        self._trace_ids = trace_ids

    def on_operation(self) -> Iterator[None]:
        """Mask the errors of the result once the operation is over."""
        yield
        self._mask(self.execution_context.result)

    def on_stream_result(self, result: Any) -> Iterator[None]:
        """Mask the errors of one result of a subscription."""
        self._mask(result)
        yield

    def _mask(self, result: Any) -> None:
        if isinstance(result, ExecutionResult | CoreResult) and result.errors:
            result.errors = [self.shown(error) for error in result.errors]

    def shown(self, error: GraphQLError) -> GraphQLError:
        """The error as the caller may see it; unexpected ones are logged with the trace id they are shown with."""
        cause = error.original_error
        if isinstance(error, QueryRefused):
            return error
        if isinstance(cause, Refusal):
            refused = refusal_error(cause)
            return GraphQLError(refused.message, error.nodes, path=error.path, extensions=refused.extensions)
        if isinstance(cause, QueryRefused):
            return GraphQLError(cause.message, error.nodes, path=error.path, extensions=cause.extensions)
        if cause is None or isinstance(cause, GraphQLError) or _of_the_text(error):
            return _bad_request(error)
        return self._masked(error, cause)

    def _masked(self, error: GraphQLError, cause: Exception) -> GraphQLError:
        trace_id = self._trace_ids()
        # Only the error and the path: query and variables may hold personal data (GR-R6).
        _log.error("graphql_fault", trace_id=trace_id, path=error.path, fault=type(cause).__name__, exc_info=cause)
        kind = next((name for name in _FAULTS if isinstance(cause, name)), Exception)
        code, advice_tr, advice_en = _FAULTS[kind]
        texts = {
            "messageTr": f"{advice_tr} İzleme numarası: {trace_id}",
            "messageEn": f"{advice_en} Trace id: {trace_id}",
        }
        return GraphQLError(
            texts["messageTr"], path=error.path, extensions={"code": code, "traceId": trace_id, **texts}
        )


_FAULTS: Final[Mapping[type[Exception], tuple[str, str, str]]] = {
    ReadNotRecordedError: (
        "READ_NOT_RECORDED",
        "Erişim kaydedilemediği için cevap verilmedi; daha sonra yeniden deneyin.",
        "The access could not be recorded, so no answer is given; try again later.",
    ),
    OutcomeUnknownError: (
        "OUTCOME_UNKNOWN",
        "Bağlantı işlem sırasında koptu; aynı istek anahtarıyla yeniden gönderin, yazıldıysa aynı cevap verilir.",
        "The connection broke while writing; send it again with the same request key: what was written answers again.",
    ),
    StoreUnavailableError: (
        "UNAVAILABLE",
        "Deftere şu anda ulaşılamıyor, hiçbir şey yazılmadı; daha sonra yeniden deneyin.",
        "The ledger cannot be reached now, nothing was written; try again later.",
    ),
    ViewsUnavailableError: (
        "UNAVAILABLE",
        "Görünümlere şu anda ulaşılamıyor; daha sonra yeniden deneyin.",
        "The views cannot be reached now; try again later.",
    ),
    Exception: (
        "INTERNAL",
        "Beklenmeyen bir hata oldu; işletmene izleme numarasını bildirin.",
        "Something went wrong; give the operator the trace id.",
    ),
}
"""Faults and what the caller can do; the last one is for all that nobody foresaw."""


def _of_the_text(error: GraphQLError) -> bool:
    """Whether a literal or variable of the caller's text could not be read: it has a place there, and no path yet."""
    return error.path is None and bool(error.nodes) and isinstance(error.original_error, ValueError)


MAX_ERROR_LENGTH = 500
"""Characters of a shown parse or validation message: an answer must not echo a hostile text at length."""


def _bad_request(error: GraphQLError) -> GraphQLError:
    """Parse, validation and coercion errors speak of the caller's own text; they are shown, cut to a length."""
    message = error.message if len(error.message) <= MAX_ERROR_LENGTH else error.message[:MAX_ERROR_LENGTH] + "…"
    extensions = {"code": "BAD_REQUEST", **(error.extensions or {})}
    return GraphQLError(message, error.nodes, path=error.path, extensions=extensions)
