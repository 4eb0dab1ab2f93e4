"""Register books."""

from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.enums import word
from api.graphql.people import Moment, moment_or_none
from api.graphql.scalars import BigInt, Position
from domain.documents.values import Direction, DocumentState
from domain.filing import Classification
from projections.registers import Register, RegisterEntry


@strawberry.type(name="Register", description="Numara defteri: yön, birim ve yıl başına bir tane.")
class RegisterType:
    """One register of numbers."""

    id: UUID = described("Defterin kimliği.")
    direction: Direction | None = described("Yönü.")
    unit: str = described("Birimi.")
    year: int = described("Yılı.")
    given: BigInt = described("Verilen numara sayısı, iptal edilenler dahil.")
    voided: BigInt = described("İptal edilen numara sayısı.")

    @classmethod
    def of(cls, item: Register) -> "RegisterType":
        """A register row."""
        return cls(
            id=item.register_id,
            direction=word(Direction, item.direction),
            unit=item.unit,
            year=item.year,
            given=BigInt(item.given),
            voided=BigInt(item.voided),
        )


@strawberry.type(name="RegisterEntry", description="Defterdeki bir numara; iptal edilen numara yeniden verilmez.")
class RegisterEntryType:
    """One number of a register."""

    registration_no: BigInt = described("Numara.")
    position: Position = described("Numarayı veren olayın konumu.")
    document_id: UUID = described("Belgenin kimliği.")
    allocated_at: Moment = described("Verildiği an.")
    allocated_by: str = described("Veren kişi.")
    voided: bool = described("İptal edildi mi?")
    voided_at: Moment | None = described("İptal anı.")
    voided_by: str | None = described("İptal eden.")
    void_reason: str | None = described("İptal gerekçesi.")
    document_no: str | None = described("Belgenin sayısı.")
    sender_no: str | None = described("Gönderenin sayısı.")
    subject: str | None = described("Konu; gizlilik dereceli belgelerde verilmez.")
    counterparty: str | None = described("Karşı taraf.")
    document_date: str | None = described("Belge tarihi.")
    classification: Classification | None = described("Gizlilik derecesi.")
    file_code: str | None = described("Dosya kodu.")
    state: DocumentState | None = described("Belgenin durumu.")

    @classmethod
    def of(cls, item: RegisterEntry) -> "RegisterEntryType":
        """An entry row; the book is read by many, so subjects of graded documents stay out of it (GR-R6)."""
        graded = item.classification != Classification.NONE.value
        return cls(
            registration_no=BigInt(item.registration_no),
            position=Position(item.position),
            document_id=item.document_id,
            allocated_at=Moment.of(item.allocated_at),
            allocated_by=item.allocated_by,
            voided=item.voided,
            voided_at=moment_or_none(item.voided_at),
            voided_by=item.voided_by,
            void_reason=item.void_reason,
            document_no=item.document_no,
            sender_no=item.sender_no,
            subject=None if graded else item.subject,
            counterparty=None if graded else item.counterparty,
            document_date=item.document_date,
            classification=word(Classification, item.classification),
            file_code=item.file_code,
            state=word(DocumentState, item.state),
        )
