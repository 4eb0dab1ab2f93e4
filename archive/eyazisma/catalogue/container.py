"""Group A of the rule list, first half: the zip and the OPC package in it (rules 1 to 5)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_RESEND = ("Göndericiden paketi yeniden isteyin", "Ask the sender for the package again")
_LIMIT = (
    "Paket güvenilirse işletmenden sınırı yükseltmesini isteyin",
    "If you trust it, have the operator raise the limit",
)
_WRITER = ("Paketi üreten yazılımın sağlayıcısına bildirin", "Report it to the maker of the software that wrote it")

ZIP_BROKEN = FindingType(
    "ZIP_BROKEN", 1, F, "Dosya geçerli bir zip arşivi değil", "The file is not a valid zip archive", *_RESEND
)
ZIP_ENTRY_BROKEN = FindingType(
    "ZIP_ENTRY_BROKEN",
    1,
    F,
    "Arşivdeki bir öge okunamıyor veya sağlama toplamı tutmuyor",
    "An entry of the archive cannot be read or its checksum does not match",
    *_RESEND,
)
ZIP_ENCRYPTED = FindingType(
    "ZIP_ENCRYPTED",
    1,
    F,
    "Arşiv zip parolasıyla şifrelenmiş",
    "The archive is encrypted with a zip password",
    "Göndericiden zip parolası olmadan göndermesini isteyin; gizli iletim için .eyps kullanılır",
    "Ask the sender to send it without a zip password; .eyps exists for secrecy",
)
ZIP_METHOD = FindingType(
    "ZIP_METHOD",
    1,
    F,
    "Arşivde desteklenmeyen bir sıkıştırma yöntemi var",
    "The archive uses a compression method other than stored or deflate",
    *_WRITER,
)
ZIP_NAME_UNSAFE = FindingType(
    "ZIP_NAME_UNSAFE",
    1,
    F,
    "Arşivde güvenli olmayan bir öge adı var",
    "The archive has an unsafe entry name",
    *_WRITER,
)
ZIP_NAME_DUPLICATE = FindingType(
    "ZIP_NAME_DUPLICATE",
    1,
    F,
    "Arşivde aynı adla (büyük/küçük harf ayrımı olmaksızın) birden çok öge var",
    "The archive has several entries with one name (case apart)",
    *_WRITER,
)
ZIP_OVERLAP = FindingType(
    "ZIP_OVERLAP", 1, F, "Arşivin ögeleri üst üste biniyor", "Entries of the archive overlap", *_RESEND
)
LIMIT_EXCEEDED = FindingType(
    "LIMIT_EXCEEDED", 1, F, "Paket bir okuma sınırını aşıyor", "The package exceeds a reading limit", *_LIMIT
)
NESTING_TOO_DEEP = FindingType(
    "NESTING_TOO_DEEP",
    1,
    F,
    "İç içe paket sayısı sınırı aşıyor",
    "Packages are nested deeper than the limit",
    *_LIMIT,
)
CONTENT_TYPES_MISSING = FindingType(
    "CONTENT_TYPES_MISSING",
    1,
    F,
    "[Content_Types].xml yok veya okunamıyor",
    "[Content_Types].xml is missing or unreadable",
    *_WRITER,
)
RELATIONSHIPS_MISSING = FindingType(
    "RELATIONSHIPS_MISSING",
    1,
    F,
    "_rels/.rels yok veya okunamıyor",
    "_rels/.rels is missing or unreadable",
    *_WRITER,
)
RELATIONSHIPS_BROKEN = FindingType(
    "RELATIONSHIPS_BROKEN",
    1,
    F,
    "Bir bileşenin ilişki dosyası okunamıyor",
    "The relationship file of a component cannot be read",
    *_WRITER,
)
RELATIONSHIP_EXTERNAL = FindingType(
    "RELATIONSHIP_EXTERNAL",
    1,
    F,
    "Bir ilişki paketin dışını gösteriyor",
    "A relationship points outside the package",
    *_WRITER,
)
RELATIONSHIP_INVALID = FindingType(
    "RELATIONSHIP_INVALID",
    1,
    F,
    "Bir ilişkinin hedefi, türü veya kimliği geçersiz",
    "Target, type or id of a relationship is invalid",
    *_WRITER,
)
RELATIONSHIP_DANGLING = FindingType(
    "RELATIONSHIP_DANGLING",
    1,
    E,
    "Bir ilişki pakette bulunmayan bir parçayı gösteriyor",
    "A relationship points to a part that is not in the package",
    *_RESEND,
)
CONTENT_TYPE_UNKNOWN = FindingType(
    "CONTENT_TYPE_UNKNOWN",
    1,
    W,
    "Bir parçanın içerik türü [Content_Types].xml içinde verilmemiş",
    "[Content_Types].xml gives no content type for a part",
    *_WRITER,
)
CORE_BILESENI_YOK = FindingType(
    "CORE_BILESENI_YOK",
    2,
    F,
    "Core bileşeni yok",
    "The core properties part is missing",
    *_WRITER,
    code=18,
)
CORE_REPEATED = FindingType(
    "CORE_REPEATED", 2, F, "Birden çok Core bileşeni var", "There is more than one core properties part", *_WRITER
)
CORE_UNREADABLE = FindingType(
    "CORE_UNREADABLE", 2, F, "Core bileşeni okunamıyor", "The core properties part cannot be read", *_WRITER
)
VERSION_MISSING = FindingType(
    "VERSION_MISSING",
    3,
    F,
    "Core bileşeninde geçerli bir sürüm yok",
    "The core properties give no usable version",
    *_WRITER,
)
VERSION_UNSUPPORTED = FindingType(
    "VERSION_UNSUPPORTED",
    3,
    F,
    "Paket sürümü desteklenmiyor (1.0 ve sonrası okunur)",
    "The package version is not supported (1.0 and later are read)",
    "Göndericiden desteklenen bir sürümle göndermesini isteyin",
    "Ask the sender for a supported version",
)
VERSION_UNFAMILIAR = FindingType(
    "VERSION_UNFAMILIAR",
    3,
    W,
    "Paket sürümü bilinen sürümlerden (1.0–1.3, 2.0, 2.1) değil; ana sürümünün kurallarıyla okundu",
    "The package version is none of the known ones (1.0 to 1.3, 2.0, 2.1); it was read by the rules of its generation",
    "Rehberin yeni bir sürümü çıktıysa yazılımı güncelleyin",
    "Update the software if a newer guide has come out",
)
CATEGORY_WRONG = FindingType(
    "CATEGORY_WRONG",
    3,
    F,
    "Core bileşenindeki category değeri geçersiz",
    "The category in the core properties is not one of the three known",
    *_WRITER,
    guide=(71,),
)
CONTENT_TYPE_WRONG = FindingType(
    "CONTENT_TYPE_WRONG",
    3,
    F,
    "Core bileşenindeki contentType application/eyazisma değil",
    "The contentType in the core properties is not application/eyazisma",
    *_WRITER,
    guide=(73,),
)
CORE_IDENTIFIER_DIFFERS = FindingType(
    "CORE_IDENTIFIER_DIFFERS",
    4,
    F,
    "Core bileşenindeki kimlik BelgeId ile aynı değil",
    "The identifier in the core properties is not the BelgeId",
    *_WRITER,
    guide=(68,),
)
CORE_IDENTIFIER_CASE = FindingType(
    "CORE_IDENTIFIER_CASE",
    4,
    E,
    "Core bileşenindeki kimlik BelgeId'den yalnızca harf büyüklüğüyle ayrılıyor",
    "The identifier in the core properties differs from the BelgeId in case only",
    *_WRITER,
    guide=(68,),
)
CORE_SUBJECT_DIFFERS = FindingType(
    "CORE_SUBJECT_DIFFERS",
    5,
    E,
    "Core bileşenindeki konu üstverideki Konu ile aynı değil",
    "The subject in the core properties is not the Konu of the metadata",
    *_WRITER,
    guide=(69,),
)
