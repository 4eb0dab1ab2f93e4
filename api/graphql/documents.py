"""Documents as they are shown: the present card, its history, the card as of any time, and the difference of two."""

import dataclasses
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.access import Operation
from api.graphql.connections import Connection, connected
from api.graphql.context import KutukInfo, in_thread
from api.graphql.describing import answered, described
from api.graphql.document_parts import (
    ChainStep,
    CheckedLetter,
    Enclosure,
    Finding,
    Recipient,
    Reference,
    Rejection,
    Signature,
    StoredFile,
    plain,
)
from api.graphql.enums import ProofStatus, word
from api.graphql.events import INITIALS_TOPICS, EventType, proof_status
from api.graphql.labels import topic_label
from api.graphql.paging import paged
from api.graphql.people import ActorType, Moment, moment_or_none
from api.graphql.registers import RegisterEntryType
from api.graphql.renewals import RenewalType
from api.graphql.scalars import BigInt, Position
from api.graphql.snapshots import Point, PointInput, document_at
from domain.access import viewed
from domain.documents.values import Channel, Direction, DocumentState, Medium, PackageVerdict
from domain.filing import Classification, Urgency
from projections.documents import Card, HistoryRow, difference

First = Annotated[int, strawberry.argument(description="Sayfadaki en çok kayıt: 1–100.")]
After = Annotated[str | None, strawberry.argument(description="Bu imleçten sonrası; ilk sayfa için verilmez.")]


@strawberry.type(description="Bir alanın önceki ve sonraki değeri.")
class FieldChange:
    """A field before and after."""

    field: str = described("Alanın adı.")
    old: JSON | None = described("Önceki değer.")
    new: JSON | None = described("Sonraki değer.")


@strawberry.type(description="Belgenin geçmişindeki bir olay.")
class HistoryEntry:
    """One event in a document's life."""

    position: Position = described("Defterdeki konumu.")
    version: Position = described("Akış içindeki sırası.")
    topic: str = described("Olay türü.")
    label: str = described("Olay türünün Türkçe adı.")
    known: bool = described("Bu sürüm olay türünü tanıyor mu?")
    recorded_at: Moment = described("Kaydedildiği an.")
    occurred_at: Moment = described("Olduğu an.")
    actor: ActorType = described("İşlemi yapan.")
    reason: str | None = described("Gerekçe.")
    row: strawberry.Private[HistoryRow]

    @classmethod
    def of(cls, row: HistoryRow) -> "HistoryEntry":
        """A history row."""
        return cls(
            position=Position(row.position),
            version=Position(row.version),
            topic=row.topic,
            label=topic_label(row.topic),
            known=row.known,
            recorded_at=Moment.of(row.recorded_at),
            occurred_at=Moment.of(row.occurred_at),
            actor=ActorType.of(row.actor),
            reason=row.reason,
            row=row,
        )

    @answered("Değişen alanlar, eski ve yeni değerleriyle; yetki yoksa paraf verisi verilmez.")
    def changes(self, info: KutukInfo) -> list[FieldChange]:
        """Field changes the caller may see."""
        if self.row.topic in INITIALS_TOPICS and not info.context.may(Operation.READ_INITIALS):
            return []
        return [FieldChange(field=item.field, old=item.old, new=item.new) for item in self.row.changes]

    @answered("Kesinlik: günü mühürlü mü, kapalı mı, açık mı?")
    async def proof_status(self, info: KutukInfo) -> ProofStatus:
        """How firm the event is."""
        return await proof_status(info, self.row.recorded_at)

    @answered("Olayın defterdeki kaydı; kanıtı buradan istenir.")
    async def event(self, info: KutukInfo) -> EventType | None:
        """The event as recorded, with its proof."""
        recorded = await info.context.loaders.event.load(self.row.position)
        return EventType.of(recorded) if recorded else None


@strawberry.interface(description="Belgenin bilgileri.")
class DocumentData:
    """What a card says, now or as of some time."""

    id: UUID = described("Belgenin değişmez kimliği.")
    version: Position = described("Belge akışının sürümü.")
    last_position: Position = described("Belgenin son olayının konumu.")
    direction: Direction | None = described("Yönü.")
    state: DocumentState | None = described("Durumu.")
    medium: Medium | None = described("Ortamı.")
    subject: str | None = described("Konusu.")
    unit: str | None = described("Birimi.")
    document_type: str | None = described("Belge türü.")
    language: str | None = described("Dili.")
    document_no: str | None = described("Sayısı.")
    registration_no: BigInt | None = described("Kayıt numarası.")
    sender_no: str | None = described("Gönderenin verdiği sayı.")
    file_code: str | None = described("Standart dosya planı kodu.")
    file_id: str | None = described("Konulduğu dosya.")
    retention_years: int | None = described("Saklama süresi (yıl).")
    disposition_code: str | None = described("Süre sonunda yapılacak işlemin kodu.")
    verification_code: str | None = described("Belge doğrulama kodu.")
    classification: Classification | None = described("Gizlilik derecesi; bilinmiyorsa dereceli sayılmalıdır.")
    urgency: Urgency | None = described("İvedilik.")
    due_duration: str | None = described("Cevap süresi, ISO 8601 süre biçimi.")
    due_at: Moment | None = described("Cevabın en geç verileceği an.")
    document_date: str | None = described("Belge tarihi (YYYY-AA-GG): son imzanın zaman damgasının İstanbul günü.")
    dated_at: Moment | None = described("Tarihin alındığı an.")
    opened_at: Moment = described("Deftere girdiği an.")
    received_at: Moment | None = described("Geldiği an.")
    registered_at: Moment | None = described("Kaydedildiği an.")
    acceptance_deadline: Moment | None = described("Uygun değilse geri gönderilebileceği son an.")
    filed_at: Moment | None = described("Dosyalandığı an.")
    counterparty: str | None = described("Karşı taraf: gönderen veya ilk muhatap.")
    counterparties: int = described("Karşı taraf sayısı.")
    drafter_name: str = described("Hazırlayan.")
    holder_name: str | None = described("Şimdi kimde olduğu.")
    holder_unit: str | None = described("Şimdi hangi birimde olduğu.")
    answered_by: UUID | None = described("Cevap belgesi.")
    verdict: PackageVerdict | None = described("Paket denetiminin sonucu.")
    channel: Channel | None = described("Geldiği yol.")
    package_id: str | None = described("Paketin kimliği (BelgeId).")
    signature_count: int = described("Geçerliliğini koruyan imza sayısı; paraf ve mühür sayılmaz.")
    signature_level: str | None = described("İmzaların en zayıf düzeyi.")
    cancelled: bool = described("İptal edildi mi?")
    content_digest: str | None = described("Paraf ve imzaların kapsadığı içeriğin özeti.")
    body: StoredFile | None = described("Üst yazı.")
    package: StoredFile | None = described("İçinde geldiği paket.")
    enclosures: list[Enclosure] = described("Ekler.")
    references: list[Reference] = described("İlgiler.")
    recipients: list[Recipient] = described("Muhataplar.")
    signers: list[ChainStep] = described("İmza zinciri.")
    findings: list[Finding] = described("Paket denetiminin bulguları.")
    rejection: Rejection | None = described("Paket reddedildiyse gönderene bildirilen.")
    letter: CheckedLetter | None = described("Taslağın yazısı denetlendiyse sonucu.")
    card: strawberry.Private[Card]

    @answered("Paraf zinciri; kurum içi bilgidir, görme yetkisi yoksa boş değildir, verilmez.")
    def initials(self, info: KutukInfo) -> list[ChainStep] | None:
        """The chain of initials, None when the caller may not see it (S2-k-3)."""
        if not info.context.may(Operation.READ_INITIALS):
            return None
        return [ChainStep.of(item) for item in self.card.initials]

    @answered("İmzalar ve mühür; e-imzalı paraflar yalnız görme yetkisi olana verilir.")
    def signatures(self, info: KutukInfo) -> list[Signature]:
        """Signatures the caller may see (S2-k-3)."""
        shown = info.context.may(Operation.READ_INITIALS)
        return [Signature.of(item) for item in self.card.signatures if shown or item.purpose != "initials"]


@strawberry.type(description="Belgenin geçmişteki bir andaki hâli.")
class DocumentSnapshot(DocumentData):
    """A card as of some time."""


@strawberry.type(description="Belgenin bir andaki hâli ve kesinliği.")
class AsOf:
    """A document as of a place in the ledger."""

    position: Position = described("Hesaba katılan son olayın konumu; belge o an yoksa 0.")
    events: int = described("Hesaba katılan olay sayısı.")
    final: bool = described("Kesin mi? O âna kadarki her gün mühürlüyse kesindir, değilse geçicidir.")
    document: DocumentSnapshot | None = described("Belgenin o andaki hâli; o an yoksa boştur.")


@strawberry.type(description="Belgenin iki andaki hâli arasındaki fark.")
class Difference:
    """The difference of two times."""

    before: Position = described("Önceki hâlin son olayı.")
    after: Position = described("Sonraki hâlin son olayı.")
    final: bool = described("İki hâl de kesin mi?")
    changes: list[FieldChange] = described("Değişen alanlar.")


@strawberry.type(description="Belge.")
class Document(DocumentData):
    """A document with everything that can be asked of it."""

    @answered("Geçmiş: belgenin ve imzalarının olayları, en eski önce.")
    async def history(self, info: KutukInfo, first: First, after: After = None) -> Connection[HistoryEntry]:
        """The history, recorded as a read of its own."""
        request, document_id = info.context, self.id
        await request.running("documents")
        page = await paged(lambda: request.services.documents.history(document_id, first, after), first)
        _note(info, self.card, "history")
        return connected(page, HistoryEntry.of)

    @answered("Belgenin bir konumdaki veya andaki hâli.")
    async def as_of(
        self,
        info: KutukInfo,
        point: Annotated[PointInput, strawberry.argument(description="Konum veya an.")],
    ) -> AsOf:
        """The document as of a position or a time."""
        await info.context.running("documents", "days")
        found = await in_thread(lambda: document_at(info.context.services, self.id, point))
        _note(info, self.card, f"as_of {point.text()}")
        return AsOf(
            position=Position(found.position),
            events=found.events,
            final=found.final,
            document=snapshot_of(found.card) if found.card else None,
        )

    @answered("Belgenin iki andaki hâli arasındaki fark.")
    async def difference(
        self,
        info: KutukInfo,
        before: Annotated[PointInput, strawberry.argument(name="from", description="Önceki konum veya an.")],
        after: Annotated[PointInput, strawberry.argument(name="to", description="Sonraki konum veya an.")],
    ) -> Difference:
        """What changed between two times."""
        services, document_id = info.context.services, self.id
        await info.context.running("documents", "days")
        old, new = await in_thread(
            lambda: (document_at(services, document_id, before), document_at(services, document_id, after))
        )
        _note(info, self.card, f"difference {before.text()} {after.text()}")
        return Difference(
            before=Position(old.position),
            after=Position(new.position),
            final=old.final and new.final,
            changes=_changes(old, new, info.context.may(Operation.READ_INITIALS)),
        )

    @answered("Belgenin imzaları için yapılacaklar ve yapılanlar.")
    async def renewals(self, info: KutukInfo) -> list[RenewalType]:
        """Renewals of the document's signatures."""
        services, document_id = info.context.services, self.id
        shown = info.context.may(Operation.READ_INITIALS)
        await info.context.running("renewals")
        found = await in_thread(lambda: services.renewals.of_document(document_id))
        _note(info, self.card, "renewals")
        return [RenewalType.of(item) for item in found if shown or item.purpose != "initials"]

    @answered("Belgenin aldığı numaralar; iptal edilenler de görünür.")
    async def register_entries(self, info: KutukInfo) -> list[RegisterEntryType]:
        """Numbers the document took."""
        services, document_id = info.context.services, self.id
        await info.context.running("registers", "documents")
        found = await in_thread(lambda: services.registers.of_document(document_id))
        return [RegisterEntryType.of(item) for item in found]


def document_of(card: Card) -> Document:
    """A document from its card."""
    return Document(**_fields(card))


def snapshot_of(card: Card) -> DocumentSnapshot:
    """A snapshot from a folded card."""
    return DocumentSnapshot(**_fields(card))


def label_of(card: Card) -> str | None:
    """What a record of a read may say of the document: number and subject, nothing for graded ones (GR-R6)."""
    if card.classification != Classification.NONE.value:
        return None
    return " · ".join(part for part in (card.document_no or card.sender_no, card.subject) if part) or None


def _note(info: KutukInfo, card: Card, part: str) -> None:
    info.context.reads.note(
        viewed,
        element_type="document",
        element_id=str(card.document_id),
        element_label=label_of(card),
        document_ids=(card.document_id,),
        version=card.version,
        part=part,
    )


def _changes(old: Point, new: Point, initials: bool) -> list[FieldChange]:
    hidden = frozenset() if initials else frozenset({"initials", "signatures"})
    if old.card and new.card:
        pairs = [(item.field, item.before, item.after) for item in difference(old.card, new.card)]
    else:
        names = [field.name for field in dataclasses.fields(Card)]
        pairs = [(name, getattr(old.card, name, None), getattr(new.card, name, None)) for name in names]
        pairs = [(name, before, after) for name, before, after in pairs if before != after and (before or after)]
    return [
        FieldChange(field=name, old=plain(before), new=plain(after))
        for name, before, after in pairs
        if name not in hidden
    ]


_SAME = [
    "subject",
    "unit",
    "document_type",
    "language",
    "document_no",
    "sender_no",
    "file_code",
    "file_id",
    "retention_years",
    "disposition_code",
    "verification_code",
    "due_duration",
    "document_date",
    "counterparty",
    "counterparties",
    "drafter_name",
    "holder_name",
    "holder_unit",
    "answered_by",
    "package_id",
    "signature_count",
    "signature_level",
    "cancelled",
    "content_digest",
]
_MOMENTS = ["due_at", "dated_at", "received_at", "registered_at", "acceptance_deadline", "filed_at"]


def _fields(card: Card) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(card, name) for name in _SAME}
    fields |= {name: moment_or_none(getattr(card, name)) for name in _MOMENTS}
    return fields | {
        "card": card,
        "id": card.document_id,
        "version": Position(card.version),
        "last_position": Position(card.last_position),
        "direction": word(Direction, card.direction),
        "state": word(DocumentState, card.state),
        "medium": word(Medium, card.medium),
        "classification": word(Classification, card.classification),
        "urgency": word(Urgency, card.urgency),
        "verdict": word(PackageVerdict, card.verdict),
        "channel": word(Channel, card.channel),
        "registration_no": None if card.registration_no is None else BigInt(card.registration_no),
        "opened_at": Moment.of(card.opened_at),
        "body": StoredFile.of(card.body),
        "package": StoredFile.of(card.package),
        "enclosures": [Enclosure.of(item) for item in card.enclosures],
        "references": [Reference.of(item) for item in card.document_references],
        "recipients": [Recipient.of(item) for item in card.recipients],
        "signers": [ChainStep.of(item) for item in card.signers],
        "findings": [Finding.of(item) for item in card.findings],
        "rejection": Rejection.of(card.rejection),
        "letter": CheckedLetter.of(card.letter, card.content_digest),
    }
