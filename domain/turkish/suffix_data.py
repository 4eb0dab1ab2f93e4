"""Words whose suffixes do not follow from their letters (N-12); in small letters, abbreviations as they are written."""

from collections.abc import Mapping
from typing import Final

FRONT_WORDS: Final = frozenset(
    {
        "kemal",
        "cemal",
        "celal",
        "celâl",
        "hilal",
        "hilâl",
        "nihal",
        "bilal",
        "ikbal",
        "kamil",
        "portal",
        "terminal",
        "festival",
        "kontrol",
        "rol",
        "petrol",
        "alkol",
        "sembol",
        "protokol",
        "meşgul",
        "usul",
        "kabul",
        "saat",
        "dikkat",
        "şefkat",
        "harf",
        "kalp",
        "ziraat",
        "seyahat",
        "sıhhat",
        "itaat",
        "hakikat",
        "liyakat",
        "sadakat",
        "ihtilal",
        "istiklal",
        "istiklâl",
        "ihmal",
        "ideal",
        "general",
        "amiral",
        "mareşal",
    }
)
"""Last vowel written back, suffix in front: ``Kemal’e``, ``kabule``, ``saate``."""

PLAIN_VOWEL_ENDINGS: Final = frozenset({"enstitü", "ordu", "kolordu", "menü", "sanayi", "vali", "müftü"})
"""End in ı, i, u or ü without the possessive suffix: ``Enstitüye``, not ``Enstitüne``."""

SOFTENED_WORDS: Final[Mapping[str, str]] = {
    "kulüp": "b",
    "ocak": "ğ",
    "mektep": "b",
    "dernek": "ğ",
    "kitap": "b",
}
"""Last consonant before a vowel, beside all words in -lık, -lik, -luk, -lük."""

ABBREVIATIONS: Final[Mapping[str, str]] = {
    "a.ş.": "şirketi",
    "aş.": "şirketi",
    "t.a.ş.": "şirketi",
    "a.o.": "ortaklığı",
    "t.a.o.": "ortaklığı",
    "şti.": "şirketi",
    "koop.": "kooperatifi",
    "müd.": "müdürlüğü",
    "bşk.": "başkanlığı",
    "üniv.": "üniversitesi",
}
"""Abbreviations with a full stop take the suffix of the word they stand for: ``Örnek A.Ş.ne``."""

READ_AS_LETTERS: Final = frozenset({"AB", "ABD", "TC", "KKTC", "SGK", "TBMM", "UAB", "IMF", "OECD"})
READ_AS_WORDS: Final = frozenset({"TÜBİTAK", "ASELSAN", "ROKETSAN", "HAVELSAN", "BOTAŞ", "RTÜK", "TÜRKSAT", "BİMER"})
