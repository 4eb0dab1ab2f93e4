"""Exchange packages made by hand, byte by byte, so that reader and checks are not tested against our own writer."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

DOCUMENT_ID = "6F1C9A52-0B7E-4D3A-9C55-2F8E41D07A10"
SIGNED_ENCLOSURE = "A1B2C3D4-0001-4000-8000-000000000001"
UNSIGNED_ENCLOSURE = "A1B2C3D4-0002-4000-8000-000000000002"
REFERENCE_ID = "A1B2C3D4-0003-4000-8000-000000000003"
RECIPIENT = "24301050"
CORE_PART = "/docProps/core.xml"

BASE = "urn:dpt:eyazisma:schema:xsd:"
RELATIONS = "http://eyazisma.dpt/iliskiler/"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512"
INTERNAL = "http://eyazisma.dpt/bilesen#dahili"
DUMMY_SIGNATURE = b"\x01\x02\x03"

METADATA = f"""<UstVeri xmlns="{BASE}Ustveri-2" xmlns:t="{BASE}Tipler-2">
<t:BelgeId>{DOCUMENT_ID}</t:BelgeId><t:Konu languageID="tr">Örnek yazı</t:Konu><t:GuvenlikKodu>YOK</t:GuvenlikKodu>
<t:MimeTuru>application/pdf</t:MimeTuru><t:OzId schemeID="GUID">1</t:OzId>
<t:DagitimListesi><t:Dagitim><t:KurumKurulus><t:KKK>{RECIPIENT}</t:KKK><t:Adi languageID="tr">Adalet Bakanlığı</t:Adi>
<t:IletisimBilgisi><t:Il languageID="tr">Ankara</t:Il></t:IletisimBilgisi><t:BirimKKK>24301051</t:BirimKKK>
</t:KurumKurulus><t:Ivedilik>NRM</t:Ivedilik><t:DagitimTuru>GRG</t:DagitimTuru></t:Dagitim></t:DagitimListesi>
<t:Ekler><t:Ek><t:Id Value="{SIGNED_ENCLOSURE}"/><t:Tur>DED</t:Tur><t:DosyaAdi>Çizelge 1.txt</t:DosyaAdi>
<t:MimeTuru>text/plain</t:MimeTuru><t:Ad languageID="tr">Çizelge</t:Ad><t:SiraNo>1</t:SiraNo>
<t:ImzaliMi>true</t:ImzaliMi></t:Ek>
<t:Ek><t:Id Value="{UNSIGNED_ENCLOSURE}"/><t:Tur>DED</t:Tur><t:DosyaAdi>taslak.txt</t:DosyaAdi>
<t:MimeTuru>text/plain</t:MimeTuru><t:Ad languageID="tr">Taslak</t:Ad><t:SiraNo>2</t:SiraNo>
<t:ImzaliMi>false</t:ImzaliMi></t:Ek></t:Ekler>
<t:Ilgiler><t:Ilgi><t:Id Value="{REFERENCE_ID}"/><t:BelgeNo>E-1</t:BelgeNo><t:Etiket>a</t:Etiket>
<t:Ad languageID="tr">Yazınız</t:Ad></t:Ilgi></t:Ilgiler>
<t:Dil>tur</t:Dil><t:Olusturan><t:KurumKurulus><t:KKK>82223362</t:KKK><t:Adi languageID="tr">Örnek Kurum</t:Adi>
<t:IletisimBilgisi><t:Il languageID="tr">Ankara</t:Il></t:IletisimBilgisi><t:BirimKKK>12345678</t:BirimKKK>
</t:KurumKurulus></t:Olusturan><t:DosyaAdi>ustyazi.pdf</t:DosyaAdi>
<t:DogrulamaBilgisi><t:DogrulamaAdresi>https://www.turkiye.gov.tr/belge-dogrulama</t:DogrulamaAdresi>
</t:DogrulamaBilgisi></UstVeri>"""

FINAL_METADATA = f"""<NihaiUstVeri xmlns="{BASE}NihaiUstveri-2" xmlns:t="{BASE}Tipler-2">
<t:Tarih>2026-11-20T10:30:00+03:00</t:Tarih><t:BelgeNo>E-82223362-010.06.01-7</t:BelgeNo>
<t:BelgeImzalar><t:Imza><t:Imzalayan><t:Kisi><t:IlkAdi languageID="tr">Ayşe</t:IlkAdi>
<t:Soyadi languageID="tr">Yılmaz</t:Soyadi><t:Unvan languageID="tr">Daire Başkanı</t:Unvan></t:Kisi>
<t:TCKN>10000000146</t:TCKN><t:Gorev languageID="tr">Daire Başkanı</t:Gorev></t:Imzalayan>
<t:Amac languageID="tr">İmza</t:Amac></t:Imza></t:BelgeImzalar></NihaiUstVeri>"""

CORE = """<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:identifier>{id}</dc:identifier>
<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-20T07:30:00Z</dcterms:created>
<dc:creator>Örnek Kurum/82223362</dc:creator>
<dc:subject>{subject}</dc:subject><category>{category}</category><contentType>application/eyazisma</contentType>
<version>{version}</version><revision>Test/1.0</revision></coreProperties>"""

CONTENT_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="pdf" ContentType="application/pdf"/>
<Default Extension="imz" ContentType="application/octet-stream"/><Default Extension="txt" ContentType="text/plain"/>
<Default Extension="eyp" ContentType="application/x-zip-compressed"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""

COVER_LETTER = b"%PDF-1.4\n<pdfaid:part>1</pdfaid:part> hello %%EOF\n"
RELATIONSHIPS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"

Relations = dict[str, list[tuple[str, str, str]]]
"""Source part (``/`` for the package) to (id, type, target)."""

PARTS = {
    "initials": "/ParafOzeti/ParafOzeti.xml",
    "package": "/PaketOzeti/PaketOzeti.xml",
    "final": "/NihaiOzet/NihaiOzet.xml",
}


def core(
    category: str = "RESMIYAZISMA", version: str = "2.0", id_: str = DOCUMENT_ID, subject: str = "Örnek yazı"
) -> bytes:
    """Core properties of a package."""
    return CORE.format(id=id_, category=category, version=version, subject=subject).encode()


def digest_document(root: str, parts: Mapping[str, bytes], names: list[str], id_: str = DOCUMENT_ID) -> bytes:
    """A list of digests over the named parts, SHA-384 and SHA-512."""
    references = "".join(
        f'<p:Reference URI="{name}" Type="{INTERNAL}">'
        + "".join(
            f'<p:DigestItem><p:DigestMethod Algorithm="{uri}"/>'
            f"<p:DigestValue>{base64.b64encode(hashlib.new(algorithm, parts[name]).digest()).decode()}</p:DigestValue>"
            "</p:DigestItem>"
            for uri, algorithm in ((SHA384, "sha384"), (SHA512, "sha512"))
        )
        + "</p:Reference>"
        for name in names
    )
    namespaces = f'xmlns="{BASE}{root}-2" xmlns:p="{BASE}PaketOzeti-2"'
    return f'<{root} {namespaces} Id="{id_}">{references}</{root}>'.encode()


@dataclass
class HandMade:
    """A package under construction: change `parts` and `relations` at will, then `zip()`."""

    parts: dict[str, bytes] = field(default_factory=dict)
    relations: Relations = field(default_factory=dict)

    def digest(self, root: str, names: list[str]) -> None:
        """(Re)write one list of digests over the parts as they are now."""
        self.parts[f"/{root}/{root}.xml"] = digest_document(root, self.parts, [n for n in names if n in self.parts])

    def zip(self) -> bytes:
        """The package as a file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.entries().items():
                archive.writestr(name, data)
        return buffer.getvalue()

    def entries(self) -> dict[str, bytes]:
        """Entry names and bytes, OPC's own files among them."""
        entries = {"[Content_Types].xml": CONTENT_TYPES.encode()}
        for source, relations in self.relations.items():
            folder, _, file = source.rpartition("/")
            rows = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{target}"/>' for i, t, target in relations)
            entries[f"{folder}/_rels/{file}.rels".lstrip("/")] = (
                f'<Relationships xmlns="{RELATIONSHIPS_NS}">{rows}</Relationships>'.encode()
            )
        return entries | {name.lstrip("/"): data for name, data in self.parts.items()}


LETTER_PARTS = ["/Ustveri/Ustveri.xml", "/UstYazi/ustyazi.pdf", "/Ekler/Cizelge1.txt"]
PACKAGE_DIGEST_PARTS = [*LETTER_PARTS, "/ParafOzeti/ParafOzeti.xml", "/Paraflar/ParafImzaCades.imz"]
FINAL_DIGEST_PARTS = [
    *PACKAGE_DIGEST_PARTS,
    "/PaketOzeti/PaketOzeti.xml",
    "/Imzalar/ImzaCades.imz",
    "/NihaiUstveri/NihaiUstveri.xml",
    CORE_PART,
]


def hand_made(metadata: str = METADATA, *, initials: bool = True, signature: bytes = DUMMY_SIGNATURE) -> HandMade:
    """A complete 2.0 package: letter, one signed and one unsigned enclosure, initials, signature, seal (dummies)."""
    made = HandMade()
    made.parts |= {
        "/Ustveri/Ustveri.xml": metadata.encode(),
        "/UstYazi/ustyazi.pdf": COVER_LETTER,
        "/Ekler/Cizelge1.txt": b"one, two, three",
        "/ImzasizEkler/taslak.txt": b"draft",
        "/NihaiUstveri/NihaiUstveri.xml": FINAL_METADATA.encode(),
        "/Imzalar/ImzaCades.imz": signature,
        "/Muhur/MuhurCades.imz": signature,
        CORE_PART: core(),
    }
    if initials:
        made.digest("ParafOzeti", LETTER_PARTS)
        made.parts["/Paraflar/ParafImzaCades.imz"] = signature
        made.relations["/ParafOzeti/ParafOzeti.xml"] = [
            ("IdParafImzaCades", RELATIONS + "parafimzacades", "../Paraflar/ParafImzaCades.imz")
        ]
    redigest(made)
    made.relations |= {
        "/": [
            ("IdUstYazi", RELATIONS + "ustyazi", "/UstYazi/ustyazi.pdf"),
            ("IdUstveri", RELATIONS + "ustveri", "/Ustveri/Ustveri.xml"),
            ("IdEk_" + SIGNED_ENCLOSURE, RELATIONS + "ek", "/Ekler/Cizelge1.txt"),
            ("IdImzasizEk_" + UNSIGNED_ENCLOSURE, RELATIONS + "imzasizEk", "/ImzasizEkler/taslak.txt"),
            ("IdPaketOzeti", RELATIONS + "paketozeti", "/PaketOzeti/PaketOzeti.xml"),
            ("IdNihaiUstveri", RELATIONS + "nihaiustveri", "/NihaiUstveri/NihaiUstveri.xml"),
            ("IdNihaiOzet", RELATIONS + "nihaiozet", "/NihaiOzet/NihaiOzet.xml"),
            ("rId1", CORE_RELATION, CORE_PART),
            *([("IdParafOzeti", RELATIONS + "parafozeti", "/ParafOzeti/ParafOzeti.xml")] if initials else []),
        ],
        "/PaketOzeti/PaketOzeti.xml": [("IdImzaCades", RELATIONS + "imzacades", "../Imzalar/ImzaCades.imz")],
        "/NihaiOzet/NihaiOzet.xml": [("IdMuhurCades", RELATIONS + "muhurcades", "../Muhur/MuhurCades.imz")],
    }
    return made


def redigest(made: HandMade) -> None:
    """Renew package digest and final digest after a wanted change of other parts."""
    made.digest("PaketOzeti", PACKAGE_DIGEST_PARTS)
    made.digest("NihaiOzet", FINAL_DIGEST_PARTS)


SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"

LEGACY_METADATA = f"""<ns2:Ustveri xmlns:ns2="{BASE}Ustveri-1" xmlns="{BASE}Tipler-1"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<BelgeId>{DOCUMENT_ID.lower()}</BelgeId><Konu languageID="TR">Eski yazı</Konu><Tarih>2014-03-05T10:00:00</Tarih>
<BelgeNo>12345678-010-99</BelgeNo><GuvenlikKodu>TSD</GuvenlikKodu>
<GuvenlikKoduGecerlilikTarihi xsi:nil="true"/><MimeTuru>application/pdf</MimeTuru>
<DagitimListesi><Dagitim><KurumKurulus><KKK>24301050</KKK><BYK>1</BYK><Adi languageID="TR">Adalet Bakanlığı</Adi>
<IletisimBilgisi/></KurumKurulus><Ivedilik>IVD</Ivedilik><DagitimTuru>GRG</DagitimTuru><Miat>0</Miat></Dagitim>
</DagitimListesi>
<Ekler><Ek><Id Value="{SIGNED_ENCLOSURE.lower()}"/><Tur>DED</Tur><DosyaAdi>Çizelge 1.txt</DosyaAdi>
<MimeTuru>text/plain</MimeTuru><Ad languageID="TR">Çizelge</Ad><SiraNo>1</SiraNo><Aciklama/><ImzaliMi>true</ImzaliMi>
</Ek></Ekler>
<Olusturan><KurumKurulus><KKK>82223362</KKK><Adi languageID="TR">Örnek Kurum</Adi><IletisimBilgisi/></KurumKurulus>
</Olusturan><DosyaAdi>ustyazi.pdf</DosyaAdi></ns2:Ustveri>"""

LEGACY_TARGETS = f"""<BelgeHedef xmlns="{BASE}BelgeHedef-1" xmlns:t="{BASE}Tipler-1"><t:HedefListesi><t:Hedef>
<t:KurumKurulus><t:KKK>24301050</t:KKK><t:Adi languageID="TR">Adalet Bakanlığı</t:Adi><t:IletisimBilgisi/>
</t:KurumKurulus></t:Hedef></t:HedefListesi></BelgeHedef>"""

LEGACY_SIGNATURES = f"""<BelgeImza xmlns="{BASE}BelgeImza-1" xmlns:t="{BASE}Tipler-1"><t:ImzaListesi><t:Imza>
<t:Imzalayan><t:Kisi><t:IlkAdi languageID="TR">Ayşe</t:IlkAdi><t:Soyadi languageID="TR">Yılmaz</t:Soyadi></t:Kisi>
</t:Imzalayan><t:Amac languageID="TR">Onay</t:Amac></t:Imza></t:ImzaListesi></BelgeImza>"""


def legacy_digest_document(root: str, parts: Mapping[str, bytes], names: list[str]) -> bytes:
    """A list of digests of 1.x: one SHA-256 directly in each reference."""
    references = "".join(
        f'<p:Reference URI="{name}" Type="{INTERNAL}"><p:DigestMethod Algorithm="{SHA256}"/>'
        f"<p:DigestValue>{base64.b64encode(hashlib.sha256(parts[name]).digest()).decode()}</p:DigestValue></p:Reference>"
        for name in names
    )
    namespaces = f'xmlns="{BASE}{root}-1" xmlns:p="{BASE}PaketOzeti-1"'
    return f'<{root} {namespaces} Id="{DOCUMENT_ID}">{references}</{root}>'.encode()


LEGACY_COVERED = ["/BelgeHedef/BelgeHedef.xml", "/UstYazi/ustyazi.pdf", "/Ustveri/Ustveri.xml", "/Ekler/Cizelge1.txt"]


def hand_made_legacy() -> HandMade:
    """A complete 1.3 package as old Java writers made them: relative targets, other prefixes, lower-case GUIDs."""
    made = HandMade()
    made.parts = {
        "/Ustveri/Ustveri.xml": LEGACY_METADATA.encode(),
        "/UstYazi/ustyazi.pdf": COVER_LETTER,
        "/Ekler/Cizelge1.txt": b"one, two, three",
        "/BelgeHedef/BelgeHedef.xml": LEGACY_TARGETS.encode(),
        "/Imzalar/BelgeImza.xml": LEGACY_SIGNATURES.encode(),
        "/Imzalar/ImzaCades.imz": DUMMY_SIGNATURE,
        "/Muhurler/MuhurCades.imz": DUMMY_SIGNATURE,
        CORE_PART: core(version="1.3", id_=DOCUMENT_ID.lower(), subject="Eski yazı"),
    }
    made.parts["/PaketOzeti/PaketOzeti.xml"] = legacy_digest_document("PaketOzeti", made.parts, LEGACY_COVERED)
    final = [
        *LEGACY_COVERED,
        "/Imzalar/BelgeImza.xml",
        "/PaketOzeti/PaketOzeti.xml",
        "/Imzalar/ImzaCades.imz",
        CORE_PART,
    ]
    made.parts["/NihaiOzet/NihaiOzet.xml"] = legacy_digest_document("NihaiOzet", made.parts, final)
    made.relations = {
        "/": [
            ("IdUstYazi", RELATIONS + "ustyazi", "UstYazi/ustyazi.pdf"),
            ("IdUstveri", RELATIONS + "ustveri", "Ustveri/Ustveri.xml"),
            ("IdEk_" + SIGNED_ENCLOSURE, RELATIONS + "ek", "Ekler/Cizelge1.txt"),
            ("IdBelgeHedef", RELATIONS + "belgehedef", "BelgeHedef/BelgeHedef.xml"),
            ("IdBelgeImza", RELATIONS + "belgeimza", "Imzalar/BelgeImza.xml"),
            ("IdPaketOzeti", RELATIONS + "PaketOzeti", "PaketOzeti/PaketOzeti.xml"),
            ("IdNihaiOzet", RELATIONS + "nihaiozet", "NihaiOzet/NihaiOzet.xml"),
            ("rId1", CORE_RELATION, "docProps/core.xml"),
        ],
        "/PaketOzeti/PaketOzeti.xml": [("IdImzaCades", RELATIONS + "imzacades", "../Imzalar/ImzaCades.imz")],
        "/NihaiOzet/NihaiOzet.xml": [("IdMuhurCades", RELATIONS + "muhurcades", "../Muhurler/MuhurCades.imz")],
    }
    return made
