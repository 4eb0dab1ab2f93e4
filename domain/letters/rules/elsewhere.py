"""Verifiable requirements of the chapters on letters that are not judged on a letter, and where they are kept."""

from collections.abc import Mapping
from typing import Final

ELSEWHERE: Final[Mapping[str, tuple[str, str]]] = {
    "S2-ğ-8": (
        "Sayfa düzeni çizerken sağlar (`archive/rendering`)",
        "the page keeps it while it is drawn (`archive/rendering`)",
    ),
    "S2-h-19": (
        "Kâğıt raporun sayfalarındaki imza ve paraf, belge verisinde tutulmaz",
        "marks on the pages of a report on paper are no part of the data",
    ),
    "S2-k-3": (
        "Alıcı nüshasında paraf yoktur (`recipient_copy`, paket yazıcı)",
        "copies of recipients carry no initials (`recipient_copy`, package writer)",
    ),
    "S2-k-7": (
        "Günlük raporlar süresiz saklanır (`domain/days`)",
        "daily reports are kept without limit (`domain/days`)",
    ),
    "S2-k-9": (
        "Paraf içeriğin özetine bağlıdır (`domain/documents`)",
        "initials are bound to the digest of the content (`domain/documents`)",
    ),
    "S2-ö-6": (
        "Kişiye özel zarfın içeriği belirtime hiç yazılmaz; kayıt birimi denetler",
        "the content of a personal envelope is never put into a specification; the registry sees to it",
    ),
    "S2-r-4": (
        "İmzadan sonra içerik değişmez (`domain/documents`)",
        "content does not change after signing (`domain/documents`)",
    ),
    "DV-7": ("Doğrulama sayfası güncel hâle göre cevap verir", "the verification page answers by the present state"),
    "N-1": ("`domain/turkish`, harf çevirme", "`domain/turkish`, casing"),
    "N-2": ("`domain/turkish`; belirtim NFC'ye çevrilir", "`domain/turkish`; specifications are normalised to NFC"),
    "N-3": ("`domain/turkish`, baş harfler", "`domain/turkish`, title case"),
    "N-4": ("`domain/turkish`, arama anahtarları", "`domain/turkish`, search keys"),
    "N-5": ("`domain/turkish`, sıralama anahtarları", "`domain/turkish`, sort keys"),
    "N-6": ("Belirtimde ad ve soyad ayrı alanlardır", "names and surname are separate fields of the specification"),
    "N-9": (
        "`domain/turkish`, sayılar; metinde S2-ğ-9 ile S2-ğ-11",
        "`domain/turkish`, numbers; in texts S2-ğ-9 to S2-ğ-11",
    ),
    "N-12": ("`domain/turkish`, ekler; muhatapta Y-14-1", "`domain/turkish`, suffixes; on addressees Y-14-1"),
    "Y-11-1": ("Sayılar bir kez verilir (`domain/numbering`)", "numbers are given once (`domain/numbering`)"),
}
"""Requirement id to the place in Turkish and English."""
