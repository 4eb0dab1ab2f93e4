"""The audit log: one row per event with the fields of the daily report."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.given_texts import check_texts
from api.graphql.labels import topic_label
from api.graphql.people import ActorType, Moment, OriginType
from api.graphql.scalars import Position
from projections.audit import AuditEntry, AuditFilter


@strawberry.type(name="AuditEntry", description="Denetim kaydı: günlük raporun bir satırı.")
class AuditEntryType:
    """One row of the audit log."""

    position: Position = described("Olayın konumu.")
    recorded_at: Moment = described("Kaydedildiği an.")
    occurred_at: Moment = described("Olduğu an.")
    topic: str = described("Olay türü.")
    label: str = described("Olay türünün Türkçe adı.")
    known: bool = described("Bu sürüm olay türünü tanıyor mu?")
    category: str = described("Günlük rapor sınıfı: GR-1 … GR-18.")
    actor: ActorType = described("İşlemi yapan.")
    origin: OriginType = described("İsteğin geldiği yer.")
    element_type: str = described("Ögenin türü.")
    element_id: str | None = described("Ögenin kimliği.")
    element_label: str | None = described("Ögenin adı; gizlilik derecelilerde verilmez.")
    outcome: str = described("Sonuç: ok, refused veya failed.")
    rule_id: str | None = described("Reddeden kural.")
    reason: str | None = described("Gerekçe.")
    document_ids: list[UUID] = described("İlgili belgeler.")

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditEntryType":
        """An audit row."""
        return cls(
            position=Position(entry.position),
            recorded_at=Moment.of(entry.recorded_at),
            occurred_at=Moment.of(entry.occurred_at),
            topic=entry.topic,
            label=topic_label(entry.topic),
            known=entry.known,
            category=entry.category,
            actor=ActorType.of(entry.actor),
            origin=OriginType.of(entry.origin),
            element_type=entry.element_type,
            element_id=entry.element_id,
            element_label=entry.element_label,
            outcome=entry.outcome,
            rule_id=entry.rule_id,
            reason=entry.reason,
            document_ids=list(entry.document_ids),
        )


@strawberry.input(
    description="Denetim süzgeci; verilmeyen alan hesaba katılmaz. Aralıklar başlangıcı içerir, sonu içermez."
)
class AuditFilterInput:
    """Which entries."""

    actor_id: str | None = described("İşlemi yapanın kimliği.", default=None)
    topic: str | None = described("Olay türü.", default=None)
    category: str | None = described("Günlük rapor sınıfı, örneğin GR-5.", default=None)
    document_id: UUID | None = described("İlgili belge.", default=None)
    unit: str | None = described("İşlemi yapanın birimi.", default=None)
    client: str | None = described("Kapı: graphql, web, cli veya worker.", default=None)
    address: str | None = described("Ağ adresi.", default=None)
    session: str | None = described("Oturum kimliği.", default=None)
    outcome: str | None = described("Sonuç: ok, refused veya failed.", default=None)
    recorded_from: datetime | None = described("Kayıt anı bundan önce olmayanlar.", default=None)
    recorded_before: datetime | None = described("Kayıt anı bundan önce olanlar.", default=None)
    occurred_from: datetime | None = described("Oluş anı bundan önce olmayanlar.", default=None)
    occurred_before: datetime | None = described("Oluş anı bundan önce olanlar.", default=None)
    first_position: Position | None = described("İlk konum.", default=None)
    last_position: Position | None = described("Son konum.", default=None)

    def filter(self) -> AuditFilter:
        """The reader's filter. Raises QueryRefused."""
        check_texts(vars(self))
        return AuditFilter(**vars(self))
