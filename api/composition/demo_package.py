"""The package that arrives at the demo institution: a letter of another made-up body, signed and sealed as TEST."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

from archive.eyazisma import Institution, Metadata, NaturalPerson
from archive.eyazisma.model import (
    Contact,
    Distribution,
    FileCode,
    FinalMetadata,
    Identifier,
    Moment,
    PersonName,
    StatedSignature,
    Text,
)
from archive.eyazisma.writing import PackageBuilder, PackageDraft
from domain.events import ISTANBUL

_DOCUMENT_ID = "5D0B6C1E-3A57-4E0B-9D4C-1F2A3B4C5D6E"
_SUBJECT = "Ortak Eğitim Programı Önerisi"


def incoming_package(cover_letter: bytes, recipient: str, sign: Callable[[bytes], bytes], at: datetime) -> bytes:
    """The finished package to an institution (DETSİS no); ``sign`` makes an attached CMS of a digest document."""
    builder = PackageBuilder(PackageDraft(_metadata(recipient), cover_letter), accept_errors=True)
    builder.add_signature(sign(builder.write_package_digest()))
    builder.write_final_metadata(_final(at))
    builder.write_core(at)
    builder.add_seal(sign(builder.write_final_digest()))
    target = BytesIO()
    builder.write(target)
    return target.getvalue()


def _metadata(recipient: str) -> Metadata:
    to_us = Distribution(_body(recipient, "Örnek Kurum"), urgency_code="GNL", purpose_code="GRG", due="P15D")
    return Metadata(
        document_id=_DOCUMENT_ID,
        subject=_text(_SUBJECT),
        grade_code="YOK",
        media_type="application/pdf",
        distributions=(to_us,),
        creator=_body("24399901", "Örnek Üniversitesi Rektörlüğü"),
        file_name="ustyazi.pdf",
        own_id=Identifier("2026-4711", "EBYS"),
        language="tur",
        file_codes=(FileCode("774", "Eğitim İşleri"),),
        verification_address="https://www.turkiye.gov.tr/belge-dogrulama",
    )


def _final(at: datetime) -> FinalMetadata:
    dated = Moment((at - timedelta(hours=1)).astimezone(ISTANBUL).isoformat(timespec="seconds"))
    rector = NaturalPerson(PersonName(_text("Cemile"), _text("Ünlüer"), title=_text("Prof. Dr.")), role=_text("Rektör"))
    return FinalMetadata(dated, "E-24399901-774-118", (StatedSignature(rector, purpose=_text("İmza"), date=dated),))


def _body(detsis_no: str, name: str) -> Institution:
    return Institution(detsis_no, _text(name), Contact(kep_address="ornek@hs01.kep.tr"), unit_no=detsis_no)


def _text(value: str) -> Text:
    return Text(value, "tr")
