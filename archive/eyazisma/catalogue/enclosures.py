"""Group C of the rule list: enclosures and references (rules 23 to 30)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_RESEND = ("Göndericiden eksiksiz paketi isteyin", "Ask the sender for the complete package")
_WRITER = ("Paketi üreten yazılımın sağlayıcısına bildirin", "Report it to the maker of the software that wrote it")
_NOTHING = ("Bir şey yapmanız gerekmez", "Nothing needs to be done")

ORDER_INVALID = FindingType(
    "ORDER_INVALID",
    23,
    F,
    "Ekin sıra numarası 1'den küçük, yok veya yinelenmiş",
    "The number (SiraNo) of an enclosure is below 1, absent or repeated",
    *_WRITER,
)
FILE_FIELDS_MISSING = FindingType(
    "FILE_FIELDS_MISSING",
    24,
    F,
    "Dahili ekin dosya adı veya MIME türü yok",
    "An enclosure file (DED) lacks file name or MIME type",
    *_WRITER,
)
LINK_MISSING = FindingType(
    "LINK_MISSING", 24, F, "Harici referansın adresi yok", "An external enclosure (HRF) has no address", *_WRITER
)
LINK_NO_URL = FindingType(
    "LINK_NO_URL",
    24,
    E,
    "Harici referansın adresi bir URL değil",
    "The address of an external enclosure (HRF) is no URL",
    *_WRITER,
)
SIGNED_WITHOUT_FILE = FindingType(
    "SIGNED_WITHOUT_FILE",
    24,
    F,
    "Harici veya fiziksel ek imzalı olarak bildirilmiş",
    "An external or physical enclosure is said to be signed",
    *_WRITER,
)
EXTERNAL_DIGEST_INCOMPLETE = FindingType(
    "EXTERNAL_DIGEST_INCOMPLETE",
    24,
    F,
    "Ekin özeti eksik",
    "The digest of an enclosure is incomplete",
    *_WRITER,
)
ENCLOSURE_FILE_MISSING = FindingType(
    "ENCLOSURE_FILE_MISSING",
    25,
    F,
    "Bildirilen ekin dosyası pakette yok",
    "The file of a declared enclosure is not in the package",
    *_RESEND,
    guide=(23,),
)
ENCLOSURE_FILE_WITHHELD = FindingType(
    "ENCLOSURE_FILE_WITHHELD",
    25,
    W,
    "Ekin dosyası pakette yok; bazı alıcılara konulmamış bir ek",
    "The file of an enclosure is absent; it is withheld from some recipients",
    "--recipient ile kurumunuzu belirterek yeniden denetleyin",
    "Check again stating who you are with --recipient",
    guide=(23,),
)
ENCLOSURE_UNDECLARED = FindingType(
    "ENCLOSURE_UNDECLARED",
    26,
    F,
    "Pakette üstveride olmayan bir ek dosyası var",
    "The package holds an enclosure file that the metadata does not declare",
    *_WRITER,
    guide=(24,),
)
ENCLOSURE_UNRELATED = FindingType(
    "ENCLOSURE_UNRELATED",
    26,
    F,
    "Ek klasöründe hiçbir eke bağlı olmayan bir dosya var",
    "A file in an enclosure folder belongs to no enclosure",
    "Bu dosyaya güvenmeyin; paketi üretene bildirin",
    "Do not rely on this file; report it to the maker of the package",
    guide=(24,),
)
ENCLOSURE_FILE_SHARED = FindingType(
    "ENCLOSURE_FILE_SHARED",
    26,
    F,
    "İki ek aynı dosyayı gösteriyor",
    "Two enclosures point to one file",
    *_WRITER,
)
ENCLOSURE_SIGNED_DISAGREES = FindingType(
    "ENCLOSURE_SIGNED_DISAGREES",
    27,
    F,
    "Ekin ilişkisi veya klasörü ImzaliMi ile çelişiyor",
    "Relationship or folder of an enclosure contradicts ImzaliMi",
    *_WRITER,
)
ENCLOSURE_SIGNED_UNSAID = FindingType(
    "ENCLOSURE_SIGNED_UNSAID",
    27,
    W,
    "Dahili ekin ImzaliMi değeri verilmemiş",
    "An enclosure file does not say whether it is signed (ImzaliMi)",
    *_WRITER,
)
ENCLOSURE_NAME_DIFFERS = FindingType(
    "ENCLOSURE_NAME_DIFFERS",
    26,
    W,
    "Ekin parça adı DosyaAdi'na uymuyor",
    "The part name of an enclosure does not follow from its file name",
    "Ekin doğru dosya olduğunu gözle denetleyin",
    "See for yourself that it is the right file",
)
ENCLOSURE_TITLE_MISSING = FindingType(
    "ENCLOSURE_TITLE_MISSING", 28, W, "Ekin adı yok", "An enclosure has no name (Ad)", *_NOTHING
)
LABEL_INVALID = FindingType(
    "LABEL_INVALID",
    29,
    F,
    "İlginin etiketi boş veya yinelenmiş",
    "The label (Etiket) of a reference is empty or repeated",
    *_WRITER,
)
LABEL_UNUSUAL = FindingType(
    "LABEL_UNUSUAL",
    29,
    W,
    "İlgi etiketleri a'dan başlayan sıralı harfler değil",
    "The labels of the references are not single letters in order from a",
    *_NOTHING,
)
REFERENCE_TITLE_MISSING = FindingType(
    "REFERENCE_TITLE_MISSING", 29, W, "İlginin adı yok", "A reference has no name (Ad)", *_NOTHING
)
REFERENCE_ENCLOSURE_UNKNOWN = FindingType(
    "REFERENCE_ENCLOSURE_UNKNOWN",
    30,
    F,
    "İlginin gösterdiği ek yok",
    "A reference names an enclosure that does not exist",
    *_WRITER,
    guide=(25,),
)
