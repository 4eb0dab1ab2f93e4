"""Bulk exports: plain streaming routes, keyset paged, memory flat; the export is recorded before its first byte."""

import csv
import io
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import orjson
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.access import AccessDeniedError, NotSignedInError, Operation, ReadNotRecordedError, require
from api.graphql.context import GraphQLServices, RequestContext, in_thread
from api.graphql.evidence_export import evidence_package
from api.graphql.given_texts import check_texts
from api.graphql.guards import QueryRefused
from api.graphql.labels import topic_label
from api.graphql.package_export import exchange_package
from api.graphql.scalars import parsed_instant, parsed_position
from api.graphql.sign_in import new_context, not_signed_in, recognised
from api.graphql.stopped_views import positions_by_name, require_running
from api.graphql.tailing import EventBell
from api.graphql.transport import error_answer
from api.graphql.uploads import unavailable
from domain.access import exported
from domain.events import ISTANBUL, RecordedEvent, StateError, decode_state
from projections.audit import AuditEntry, AuditFilter
from projections.reading import MAX_FIRST

EXPORT_READ: Final = 500
"""Events read at a time: keeps memory flat."""
_BOM: Final = "\ufeff"
_Export = Callable[[RequestContext, Mapping[str, str]], Response]
_COLUMNS: Final = (
    "konum", "kayıt_anı_utc", "kayıt_anı_istanbul", "oluş_anı_utc", "olay_türü", "olay", "sınıf", "kişi", "ad", "unvan",
    "birim", "yerine", "kapı", "adres", "oturum", "öge_türü", "öge", "öge_adı", "sonuç", "kural", "gerekçe", "belgeler",
)  # fmt: skip
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def export_routes(services: GraphQLServices, bell: EventBell) -> list[Route]:
    """``GET /export/events.jsonl?after=&upto=``, ``/export/audit.csv`` and ``/export/evidence/{document}.kutuk.zip``.

    For auditors and archivists only; ``/export/packages/{document}.eyp`` for those who work on documents.
    """

    async def events(request: Request) -> Response:
        return await _answered(request, services, bell, Operation.EXPORT_EVENTS, _events)

    async def audit(request: Request) -> Response:
        return await _answered(request, services, bell, Operation.EXPORT_AUDIT, _audit)

    async def evidence(request: Request) -> Response:
        document_id: UUID = request.path_params["document_id"]

        def made(context: RequestContext, query: Mapping[str, str]) -> Response:
            return evidence_package(context, query, document_id)

        return await _answered(request, services, bell, Operation.EXPORT_EVIDENCE, made)

    async def package(request: Request) -> Response:
        document_id: UUID = request.path_params["document_id"]

        def made(context: RequestContext, query: Mapping[str, str]) -> Response:
            return exchange_package(context, query, document_id)

        return await _answered(request, services, bell, Operation.EXPORT_PACKAGE, made)

    return [
        Route("/export/packages/{document_id:uuid}.eyp", package, methods=["GET"]),
        Route("/export/events.jsonl", events, methods=["GET"]),
        Route("/export/audit.csv", audit, methods=["GET"]),
        Route("/export/evidence/{document_id:uuid}.kutuk.zip", evidence, methods=["GET"]),
    ]


async def _answered(
    request: Request, services: GraphQLServices, bell: EventBell, operation: Operation, make: _Export
) -> Response:
    context = new_context(request, services, bell)
    try:
        await recognised(request, context)
        await in_thread(lambda: require(context.identity, operation, context.reads, request.url.path))
        check_texts(request.query_params)
        response: Response = await in_thread(lambda: make(context, dict(request.query_params)))
    except NotSignedInError as error:
        return not_signed_in(error)
    except AccessDeniedError as error:
        return error_answer(403, "ACCESS_DENIED", error.message_tr, error.message_en)
    except QueryRefused as error:
        extensions = error.extensions or {}
        status = 503 if extensions["code"] == "VIEW_STOPPED" else 400
        return error_answer(status, extensions["code"], extensions["messageTr"], extensions["messageEn"])
    except ReadNotRecordedError:
        return unavailable(context)
    return response


def _events(context: RequestContext, query: Mapping[str, str]) -> Response:
    """All events after a position up to the head of now, one JSON line each, after a line that says what follows."""
    after, upto = _number(query, "after", 0), _number(query, "upto", context.services.book.head()[0])
    upto = min(upto, context.services.book.head()[0])
    count = max(upto - after, 0)
    _record(context, "event", "jsonl", [f"after={after}", f"upto={upto}"], count)
    head = {
        "kind": "kutuk-events-1",
        "institution": context.services.institution,
        "after": after,
        "upto": upto,
        "count": count,
        "made_at": context.services.now().isoformat(),
    }
    return _streamed(_event_lines(context, head, after, upto), "application/x-ndjson", f"events-{after}-{upto}.jsonl")


def _event_lines(context: RequestContext, head: Mapping[str, Any], after: int, upto: int) -> Iterator[bytes]:
    yield orjson.dumps(head) + b"\n"
    while after < upto:
        page = context.services.book.read(after, EXPORT_READ, upto)
        if not page:
            return
        yield b"".join(_event_line(event) for event in page)
        after = page[-1].position


def _event_line(event: RecordedEvent) -> bytes:
    """Envelope fields and the exact state: as text when it is the canonical JSON it should be, else as base64."""
    line: dict[str, Any] = {
        "position": event.position,
        "stream_id": str(event.stream_id),
        "version": event.version,
        "recorded_at": event.recorded_at,
        "topic": event.topic,
        "leaf": event.leaf.hex(),
    }
    try:
        decode_state(event.state)
        line["state"] = event.state.decode()
    except (StateError, UnicodeDecodeError):
        line["state_base64"] = b64encode(event.state).decode()
    return orjson.dumps(line) + b"\n"


def _audit(context: RequestContext, query: Mapping[str, str]) -> Response:
    """The audit log as CSV for Turkish spreadsheets: UTF-8 with BOM, ``;``; the filters stand in the first lines."""
    chosen = _audit_filter(query, context.services.book.head()[0])
    require_running(positions_by_name(context.services.positions), "audit")
    head = context.services.audit.entries(chosen, 1).filters
    filters = [f"{name}={value}" for name, value in head.items()]
    _record(context, "audit_log", "csv", filters, _span(chosen))
    return _streamed(_audit_lines(context, chosen, filters), "text/csv; charset=utf-8", "audit.csv")


def _audit_lines(context: RequestContext, chosen: AuditFilter, filters: list[str]) -> Iterator[bytes]:
    institution, made = context.services.institution, context.services.now().isoformat()
    yield (_BOM + _csv([["# kutuk-audit-1", institution, made], *[["# süzgeç", item] for item in filters]])).encode()
    yield _csv([list(_COLUMNS)]).encode()
    cursor: str | None = None
    while True:
        page = context.services.audit.entries(chosen, MAX_FIRST, cursor)
        yield _csv([_audit_row(entry) for entry in page.rows]).encode()
        if not page.has_more:
            return
        cursor = page.end_cursor


def _audit_row(entry: AuditEntry) -> list[str]:
    return [
        str(entry.position),
        entry.recorded_at.isoformat(),
        entry.recorded_at.astimezone(ISTANBUL).strftime("%d.%m.%Y %H:%M:%S"),
        entry.occurred_at.isoformat(),
        entry.topic,
        topic_label(entry.topic),
        entry.category,
        entry.actor.id,
        entry.actor.name,
        entry.actor.title,
        entry.actor.unit,
        entry.actor.acting_for or "",
        entry.origin.client,
        entry.origin.address or "",
        entry.origin.session or "",
        entry.element_type,
        entry.element_id or "",
        entry.element_label or "",
        entry.outcome,
        entry.rule_id or "",
        entry.reason or "",
        " ".join(str(item) for item in entry.document_ids),
    ]


def _csv(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _cell(text: str) -> str:
    """A cell no spreadsheet takes for a formula: what people typed must not run on an auditor's machine."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _audit_filter(query: Mapping[str, str], head: int) -> AuditFilter:
    known = {"actor", "topic", "category", "document", "outcome", "from", "before", "after", "upto"}
    unknown = sorted(set(query) - known)
    if unknown:
        raise _bad(unknown[0], f"one of {', '.join(sorted(known))}")
    return AuditFilter(
        actor_id=query.get("actor"),
        topic=query.get("topic"),
        category=query.get("category"),
        outcome=query.get("outcome"),
        document_id=_parsed(query, "document", UUID),
        recorded_from=_parsed(query, "from", parsed_instant),
        recorded_before=_parsed(query, "before", parsed_instant),
        first_position=_number(query, "after", 0) + 1,
        # The head of now: the exports own record, and whatever else comes meanwhile, stays out of a moving file.
        last_position=min(_number(query, "upto", head), head),
    )


def _span(chosen: AuditFilter) -> int:
    """Positions looked through; the rows of the file may be fewer."""
    return max((chosen.last_position or 0) - (chosen.first_position or 1) + 1, 0)


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    found = _parsed(query, name, parsed_position)
    return default if found is None else int(found)


def _parsed(query: Mapping[str, str], name: str, parse: Any) -> Any:
    if name not in query:
        return None
    try:
        return parse(query[name])
    except ValueError as error:
        raise _bad(name, str(error)) from error


def _bad(name: str, expected: str) -> QueryRefused:
    return QueryRefused(
        "BAD_PARAMETER",
        f"The parameter {name[:40]!r} does not fit: {expected[:200]}.",
        f"“{name[:40]}” parametresi uygun değil ({expected[:200]}). Düzeltip yeniden deneyin.",
    )


def _record(context: RequestContext, element: str, kind: str, filters: list[str], count: int) -> None:
    context.reads.note(exported, element_type=element, format=kind, filters=tuple(filters), result_count=count)
    context.reads.settle()


def _streamed(lines: Iterator[bytes], media_type: str, name: str) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(iterate_in_threadpool(lines), media_type=media_type, headers=headers)
