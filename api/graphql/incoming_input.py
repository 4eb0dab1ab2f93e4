"""Inputs of the incoming document's mutations (SM-34 to SM-40)."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.command_input import Hands
from api.graphql.describing import described
from api.graphql.outgoing_input import DocumentCommandInput
from api.graphql.parts_input import PartyInput
from domain.documents.commands import (
    AnswerDocument,
    AssignDocument,
    CloseWithoutAnswer,
    ReassignDocument,
    RegisterDocument,
    RejectDocument,
    ReturnToRegistry,
)
from domain.documents.values import IncomingMetadata
from domain.filing import Classification, Urgency


@strawberry.input(description="Gelen belgenin üstverisi.")
class IncomingMetadataInput:
    """Metadata of an incoming document."""

    subject: str = described("Konu.")
    document_no: str | None = described("Gönderenin verdiği sayı.", default=None)
    document_date: str | None = described("Gönderenin verdiği tarih (YYYY-AA-GG).", default=None)
    dated_at: datetime | None = described("Tarihin alındığı an (nihai üstveri).", default=None)
    sender: PartyInput | None = described("Gönderen.", default=None)
    classification: Classification = described("Gizlilik derecesi.", default=Classification.NONE)
    urgency: Urgency = described("İvedilik.", default=Urgency.NORMAL)
    due_duration: str | None = described("Cevap süresi, ISO 8601 süre biçimi.", default=None)
    file_code: str | None = described("Gönderenin dosya kodu.", default=None)
    language: str = described("Dil.", default="tr")

    def metadata(self) -> IncomingMetadata:
        """The metadata as the rules know it."""
        return IncomingMetadata(
            subject=self.subject,
            document_no=self.document_no,
            document_date=self.document_date,
            dated_at=self.dated_at,
            sender=self.sender.party() if self.sender else None,
            classification=self.classification,
            urgency=self.urgency,
            due_duration=self.due_duration,
            file_code=self.file_code,
            language=self.language,
        )


@strawberry.input(description="Gelen belgeyi kaydetme bilgileri.")
class RegisterDocumentInput(DocumentCommandInput):
    """Enter a validated document in the incoming register (SM-34)."""

    unit: str = described("Kaydeden birimin DETSİS numarası.")
    metadata: IncomingMetadataInput = described("Üstveri.")
    due_at: datetime | None = described("Cevabın en geç verileceği an.", default=None)
    acceptance_deadline: datetime | None = described("Uygun değilse geri gönderilebileceği son an.", default=None)

    def command(self, hands: Hands) -> RegisterDocument:
        """The command of the book."""
        metadata = self.metadata.metadata()
        return RegisterDocument(self.document_id, self.unit, metadata, self.due_at, self.acceptance_deadline)


@strawberry.input(description="Paketi reddetme bilgileri; ret kuralı ve gerekçesi zorunludur.")
class RejectDocumentInput(DocumentCommandInput):
    """Send a package back to its sender (SM-35); what could not be read from it stays out (S1-KEP-4)."""

    reason_code: str = described("Paketin uymadığı kural.")
    reason_text: str = described("Gönderene bildirilen gerekçe.")
    package_id: str | None = described("Paketin kimliği; verilmezse alındığındaki.", default=None)
    document_date: str | None = described("Belgenin tarihi; yalnız paketten okunabildiyse.", default=None)
    document_no: str | None = described("Belgenin sayısı; yalnız paketten okunabildiyse.", default=None)
    subject: str | None = described("Belgenin konusu; yalnız paketten okunabildiyse.", default=None)
    kep_address: str | None = described("Bildirimin gittiği KEP adresi.", default=None)
    message_id: str | None = described("Bildirimin KEP ileti kimliği.", default=None)
    evidence_ids: list[str] = described("Bildirimin delil kimlikleri.", default_factory=list)

    def command(self, hands: Hands) -> RejectDocument:
        """The command of the book."""
        return RejectDocument(
            document_id=self.document_id,
            reason_code=self.reason_code,
            reason_text=self.reason_text,
            package_id=self.package_id,
            document_date=self.document_date,
            document_no=self.document_no,
            subject=self.subject,
            kep_address=self.kep_address,
            message_id=self.message_id,
            evidence_ids=tuple(self.evidence_ids),
        )


@strawberry.input(description="Havale bilgileri.")
class AssignDocumentInput(DocumentCommandInput):
    """Assign a registered document (SM-38)."""

    unit: str = described("Havale edilen birim.")
    person_id: str | None = described("Havale edilen kişinin kimliği.", default=None)
    person_name: str | None = described("Havale edilen kişinin adı.", default=None)
    note: str | None = described("Havale notu.", default=None)
    due_at: datetime | None = described("En geç tamamlanma anı.", default=None)

    def command(self, hands: Hands) -> AssignDocument:
        """The command of the book."""
        return AssignDocument(self.document_id, self.unit, self.person_id, self.person_name, self.note, self.due_at)


@strawberry.input(description="Yeniden havale bilgileri; gerekçe zorunludur.")
class ReassignDocumentInput(AssignDocumentInput):
    """Pass an assigned document on (SM-39)."""

    def command(self, hands: Hands) -> ReassignDocument:  # type: ignore[override]  # same fields, other command
        """The command of the book."""
        return ReassignDocument(
            self.document_id, self.unit, self.reason or "", self.person_id, self.person_name, self.note, self.due_at
        )


@strawberry.input(description="Evrak birimine iade; gerekçe zorunludur.")
class ReturnToRegistryInput(DocumentCommandInput):
    """Give an assigned document back to the registry office (SM-39)."""

    def command(self, hands: Hands) -> ReturnToRegistry:
        """The command of the book."""
        return ReturnToRegistry(self.document_id, self.reason or "")


@strawberry.input(description="Cevaplama bilgileri.")
class AnswerDocumentInput(DocumentCommandInput):
    """Link the document that answers an assigned one (SM-40)."""

    reply_document_id: UUID = described("Cevap belgesinin kimliği.")

    def command(self, hands: Hands) -> AnswerDocument:
        """The command of the book."""
        return AnswerDocument(self.document_id, self.reply_document_id)


@strawberry.input(description="Cevapsız kapatma; gerekçe zorunludur.")
class CloseWithoutAnswerInput(DocumentCommandInput):
    """Close an assigned document that needs no answer (SM-40)."""

    def command(self, hands: Hands) -> CloseWithoutAnswer:
        """The command of the book."""
        return CloseWithoutAnswer(self.document_id, self.reason or "")
