"""The exchange package of a document of ours, or the list in it that is to be signed next, as a file to keep."""

import tempfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final
from uuid import UUID

from starlette.concurrency import iterate_in_threadpool
from starlette.responses import Response, StreamingResponse

from api.access import require_grade
from api.graphql.context import RequestContext
from api.graphql.guards import QueryRefused
from api.graphql.transport import error_answer
from api.procedures.package_export import PackageExport
from archive.eyazisma import open_package
from archive.eyazisma.writing import NEXT_STEPS, PackageBuilder
from domain.access import exported
from domain.events import Refusal

_BLOCK: Final = 1 << 20
_KNOWN: Final = frozenset({"to", "initials", "part"})


def exchange_package(context: RequestContext, query: Mapping[str, str], document_id: UUID) -> Response:
    """The package as far as its recorded signatures go; recorded as an export before its first byte leaves.

    ``to=KKK``: the copy of one recipient; ``initials=true``: the list of initials comes first; ``part=list``: only the
    bytes that are to be signed next.
    """
    _check(query)
    open_export, card = context.services.packages, context.services.documents.card(document_id)
    if open_export is None or card is None:
        return error_answer(404, "NOT_FOUND", "Böyle bir belge yok.", "There is no such document.")
    require_grade(context.who(), card.classification, context.reads, str(document_id))
    # Handed to the answer, which closes it when the last byte has left.
    file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        with open_export() as export:
            name = _written(export, query, document_id, file)
        _record(context, document_id, query)
    except Refusal as refusal:
        file.close()
        return error_answer(422, refusal.rule_id, refusal.message_tr, refusal.message_en)
    except BaseException:
        file.close()
        raise
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(file.seek(0, 2)),
        "Cache-Control": "no-store",
    }
    return StreamingResponse(
        iterate_in_threadpool(_pieces(file)), media_type="application/octet-stream", headers=headers
    )


def _written(export: PackageExport, query: Mapping[str, str], document_id: UUID, file: BinaryIO) -> str:
    """Write what was asked for; its file name."""
    builder = export.build(document_id, initials=query.get("initials") == "true")
    if query.get("part") == "list":
        return _list_written(builder, file)
    (export.copy_writer(builder, query["to"]) if "to" in query else builder.write)(file)
    return f"{str(document_id).upper()}.eyp"


def _list_written(builder: PackageBuilder, file: BinaryIO) -> str:
    step = NEXT_STEPS.get(builder.stage)
    if step is None:
        raise QueryRefused(
            "NOTHING_TO_SIGN",
            "Nothing in this package is to be signed: it is whole.",
            "Bu pakette imzalanacak bir şey yok: paket tamam.",
        )
    with tempfile.TemporaryFile() as whole:
        builder.write(whole)
        with open_package(whole) as package:
            file.writelines(package.opc.chunks("/" + step))
    return step.rpartition("/")[2]


def _check(query: Mapping[str, str]) -> None:
    odd = sorted(set(query) - _KNOWN)
    if odd or query.get("initials", "true") not in ("true", "false") or query.get("part", "list") != "list":
        raise QueryRefused(
            "BAD_PARAMETER",
            "The parameters are to (a recipient's number), initials (true or false) and part (list).",
            "Parametreler: to (alıcının numarası), initials (true ya da false), part (list).",
        )


def _record(context: RequestContext, document_id: UUID, query: Mapping[str, str]) -> None:
    context.reads.note(
        exported,
        element_type="package",
        element_id=str(document_id),
        document_ids=(document_id,),
        format="eyp",
        filters=tuple(f"{name}={value[:40]}" for name, value in sorted(query.items())),
        result_count=1,
    )
    context.reads.settle()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_BLOCK):
            yield piece
