"""Ways in which other producers write the same package; none of them may cost it a grave finding."""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from archive.eyazisma import CheckOptions, check_package, read_package
from archive.eyazisma.vocabulary import XSI
from testkit.packages import (
    BASE,
    CORE_PART,
    FINAL_DIGEST_PARTS,
    LETTER_PARTS,
    METADATA,
    PACKAGE_DIGEST_PARTS,
    RELATIONS,
    SHA384,
    HandMade,
    hand_made,
    redigest,
)
from testkit.raw_zips import RawZip

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def grave(data: bytes) -> set[str]:
    report = check_package(data, CheckOptions(at=NOW))
    return {f.type.name for f in report.findings if f.severity.value in "FE"} - {"SIGNATURE_NOT_CMS"}


def renewed(metadata: str) -> HandMade:
    """A package with other metadata and lists that fit."""
    made = hand_made(metadata)
    made.digest("ParafOzeti", LETTER_PARTS)
    redigest(made)
    return made


def with_bom() -> bytes:
    made = hand_made()
    made.parts["/Ustveri/Ustveri.xml"] = b"\xef\xbb\xbf" + METADATA.replace("\n", "\r\n").encode()
    made.digest("ParafOzeti", LETTER_PARTS)
    redigest(made)
    return made.zip()


def with_comments_and_cdata() -> bytes:
    text = METADATA.replace("Örnek yazı", "Örnek<!-- not shown --> <![CDATA[yazı]]>", 1)
    return renewed("<?xml version='1.0' encoding='UTF-8' standalone='yes'?><!-- made by hand -->" + text).zip()


def with_other_prefixes() -> bytes:
    return renewed(METADATA.replace("<t:", "<ns2:").replace("</t:", "</ns2:").replace("xmlns:t=", "xmlns:ns2=")).zip()


def with_spaces_around_values() -> bytes:
    return renewed(METADATA.replace("<t:GuvenlikKodu>YOK<", "<t:GuvenlikKodu>\n YOK \n<", 1)).zip()


def with_relative_targets() -> bytes:
    made = hand_made()
    made.relations["/"] = [(i, t, target.lstrip("/")) for i, t, target in made.relations["/"]]
    return made.zip()


def with_other_ids() -> bytes:
    made = hand_made()
    rows = made.relations["/"]
    made.relations["/"] = [
        (i if i.startswith(("IdEk_", "IdImzasizEk_")) else f"rId{n}", t, target)
        for n, (i, t, target) in enumerate(rows)
    ]
    return made.zip()


def with_lower_case_enclosure_ids() -> bytes:
    made = hand_made()
    rows = made.relations["/"]
    made.relations["/"] = [(i.lower() if i.startswith("Id") and "Ek_" in i else i, t, g) for i, t, g in rows]
    return made.zip()


def with_sha256_beside_sha512() -> bytes:
    made = hand_made()

    def swap(part: str) -> None:
        text = made.parts[part].decode()
        for name in FINAL_DIGEST_PARTS:
            data = made.parts[name]
            old = base64.b64encode(hashlib.sha384(data).digest()).decode()
            text = text.replace(old, base64.b64encode(hashlib.sha256(data).digest()).decode())
        made.parts[part] = text.replace(SHA384, "http://www.w3.org/2001/04/xmlenc#sha256").encode()

    swap("/ParafOzeti/ParafOzeti.xml")
    redigest(made)
    swap("/PaketOzeti/PaketOzeti.xml")
    made.digest("NihaiOzet", FINAL_DIGEST_PARTS)
    swap("/NihaiOzet/NihaiOzet.xml")
    return made.zip()


def with_percent_encoded_reference() -> bytes:
    made = hand_made()
    text = made.parts["/NihaiOzet/NihaiOzet.xml"].decode()
    made.parts["/NihaiOzet/NihaiOzet.xml"] = text.replace("/Ekler/Cizelge1.txt", "/Ekler/%43izelge1.txt").encode()
    return made.zip()


def with_wrapped_base64() -> bytes:
    made = hand_made()
    text = made.parts["/NihaiOzet/NihaiOzet.xml"].decode()
    head, *values = text.split("<p:DigestValue>")
    wrapped = [f"<p:DigestValue>\r\n  {value[:40]}\n{value[40:]}" for value in values]
    made.parts["/NihaiOzet/NihaiOzet.xml"] = (head + "".join(wrapped)).encode()
    return made.zip()


def with_sha512_first() -> bytes:
    made = hand_made()
    text = made.parts["/NihaiOzet/NihaiOzet.xml"].decode()
    pieces = []
    for reference in text.split("</p:Reference>"):
        first, middle, last = reference.partition("</p:DigestItem><p:DigestItem>")
        start = first.find("<p:DigestItem>")
        if not middle:
            pieces.append(reference)
            continue
        one, two = first[start + 14 :], last.removesuffix("</p:DigestItem>")
        pieces.append(f"{first[:start]}<p:DigestItem>{two}</p:DigestItem><p:DigestItem>{one}</p:DigestItem>")
    made.parts["/NihaiOzet/NihaiOzet.xml"] = "</p:Reference>".join(pieces).encode()
    return made.zip()


def with_folder_entries() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for folder in ("Ustveri/", "Ekler/", "_rels/"):
            target.writestr(folder, b"")
        for name, data in reversed(list(hand_made().entries().items())):
            target.writestr(name, data)
    return buffer.getvalue()


def with_reference_without_type() -> bytes:
    made = hand_made()
    text = made.parts["/NihaiOzet/NihaiOzet.xml"].decode()
    made.parts["/NihaiOzet/NihaiOzet.xml"] = text.replace(' Type="http://eyazisma.dpt/bilesen#dahili"', "").encode()
    return made.zip()


def with_version_2_1() -> bytes:
    made = hand_made()
    made.parts[CORE_PART] = made.parts[CORE_PART].replace(b"<version>2.0", b"<version>2.1")
    redigest(made)
    return made.zip()


def without_relationship_of_the_seal() -> bytes:
    made = hand_made()
    del made.relations["/NihaiOzet/NihaiOzet.xml"]
    return made.zip()


def with_relationship_type_in_capitals() -> bytes:
    made = hand_made()
    rows = made.relations["/"]
    made.relations["/"] = [(i, t.replace(RELATIONS + "n", RELATIONS + "N"), target) for i, t, target in rows]
    return made.zip()


def with_metadata(old: str, new: str) -> bytes:
    """A package whose metadata are written another way, with lists that fit."""
    assert old in METADATA
    return renewed(METADATA.replace(old, new)).zip()


def with_default_namespaces_redeclared() -> bytes:
    """As the serialiser of .NET writes: no prefix, the namespace on each element."""
    opened = re.sub(r"<t:(\w+)", rf'<\1 xmlns="{BASE}Tipler-2"', METADATA)
    return renewed(opened.replace("</t:", "</")).zip()


def with_schema_location() -> bytes:
    location = f'xmlns:xsi="{XSI}" xsi:schemaLocation="{BASE}Ustveri-2 EY-Ustveri-2.xsd"'
    return with_metadata("<UstVeri ", f"<UstVeri {location} ")


def with_metadata_in(encoding: str, mark: bytes = b"") -> bytes:
    made = hand_made()
    declared = f"<?xml version='1.0' encoding='{encoding}'?>" if not mark else ""
    made.parts["/Ustveri/Ustveri.xml"] = mark + (declared + METADATA).encode(encoding)
    made.digest("ParafOzeti", LETTER_PARTS)
    redigest(made)
    return made.zip()


def with_final_date(date: str) -> bytes:
    made = hand_made()
    part = "/NihaiUstveri/NihaiUstveri.xml"
    made.parts[part] = made.parts[part].replace(b"2026-11-20T10:30:00+03:00", date.encode())
    redigest(made)
    return made.zip()


def with_core(old: bytes, new: bytes) -> bytes:
    made = hand_made()
    assert old in made.parts[CORE_PART]
    made.parts[CORE_PART] = made.parts[CORE_PART].replace(old, new)
    redigest(made)
    return made.zip()


def with_targets(change: Callable[[str, str], str]) -> bytes:
    made = hand_made()
    made.relations = {
        source: [(id_, type_, change(source, target)) for id_, type_, target in rows]
        for source, rows in made.relations.items()
    }
    return made.zip()


def with_extra_parts() -> bytes:
    """What office libraries put into every OPC package, and a part that the format reserves."""
    made = hand_made()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
    made.parts |= {"/docProps/app.xml": b"<Properties/>", "/Arsiv/ArsivOzellikleri.xml": b"<a/>"}
    made.relations["/"] += [
        ("rId7", office, "docProps/app.xml"),
        ("IdArsiv", RELATIONS + "arsivozellikleri", "/Arsiv/ArsivOzellikleri.xml"),
    ]
    return made.zip()


def with_changed_opc(change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in hand_made().entries().items():
            target.writestr(*change(name, data))
    return buffer.getvalue()


def prefixed_relationships(name: str, data: bytes) -> tuple[str, bytes]:
    if not name.endswith(".rels"):
        return name, data
    text = (
        data.decode()
        .replace("Relationships xmlns=", "r:Relationships xmlns:r=")
        .replace("<Relationship ", "<r:Relationship ")
    )
    return name, b"\xef\xbb\xbf" + text.replace("</Relationships", "</r:Relationships").encode()


def turkish(way: RawZip, *, encoded_names: bool = False, encoded_targets: bool = False) -> bytes:
    """An enclosure whose part name keeps its Turkish letters."""
    made, name = hand_made(), "/Ekler/Çizelge_ğüşıö.txt"
    made.parts[name] = made.parts.pop("/Ekler/Cizelge1.txt")
    target = quote(name) if encoded_targets else name
    made.relations["/"] = [(i, t, target if g == "/Ekler/Cizelge1.txt" else g) for i, t, g in made.relations["/"]]
    for root, parts in (
        ("ParafOzeti", LETTER_PARTS),
        ("PaketOzeti", PACKAGE_DIGEST_PARTS),
        ("NihaiOzet", FINAL_DIGEST_PARTS),
    ):
        made.digest(root, [name if part == "/Ekler/Cizelge1.txt" else part for part in parts])
    entries = [(quote(entry, safe="/[]") if encoded_names else entry, data) for entry, data in made.entries().items()]
    return way.write(entries)


def written(label: str, make: Callable[..., bytes], *given: object, **named: object) -> Callable[[], bytes]:
    """A way with a name of its own."""

    def way() -> bytes:
        return make(*given, **named)

    way.__name__ = label
    return way


NIL = f'xmlns:xsi="{XSI}" xsi:nil="true"'
MORE_WAYS: list[Callable[[], bytes]] = [
    with_default_namespaces_redeclared,
    with_schema_location,
    with_extra_parts,
    *(written(f"encoding {name}", with_metadata_in, name) for name in ("utf-16", "iso-8859-9", "windows-1254")),
    written("UTF-16 without declaration", with_metadata_in, "utf-16-le", b"\xff\xfe"),
    written("nil due time", with_metadata, "</t:DagitimTuru>", f"</t:DagitimTuru><t:Miat {NIL}/>"),
    written("due time 0", with_metadata, "</t:DagitimTuru>", "</t:DagitimTuru><t:Miat>0</t:Miat>"),
    written("long due time", with_metadata, "</t:DagitimTuru>", "</t:DagitimTuru><t:Miat>P0Y0M1DT0H0M0S</t:Miat>"),
    written("booleans as digits", with_metadata, "<t:ImzaliMi>true<", "<t:ImzaliMi>1<"),
    written(
        "empty contact",
        with_metadata,
        '<t:IletisimBilgisi><t:Il languageID="tr">Ankara</t:Il></t:IletisimBilgisi>',
        "<t:IletisimBilgisi/>",
    ),
    written("language in capitals", with_metadata, 'languageID="tr"', 'languageID="TR"'),
    written("character references", with_metadata, "Örnek yazı", "&#214;rnek yaz&#x131;"),
    written(
        "indefinite grade",
        with_metadata,
        "<t:MimeTuru>application/pdf",
        f"<t:GuvenlikKoduGecerlilikTarihi {NIL}/><t:MimeTuru>application/pdf",
    ),
    written("date without zone", with_metadata, "<t:Etiket>", "<t:Tarih>2009-11-05T00:00:00</t:Tarih><t:Etiket>"),
    *(
        written(f"final date {date}", with_final_date, date)
        for date in (
            "2026-11-20T07:30:00Z",
            "2026-11-20T10:30:00",
            "2026-11-20T10:30:00.1234567+03:00",
            "2026-11-20T24:00:00+03:00",
        )
    ),
    written("prefixed core", with_core, b'<coreProperties xmlns="', b'<coreProperties xmlns:cp="urn:unused" xmlns="'),
    written("core dates of seven digits", with_core, b"07:30:00Z", b"07:30:00.1234567Z"),
    written("spaces around version and category", with_core, b"<version>2.0<", b"<version>\n 2.0 \n<"),
    written(
        "more core properties",
        with_core,
        b"<category>",
        b"<dc:title>t</dc:title><keywords>k</keywords><contentStatus>Son</contentStatus><category>",
    ),
    written(
        "absolute targets everywhere", with_targets, lambda source, target: "/" + target.replace("../", "").lstrip("/")
    ),
    written(
        "targets with a dot",
        with_targets,
        lambda source, target: "./" + target.lstrip("/") if source == "/" else target,
    ),
    written("targets in capitals", with_targets, lambda source, target: target.upper()),
    written("percent-encoded targets", with_targets, lambda source, target: target.replace("k", "%6B")),
    written("relationships with prefix and BOM", with_changed_opc, prefixed_relationships),
    written(
        "relationships that say Internal",
        with_changed_opc,
        lambda name, data: (name, data.replace(b" Target=", b' TargetMode="Internal" Target=')),
    ),
    written(
        "folders of relationships in capitals",
        with_changed_opc,
        lambda name, data: (name.replace("_rels", "_RELS"), data),
    ),
    written("Turkish names, flagged", turkish, RawZip(utf8=True)),
    written("Turkish names, not flagged", turkish, RawZip()),
    written("Turkish names as Windows writes them in Turkey", turkish, RawZip(name=lambda name: name.encode("cp857"))),
    written("Turkish names, percent-encoded", turkish, RawZip(), encoded_names=True),
    written("Turkish names, percent-encoded in targets", turkish, RawZip(utf8=True), encoded_targets=True),
]


WAYS: list[Callable[[], bytes]] = [
    with_bom,
    with_comments_and_cdata,
    with_other_prefixes,
    with_spaces_around_values,
    with_relative_targets,
    with_other_ids,
    with_lower_case_enclosure_ids,
    with_sha256_beside_sha512,
    with_percent_encoded_reference,
    with_wrapped_base64,
    with_sha512_first,
    with_folder_entries,
    with_reference_without_type,
    with_version_2_1,
    without_relationship_of_the_seal,
    with_relationship_type_in_capitals,
]


@pytest.mark.parametrize("way", [*WAYS, *MORE_WAYS], ids=lambda way: way.__name__)
def test_package_written_another_way_has_nothing_grave(way: Callable[[], bytes]) -> None:
    assert grave(way()) == set()


def test_comment_inside_a_value_is_no_part_of_it() -> None:
    metadata = read_package(with_comments_and_cdata()).metadata
    assert metadata is not None
    assert str(metadata.subject) == "Örnek yazı"
