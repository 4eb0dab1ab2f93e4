"""Inputs of the outgoing document's mutations, in the order of its life (SM-1 to SM-21)."""

from uuid import UUID

import strawberry

from api.graphql.command_input import CommandInput, Hands
from api.graphql.describing import described
from api.graphql.parts_input import (
    EnclosureInput,
    FileInput,
    InitialsStepInput,
    PartDigestInput,
    RecipientInput,
    ReferenceInput,
    SignerStepInput,
)
from api.graphql.scalars import Digest
from domain.documents.commands import (
    AddEnclosure,
    AddRecipient,
    AddReference,
    CancelDocument,
    CheckLetter,
    DraftDocument,
    EditDraft,
    FileDocument,
    InitialDocument,
    NumberDocument,
    ProposeGrade,
    RefuseSignature,
    RemoveEnclosure,
    RemoveRecipient,
    RemoveReference,
    ReturnForCorrection,
    RouteForInitials,
    SealDocument,
    SetUrgency,
    SignDocument,
)
from domain.documents.values import Direction, InitialsMethod, Medium
from domain.filing import Classification, Retention, Urgency

_DOCUMENT = "Belgenin kimliği."


@strawberry.input(description="Taslak açma bilgileri.")
class DraftDocumentInput(CommandInput):
    """Open a draft (SM-1)."""

    direction: Direction = described("Belgenin yönü: giden veya kurum içi.")
    unit: str = described("Hazırlayan birimin DETSİS numarası.")
    subject: str = described("Konu.")
    medium: Medium = described("Hazırlama ortamı.", default=Medium.ELECTRONIC)
    medium_ground: str | None = described("Elektronik değilse dayanağı.", default=None)
    document_type: str = described("Belge türü.", default="letter")
    template: str | None = described("Şablon.", default=None)
    language: str = described("Belgenin dili (ISO 639-1).", default="tr")
    body: FileInput | None = described("Üst yazı, hazırsa.", default=None)
    editors: list[str] = described("Hazırlayandan başka düzenleyebilecek kişilerin kimlikleri.", default_factory=list)

    def command(self, hands: Hands) -> DraftDocument:
        """The command of the book."""
        return DraftDocument(
            document_id=hands.new_id(),
            direction=self.direction,
            unit=self.unit,
            subject=self.subject,
            medium=self.medium,
            medium_ground=self.medium_ground,
            document_type=self.document_type,
            template=self.template,
            language=self.language,
            body=hands.stored(self.body) if self.body else None,
            editors=tuple(self.editors),
        )


@strawberry.input(description="Belge üzerindeki işlemlerin ortak alanları.")
class DocumentCommandInput(CommandInput):
    """Fields of every mutation on an existing document."""

    document_id: UUID = described(_DOCUMENT)


@strawberry.input(description="Taslakta değiştirilecek alanlar; verilmeyen alan olduğu gibi kalır.")
class EditDraftInput(DocumentCommandInput):
    """Change fields of a draft (SM-2)."""

    subject: str | None = described("Yeni konu.", default=None)
    document_type: str | None = described("Yeni belge türü.", default=None)
    language: str | None = described("Yeni dil.", default=None)
    body: FileInput | None = described("Yeni üst yazı.", default=None)

    def command(self, hands: Hands) -> EditDraft:
        """The command of the book."""
        body = hands.stored(self.body) if self.body else None
        return EditDraft(self.document_id, self.subject, self.document_type, self.language, body)


@strawberry.input(description="Gizlilik derecesi önerisi.")
class ProposeGradeInput(DocumentCommandInput):
    """Propose a grade (SM-3)."""

    classification: Classification = described("Önerilen derece.")
    justification: str | None = described("Gerekçesi.", default=None)
    ends_on: str | None = described("Derecenin gözden geçirileceği gün (YYYY-AA-GG).", default=None)

    def command(self, hands: Hands) -> ProposeGrade:
        """The command of the book."""
        return ProposeGrade(self.document_id, self.classification, self.justification, self.ends_on)


@strawberry.input(description="İvedilik derecesi.")
class SetUrgencyInput(DocumentCommandInput):
    """Set the urgency (SM-3)."""

    urgency: Urgency = described("İvedilik.")
    due_duration: str | None = described("Cevap süresi, ISO 8601 süre biçimi (örneğin P5D).", default=None)

    def command(self, hands: Hands) -> SetUrgency:
        """The command of the book."""
        return SetUrgency(self.document_id, self.urgency, self.due_duration)


@strawberry.input(description="Denetlenecek yazı.")
class CheckLetterInput(DocumentCommandInput):
    """Give the letter of a draft and have it checked (SM-6)."""

    specification: str = described("Yazının belirtimi, JSON metni olarak (docs/formats/letter-specification.md).")

    def command(self, hands: Hands) -> CheckLetter:
        """The command of the book."""
        return CheckLetter(self.document_id, self.specification)


@strawberry.input(description="Eklenecek ek.")
class AddEnclosureInput(DocumentCommandInput):
    """Add an enclosure (SM-4)."""

    enclosure: EnclosureInput = described("Ek.")

    def command(self, hands: Hands) -> AddEnclosure:
        """The command of the book."""
        file = self.enclosure.file
        return AddEnclosure(self.document_id, self.enclosure.enclosure(hands.stored(file) if file else None))


@strawberry.input(description="Çıkarılacak ek.")
class RemoveEnclosureInput(DocumentCommandInput):
    """Remove an enclosure (SM-4)."""

    enclosure_id: str = described("Ekin belge içindeki kimliği.")

    def command(self, hands: Hands) -> RemoveEnclosure:
        """The command of the book."""
        return RemoveEnclosure(self.document_id, self.enclosure_id)


@strawberry.input(description="Eklenecek ilgi.")
class AddReferenceInput(DocumentCommandInput):
    """Add a reference (SM-4)."""

    reference: ReferenceInput = described("İlgi.")

    def command(self, hands: Hands) -> AddReference:
        """The command of the book."""
        return AddReference(self.document_id, self.reference.reference())


@strawberry.input(description="Çıkarılacak ilgi.")
class RemoveReferenceInput(DocumentCommandInput):
    """Remove a reference (SM-4)."""

    reference_id: str = described("İlginin belge içindeki kimliği.")

    def command(self, hands: Hands) -> RemoveReference:
        """The command of the book."""
        return RemoveReference(self.document_id, self.reference_id)


@strawberry.input(description="Eklenecek muhatap.")
class AddRecipientInput(DocumentCommandInput):
    """Add a recipient (SM-4)."""

    recipient: RecipientInput = described("Muhatap.")

    def command(self, hands: Hands) -> AddRecipient:
        """The command of the book."""
        return AddRecipient(self.document_id, self.recipient.recipient())


@strawberry.input(description="Çıkarılacak muhatap.")
class RemoveRecipientInput(DocumentCommandInput):
    """Remove a recipient (SM-4)."""

    recipient_id: str = described("Muhatabın belge içindeki kimliği.")

    def command(self, hands: Hands) -> RemoveRecipient:
        """The command of the book."""
        return RemoveRecipient(self.document_id, self.recipient_id)


@strawberry.input(description="Sayı alma bilgileri.")
class NumberDocumentInput(DocumentCommandInput):
    """Give a draft its number (SM-5)."""

    detsis_no: str = described("Sayıyı veren birimin DETSİS numarası, 8 hane.")
    file_code: str = described("Standart dosya planı kodu.")

    def command(self, hands: Hands) -> NumberDocument:
        """The command of the book."""
        return NumberDocument(self.document_id, self.detsis_no, self.file_code, hands.verification_code())


@strawberry.input(description="Parafa ve imzaya sunma bilgileri.")
class RouteForInitialsInput(DocumentCommandInput):
    """Send a draft out for initials and name its signers (SM-6)."""

    steps: list[InitialsStepInput] = described("Paraf zinciri; boşsa belge doğrudan imzaya gider.")
    signers: list[SignerStepInput] = described("İmza zinciri.")
    accepted_warnings: list[str] = described("Kabul edilen biçim uyarılarının kodları.", default_factory=list)

    def command(self, hands: Hands) -> RouteForInitials:
        """The command of the book."""
        steps, signers = (tuple(item.step() for item in self.steps), tuple(item.step() for item in self.signers))
        return RouteForInitials(self.document_id, steps, signers, tuple(self.accepted_warnings))


@strawberry.input(description="Paraf bilgileri.")
class InitialDocumentInput(DocumentCommandInput):
    """Initial in one's turn (SM-7)."""

    content_digest: Digest = described("Parafçıya gösterilen içeriğin özeti.")
    method: InitialsMethod = described("Parafın veriliş biçimi.", default=InitialsMethod.E_APPROVAL)
    signature: FileInput | None = described("Elektronik imza ile paraflandıysa imza dosyası (CMS).", default=None)

    def command(self, hands: Hands) -> InitialDocument:
        """The command of the book."""
        signature = None
        if self.signature:
            signature = hands.signature(self.document_id, "initials", self.signature, self.content_digest)
        return InitialDocument(self.document_id, self.content_digest, self.method, signature)


@strawberry.input(description="İade bilgileri.")
class ReturnForCorrectionInput(DocumentCommandInput):
    """Give the document back to its drafter (SM-8)."""

    def command(self, hands: Hands) -> ReturnForCorrection:
        """The command of the book."""
        return ReturnForCorrection(self.document_id, self.reason or "")


@strawberry.input(description="İmza bilgileri.")
class SignDocumentInput(DocumentCommandInput):
    """Attach one's finished signature (SM-12); the last one completes the document (SM-13)."""

    viewed_digest: Digest = described("İmzacıya gösterilen paket özetinin özeti; imzalananla aynı olmalıdır.")
    confirmed_classification: Classification = described("İmzacının onayladığı gizlilik derecesi.")
    signature: FileInput = described("İmza dosyası (CMS).")

    def command(self, hands: Hands) -> SignDocument:
        """The command of the book."""
        signature = hands.signature(self.document_id, "signature", self.signature, self.viewed_digest)
        return SignDocument(self.document_id, self.viewed_digest, self.confirmed_classification, signature)


@strawberry.input(description="İmzadan imtina; gerekçe zorunludur.")
class RefuseSignatureInput(DocumentCommandInput):
    """Refuse to sign (SM-14)."""

    def command(self, hands: Hands) -> RefuseSignature:
        """The command of the book."""
        return RefuseSignature(self.document_id, self.reason or "")


@strawberry.input(description="İptal bilgileri; gerekçe zorunludur.")
class CancelDocumentInput(DocumentCommandInput):
    """Cancel a document that is not signed (SM-15)."""

    def command(self, hands: Hands) -> CancelDocument:
        """The command of the book."""
        return CancelDocument(self.document_id, self.reason or "")


@strawberry.input(description="Mühür bilgileri.")
class SealDocumentInput(DocumentCommandInput):
    """Attach the institution's seal (SM-16)."""

    final_digest: Digest = described("Nihai özet belgesinin özeti.")
    parts: list[PartDigestInput] = described("Nihai özet belgesindeki özetler.")
    seal: FileInput = described("Mühür dosyası (CMS).")

    def command(self, hands: Hands) -> SealDocument:
        """The command of the book."""
        parts = tuple(part.digest() for part in self.parts)
        seal = hands.signature(self.document_id, "seal", self.seal, self.final_digest)
        return SealDocument(self.document_id, self.final_digest, parts, seal)


@strawberry.input(description="Dosyalama bilgileri.")
class FileDocumentInput(DocumentCommandInput):
    """Put a document in its file (SM-21, SM-41)."""

    file_code: str = described("Standart dosya planı kodu.")
    file_id: str = described("Bu kod altındaki dosyanın kimliği.")
    retention_years: int | None = described("Saklama süresi (yıl); verilmezse dosya planındaki.", default=None)
    disposition_code: str | None = described("Süre sonunda yapılacak işlemin kodu.", default=None)

    def command(self, hands: Hands) -> FileDocument:
        """The command of the book."""
        retention = Retention(self.retention_years, self.disposition_code) if self.disposition_code else None
        return FileDocument(self.document_id, self.file_code, self.file_id, retention)
