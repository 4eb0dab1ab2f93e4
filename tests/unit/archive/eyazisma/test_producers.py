"""Ways in which other producers write the same package; none of them may cost it a grave finding."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from archive.eyazisma import CheckOptions, check_package, read_package
from testkit.packages import (
    CORE_PART,
    FINAL_DIGEST_PARTS,
    LETTER_PARTS,
    METADATA,
    RELATIONS,
    SHA384,
    HandMade,
    hand_made,
    redigest,
)

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


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_package_written_another_way_has_nothing_grave(way: Callable[[], bytes]) -> None:
    assert grave(way()) == set()


def test_comment_inside_a_value_is_no_part_of_it() -> None:
    metadata = read_package(with_comments_and_cdata()).metadata
    assert metadata is not None
    assert str(metadata.subject) == "Örnek yazı"
