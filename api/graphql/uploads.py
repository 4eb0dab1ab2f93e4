"""Uploading bytes before the mutation that names them: cover letters, enclosures, signatures."""

import tempfile
from functools import partial
from typing import BinaryIO, Final, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, request_response

from api.access import AccessDeniedError, NotSignedInError, Operation, ReadNotRecordedError, require
from api.graphql.context import GraphQLServices, RequestContext, in_thread
from api.graphql.sign_in import new_context, not_signed_in, recognised
from api.graphql.tailing import EventBell
from api.graphql.transport import BodyLimit, OrjsonResponse, error_answer
from archive.storage import BlobDigest, BlobRefused

SPOOL_BYTES: Final = 1_048_576
"""Part of an upload kept in memory; the rest waits in a temporary file."""


def upload_route(services: GraphQLServices, bell: EventBell) -> Route:
    """``POST /graphql/uploads``: the body's bytes go to blob storage; the answer is their digest and size."""

    async def upload(request: Request) -> Response:
        context = new_context(request, services, bell)
        try:
            await recognised(request, context)
            await in_thread(lambda: require(context.identity, Operation.UPLOAD, context.reads, "graphql:uploads"))
            return await _store(request, context)
        except NotSignedInError as error:
            return not_signed_in(error)
        except AccessDeniedError as error:
            return error_answer(403, "ACCESS_DENIED", error.message_tr, error.message_en)
        except BlobRefused as error:
            return error_answer(422, "BLOB_REFUSED", error.message_tr, error.message_en)
        except ReadNotRecordedError:
            return unavailable(context)

    app = request_response(upload)
    return Route("/graphql/uploads", BodyLimit(app, services.limits.upload_bytes), methods=["POST"])


async def _store(request: Request, context: RequestContext) -> Response:
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as spool:
        async for chunk in request.stream():
            await in_thread(partial(spool.write, chunk))
        size = spool.tell()
        spool.seek(0)
        digest: BlobDigest = await in_thread(lambda: context.services.blobs.put(cast(BinaryIO, spool)))
    return OrjsonResponse({"digest": digest.hex, "size": size}, status_code=201)


def unavailable(context: RequestContext) -> Response:
    """The answer when an access cannot be recorded: nothing is given."""
    return error_answer(
        503,
        "READ_NOT_RECORDED",
        f"Erişim kaydedilemediği için cevap verilmedi. İzleme numarası: {context.trace_id}",
        f"The access could not be recorded, so no answer is given. Trace id: {context.trace_id}",
    )
