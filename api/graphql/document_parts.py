"""Parts of a document as they are shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.enums import word
from api.graphql.people import Moment, moment_or_none
from api.graphql.scalars import BigInt
from domain.documents.values import Distribution as DistributionWord
from domain.documents.values import EnclosureKind
from domain.events import moment
from domain.letters import Severity as LetterSeverity
from projections.documents import CardEnclosure, CardRecipient, CardReference, CardSignature, CardStep


@strawberry.type(description="Depodaki dosya.")
class StoredFile:
    """Bytes in blob storage."""

    digest: str = described("İçeriğin SHA-256 özeti.")
    size: BigInt | None = described("Bayt olarak boyu.")
    media_type: str | None = described("MIME türü.")
    name: str | None = described("Görünen adı.")

    @classmethod
    def of(cls, file: Mapping[str, Any] | None) -> "StoredFile | None":
        """A stored file of a card."""
        if not file:
            return None
        size = file.get("size")
        return cls(
            digest=file["digest"],
            size=BigInt(int(size)) if size is not None else None,
            media_type=file.get("media_type"),
            name=file.get("name"),
        )


@strawberry.type(description="Ek.")
class Enclosure:
    """One enclosure."""

    id: str = described("Belge içindeki kimliği.")
    name: str = described("Adı.")
    kind: EnclosureKind | None = described("Türü.")
    signed: bool = described("Paket özetine giriyor mu?")
    file: StoredFile | None = described("Dosya türü ekin içeriği.")
    location: str | None = described("Bağlantının adresi veya fiziksel ekin yeri.")

    @classmethod
    def of(cls, item: CardEnclosure) -> "Enclosure":
        """An enclosure of a card."""
        file = None
        if item.digest is not None:
            size = None if item.size is None else BigInt(item.size)
            file = StoredFile(digest=item.digest, size=size, media_type=item.media_type, name=item.name)
        return cls(
            id=item.id,
            name=item.name,
            kind=word(EnclosureKind, item.kind),
            signed=item.signed,
            file=file,
            location=item.location,
        )


@strawberry.type(description="İlgi.")
class Reference:
    """One reference."""

    id: str = described("Belge içindeki kimliği.")
    date: str | None = described("Tarihi.")
    sender: str | None = described("Gönderen.")
    document_no: str | None = described("Sayısı.")
    document_id: UUID | None = described("Bu defterdeki belge, biliniyorsa.")
    note: str | None = described("Açıklama.")

    @classmethod
    def of(cls, item: CardReference) -> "Reference":
        """A reference of a card."""
        return cls(
            id=item.id,
            date=item.date,
            sender=item.sender,
            document_no=item.document_no,
            document_id=item.document_id,
            note=item.note,
        )


@strawberry.type(description="Muhatap.")
class Recipient:
    """One recipient."""

    id: str = described("Belge içindeki kimliği.")
    name: str | None = described("Adı.")
    detsis_no: str | None = described("DETSİS numarası, kurumsa.")
    distribution: DistributionWord | None = described("Gereği mi, bilgi mi?")

    @classmethod
    def of(cls, item: CardRecipient) -> "Recipient":
        """A recipient of a card."""
        return cls(
            id=item.id, name=item.name, detsis_no=item.detsis_no, distribution=word(DistributionWord, item.distribution)
        )


@strawberry.type(description="Paraf veya imza zincirinin bir adımı.")
class ChainStep:
    """One turn in a chain."""

    order: int = described("Sırası.")
    person_id: str = described("Kişinin kimliği.")
    name: str = described("Adı ve soyadı.")
    title: str = described("Unvanı.")
    unit: str = described("Birimi.")
    done_at: Moment | None = described("Tamamlandığı an; bekliyorsa yoktur.")

    @classmethod
    def of(cls, item: CardStep) -> "ChainStep":
        """A step of a card."""
        return cls(
            order=item.order,
            person_id=item.person_id,
            name=item.name,
            title=item.title,
            unit=item.unit,
            done_at=moment_or_none(item.done_at),
        )


@strawberry.type(description="Belgedeki imza, e-imzalı paraf veya mühür.")
class Signature:
    """One signature."""

    id: UUID = described("İmzanın kimliği.")
    purpose: str | None = described("Amacı: signature (imza), initials (paraf) veya seal (mühür).")
    signer: str | None = described("İmzalayanın adı.")
    level: str | None = described("Bugünkü düzeyi, örneğin BES, T, XL, A.")
    digest: str | None = described("Bugünkü baytlarının SHA-256 özeti.")
    stamped_at: Moment | None = described("İmza zaman damgasındaki an.")
    indication: str | None = described("Son denetimin sonucu: PASSED, FAILED veya INDETERMINATE.")
    intact: bool | None = described("Özet ve imza matematiği tutuyor mu?")
    void: bool = described("Geçersiz kılındı mı (iade veya imtina)?")
    test: bool = described("Son zaman damgası sınama otoritesinden mi? Öyleyse hukuki değeri yoktur.")

    @classmethod
    def of(cls, item: CardSignature) -> "Signature":
        """A signature of a card."""
        return cls(
            id=item.id,
            purpose=item.purpose,
            signer=item.signer,
            level=item.level,
            digest=item.digest,
            stamped_at=moment_or_none(item.stamped_at),
            indication=item.indication,
            intact=item.intact,
            void=item.void,
            test=item.test,
        )


@strawberry.type(description="Paket denetiminin bir bulgusu.")
class Finding:
    """One finding about a package."""

    code: str = described("Bulgu kodu.")
    rule: str = described("Dayanak kural.")
    severity: str = described("Ağırlığı: F, E, W veya N.")
    message: str = described("Açıklama.")
    part: str | None = described("İlgili parça.")

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> "Finding":
        """A finding of a card."""
        return cls(
            code=str(item["code"]),
            rule=str(item["rule"]),
            severity=str(item["severity"]),
            message=str(item["message"]),
            part=item.get("part"),
        )


@strawberry.type(description="Yazının bölüm kurallarından birinin bulgusu.")
class LetterFinding:
    """One finding about a letter."""

    rule: str = described("Dayanak kural.")
    section: str = described("Belgenin bölümü: a … r; bölümü yoksa tire.")
    severity: LetterSeverity = described("Ağırlığı.")
    place: str = described("Belirtimdeki yeri.")
    text_tr: str = described("Ne yanlış ve ne yapılmalı.")
    text_en: str = described("Aynı açıklamanın İngilizcesi.")

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> "LetterFinding":
        """A finding of a card."""
        severity = LetterSeverity(item["severity"])
        texts = {name: str(item[name]) for name in ("section", "place", "text_tr", "text_en")}
        return cls(rule=str(item["rule_id"]), severity=severity, **texts)


@strawberry.type(description="Taslağın son denetlenen yazısı.")
class CheckedLetter:
    """The letter of a draft as it was last checked."""

    digest: str = described("Belirtimin SHA-256 özeti; belirtimin kendisi geçmişteki olaydadır.")
    judged_on: str = described("Kurallarına göre denetlendiği gün.")
    current: bool = described("Denetimden sonra taslak değişmediyse doğru; değilse yazı yeniden denetlenmelidir.")
    findings: list[LetterFinding] = described("Bulgular, bölümlerin sırasıyla.")

    @classmethod
    def of(cls, item: Mapping[str, Any] | None, content_digest: str | None) -> "CheckedLetter | None":
        """The letter of a card, if it has one."""
        if item is None:
            return None
        return cls(
            digest=item["digest"],
            judged_on=item["judged_on"],
            current=item["content_digest"] == content_digest,
            findings=[LetterFinding.of(one) for one in item["findings"]],
        )


@strawberry.type(description="Reddedilen paketin gönderene bildirilişi.")
class Rejection:
    """What was told to the sender of a package that was sent back (S1-KEP-4, S1-KEP-5)."""

    package_id: str = described("Paketin kimliği.")
    document_date: str | None = described("Belgenin tarihi; paketten okunamadıysa boş.")
    document_no: str | None = described("Belgenin sayısı; paketten okunamadıysa boş.")
    subject: str | None = described("Belgenin konusu; paketten okunamadıysa boş.")
    reason_code: str = described("Paketin uymadığı kural.")
    reason_text: str = described("Bildirilen gerekçe.")
    message_id: str | None = described("Bildirimin KEP ileti kimliği.")
    evidence_ids: list[str] = described("Bildirimin delil kimlikleri.")

    @classmethod
    def of(cls, item: Mapping[str, Any] | None) -> "Rejection | None":
        """The rejection of a card, if there is one."""
        if item is None:
            return None
        return cls(
            package_id=item["package_id"],
            document_date=item["document_date"],
            document_no=item["document_no"],
            subject=item["subject"],
            reason_code=item["reason_code"],
            reason_text=item["reason_text"],
            message_id=item["message_id"],
            evidence_ids=list(item["evidence_ids"]),
        )


def at_micros(microseconds: int | None) -> Moment | None:
    """A moment from microseconds since 1970 UTC."""
    return None if microseconds is None else Moment.of(moment(microseconds))


def plain(value: object) -> Any:
    """A value of a card as JSON: instants as text, ids as text, lists of parts as their fields."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    slots = getattr(type(value), "__slots__", None)
    return {name: plain(getattr(value, name)) for name in slots} if slots else value
