"""Words of the schema that stand for fixed choices: the domain's enums with a Turkish text on every value."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any, TypeVar

import strawberry

from api.access import Role
from domain.documents.values import (
    Capacity,
    Channel,
    Direction,
    Distribution,
    DocumentState,
    EnclosureKind,
    InitialsMethod,
    Medium,
    PackageVerdict,
)
from domain.filing import Classification, Urgency
from domain.letters import Severity as LetterSeverity
from domain.parties import PartyKind
from domain.parties import Role as Duty
from projections.days import DayState
from projections.documents import CardOrder


def _explained(kind: type[Enum], name: str, text: str, values: Mapping[Any, str]) -> None:
    """Make an enum part of the schema. Raises KeyError when a value has no Turkish text."""
    strawberry.enum(kind, name=name, description=text)
    definition: Any = kind.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[kind[value.name]]


class ProofStatus(StrEnum):
    """How firm an event is."""

    SEALED = "sealed"
    CLOSED = "closed"
    PROVISIONAL = "provisional"


_explained(
    Direction,
    "Direction",
    "Belgenin yönü.",
    {Direction.INCOMING: "Gelen", Direction.OUTGOING: "Giden", Direction.INTERNAL: "Kurum içi"},
)
_explained(
    LetterSeverity,
    "LetterSeverity",
    "Yazı bulgusunun ağırlığı.",
    {
        LetterSeverity.REJECT: "Ret: belge parafa sunulamaz",
        LetterSeverity.ASK: "Soru: kuralın gerektirdiği bilgi yok",
        LetterSeverity.WARN: "Uyarı: kabul edilirse belge ilerler",
    },
)
_explained(
    Medium,
    "Medium",
    "Belgenin hazırlandığı ortam; sayının ön ekidir.",
    {
        Medium.ELECTRONIC: "Elektronik (E)",
        Medium.MANDATORY_PHYSICAL: "Zorunlu hâl: özel mevzuat fiziksel ortam ister (Z)",
        Medium.OUTAGE: "Olağanüstü durum: EBYS kullanılamıyor (O)",
    },
)
_explained(
    DocumentState,
    "DocumentState",
    "Belgenin durumu.",
    {
        DocumentState.DRAFT: "Taslak",
        DocumentState.NUMBERED: "Sayı aldı",
        DocumentState.INITIALLING: "Parafta",
        DocumentState.AWAITING_SIGNATURE: "İmzada",
        DocumentState.SIGNED: "İmzalandı",
        DocumentState.SEALED: "Mühürlendi",
        DocumentState.CANCELLED: "İptal edildi",
        DocumentState.RECEIVED: "Alındı",
        DocumentState.VALIDATED: "Doğrulandı",
        DocumentState.INVALID: "Geçersiz",
        DocumentState.DECRYPTED: "Şifresi çözüldü",
        DocumentState.REJECTED: "Reddedildi",
        DocumentState.REGISTERED: "Kaydedildi",
        DocumentState.ASSIGNED: "Havale edildi",
        DocumentState.ANSWERED: "Cevaplandı",
        DocumentState.CLOSED: "Cevapsız kapatıldı",
        DocumentState.FILED: "Dosyalandı",
    },
)
_explained(
    Distribution,
    "Distribution",
    "Muhataba ne için gönderildiği.",
    {Distribution.FOR_ACTION: "Gereği için", Distribution.FOR_INFORMATION: "Bilgi için"},
)
_explained(
    EnclosureKind,
    "EnclosureKind",
    "Ekin türü.",
    {
        EnclosureKind.FILE: "Paketin içindeki elektronik dosya",
        EnclosureKind.LINK: "Paket dışındaki bir yere bağlantı; imzalanmaz",
        EnclosureKind.PHYSICAL: "Fiziksel nesne; imzalanmaz",
    },
)
_explained(
    InitialsMethod,
    "InitialsMethod",
    "Parafın veriliş biçimi.",
    {
        InitialsMethod.E_APPROVAL: "Elektronik onay",
        InitialsMethod.E_SIGNATURE: "Güvenli elektronik imza",
    },
)
_explained(
    Capacity,
    "Capacity",
    "İmzalayanın sıfatı.",
    {Capacity.PRINCIPAL: "Asıl", Capacity.DELEGATE: "Yetki devri (a.)", Capacity.ACTING: "Vekâlet (V.)"},
)
_explained(
    Channel,
    "Channel",
    "Belgenin geldiği yol.",
    {Channel.KEP: "KEP", Channel.UPLOAD: "Taşınabilir ortam veya yükleme", Channel.PAPER: "Kâğıt"},
)
_explained(
    PackageVerdict,
    "PackageVerdict",
    "Paket denetiminin sonucu.",
    {
        PackageVerdict.PASSED: "Geçerli",
        PackageVerdict.FAILED: "Geçersiz",
        PackageVerdict.INDETERMINATE: "Karar verilemedi",
    },
)
_explained(
    Classification,
    "Classification",
    "Gizlilik derecesi.",
    {
        Classification.NONE: "Gizlilik derecesi yok",
        Classification.OFFICIAL_USE: "Hizmete özel",
        Classification.RESTRICTED_LEGACY: "Özel (yürürlükten kalkmış derece)",
        Classification.SECRET: "Gizli",
        Classification.TOP_SECRET: "Çok gizli",
    },
)
_explained(
    Urgency,
    "Urgency",
    "İvedilik derecesi.",
    {Urgency.NORMAL: "Normal", Urgency.URGENT: "Acele", Urgency.DATED: "Günlüdür"},
)
_explained(
    PartyKind,
    "PartyKind",
    "Yazışılan tarafın türü.",
    {
        PartyKind.INSTITUTION: "Kamu kurumu (DETSİS numaralı)",
        PartyKind.LEGAL_PERSON: "Özel hukuk tüzel kişisi",
        PartyKind.NATURAL_PERSON: "Gerçek kişi",
    },
)
_explained(
    Duty,
    "Duty",
    "Kişinin belgeler karşısındaki görevi.",
    {
        Duty.DRAFTER: "Hazırlayan",
        Duty.REGISTRAR: "Evrak birimi görevlisi",
        Duty.UNIT_MANAGER: "Birim amiri",
        Duty.ARCHIVIST: "Arşiv görevlisi",
        Duty.SEAL_KEEPER: "Kurum e-mührünün sorumlusu",
        Duty.TOP_SECRET_ASSIGNER: "Çok gizli derecesini vermeye yetkili",
        Duty.SYSTEM: "Sistem süreci; dışarıdan verilemez",
    },
)
_explained(
    Role,
    "Role",
    "Oturumun rolü.",
    {
        Role.REGISTRAR: "Evrak birimi",
        Role.ARCHIVIST: "Arşivci",
        Role.AUDITOR: "Denetçi: her şeyi görür, hiçbir şey yazamaz",
        Role.EBYS: "Belge yönetim sistemi: kişiler adına işlem yapar",
        Role.OPERATOR: "İşletmen",
    },
)
_explained(
    CardOrder,
    "DocumentOrder",
    "Belge listesinin sırası.",
    {
        CardOrder.NEWEST: "Deftere giriş sırası, en yeni önce",
        CardOrder.OLDEST: "Deftere giriş sırası, en eski önce",
        CardOrder.SUBJECT: "Konuya göre, Türkçe alfabe sırası",
        CardOrder.COUNTERPARTY: "Karşı tarafa göre, Türkçe alfabe sırası",
    },
)
_explained(
    ProofStatus,
    "ProofStatus",
    "Olayın kesinliği.",
    {
        ProofStatus.SEALED: "Günü mühürlendi: kesin",
        ProofStatus.CLOSED: "Günü kapandı, mühür bekliyor",
        ProofStatus.PROVISIONAL: "Günü açık: geçici",
    },
)
_explained(
    DayState,
    "DayState",
    "Günün durumu.",
    {
        DayState.OPEN: "Açık",
        DayState.MISSING: "Bitti ama henüz kapanmadı",
        DayState.CLOSED: "Kapandı, mühür bekliyor",
        DayState.FAILING: "Kapandı, mühürlenemedi; yeniden denenecek",
        DayState.SEALED: "Mühürlü",
        DayState.LATE: "Geç mühürlendi; iki an da gösterilir",
    },
)


Word = TypeVar("Word", bound=Enum)


def word(kind: type[Word], value: str | None) -> Word | None:
    """The enum value a stored word stands for; None when there is none, or it is newer than this program."""
    return next((item for item in kind if item.value == value), None)
