"""Group H of the rule list: encrypted and update packages (rules 49 to 52)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_RESEND = ("Göndericiden eksiksiz paketi isteyin", "Ask the sender for the complete package")
_WRITER = ("Paketi üreten yazılımın sağlayıcısına bildirin", "Report it to the maker of the software that wrote it")

GUNCELLEME_BILGISI_BILESENI_YOK = FindingType(
    "GUNCELLEME_BILGISI_BILESENI_YOK",
    49,
    F,
    "Güncelleme bilgisi bileşeni yok",
    "The update information is missing",
    *_RESEND,
    code=33,
)
ORIJINAL_PANEL_BILESENI_YOK = FindingType(
    "ORIJINAL_PANEL_BILESENI_YOK",
    49,
    F,
    "Orijinal paket bileşeni yok",
    "The original package is missing",
    *_RESEND,
    code=35,
)
ENCRYPTED_CONTENT_MISSING = FindingType(
    "ENCRYPTED_CONTENT_MISSING",
    49,
    F,
    "Şifreli içerik bileşeni yok",
    "The encrypted content is missing",
    *_RESEND,
)
ENCRYPTION_INFO_MISSING = FindingType(
    "ENCRYPTION_INFO_MISSING",
    49,
    F,
    "Şifreli içerik bilgisi bileşeni yok",
    "The encryption information is missing",
    *_RESEND,
)
CLEAR_DIGEST_MISSING = FindingType(
    "CLEAR_DIGEST_MISSING",
    49,
    F,
    "Şifreli pakette açık özet bileşeni yok",
    "The encrypted package has no clear digest document",
    *_RESEND,
)
CONTENT_NOT_ENCRYPTED = FindingType(
    "CONTENT_NOT_ENCRYPTED",
    49,
    E,
    "Şifreli paketin içeriği ŞİFRELENMEMİŞ, düz zip",
    "The content of the encrypted package is NOT ENCRYPTED, it is a plain zip",
    "İçerik iletim sırasında herkesçe okunabilirdi; göndericiyi uyarın",
    "Anyone could have read it on its way; warn the sender",
)
CONTENT_UNREADABLE = FindingType(
    "CONTENT_UNREADABLE",
    49,
    F,
    "Şifreli içerik ne CMS zarfı ne zip",
    "The encrypted content is neither a CMS envelope nor a zip",
    *_RESEND,
)
CONTENT_NOT_OPENED = FindingType(
    "CONTENT_NOT_OPENED",
    50,
    N,
    "Şifreli içerik açılmadığı için içi denetlenmedi",
    "The encrypted content was not opened, so its inside was not checked",
    "Şifre çözme anahtarınızla önce paketi açın",
    "Open the package with your decryption key first",
)
CLEAR_DIGEST_DIFFERS = FindingType(
    "CLEAR_DIGEST_DIFFERS",
    50,
    F,
    "Açık özet, içerideki paketin özetiyle aynı değil",
    "The clear digest document is not the one inside",
    *_RESEND,
)
INNER_KIND_WRONG = FindingType(
    "INNER_KIND_WRONG",
    51,
    F,
    "İçteki paketin türü burada olamaz",
    "A package of this kind may not lie inside",
    *_WRITER,
)
INNER_INVALID = FindingType(
    "INNER_INVALID",
    51,
    F,
    "İçteki paket geçersiz",
    "The package inside is invalid",
    "İçteki paketin bulgularına bakın",
    "See the findings of the package inside",
)
CHANGE_MISSING = FindingType(
    "CHANGE_MISSING",
    52,
    F,
    "Güncelleme bilgisinde değişiklik yok",
    "The update information holds no change",
    *_WRITER,
)
CHANGE_FIELD_EMPTY = FindingType(
    "CHANGE_FIELD_EMPTY",
    52,
    F,
    "Güncelleme bilgisinin zorunlu bir alanı boş",
    "A mandatory field of the update information is empty",
    *_WRITER,
)
CHANGE_FIELD_WRONG = FindingType(
    "CHANGE_FIELD_WRONG",
    52,
    F,
    "Güncelleme bilgisinin bir alanı geçersiz",
    "A field of the update information is invalid",
    *_WRITER,
)
CHANGE_NOT_UNDERSTOOD = FindingType(
    "CHANGE_NOT_UNDERSTOOD",
    52,
    E,
    "Güncelleme bilgisinde bilinmeyen bir değişiklik türü var",
    "The update information holds a change of unknown kind",
    "Değişikliği göndericiyle doğrulayın",
    "Confirm the change with the sender",
)
