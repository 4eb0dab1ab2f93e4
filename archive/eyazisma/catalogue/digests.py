"""Group F of the rule list: digest documents and their digests (rules 40 to 44, official codes 1 to 36)."""

from archive.eyazisma.findings import FindingType, Severity

F, E, W, N = Severity.FATAL, Severity.ERROR, Severity.WARNING, Severity.NOTE

_RESEND = (
    "Paket değişmiş veya eksik üretilmiş; göndericiden yeniden isteyin",
    "The package was changed or made incomplete; ask the sender for it again",
)
_WRITER = ("Paketi üreten yazılımın sağlayıcısına bildirin", "Report it to the maker of the software that wrote it")
_NOTHING = ("Bir şey yapmanız gerekmez", "Nothing needs to be done")


def _uncovered(name: str, code: int, document_tr: str, document_en: str, part_tr: str, part_en: str) -> FindingType:
    return FindingType(
        name,
        41,
        F,
        f"{document_tr} {part_tr} için özet içermiyor",
        f"The {document_en} has no digest of the {part_en}",
        *_RESEND,
        code=code,
        guide=(33, 43),
    )


_INITIALS, _PACKAGE, _FINAL = (
    ("Paraf özeti", "initials digest"),
    ("Paket özeti", "package digest"),
    ("Nihai özet", "final digest"),
)
_METADATA, _LETTER, _TARGETS = ("üstveri", "metadata"), ("üst yazı", "cover letter"), ("belge hedef", "target part")

OZET_DEGERI_VERILMEMIS = FindingType(
    "OZET_DEGERI_VERILMEMIS",
    40,
    F,
    "Bir özet belgesi okunamadığı için özetler doğrulanamadı",
    "A digest document could not be read, so its digests could not be checked",
    *_RESEND,
    code=1,
)
DIGEST_ID_MISSING = FindingType(
    "DIGEST_ID_MISSING",
    40,
    F,
    "Özet belgesinin Id değeri yok",
    "The digest document has no Id",
    *_WRITER,
    guide=(34, 44),
)
DIGEST_ID_DIFFERS = FindingType(
    "DIGEST_ID_DIFFERS",
    40,
    F,
    "Özet belgesinin Id değeri paketin kimliği değil",
    "The Id of the digest document is not the package's identity",
    *_RESEND,
    guide=(34, 44),
)
REFERENCES_MISSING = FindingType(
    "REFERENCES_MISSING",
    40,
    F,
    "Özet belgesinde hiç Reference yok",
    "The digest document has no Reference",
    *_RESEND,
)
PAKETOZET_INDE_USTVERI_OZET_DEGERI_YOK = _uncovered("PAKETOZET_INDE_USTVERI_OZET_DEGERI_YOK", 3, *_PACKAGE, *_METADATA)
PAKETOZET_INDE_BELGEHEDEF_OZET_DEGERI_YOK = _uncovered(
    "PAKETOZET_INDE_BELGEHEDEF_OZET_DEGERI_YOK", 5, *_PACKAGE, *_TARGETS
)
PAKETOZET_INDE_USTYAZI_OZET_DEGERI_YOK = _uncovered("PAKETOZET_INDE_USTYAZI_OZET_DEGERI_YOK", 7, *_PACKAGE, *_LETTER)
NIHAIOZET_TE_USTVERI_OZET_DEGERI_YOK = _uncovered("NIHAIOZET_TE_USTVERI_OZET_DEGERI_YOK", 19, *_FINAL, *_METADATA)
NIHAIOZET_TE_BELGEHEDEF_OZET_DEGERI_YOK = _uncovered("NIHAIOZET_TE_BELGEHEDEF_OZET_DEGERI_YOK", 20, *_FINAL, *_TARGETS)
NIHAIOZET_TE_USTYAZI_OZET_DEGERI_YOK = _uncovered("NIHAIOZET_TE_USTYAZI_OZET_DEGERI_YOK", 21, *_FINAL, *_LETTER)
NIHAIOZET_TE_BELGEIMZA_OZET_DEGERI_YOK = _uncovered(
    "NIHAIOZET_TE_BELGEIMZA_OZET_DEGERI_YOK", 22, *_FINAL, "belge imza bileşeni", "list of signatures"
)
NIHAIOZET_TE_IMZA_OZET_DEGERI_YOK = _uncovered(
    "NIHAIOZET_TE_IMZA_OZET_DEGERI_YOK", 23, *_FINAL, "elektronik imza", "signature"
)
NIHAIOZET_TE_CORE_OZET_DEGERI_YOK = _uncovered(
    "NIHAIOZET_TE_CORE_OZET_DEGERI_YOK", 24, *_FINAL, "Core bileşeni", "core properties"
)
PARAFOZET_INDE_USTYAZI_OZET_DEGERI_YOK = _uncovered("PARAFOZET_INDE_USTYAZI_OZET_DEGERI_YOK", 26, *_INITIALS, *_LETTER)
PARAFOZET_INDE_USTVERI_OZET_DEGERI_YOK = _uncovered(
    "PARAFOZET_INDE_USTVERI_OZET_DEGERI_YOK", 27, *_INITIALS, *_METADATA
)
NIHAIOZET_TE_GUNCELLEME_BILGISI_OZET_DEGERI_YOK = _uncovered(
    "NIHAIOZET_TE_GUNCELLEME_BILGISI_OZET_DEGERI_YOK", 34, *_FINAL, "güncelleme bilgisi", "update information"
)
NIHAIOZET_TE_ORIJINAL_PAKET_OZET_DEGERI_YOK = _uncovered(
    "NIHAIOZET_TE_ORIJINAL_PAKET_OZET_DEGERI_YOK", 36, *_FINAL, "orijinal paket", "original package"
)
PART_NOT_COVERED = FindingType(
    "PART_NOT_COVERED",
    41,
    F,
    "Özetle korunması gereken bir parçanın özeti yok",
    "A part that must be protected by a digest has none",
    *_RESEND,
    guide=(33, 43),
)
UNSIGNED_ENCLOSURE_COVERED = FindingType(
    "UNSIGNED_ENCLOSURE_COVERED",
    41,
    F,
    "İmzasız bir ek özet belgesinde yer alıyor",
    "A digest document lists an unsigned enclosure",
    *_WRITER,
    guide=(33, 43),
)
UNSIGNED_ENCLOSURE_UNPROTECTED = FindingType(
    "UNSIGNED_ENCLOSURE_UNPROTECTED",
    41,
    N,
    "İmzasız ek hiçbir imza ve mühürle korunmaz",
    "An unsigned enclosure is protected by no signature and no seal",
    "İçeriğine güvenmeden önce göndericiden doğrulayın",
    "Confirm its content with the sender before relying on it",
)
EXTERNAL_REFERENCE = FindingType(
    "EXTERNAL_REFERENCE",
    42,
    F,
    "Nihai özette paket dışı bir bileşen var",
    "The final digest lists an external component",
    *_WRITER,
    guide=(45,),
)
EXTERNAL_UNVERIFIED = FindingType(
    "EXTERNAL_UNVERIFIED",
    43,
    N,
    "Paket dışındaki bir dosyanın özeti burada doğrulanamaz",
    "The digest of a file outside the package cannot be checked here",
    "Dosyayı adresinden alıp özetini karşılaştırın",
    "Fetch the file from its address and compare the digest",
)
REFERENCE_DEGERI_VERILMEMIS = FindingType(
    "REFERENCE_DEGERI_VERILMEMIS", 43, F, "Boş bir Reference var", "There is an empty Reference", *_WRITER, code=8
)
URI_DEGERI_BOS = FindingType(
    "URI_DEGERI_BOS", 43, F, "Reference URI'si boş", "A Reference has no URI", *_WRITER, code=9
)
DIGESTMETHOD_DEGERI_BOS = FindingType(
    "DIGESTMETHOD_DEGERI_BOS", 43, F, "DigestMethod yok", "A digest has no DigestMethod", *_WRITER, code=10
)
ALGORITHM_DEGERI_BOS = FindingType(
    "ALGORITHM_DEGERI_BOS", 43, F, "Özet algoritması verilmemiş", "A digest names no algorithm", *_WRITER, code=11
)
DESTEKLENMEYEN_OZETMODU = FindingType(
    "DESTEKLENMEYEN_OZETMODU",
    43,
    F,
    "Özet algoritması bu sürümde kullanılamaz",
    "The digest algorithm may not be used in this version",
    *_WRITER,
    code=12,
)
PAKET_BILESENI_ALINAMADI = FindingType(
    "PAKET_BILESENI_ALINAMADI",
    43,
    F,
    "Özeti verilen parça pakette yok",
    "A part with a digest is not in the package",
    "Ek size konulmamışsa --recipient ile kurumunuzu belirtin; değilse göndericiden yeniden isteyin",
    "If it is withheld from you, state who you are with --recipient; otherwise ask the sender for it again",
    code=13,
)
PAKET_BILESENINE_AIT_HASH_HESAPLANAMADI = FindingType(
    "PAKET_BILESENINE_AIT_HASH_HESAPLANAMADI",
    43,
    F,
    "Parçanın özeti hesaplanamadı",
    "The digest of a part could not be computed",
    *_RESEND,
    code=14,
)
HASHLER_ESIT_DEGIL = FindingType(
    "HASHLER_ESIT_DEGIL",
    43,
    F,
    "Parçanın özeti verilen değere eşit değil: parça değişmiş",
    "The digest of a part is not the one given: the part was changed",
    *_RESEND,
    code=15,
)
DIGESTITEM_DEGERI_BOS = FindingType(
    "DIGESTITEM_DEGERI_BOS", 43, F, "İlk özet verilmemiş", "The first digest is missing", *_WRITER, code=28
)
DIGESTITEM1_DEGERI_BOS = FindingType(
    "DIGESTITEM1_DEGERI_BOS", 43, F, "İkinci özet verilmemiş", "The second digest is missing", *_WRITER, code=29
)
ALGORITHM_DEGERLERI_AYNI = FindingType(
    "ALGORITHM_DEGERLERI_AYNI",
    43,
    F,
    "İki özet aynı algoritmayla alınmış",
    "Both digests use the same algorithm",
    *_WRITER,
    code=30,
)
ALGORITHM_SHA512_KULLANILMAMIS = FindingType(
    "ALGORITHM_SHA512_KULLANILMAMIS",
    43,
    F,
    "Özetlerin hiçbiri SHA-512 değil",
    "Neither digest is SHA-512",
    *_WRITER,
    code=31,
)
PARAF_IMZA_BILESENI_YOK = FindingType(
    "PARAF_IMZA_BILESENI_YOK",
    43,
    N,
    "Paraf imzası mühürlendikten sonra çıkarılmış; bu serbesttir",
    "The initials signature was removed after sealing, as is allowed",
    *_NOTHING,
    code=32,
)
ENCLOSURE_WITHHELD = FindingType(
    "ENCLOSURE_WITHHELD",
    43,
    N,
    "Bu ek belirtilen alıcıya konulmamış",
    "This enclosure is withheld from the stated recipient",
    *_NOTHING,
)
REFERENCE_REPEATED = FindingType(
    "REFERENCE_REPEATED",
    44,
    F,
    "Aynı parça için birbirini tutmayan iki Reference var",
    "Two References of one part disagree",
    *_RESEND,
)
REFERENCE_REPEATED_ALIKE = FindingType(
    "REFERENCE_REPEATED_ALIKE",
    44,
    W,
    "Aynı parça için birden çok özdeş Reference var",
    "One part has several identical References",
    *_NOTHING,
)
