"""Turkish names of event types (U4): words a reader of a history understands."""

from collections.abc import Mapping
from typing import Final

TOPIC_LABELS: Final[Mapping[str, str]] = {
    "document.drafted": "Taslak açıldı",
    "document.edited": "Taslak değiştirildi",
    "document.grade_proposed": "Gizlilik derecesi önerildi",
    "document.urgency_set": "İvedilik belirlendi",
    "document.enclosure_added": "Ek eklendi",
    "document.enclosure_removed": "Ek çıkarıldı",
    "document.reference_added": "İlgi eklendi",
    "document.reference_removed": "İlgi çıkarıldı",
    "document.recipient_added": "Muhatap eklendi",
    "document.recipient_removed": "Muhatap çıkarıldı",
    "document.letter_checked": "Yazı denetlendi",
    "document.numbered": "Sayı aldı",
    "document.routed_for_initials": "Parafa sunuldu",
    "document.initialled": "Paraflandı",
    "document.returned_for_correction": "Düzeltme için iade edildi",
    "document.routed_for_signature": "İmzaya sunuldu",
    "document.signed": "İmzalandı",
    "document.signature_completed": "İmzalar tamamlandı",
    "document.signature_refused": "İmzadan imtina edildi",
    "document.cancelled": "İptal edildi",
    "document.sealed": "Mühürlendi",
    "document.filed": "Dosyalandı",
    "document.received": "Paket alındı",
    "document.validated": "Paket doğrulandı",
    "document.invalidated": "Paket geçersiz bulundu",
    "document.decrypted": "Paketin şifresi çözüldü",
    "document.duplicate_received": "Aynı kimlikle başka paket geldi",
    "document.rejected": "Paket reddedildi",
    "document.registered": "Gelen belge kaydedildi",
    "document.assigned": "Havale edildi",
    "document.reassigned": "Yeniden havale edildi",
    "document.returned_to_registry": "Evrak birimine iade edildi",
    "document.answered": "Cevaplandı",
    "document.closed_without_answer": "Cevapsız kapatıldı",
    "number.opened": "Sayı defteri açıldı",
    "number.allocated": "Sayı verildi",
    "number.voided": "Sayı iptal edildi",
    "signature.attached": "İmza eklendi",
    "signature.validated": "İmza denetlendi",
    "signature.raised": "İmza güçlendirildi",
    "signature.raising_failed": "İmza güçlendirilemedi",
    "access.viewed": "Görüntülendi",
    "access.searched": "Arama yapıldı",
    "access.downloaded": "İndirildi",
    "access.printed": "Yazdırıldı",
    "access.exported": "Dışa aktarıldı",
    "access.verified": "Doğrulama yapıldı",
    "access.signed_in": "Oturum açma",
    "access.denied": "Erişim reddedildi",
    "command.refused": "İşlem reddedildi",
    "ledger.opened": "Defter açıldı",
    "day.closed": "Gün kapandı",
    "day.sealed": "Gün mühürlendi",
    "day.renewed": "Gün mührü yenilendi",
    "day.sealing_failed": "Gün mühürlenemedi",
}
UNKNOWN_LABEL: Final = "Bilinmeyen olay türü"


def topic_label(topic: str) -> str:
    """Turkish name of an event type; a type newer than this program is called unknown."""
    return TOPIC_LABELS.get(topic, UNKNOWN_LABEL)
