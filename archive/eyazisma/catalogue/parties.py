"""Groups D and E of the rule list: parties, texts and the final metadata (rules 31 to 39)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_WRITER = ("Paketi üreten yazılımın sağlayıcısına bildirin", "Report it to the maker of the software that wrote it")
_NOTHING = ("Bir şey yapmanız gerekmez", "Nothing needs to be done")

DETSIS_NO_INVALID = FindingType(
    "DETSIS_NO_INVALID",
    31,
    F,
    "KKK boş veya sekiz haneli DETSİS numarası değil",
    "The institution number (KKK) is empty or not eight digits",
    *_WRITER,
)
UNIT_NO_MISSING = FindingType(
    "UNIT_NO_MISSING", 31, W, "Birim numarası (BirimKKK) yok", "There is no unit number (BirimKKK)", *_NOTHING
)
UNIT_NO_INVALID = FindingType(
    "UNIT_NO_INVALID",
    31,
    E,
    "Birim numarası (BirimKKK) sekiz hane değil",
    "The unit number (BirimKKK) is not eight digits",
    *_WRITER,
)
LEGACY_UNIT_CODE = FindingType(
    "LEGACY_UNIT_CODE",
    31,
    E,
    "2.x paketinde 1.x ögesi BYK var",
    "A 2.x package holds the 1.x element BYK",
    *_WRITER,
)
LEGAL_ID_INCOMPLETE = FindingType(
    "LEGAL_ID_INCOMPLETE",
    32,
    F,
    "Tüzel şahsın kimliği veya schemeID'si boş",
    "A legal person lacks id or schemeID",
    *_WRITER,
)
LEGAL_SCHEME_UNKNOWN = FindingType(
    "LEGAL_SCHEME_UNKNOWN",
    32,
    W,
    "Tüzel şahsın schemeID değeri bilinmiyor",
    "The schemeID of a legal person is not a known one",
    *_NOTHING,
)
NAME_INCOMPLETE = FindingType(
    "NAME_INCOMPLETE", 33, F, "Kişinin adı veya soyadı yok", "A person lacks first or last name", *_WRITER
)
PERSON_DETAIL_MISSING = FindingType(
    "PERSON_DETAIL_MISSING",
    33,
    W,
    "Kişinin TCKN, görev veya unvan bilgisi yok",
    "A person lacks citizen number, role or title",
    *_NOTHING,
)
CITIZEN_NO_INVALID = FindingType(
    "CITIZEN_NO_INVALID",
    33,
    E,
    "TCKN'nin biçimi veya sağlaması yanlış",
    "Form or check digits of a citizen number are wrong",
    "Kişiyi başka bilgilerinden doğrulayın",
    "Identify the person by other data",
)
PARTY_DETAIL_MISSING = FindingType(
    "PARTY_DETAIL_MISSING",
    34,
    W,
    "Tarafın adı veya iletişim bilgisi yok",
    "A party lacks name or contact data",
    *_NOTHING,
)
EMAIL_INVALID = FindingType(
    "EMAIL_INVALID",
    34,
    E,
    "E-posta veya KEP adresi geçersiz",
    "An e-mail or KEP address is invalid",
    "Adresi kullanmadan önce doğrulayın",
    "Confirm the address before using it",
)
CONTACT_ODD = FindingType(
    "CONTACT_ODD",
    34,
    W,
    "Telefon, faks veya web adresi alışılmışın dışında",
    "A telephone number, fax number or web address looks odd",
    *_NOTHING,
)
TEXT_EMPTY = FindingType(
    "TEXT_EMPTY", 35, F, "Bir metin ögesi var ama boş", "A text element is present but empty", *_WRITER
)
LANGUAGE_TAG_MISSING = FindingType(
    "LANGUAGE_TAG_MISSING", 35, W, "Metnin dili (languageID) yok", "A text has no languageID", *_NOTHING
)
FINAL_FIELD_MISSING = FindingType(
    "FINAL_FIELD_MISSING",
    36,
    F,
    "Nihai üstverinin zorunlu bir alanı yok veya geçersiz",
    "A mandatory field of the final metadata is missing or invalid",
    *_WRITER,
    guide=(85,),
)
SIGNER_MISSING = FindingType(
    "SIGNER_MISSING",
    36,
    F,
    "Nihai üstveride imza veya imzalayan yok",
    "The final metadata names no signature or no signer",
    *_WRITER,
    guide=(85,),
)
PURPOSE_MISSING = FindingType(
    "PURPOSE_MISSING", 37, W, "İmzanın amacı yok", "A signature has no purpose (Amac)", *_NOTHING
)
LEGACY_REVERSAL = FindingType(
    "LEGACY_REVERSAL",
    37,
    E,
    "2.x paketinde 1.x ögesi TCYK var",
    "A 2.x package holds the 1.x element TCYK",
    *_WRITER,
)
DATE_DIFFERS = FindingType(
    "DATE_DIFFERS",
    38,
    E,
    "Belge tarihi son imzanın zaman damgasından farklı",
    "The date of the letter differs from the time-stamp of the last signature",
    "Tarihi imza zamanıyla karşılaştırın",
    "Compare the date with the time of signing",
)
SIGNERS_DIFFER = FindingType(
    "SIGNERS_DIFFER",
    39,
    E,
    "Nihai üstverideki imzalayanlar imza dosyasındakilerle aynı değil",
    "The signers in the final metadata are not those in the signature file",
    "İmza dosyasındaki imzacılara güvenin",
    "Rely on the signers in the signature file",
)
