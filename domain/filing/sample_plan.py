"""A small file plan to start with; an institution brings its own (T-5).

Codes of the common main services and support areas; retention periods and disposition codes are examples, not the
schedule of any institution.
"""

from typing import Final

from domain.filing.plans import FilePlan, plan_of

SAMPLE_PLAN: Final[FilePlan] = plan_of(
    "ornek-2026",
    (
        ("010", "Mevzuat İşleri", None, "C"),
        ("020", "Olurlar, Onaylar", 10, "A"),
        ("030", "Anlaşmalar, Sözleşmeler, Protokoller", 10, "C"),
        ("040", "Faaliyet Raporları", None, "C"),
        ("041", "İstatistikler", 10, "B"),
        ("045", "Görüşler", 10, "A"),
        ("045.01", "Hukuki Görüşler", 10, "A"),
        ("045.02", "Diğer Görüşler", 10, "A"),
        ("050", "Kurullar ve Toplantılar", 10, "B"),
        ("050.01", "Kurullar", 10, "B"),
        ("050.02", "Toplantılar", 5, "A"),
        ("060", "Standartlar", 10, "A"),
        ("600", "Araştırma ve Planlama İşleri", 10, "B"),
        ("602", "Projeler", 10, "B"),
        ("610", "Soru Önergeleri", 10, "B"),
        ("622", "Bilgi Edinme", 5, "A"),
        ("622.01", "Başvurular", 5, "A"),
        ("622.02", "Şikâyet ve İhbarlar", 5, "A"),
        ("640", "Hukuk İşleri", 10, "B"),
        ("641", "Davalar", 20, "B"),
        ("663", "Teftiş ve Denetim İşleri", 20, "B"),
        ("702", "Bilgi İşlem Çalışmaları", 5, "A"),
        ("702.01", "Sistem Kurulumu", 5, "A"),
        ("702.02", "Yazılım Geliştirme", 5, "A"),
        ("702.03", "Bilgi Güvenliği", 10, "A"),
        ("724", "Uluslararası İlişkiler", 10, "B"),
        ("774", "Eğitim İşleri", 5, "A"),
        ("804", "Arşiv ve Dokümantasyon İşleri", 10, "A"),
        ("804.01", "Belge Yönetimi", 10, "A"),
        ("804.02", "Ayıklama ve İmha", None, "C"),
        ("841", "Bütçe İşleri", 10, "A"),
        ("869", "Muhasebe İşleri", 10, "A"),
        ("903", "Personel İşleri", 10, "A"),
        ("903.01", "Özlük İşleri", None, "C"),
        ("903.02", "Atamalar", None, "C"),
        ("903.05", "İzinler", 5, "A"),
        ("903.07", "Görevlendirmeler", 10, "A"),
        ("903.07.01", "Yurt Dışı Görevlendirmeler", 10, "A"),
        ("903.07.02", "Yurt İçi Görevlendirmeler", 10, "A"),
        ("934", "Satın Alma İşleri", 10, "A"),
        ("934.01", "Doğrudan Temin", 10, "A"),
        ("934.02", "İhaleler", 10, "B"),
        ("955", "Taşınır İşlemleri", 10, "A"),
    ),
)
