"""The grammar: every element type as one line, in the order the format demands.

A line is a list of fields ``Name:type`` with ``?`` (at most once), ``*`` (any number), ``+`` (at least once) or
nothing (exactly once); ``A|B|C`` is a choice of one. A type that starts with a capital is another line, the others
are forms of text (`archive.eyazisma.schema.forms`). ``@Name:form`` is an attribute, ``@Name:form!`` a mandatory one;
the name ``*`` is any element of another standard, ``#mixed`` lets text stand between elements.
"""

from dataclasses import dataclass
from functools import cache

from archive.eyazisma.model import Component

_PARTY = "KurumKurulus:Institution|GercekSahis:NaturalPerson|TuzelSahis:LegalPerson"

_LINES = {
    "UstVeri": "BelgeId:guid Konu:text GuvenlikKodu:grade GuvenlikKoduGecerlilikTarihi:nilDateTime? MimeTuru:nilLine "
    "OzId:identifier? DagitimListesi:Distributions Ekler:Enclosures? Ilgiler:References? Dil:string? Olusturan:Party "
    "IlgiliListesi:Related? DosyaAdi:string SdpBilgisi:FilePlan? HeyskListesi:Services? DogrulamaBilgisi:Verification",
    "NihaiUstVeri": "Tarih:dateTime BelgeNo:string BelgeImzalar:Signatures",
    "BelgeHedef": "HedefListesi:Targets",
    "ParafOzeti": "@Id:string Reference:DigestReference+",
    "PaketOzeti": "@Id:string Reference:DigestReference+",
    "NihaiOzet": "@Id:string Reference:DigestReference+",
    "SifreliIcerikBilgisi": "@Id:string @Version:string @Yontem:string URI:uri*",
    "GuncellemeBilgisi": "Guncellemeler:Change+",
    "Distributions": "Dagitim:Distribution+",
    "Distribution": f"{_PARTY} Ivedilik:urgency DagitimTuru:purpose Miat:duration? KonulmamisEkListesi:Withheld?",
    "Withheld": "KonulmamisEk:WithheldOne+",
    "WithheldOne": "EkId:guid",
    "Enclosures": "Ek:Enclosure+",
    "Enclosure": "Id:ItemId BelgeNo:string? Tur:enclosureKind DosyaAdi:string? MimeTuru:line? Ad:text? SiraNo:int "
    "Aciklama:text? Referans:uri? OzId:identifier? ImzaliMi:boolean? Ozet:ExternalDigest?",
    "ItemId": "@Value:guid @EYazismaIdMi:boolean",
    "ExternalDigest": "OzetAlgoritmasi:Algorithm OzetDegeri:base64",
    "Algorithm": "#mixed @Algorithm:uri! **",
    "References": "Ilgi:Reference+",
    "Reference": "Id:ItemId BelgeNo:string? Tarih:dateTime? Etiket:string EkId:guid? Ad:text? Aciklama:text? "
    "OzId:identifier?",
    "Party": _PARTY,
    "Related": "Ilgili:Party+",
    "Targets": "Hedef:Party+",
    "Institution": "KKK:detsisNo Adi:text? IletisimBilgisi:Contact? BirimKKK:detsisNo?",
    "NaturalPerson": "Kisi:Name TCKN:citizenNo? Gorev:text? IletisimBilgisi:Contact?",
    "LegalPerson": "Id:identifier Adi:text? IletisimBilgisi:Contact?",
    "Name": "IlkAdi:text Soyadi:text IkinciAdi:text? Unvan:text? OnEk:text?",
    "Contact": "Telefon:string? TelefonDiger:string? EPosta:string? KepAdresi:string? Faks:string? WebAdresi:string? "
    "Adres:text? Il:text? Ilce:text? Ulke:text?",
    "FilePlan": "AnaSdp:FileCode DigerSdpler:FileCodes?",
    "FileCodes": "SdpListesi:FileCode*",
    "FileCode": "Kod:string Ad:string Aciklama:string?",
    "Services": "Heysk:Service+",
    "Service": "Kod:int Ad:string Tanim:string?",
    "Verification": "DogrulamaAdresi:string",
    "Signatures": "Imza:Signature+",
    "Signature": "Imzalayan:NaturalPerson YetkiDevreden:NaturalPerson? VekaletVeren:NaturalPerson? Makam:text? "
    "Amac:text? Aciklama:text? Tarih:dateTime?",
    "DigestReference": "@Id:string @URI:uri @Type:uri DigestItem:DigestItem{2}",
    "DigestItem": "DigestMethod:Algorithm DigestValue:base64",
    "Change": "GuncellemeTuru:changeKind GuvenlikKoduDegisiklikBilgisi:GradeChange|*",
    "GradeChange": "YeniGizlilikDerecesi:grade DegistirmeTarihi:dateTime Aciklama:string KomisyonKarariBelgeNo:string "
    "KomisyonKarariBelgeId:string",
}
_LEGACY_LINES = _LINES | {
    "Ustveri": "BelgeId:guid Konu:text Tarih:dateTime BelgeNo:string GuvenlikKodu:legacyGrade "
    "GuvenlikKoduGecerlilikTarihi:nilDateTime? MimeTuru:nilLine OzId:identifier? DagitimListesi:Distributions "
    "Ekler:Enclosures? Ilgiler:References? Dil:string? Olusturan:Party IlgiliListesi:Related? DosyaAdi:string",
    "BelgeImza": "ImzaListesi:Signatures",
    "Institution": "KKK:legacyDetsisNo BYK:string? Adi:text? IletisimBilgisi:Contact?",
    "Contact": "Telefon:string? TelefonDiger:string? EPosta:string? Faks:string? WebAdresi:string? "
    "Adres:text? Il:text? Ilce:text? Ulke:text?",
    "Distribution": f"{_PARTY} Ivedilik:legacyUrgency DagitimTuru:purpose Miat:duration? KonulmamisEkListesi:Withheld?",
    "Signature": _LINES["Signature"] + " TCYK:string?",
    "DigestReference": "@Id:string @URI:uri @Type:uri DigestMethod:Algorithm DigestValue:base64",
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """An element that may stand at one place."""

    name: str
    """Local name; ``*`` is an element of any foreign namespace."""
    type: str


@dataclass(frozen=True, slots=True)
class Field:
    """One place in a sequence."""

    alternatives: tuple[Alternative, ...]
    least: int
    most: int | None
    """None is any number."""

    @property
    def shown(self) -> str:
        """The names that may stand here."""
        return "|".join(each.name for each in self.alternatives)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute."""

    name: str
    form: str
    required: bool


@dataclass(frozen=True, slots=True)
class ElementType:
    """What may stand inside an element."""

    fields: tuple[Field, ...]
    attributes: tuple[Attribute, ...]
    mixed: bool = False
    """Whether text may stand between the elements."""


@dataclass(frozen=True, slots=True)
class Root:
    """Root element of a component: its name, the tail of its namespace, and the tail for everything below."""

    name: str
    own: str
    below: str


ROOTS: dict[int, dict[Component, Root]] = {
    2: {
        Component.METADATA: Root("UstVeri", "Ustveri", "Tipler"),
        Component.FINAL_METADATA: Root("NihaiUstVeri", "NihaiUstveri", "Tipler"),
        Component.INITIALS_DIGEST: Root("ParafOzeti", "ParafOzeti", "PaketOzeti"),
        Component.PACKAGE_DIGEST: Root("PaketOzeti", "PaketOzeti", "PaketOzeti"),
        Component.FINAL_DIGEST: Root("NihaiOzet", "NihaiOzet", "PaketOzeti"),
        Component.TARGETS: Root("BelgeHedef", "BelgeHedef", "Tipler"),
        Component.ENCRYPTION_INFO: Root("SifreliIcerikBilgisi", "Tipler", "Tipler"),
        Component.UPDATE_INFO: Root("GuncellemeBilgisi", "Tipler", "Tipler"),
    },
    1: {
        Component.METADATA: Root("Ustveri", "Ustveri", "Tipler"),
        Component.LEGACY_SIGNATURES: Root("BelgeImza", "BelgeImza", "Tipler"),
        Component.PACKAGE_DIGEST: Root("PaketOzeti", "PaketOzeti", "PaketOzeti"),
        Component.FINAL_DIGEST: Root("NihaiOzet", "NihaiOzet", "PaketOzeti"),
        Component.TARGETS: Root("BelgeHedef", "BelgeHedef", "Tipler"),
        Component.ENCRYPTION_INFO: Root("SifreliIcerikBilgisi", "SifreliIcerikBilgisi", "SifreliIcerikBilgisi"),
    },
}


@cache
def element_type(name: str, major: int) -> ElementType:
    """The type called `name` in generation `major`."""
    words = (_LINES if major > 1 else _LEGACY_LINES)[name].split()
    attributes = (word[1:].partition(":") for word in words if word.startswith("@"))
    return ElementType(
        tuple(_field(word) for word in words if word[0] not in "@#"),
        tuple(Attribute(name, form.rstrip("!"), form.endswith("!")) for name, _, form in attributes),
        "#mixed" in words,
    )


_COUNTS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def _field(word: str) -> Field:
    least, most = 1, 1
    if word.endswith("{2}"):
        return Field((_alternative(word[:-3]),), 2, 2)
    if word[-1] in _COUNTS and not word.endswith("|*"):
        bounds = _COUNTS[word[-1]]
        return Field((_alternative(word[:-1]),), *bounds)
    return Field(tuple(map(_alternative, word.split("|"))), least, most)


def _alternative(word: str) -> Alternative:
    name, _, type_ = word.partition(":")
    return Alternative(name, type_)
