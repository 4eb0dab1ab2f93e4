"""Words for the vocabulary of events, states and codes, Turkish and English: what a clerk calls them (U4)."""

from typing import Final

TOPICS: Final[dict[str, tuple[str, str]]] = {
    "document.drafted": ("Taslak açıldı", "Draft opened"),
    "document.edited": ("Taslak değiştirildi", "Draft changed"),
    "document.grade_proposed": ("Gizlilik derecesi önerildi", "Classification proposed"),
    "document.urgency_set": ("İvedilik belirlendi", "Urgency set"),
    "document.enclosure_added": ("Ek eklendi", "Enclosure added"),
    "document.enclosure_removed": ("Ek çıkarıldı", "Enclosure removed"),
    "document.reference_added": ("İlgi eklendi", "Reference added"),
    "document.reference_removed": ("İlgi çıkarıldı", "Reference removed"),
    "document.recipient_added": ("Muhatap eklendi", "Recipient added"),
    "document.recipient_removed": ("Muhatap çıkarıldı", "Recipient removed"),
    "document.letter_checked": ("Yazı denetlendi", "Letter checked"),
    "document.numbered": ("Sayı aldı", "Numbered"),
    "document.routed_for_initials": ("Parafa sunuldu", "Routed for initials"),
    "document.initialled": ("Paraflandı", "Initialled"),
    "document.returned_for_correction": ("Düzeltme için iade edildi", "Returned for correction"),
    "document.routed_for_signature": ("İmzaya sunuldu", "Routed for signature"),
    "document.signed": ("İmzalandı", "Signed"),
    "document.signature_completed": ("İmza tamamlandı", "Signature completed"),
    "document.signature_refused": ("İmzadan imtina edildi", "Signature refused"),
    "document.cancelled": ("İptal edildi", "Cancelled"),
    "document.sealed": ("Mühürlendi (e-mühür)", "Sealed (e-seal)"),
    "document.filed": ("Dosyalandı", "Filed"),
    "document.received": ("Paket alındı", "Package received"),
    "document.validated": ("Paket doğrulandı", "Package validated"),
    "document.invalidated": ("Paket geçersiz bulundu", "Package found invalid"),
    "document.decrypted": ("Paketin şifresi çözüldü", "Package decrypted"),
    "document.duplicate_received": ("Aynı kimlikle başka paket geldi", "Another package with this id came"),
    "document.rejected": ("Paket reddedildi", "Package rejected"),
    "document.registered": ("Gelen evrak kaydedildi", "Registered"),
    "document.assigned": ("Havale edildi", "Assigned"),
    "document.reassigned": ("Yeniden havale edildi", "Reassigned"),
    "document.returned_to_registry": ("Evrak birimine iade edildi", "Returned to registry"),
    "document.answered": ("Cevaplandı", "Answered"),
    "document.closed_without_answer": ("Cevapsız kapatıldı", "Closed without answer"),
    "number.opened": ("Numara defteri açıldı", "Register of numbers opened"),
    "number.allocated": ("Numara verildi", "Number allocated"),
    "number.voided": ("Numara geçersiz kılındı", "Number voided"),
    "signature.attached": ("İmza dosyası eklendi", "Signature attached"),
    "signature.validated": ("İmza doğrulandı", "Signature validated"),
    "signature.raised": ("İmza güçlendirildi", "Signature raised"),
    "signature.raising_failed": ("İmza güçlendirilemedi", "Signature could not be raised"),
    "access.viewed": ("Görüntülendi", "Viewed"),
    "access.searched": ("Arama yapıldı", "Searched"),
    "access.downloaded": ("İndirildi", "Downloaded"),
    "access.printed": ("Yazdırıldı", "Printed"),
    "access.exported": ("Dışa aktarıldı", "Exported"),
    "access.verified": ("Doğrulama yapıldı", "Verified"),
    "access.signed_in": ("Oturum işlemi", "Sign-in"),
    "access.denied": ("Erişim reddedildi", "Access denied"),
    "command.refused": ("İşlem kuralla reddedildi", "Refused by a rule"),
    "ledger.opened": ("Defter açıldı", "Ledger opened"),
    "day.closed": ("Gün kapatıldı", "Day closed"),
    "day.sealed": ("Gün mühürlendi", "Day sealed"),
    "day.renewed": ("Gün mührü yenilendi", "Day seal renewed"),
    "day.sealing_failed": ("Gün mühürlenemedi", "Day could not be sealed"),
}

DIRECTIONS: Final[dict[str, tuple[str, str]]] = {
    "incoming": ("Gelen", "Incoming"),
    "outgoing": ("Giden", "Outgoing"),
    "internal": ("İç", "Internal"),
}

STATES: Final[dict[str, tuple[str, str]]] = {
    "draft": ("Taslak", "Draft"),
    "numbered": ("Sayı aldı", "Numbered"),
    "initialling": ("Parafta", "Being initialled"),
    "awaiting_signature": ("İmzada", "Awaiting signature"),
    "signed": ("İmzalandı", "Signed"),
    "sealed": ("Mühürlendi", "Sealed"),
    "cancelled": ("İptal", "Cancelled"),
    "received": ("Alındı", "Received"),
    "validated": ("Doğrulandı", "Validated"),
    "invalid": ("Geçersiz", "Invalid"),
    "decrypted": ("Şifresi çözüldü", "Decrypted"),
    "rejected": ("Reddedildi", "Rejected"),
    "registered": ("Kaydedildi", "Registered"),
    "assigned": ("Havale edildi", "Assigned"),
    "answered": ("Cevaplandı", "Answered"),
    "closed": ("Kapatıldı", "Closed"),
    "filed": ("Dosyalandı", "Filed"),
}

CLASSIFICATIONS: Final[dict[str, tuple[str, str]]] = {
    "YOK": ("Yok", "None"),
    "HZO": ("Hizmete Özel", "Official use"),
    "OZL": ("Özel", "Restricted (legacy)"),
    "GZL": ("Gizli", "Secret"),
    "CGZ": ("Çok Gizli", "Top secret"),
}

URGENCIES: Final[dict[str, tuple[str, str]]] = {
    "NRM": ("Normal", "Normal"),
    "ACL": ("ACELE", "URGENT"),
    "GNL": ("GÜNLÜDÜR", "DATED"),
}

FIELDS: Final[dict[str, tuple[str, str]]] = {
    "subject": ("Konu", "Subject"),
    "body": ("Üst yazı", "Cover letter"),
    "document_type": ("Belge türü", "Document type"),
    "direction": ("Yön", "Direction"),
    "medium": ("Ortam", "Medium"),
    "medium_ground": ("Ortamın gerekçesi", "Ground of the medium"),
    "language": ("Dil", "Language"),
    "classification": ("Gizlilik derecesi", "Classification"),
    "classification_ends": ("Derecenin sonu", "Classification ends"),
    "urgency": ("İvedilik", "Urgency"),
    "due_duration": ("Miat", "Reply time"),
    "due_at": ("Süre sonu", "Due"),
    "enclosures": ("Ekler", "Enclosures"),
    "document_references": ("İlgiler", "References"),
    "recipients": ("Muhataplar", "Recipients"),
    "initials": ("Paraf", "Initials"),
    "signers": ("İmzacılar", "Signers"),
    "signatures": ("İmzalar", "Signatures"),
    "findings": ("Bulgular", "Findings"),
    "letter": ("Yazı", "Letter"),
    "document_no": ("Sayı", "Number"),
    "sender_no": ("Gönderenin sayısı", "Sender's number"),
    "registration_no": ("Kayıt no", "Registration no"),
    "verification_code": ("Doğrulama kodu", "Verification code"),
    "unit": ("Birim", "Unit"),
    "holder_name": ("Üzerinde", "Held by"),
    "holder_unit": ("Üzerinde olan birim", "Held by unit"),
    "document_date": ("Tarih", "Date"),
    "dated_at": ("Tarihin anı", "Instant of the date"),
    "received_at": ("Geliş", "Received"),
    "registered_at": ("Kayda geliş", "Registered"),
    "filed_at": ("Dosyalanış", "Filed"),
    "acceptance_deadline": ("Ret için son an", "Last moment to refuse"),
    "counterparty": ("Muhatap / Gönderen", "Addressee / Sender"),
    "package": ("Paket", "Package"),
    "package_id": ("Paket no (BelgeId)", "Package id (BelgeId)"),
    "channel": ("Kanal", "Channel"),
    "verdict": ("Paket denetimi", "Package check"),
    "indication": ("İmza denetimi", "Signature check"),
    "signature_level": ("İmza düzeyi", "Signature level"),
    "signature_count": ("İmza sayısı", "Signatures"),
    "answered_by_no": ("Cevap yazısı", "Reply"),
    "state": ("Durum", "State"),
    "file_code": ("Dosya kodu", "File code"),
    "file_id": ("Dosya", "File"),
    "retention_years": ("Saklama süresi (yıl)", "Retention (years)"),
    "disposition_code": ("Saklama kodu", "Disposition code"),
}

HIDDEN_FIELDS: Final = frozenset(
    {"holder_id", "register_id", "counterparties", "answered_by", "content_digest", "cancelled"}
)
"""Fields that only programs need; the raw event has them."""

MEDIA: Final[dict[str, tuple[str, str]]] = {
    "E": ("Elektronik", "Electronic"),
    "Z": ("Fiziksel (zorunlu hâl)", "Physical (mandatory)"),
    "O": ("Fiziksel (olağanüstü durum)", "Physical (outage)"),
}

VERDICTS: Final[dict[str, tuple[str, str]]] = {
    "passed": ("geçti", "passed"),
    "failed": ("kaldı", "failed"),
    "indeterminate": ("karar verilemedi", "indeterminate"),
    "PASSED": ("geçerli", "passed"),
    "FAILED": ("geçersiz", "failed"),
    "INDETERMINATE": ("karar verilemedi", "indeterminate"),
}

DOCUMENT_TYPES: Final[dict[str, tuple[str, str]]] = {"letter": ("Üst yazı", "Letter")}

VALUES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "state": STATES,
    "direction": DIRECTIONS,
    "medium": MEDIA,
    "classification": CLASSIFICATIONS,
    "urgency": URGENCIES,
    "verdict": VERDICTS,
    "indication": VERDICTS,
    "document_type": DOCUMENT_TYPES,
}
"""Words for the values of a field, where it has a list of codes."""

REGISTERS: Final[dict[str, tuple[str, str]]] = {
    "incoming": ("Gelen evrak defteri", "Incoming register"),
    "outgoing": ("Giden evrak defteri", "Outgoing register"),
    "internal": ("İç yazışma defteri", "Internal register"),
}


def label(table: dict[str, tuple[str, str]], code: str, language: str) -> str:
    """The word for a code; a code without one (a newer type) is shown as it is, never dropped."""
    words = table.get(code)
    return code if words is None else words[0 if language == "tr" else 1]
