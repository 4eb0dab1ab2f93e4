"""Group B of the rule list: the metadata of the letter (rules 13 to 22)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_WRITER = ("Paketi üreten yazılımın sağlayıcısına bildirin", "Report it to the maker of the software that wrote it")
_NOTHING = ("Bir şey yapmanız gerekmez", "Nothing needs to be done")

FIELD_EMPTY = FindingType(
    "FIELD_EMPTY", 13, F, "Üstverinin zorunlu bir alanı boş", "A mandatory field of the metadata is empty", *_WRITER
)
VERIFICATION_ADDRESS_ODD = FindingType(
    "VERIFICATION_ADDRESS_ODD",
    13,
    E,
    "Doğrulama adresi bir web adresine benzemiyor",
    "The verification address does not look like a web address",
    *_WRITER,
)
DISTRIBUTION_MISSING = FindingType(
    "DISTRIBUTION_MISSING", 14, F, "Hiç dağıtım yok", "There is no distribution", *_WRITER
)
PARTY_MISSING = FindingType(
    "PARTY_MISSING",
    14,
    F,
    "Bir dağıtımın veya oluşturanın tarafı verilmemiş",
    "A distribution or the creator names no party",
    *_WRITER,
)
DUE_INVALID = FindingType(
    "DUE_INVALID", 15, F, "Miat geçerli bir süre değil", "The due time (Miat) is no duration", *_WRITER
)
DUE_INTEGER = FindingType(
    "DUE_INTEGER",
    15,
    E,
    "Miat süre yerine tam sayı olarak yazılmış",
    "The due time (Miat) is written as an integer instead of a duration",
    "Süreyi göndericiden doğrulayın",
    "Confirm the due time with the sender",
)
DUE_INTEGER_LEGACY = FindingType(
    "DUE_INTEGER_LEGACY",
    15,
    W,
    "1.x paketinde Miat süre yerine tam sayı olarak yazılmış",
    "The due time (Miat) of a 1.x package is written as an integer instead of a duration",
    "Süre önemliyse göndericiden doğrulayın",
    "Confirm the due time with the sender if it matters",
)
DUE_ZERO = FindingType(
    "DUE_ZERO",
    15,
    W,
    "Miat 0 yazılmış; yok sayıldı",
    "The due time (Miat) is written as 0 and taken as absent",
    *_NOTHING,
)
DUE_MISSING = FindingType(
    "DUE_MISSING",
    15,
    F,
    "Günlü belgede Miat yok",
    "A dated letter (GNL) gives no due time (Miat)",
    "Cevap süresini göndericiden öğrenin",
    "Ask the sender for the due time",
)
WITHHELD_LIST_EMPTY = FindingType(
    "WITHHELD_LIST_EMPTY",
    16,
    F,
    "Konulmamış ek listesi boş",
    "The list of withheld enclosures is empty",
    *_WRITER,
)
WITHHELD_UNKNOWN = FindingType(
    "WITHHELD_UNKNOWN",
    16,
    F,
    "Konulmamış ek, ekler arasında yok",
    "A withheld enclosure is not among the enclosures",
    *_WRITER,
    guide=(19,),
)
OWN_ID_INCOMPLETE = FindingType(
    "OWN_ID_INCOMPLETE",
    17,
    F,
    "ÖzId'nin değeri veya schemeID'si boş",
    "The own identifier (OzId) lacks value or schemeID",
    *_WRITER,
)
OWN_ID_MISSING = FindingType("OWN_ID_MISSING", 17, W, "ÖzId verilmemiş", "There is no own identifier (OzId)", *_NOTHING)
DATE_IN_METADATA = FindingType(
    "DATE_IN_METADATA",
    18,
    F,
    "2.x üstverisinde Tarih veya BelgeNo var; bunlar nihai üstveride olmalı",
    "The metadata of 2.x holds Tarih or BelgeNo, which belong into the final metadata",
    *_WRITER,
)
LEGACY_GRADE_CODE = FindingType(
    "LEGACY_GRADE_CODE",
    18,
    F,
    "2.x paketinde 1.x gizlilik kodu var",
    "A 2.x package uses a grade code of 1.x",
    *_WRITER,
)
LEGACY_URGENCY_CODE = FindingType(
    "LEGACY_URGENCY_CODE",
    18,
    E,
    "2.x paketinde 1.x ivedilik kodu var",
    "A 2.x package uses an urgency code of 1.x",
    *_WRITER,
)
CODE_UNKNOWN = FindingType(
    "CODE_UNKNOWN",
    18,
    F,
    "Kod listesinde olmayan bir kod kullanılmış",
    "A code is used that is in no code list",
    *_WRITER,
)
GRADE_RESTRICTED = FindingType(
    "GRADE_RESTRICTED",
    19,
    N,
    "Gizlilik derecesi Özel (OZL); 2022'den beri yeni belgelerde kullanılmaz",
    "The grade is Özel (OZL), which new letters may not use since 2022",
    "Belge tarihine göre derecenin karşılığını kararlaştırın",
    "Decide what the grade means today by the date of the letter",
)
GRADE_RESTRICTED_NEW = FindingType(
    "GRADE_RESTRICTED_NEW",
    19,
    E,
    "Yeni belgeye Özel (OZL) derecesi verilemez",
    "A new letter may not be graded Özel (OZL)",
    "Hizmete Özel veya Gizli seçin (CK 5529)",
    "Choose Hizmete Özel or Gizli",
)
ID_EMPTY = FindingType("ID_EMPTY", 20, F, "Bir kimlik boş", "An id is empty", *_WRITER)
ID_NOT_GUID = FindingType("ID_NOT_GUID", 20, F, "Bir kimlik GUID değil", "An id is no GUID", *_WRITER)
ID_REPEATED = FindingType(
    "ID_REPEATED",
    20,
    F,
    "Aynı kimlik birden çok kez kullanılmış",
    "An id is used more than once",
    *_WRITER,
    guide=(61,),
)
ID_NOT_UPPER = FindingType(
    "ID_NOT_UPPER", 20, E, "Bir kimlik büyük harfle yazılmamış", "An id is not in upper case", *_WRITER, guide=(80,)
)
LANGUAGE_INVALID = FindingType(
    "LANGUAGE_INVALID",
    21,
    F,
    "Dil üç harfli bir kod değil",
    "The language is no code of three letters",
    *_WRITER,
)
FILE_CODE_EMPTY = FindingType(
    "FILE_CODE_EMPTY",
    22,
    F,
    "Standart dosya planı kodu veya adı boş",
    "Code or name of a file plan entry is empty",
    *_WRITER,
)
FILE_CODE_FORM = FindingType(
    "FILE_CODE_FORM",
    22,
    E,
    "Standart dosya planı kodunun biçimi yanlış",
    "A file plan code has the wrong form",
    *_WRITER,
)
SERVICE_INVALID = FindingType(
    "SERVICE_INVALID",
    22,
    F,
    "HEYSK kodu pozitif değil veya adı boş",
    "A public-service code is not positive or has no name",
    *_WRITER,
)
