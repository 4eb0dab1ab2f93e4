"""The evidence package of a document as a file to keep: built whole, recorded as a read, then handed over."""

import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final
from uuid import UUID

from starlette.concurrency import iterate_in_threadpool
from starlette.responses import Response, StreamingResponse

from api.access import require_grade
from api.graphql.context import RequestContext
from api.graphql.guards import QueryRefused
from api.graphql.transport import error_answer
from api.procedures.evidence import LedgerContradictedError
from archive.transfer import Built, Profile
from domain.access import exported

EVIDENCE_FORMAT: Final = "kutuk-evidence-1"
_BLOCK: Final = 1 << 20


def evidence_package(context: RequestContext, query: Mapping[str, str], document_id: UUID) -> Response:
    """The package; ``profile=outside`` for readers outside the institution (S2-k-3)."""
    profile = _profile(query)
    write, card = context.services.evidence, context.services.documents.card(document_id)
    if write is None or card is None:
        return error_answer(404, "NOT_FOUND", "Böyle bir belge yok.", "There is no such document.")
    require_grade(context.who(), card.classification, context.reads, str(document_id))
    # Handed to the answer, which closes it when the last byte has left.
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        built = write(document_id, profile, context.services.now(), file)
        if built is None:
            file.close()
            return error_answer(404, "NOT_FOUND", "Böyle bir belge yok.", "There is no such document.")
        _record(context, document_id, profile, built)
    except LedgerContradictedError as error:
        file.close()
        turkish, _, english = str(error).partition("\n")
        return error_answer(500, "LEDGER_CONTRADICTED", turkish, english)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    return StreamingResponse(
        iterate_in_threadpool(_pieces(file)),
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{document_id}.kutuk.zip"',
            "Content-Length": str(size),
            "Cache-Control": "no-store",
        },
    )


def _profile(query: Mapping[str, str]) -> Profile:
    strange = sorted(set(query) - {"profile"})
    given = query.get("profile", Profile.INSIDE.value)
    if strange or given not in set(Profile):
        raise QueryRefused(
            "BAD_PARAMETER",
            "The only parameter is profile: inside or outside.",
            "Tek parametre profile: inside ya da outside.",
        )
    return Profile(given)


def _record(context: RequestContext, document_id: UUID, profile: Profile, built: Built) -> None:
    """Before the first byte leaves (design §4)."""
    fields: dict[str, Any] = {
        "element_type": "document",
        "element_id": str(document_id),
        "document_ids": (document_id,),
        "format": EVIDENCE_FORMAT,
        "filters": (f"profile={profile.value}", f"position={built.manifest.position}"),
        "result_count": 1,
    }
    context.reads.note(exported, **fields)
    context.reads.settle()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_BLOCK):
            yield piece
