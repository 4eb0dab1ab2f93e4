"""Taking an uploaded package in: one mutation, whatever becomes of the package (SM-31 to SM-34)."""

import tempfile
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final, Union, cast
from uuid import UUID

import strawberry

from api.access import Operation
from api.graphql.context import KutukInfo, RequestContext, in_thread
from api.graphql.describing import described
from api.graphql.document_parts import Finding
from api.graphql.parts_input import ActingPersonInput, FileInput
from api.graphql.people import Moment
from api.graphql.refusals import FACES, shown
from api.graphql.submission_errors import NoIntakeHereError
from api.graphql.submitting import acting_context
from api.procedures.intake import Intake
from archive.eyazisma import ReturnNotice
from archive.storage import BlobDigest
from domain.documents import PackageVerdict
from domain.events import Context, Refusal

_SPOOL_BYTES: Final = 1 << 20
"""Part of a package kept in memory; the rest waits in a temporary file."""


@strawberry.input(description="Paketi deftere alma bilgileri.")
class TakeInPackageInput:
    """An uploaded package to be taken in; the same bytes are one document however often they come (KEP-9)."""

    request_key: str = described("İstek anahtarı.")
    file: FileInput = described("Yüklenmiş paket dosyası.")
    reason: str | None = described("Gerekçe.", default=None)
    acting_person: ActingPersonInput | None = described("Yalnız EBYS için: işlemi yapan kişi.", default=None)


@strawberry.type(name="PackageReturnNotice", description="Geçersiz paketin gönderenine bildirilecekler (S1-KEP-4).")
class ReturnNoticeShown:
    """What to tell the sender; what could not be read is absent, never guessed."""

    package_id: str = described("Paketin kimliği; okunamadıysa dosyanın adı.")
    document_date: str | None = described("Belgenin tarihi; okunabildiyse.")
    document_no: str | None = described("Belgenin sayısı; okunabildiyse.")
    subject: str | None = described("Belgenin konusu; okunabildiyse.")
    reason: str = described("Gerekçe.")
    text: str = described("Bildirimin metni.")

    @classmethod
    def of(cls, notice: ReturnNotice) -> "ReturnNoticeShown":
        """A notice of the intake."""
        return cls(
            package_id=notice.package_id,
            document_date=notice.date,
            document_no=notice.document_no,
            subject=notice.subject,
            reason=notice.reason,
            text=notice.text_tr,
        )


@strawberry.type(description="Paket defterde; ne olduğu `end` alanında.")
class PackageTakenIn:
    """What became of a package."""

    document_id: UUID = described("Paketin belgesi.")
    end: str = described("registered, duplicate, invalid veya rejected.")
    verdict: PackageVerdict = described("Denetimin sonucu.")
    reject_by: Moment = described("Uygun değilse geri gönderilebileceği son an: ikinci iş gününün sonu (Y-30-3).")
    signatures: int = described("İçinde bulunan imza dosyası sayısı.")
    findings: list[Finding] = described("Bulgular, ağır olan önce.")
    notice: ReturnNoticeShown | None = described("Geçersiz paketin gönderenine bildirilecekler.")

    @classmethod
    def of(cls, taken: Intake) -> "PackageTakenIn":
        """The outcome of an intake."""
        return cls(
            document_id=taken.document_id,
            end=taken.end.value,
            verdict=taken.verdict,
            reject_by=Moment.of(taken.reject_by),
            signatures=taken.signatures,
            findings=[
                Finding(code=item.code, rule=item.rule, severity=item.severity, message=item.message, part=item.part)
                for item in taken.findings
            ],
            notice=ReturnNoticeShown.of(taken.notice) if taken.notice else None,
        )


if TYPE_CHECKING:
    IntakeResult = Any
else:
    IntakeResult = Annotated[
        Union[(PackageTakenIn, *FACES.values())],
        strawberry.union(
            "IntakeResult",
            description="Sonuç: paket defterde ya da adı konmuş bir ret; retlerin hepsi Refusal arayüzündedir.",
        ),
    ]


async def take_in(info: KutukInfo, given: TakeInPackageInput) -> IntakeResult:
    """Take an uploaded package in. An invalid package is no refusal: it is kept and recorded as invalid."""
    request, element = info.context, f"graphql:{info.field_name}"
    try:
        return await in_thread(lambda: _taken(request, element, given))
    except Refusal as refusal:
        return shown(refusal)


def _taken(request: RequestContext, element: str, given: TakeInPackageInput) -> PackageTakenIn:
    context, _ = acting_context(request, Operation.REGISTER_INCOMING, element, given)
    services = request.services
    if services.intake is None:
        raise NoIntakeHereError
    desk = services.intake(lambda key: Context(context.actor, context.origin, key, reason=context.reason))
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as package:
        package.writelines(services.blobs.chunks(BlobDigest(given.file.digest)))
        package.seek(0)
        return PackageTakenIn.of(desk.take_in(cast(BinaryIO, package), given.file.name))
