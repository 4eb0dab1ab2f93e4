"""Events as the ledger keeps them, with their proof."""

import hashlib
from base64 import b64encode
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.access import Operation
from api.graphql.context import KutukInfo, in_thread
from api.graphql.describing import answered, described
from api.graphql.enums import ProofStatus
from api.graphql.event_contents import named_document, payload_of
from api.graphql.labels import topic_label
from api.graphql.people import ActorType, Moment, OriginType
from api.graphql.scalars import Digest, Position
from domain.events import (
    EventHeader,
    RecordedEvent,
    StateError,
    event_header,
    istanbul_day,
    known_topics,
    moment,
)
from projections.days import LedgerDay

INITIALS_TOPICS = frozenset({"document.initialled", "document.routed_for_initials"})
"""Events that hold paraf data; their content is shown to roles that may see it (S2-k-3)."""
WITHHELD_LABEL = "Denetim kaydı"
"""Name of every audit record to those who may not read the audit log."""


WITHOUT_DOCUMENT = ("day.", "ledger.", "number.opened")
"""Starts of the types of events that are about no document."""


def is_audit_record(topic: str) -> bool:
    """Whether events of a type tell who read what or what was refused, so that READ_AUDIT is asked besides."""
    return topic.startswith(("access.", "command."))


@strawberry.type(description="Olayın defterde bulunduğunun kanıtı (RFC 9162); dışarıda, bizsiz doğrulanır.")
class InclusionProof:
    """Inclusion proof of an event in the tree of its sealed day."""

    leaf_index: Position = described("Ağaçtaki yaprak sırası (konum − 1).")
    leaf: Digest = described("Yaprak özeti.")
    tree_size: Position = described("Mühürlü ağacın yaprak sayısı.")
    path: list[Digest] = described("Yapraktan köke kardeş özetleri, en alttaki önce.")
    checkpoint: str = described("Günün imzalı denetim noktası (C2SP tlog-checkpoint, metin).")
    day: date = described("Mühürlü gün.")


async def proof_status(info: KutukInfo, recorded_at: datetime) -> ProofStatus:
    """How firm an event recorded at an instant is. Raises QueryRefused when the view of days stopped."""
    await info.context.running("days")
    return status_of(await info.context.loaders.day.load(istanbul_day(recorded_at)))


def status_of(day: LedgerDay | None) -> ProofStatus:
    """How firm the events of a day are."""
    if day is None or day.closed_position is None:
        return ProofStatus.PROVISIONAL
    return ProofStatus.SEALED if day.seal else ProofStatus.CLOSED


async def inclusion_proof(info: KutukInfo, position: int, leaf: bytes, recorded_at: datetime) -> InclusionProof | None:
    """The proof of an event of a sealed day; None before its day is sealed. Raises as `proof_status`."""
    await info.context.running("days")
    day = await info.context.loaders.day.load(istanbul_day(recorded_at))
    if day is None or day.seal is None or day.closed_position is None:
        return None
    size = day.closed_position
    path = await in_thread(lambda: info.context.services.proofs.inclusion(position, size))
    return InclusionProof(
        leaf_index=Position(position - 1),
        leaf=Digest(leaf.hex()),
        tree_size=Position(size),
        path=[Digest(step.hex()) for step in path],
        checkpoint=day.seal.checkpoint,
        day=day.day,
    )


@strawberry.type(name="Event", description="Defterdeki bir olay. Türü bu sürümden yeni olanlar da listelenir.")
class EventType:
    """One event of the ledger."""

    position: Position = described("Defterdeki sırası.")
    stream_id: UUID = described("Ait olduğu akışın (belge, imza, gün …) kimliği.")
    version: Position = described("Akış içindeki sırası.")
    topic: str = described("Saklanan olay türü.")
    known: bool = described("Bu sürüm olay türünü tanıyor mu?")
    recorded_at: Moment = described("Kaydedildiği an (veri tabanı saati).")
    occurred_at: Moment = described("Olduğu an.")
    schema_version: int = described("Olayın yazıldığı şema sürümü.")
    state_digest: Digest = described("Durum baytlarının SHA-256 özeti; yaprak bu özeti içerir.")
    leaf: Digest = described("Olayın yaprak özeti.")
    recorded: strawberry.Private[RecordedEvent]
    header: strawberry.Private[EventHeader | None]

    @classmethod
    def of(cls, event: RecordedEvent) -> "EventType":
        """An event as recorded; one whose bytes cannot be read is listed with what is known of its place."""
        header = _header(event)
        return cls(
            position=Position(event.position),
            stream_id=event.stream_id,
            version=Position(event.version),
            topic=event.topic,
            known=event.topic in known_topics(),
            recorded_at=Moment.of(moment(event.recorded_at)),
            occurred_at=Moment.of(header.occurred_at if header else moment(event.recorded_at)),
            schema_version=header.schema if header else 0,
            state_digest=Digest(hashlib.sha256(event.state).hexdigest()),
            leaf=Digest(event.leaf.hex()),
            recorded=event,
            header=header,
        )

    @answered("Olay türünün Türkçe adı; denetim yetkisi yoksa erişim ve ret kayıtlarında genel bir ad verilir.")
    def label(self, info: KutukInfo) -> str:
        """Turkish name of the event type."""
        return topic_label(self.topic) if self._shown(info) else WITHHELD_LABEL

    @answered("İşlemi yapan; denetim yetkisi yoksa erişim ve ret kayıtlarında boştur.")
    def actor(self, info: KutukInfo) -> ActorType:
        """Who acted; nobody when it may not be seen or cannot be read."""
        return ActorType.of(self.header.actor) if self.header and self._shown(info) else _NOBODY

    @answered("İsteğin geldiği yer; denetim yetkisi yoksa erişim ve ret kayıtlarında boştur.")
    def origin(self, info: KutukInfo) -> OriginType:
        """Where the request came from; nowhere when it may not be seen or cannot be read."""
        return OriginType.of(self.header.origin) if self.header and self._shown(info) else _NOWHERE

    @answered("İstek anahtarı; denetim yetkisi yoksa erişim ve ret kayıtlarında boştur.")
    def request_key(self, info: KutukInfo) -> str:
        """The key of the request; empty when it may not be seen or cannot be read."""
        return self.header.request_key if self.header and self._shown(info) else ""

    @answered("Gerekçe; görme yetkisi yoksa verilmez.")
    async def reason(self, info: KutukInfo) -> str | None:
        """The reason given, or None when there is none or it may not be seen."""
        return self.header.reason if self.header and await self._readable(info) else None

    @answered("Olayın içeriği, yazıldığı gibi; yetki yoksa paraf verisi, dereceli içerik ve denetim kaydı verilmez.")
    async def payload(self, info: KutukInfo) -> JSON | None:
        """The payload as JSON, or None when it may not be seen or cannot be read."""
        if not await self._readable(info):
            return None
        payload: Any = payload_of(self.recorded)
        return None if payload is None else JSON(payload)

    @answered("Durum baytları, base64; yaprağı yeniden hesaplamak içindir.")
    async def state(self, info: KutukInfo) -> str | None:
        """The exact state bytes, or None when they hold what the caller may not see."""
        return b64encode(self.recorded.state).decode() if await self._readable(info) else None

    @answered("Kesinlik: günü mühürlü mü, kapalı mı, açık mı?")
    async def proof_status(self, info: KutukInfo) -> ProofStatus:
        """How firm the event is."""
        return await proof_status(info, moment(self.recorded.recorded_at))

    @answered("Kanıt; günü mühürlenmeden önce yoktur.")
    async def proof(self, info: KutukInfo) -> InclusionProof | None:
        """The inclusion proof."""
        event = self.recorded
        return await inclusion_proof(info, event.position, event.leaf, moment(event.recorded_at))

    def _shown(self, info: KutukInfo) -> bool:
        """Who read what, and whom a rule refused, is the audit log: shown to those who may read that (U16)."""
        return not is_audit_record(self.topic) or info.context.may(Operation.READ_AUDIT)

    async def _readable(self, info: KutukInfo) -> bool:
        """Paraf data needs its own right (S2-k-3), content of a document the right to its grade (S1-GİZ-6)."""
        request = info.context
        if not self._shown(info):
            return False
        if self.topic in INITIALS_TOPICS and not request.may(Operation.READ_INITIALS):
            return False
        allowed = request.grades()
        if allowed is None or is_audit_record(self.topic) or self.topic.startswith(WITHOUT_DOCUMENT):
            return True
        await request.running("documents")
        document_id = await self._document_id(info)
        view = (await request.loaders.views()).get("documents")
        card = None if document_id is None else await request.loaders.card.load(document_id)
        # A card that does not know this event yet may not know the grade it was given either.
        if card is None or max(card.last_position, view.position if view else 0) < self.position:
            return False
        return card.classification in allowed

    async def _document_id(self, info: KutukInfo) -> UUID | None:
        """The document an event is about; None when nobody knows: it must be taken for graded."""
        if self.topic.startswith("document."):
            return self.stream_id
        named = named_document(self.recorded)
        if named is None and self.topic.startswith("signature."):
            return await info.context.loaders.signed_document.load(self.stream_id)
        return named


_NOBODY = ActorType(id="", name="", title="", unit="", acting_for=None, delegation=None)
_NOWHERE = OriginType(client="", address=None, session=None)


def _header(event: RecordedEvent) -> EventHeader | None:
    try:
        header = event_header(event.state)
    except StateError:
        return None
    return header if header.occurred_at.tzinfo else None
