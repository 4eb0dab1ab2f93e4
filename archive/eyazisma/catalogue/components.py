"""Group A of the rule list, second half: which components a package has and where (rules 6 to 12)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_RESEND = ("Göndericiden eksiksiz paketi isteyin", "Ask the sender for the complete package")
_WRITER = ("Paketi üreten yazılımın sağlayıcısına bildirin", "Report it to the maker of the software that wrote it")
_NOTHING = ("Bir şey yapmanız gerekmez", "Nothing needs to be done")

USTVERI_BILESENI_YOK = FindingType(
    "USTVERI_BILESENI_YOK", 6, F, "Üstveri bileşeni yok", "The metadata part is missing", *_RESEND, code=2, guide=(16,)
)
USTYAZI_BILESENI_YOK = FindingType(
    "USTYAZI_BILESENI_YOK", 6, F, "Üst yazı yok", "The cover letter is missing", *_RESEND, code=6, guide=(2,)
)
PAKETOZETI_BILESENI_YOK = FindingType(
    "PAKETOZETI_BILESENI_YOK",
    6,
    F,
    "Paket özeti bileşeni yok",
    "The package digest part is missing",
    *_RESEND,
    code=25,
    guide=(26,),
)
FINAL_METADATA_MISSING = FindingType(
    "FINAL_METADATA_MISSING",
    6,
    F,
    "Nihai üstveri bileşeni yok",
    "The final metadata part is missing",
    *_RESEND,
    guide=(82,),
)
FINAL_DIGEST_MISSING = FindingType(
    "FINAL_DIGEST_MISSING",
    6,
    F,
    "Nihai özet bileşeni yok",
    "The final digest part is missing",
    *_RESEND,
    guide=(98,),
)
BELGEHEDEF_BILESENI_YOK = FindingType(
    "BELGEHEDEF_BILESENI_YOK",
    6,
    W,
    "1.x paketinde belge hedef bileşeni yok",
    "A 1.x package has no target part",
    *_NOTHING,
    code=4,
)
BELGEIMZA_BILESENI_YOK = FindingType(
    "BELGEIMZA_BILESENI_YOK",
    6,
    N,
    "1.x paketinde belge imza bileşeni yok; seçimliktir",
    "A 1.x package has no list of signatures; it is optional",
    *_NOTHING,
    code=16,
)
COMPONENT_REPEATED = FindingType(
    "COMPONENT_REPEATED",
    6,
    F,
    "Bir bileşen birden çok kez bulunuyor",
    "A component that may occur once occurs several times",
    *_WRITER,
    guide=(2, 16, 26, 82, 98),
)
PART_URI_WRONG = FindingType(
    "PART_URI_WRONG",
    7,
    F,
    "Bir bileşen belirlenen yerde değil",
    "A component does not lie where the format puts it",
    *_WRITER,
    guide=(4, 12, 18, 28, 38, 84),
)
PART_URI_VARIANT = FindingType(
    "PART_URI_VARIANT",
    7,
    W,
    "Bir bileşen kabul edilen başka bir yerde",
    "A component lies in a place that is not the usual one but accepted",
    *_NOTHING,
)
RELATIONSHIP_MISSING = FindingType(
    "RELATIONSHIP_MISSING",
    7,
    W,
    "Bir bileşenin ilişkisi yok; adından bulundu",
    "A component has no relationship; it was found by its name",
    *_WRITER,
)
RELATIONSHIP_TYPE_CASE = FindingType(
    "RELATIONSHIP_TYPE_CASE",
    7,
    W,
    "İlişki türü farklı harf büyüklüğüyle yazılmış",
    "A relationship type is written in other case",
    *_NOTHING,
)
RELATIONSHIP_SOURCE_WRONG = FindingType(
    "RELATIONSHIP_SOURCE_WRONG",
    7,
    E,
    "İmza veya mühür ilişkisi yanlış bileşenden çıkıyor",
    "The relationship of a signature or seal starts from the wrong part",
    *_WRITER,
)
IMZA_BILESENI_YOK = FindingType(
    "IMZA_BILESENI_YOK", 8, F, "Elektronik imza bileşeni yok", "The signature part is missing", *_RESEND, code=17
)
SEAL_MISSING = FindingType(
    "SEAL_MISSING",
    8,
    F,
    "Elektronik mühür bileşeni yok",
    "The electronic seal part is missing",
    "Paket tamamlanmamış; göndericiden mühürlenmiş paketi isteyin",
    "The package is unfinished; ask the sender for the sealed one",
)
INITIALS_WITHOUT_DIGEST = FindingType(
    "INITIALS_WITHOUT_DIGEST",
    8,
    F,
    "Paraf imzası var ama paraf özeti yok",
    "There is an initials signature but no initials digest",
    *_RESEND,
)
XML_BROKEN = FindingType(
    "XML_BROKEN",
    9,
    F,
    "Bir XML bileşeni okunamıyor",
    "An XML component cannot be read",
    *_RESEND,
    guide=(19, 29, 39, 85),
)
XML_ROOT_WRONG = FindingType(
    "XML_ROOT_WRONG",
    9,
    F,
    "Bir XML bileşeninin kök ögesi veya ad alanı yanlış",
    "Root element or namespace of an XML component is wrong",
    *_WRITER,
    guide=(19, 29, 39, 85),
)
XML_STRUCTURE = FindingType(
    "XML_STRUCTURE",
    9,
    F,
    "Bir XML bileşeninin yapısı standarda uymuyor",
    "The structure of an XML component breaks the format",
    *_WRITER,
    guide=(19, 29, 39, 85),
)
XML_STRUCTURE_LEGACY = FindingType(
    "XML_STRUCTURE_LEGACY",
    9,
    W,
    "1.x bileşeninin yapısı alışılmışın dışında",
    "The structure of a 1.x component is unusual",
    *_NOTHING,
)
COVER_LETTER_NOT_PDFA = FindingType(
    "COVER_LETTER_NOT_PDFA",
    10,
    W,
    "Üst yazı PDF/A (ISO 19005-1) olduğunu bildirmiyor",
    "The cover letter does not declare itself PDF/A (ISO 19005-1)",
    "Uzun süreli saklama için göndericiden PDF/A isteyin",
    "For long keeping ask the sender for PDF/A",
    guide=(6,),
)
COVER_LETTER_MACRO = FindingType(
    "COVER_LETTER_MACRO",
    10,
    F,
    "Üst yazı makro içeriyor",
    "The cover letter holds macros",
    "Dosyayı açmayın; göndericiden makrosuz PDF/A isteyin",
    "Do not open the file; ask the sender for PDF/A without macros",
)
COVER_LETTER_WORD_ATTACHED = FindingType(
    "COVER_LETTER_WORD_ATTACHED",
    10,
    F,
    "Üst yazı PDF'inin içinde Word dosyası var",
    "A Word file is attached inside the PDF of the cover letter",
    "Göndericiden dosya eklenmemiş PDF/A isteyin; ekler paketin ekleridir",
    "Ask the sender for PDF/A without attached files; enclosures are parts of the package",
)
COVER_LETTER_ATTACHMENT = FindingType(
    "COVER_LETTER_ATTACHMENT",
    10,
    E,
    "Üst yazı PDF'inin içine dosya eklenmiş",
    "A file is attached inside the PDF of the cover letter",
    "İçindeki dosyanın ne olduğuna bakın; imzacı onu sayfada görmemiştir",
    "See what the attached file is; the signer has not seen it on the page",
)
COVER_LETTER_UNSEEN = FindingType(
    "COVER_LETTER_UNSEEN",
    10,
    W,
    "Üst yazı PDF'inin içine yalnız kısmen bakılabildi",
    "The PDF of the cover letter could be looked into only in part",
    "Şifreli ya da alışılmadık büyüklükte olduğundan ekli dosya içerip içermediği bilinmiyor; açarken dikkat edin",
    "It is encrypted or unusually large, so whether files are attached is not known; open it with care",
)
PART_UNKNOWN = FindingType(
    "PART_UNKNOWN",
    7,
    W,
    "Biçimin tanımadığı, hiçbir özetin kapsamadığı bir bileşen var",
    "There is a part that the format does not know and no list of digests covers",
    "Bu dosyayı belgenin parçası saymayın",
    "Do not take this file for a part of the document",
)
PART_NAME_WHITESPACE = FindingType(
    "PART_NAME_WHITESPACE",
    11,
    E,
    "Üst yazı veya ek parçasının adında boşluk var",
    "The part name of a cover letter or enclosure holds white space",
    *_WRITER,
    guide=(5,),
)
FILE_NAME_UNUSUAL = FindingType(
    "FILE_NAME_UNUSUAL",
    12,
    W,
    "Dosya adı <BelgeId> ile başlamıyor",
    "The file is not named <BelgeId> with the extension of its kind",
    *_NOTHING,
    guide=(66,),
)
