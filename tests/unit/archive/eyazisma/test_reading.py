"""Reading: values, kinds, versions, tolerances, refusals."""

import io
from pathlib import Path

import pytest

from archive.eyazisma import Component, Grade, PackageKind, PackageRefused, open_package, read_package
from archive.eyazisma.model import DeliveryPurpose, EnclosureKind, Institution, Urgency
from testkit.packages import (
    CORE_PART,
    DOCUMENT_ID,
    METADATA,
    RELATIONS,
    SIGNED_ENCLOSURE,
    core,
    hand_made,
)


def test_package_gives_its_identity() -> None:
    package = read_package(hand_made().zip())
    assert (package.kind, package.version, package.document_id) == (PackageKind.NORMAL, "2.0", DOCUMENT_ID)


def test_package_gives_number_and_date_of_the_letter() -> None:
    package = read_package(hand_made().zip())
    assert package.date is not None
    assert (package.document_no, package.date.text) == ("E-82223362-010.06.01-7", "2026-11-20T10:30:00+03:00")


def test_package_gives_subject_and_grade() -> None:
    metadata = read_package(hand_made().zip()).metadata
    assert metadata is not None
    assert (str(metadata.subject), metadata.grade) == ("Örnek yazı", Grade.NONE)


def test_distribution_is_read() -> None:
    metadata = read_package(hand_made().zip()).metadata
    assert metadata is not None
    line = metadata.distributions[0]
    assert isinstance(line.recipient, Institution)
    assert (line.recipient.detsis_no, line.recipient.unit_no) == ("24301050", "24301051")
    assert (line.urgency, line.purpose) == (Urgency.NORMAL, DeliveryPurpose.FOR_ACTION)


def test_enclosure_is_tied_to_its_file_by_relationship_id() -> None:
    package = read_package(hand_made().zip())
    file = next(each for each in package.enclosure_files if each.signed)
    assert (file.enclosure_id, file.part) == (SIGNED_ENCLOSURE, "/Ekler/Cizelge1.txt")


def test_enclosure_values_are_read() -> None:
    metadata = read_package(hand_made().zip()).metadata
    assert metadata is not None
    first = metadata.enclosures[0]
    assert (first.kind, first.order, first.signed, first.file_name) == (EnclosureKind.FILE, 1, True, "Çizelge 1.txt")


def test_signer_name_is_read_in_spoken_order() -> None:
    signer = read_package(hand_made().zip()).signatures[0].signer
    assert signer is not None
    assert signer.name.full == "Daire Başkanı Ayşe Yılmaz"


def test_part_bytes_are_kept_verbatim() -> None:
    data = b"\xef\xbb\xbf" + METADATA.replace("\n", "\r\n").encode()
    made = hand_made()
    made.parts["/Ustveri/Ustveri.xml"] = data
    assert read_package(made.zip()).read(Component.METADATA) == data


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("RESMIYAZISMA", PackageKind.NORMAL),
        ("RESMIYAZISMA/SIFRELI", PackageKind.ENCRYPTED),
        ("RESMIYAZISMA/GUNCELLEME", PackageKind.UPDATE),
    ],
)
def test_kind_comes_from_the_core_part(category: str, kind: PackageKind) -> None:
    made = hand_made()
    made.parts[CORE_PART] = core(category)
    assert open_package(made.zip()).kind is kind


@pytest.mark.parametrize(("version", "major"), [("1.0", 1), ("1.3", 1), ("2.0", 2), ("2.1", 2)])
def test_generation_comes_from_the_core_part(version: str, major: int) -> None:
    made = hand_made()
    made.parts[CORE_PART] = core(version=version)
    assert read_package(made.zip()).major == major


@pytest.mark.parametrize("version", ["", "2", "2.0.0", "x.y", "0.9", "-2.0", "99999999999.0"])
def test_unusable_version_is_refused(version: str) -> None:
    made = hand_made()
    made.parts[CORE_PART] = core(version=version)
    with pytest.raises(PackageRefused) as refused:
        read_package(made.zip())
    assert refused.value.rule_id == "EYP-3"


@pytest.mark.parametrize(("version", "major"), [("2.2", 2), ("3.0", 2), ("2.1-rc", 2), ("1.4", 1)])
def test_unfamiliar_version_is_read_by_its_generation_with_a_warning(version: str, major: int) -> None:
    made = hand_made()
    made.parts[CORE_PART] = core(version=version)
    package = read_package(made.zip())
    assert (package.major, [each.type.name for each in package.problems]) == (major, ["VERSION_UNFAMILIAR"])


def test_unknown_category_is_refused() -> None:
    made = hand_made()
    made.parts[CORE_PART] = core("RESMIYAZISMA/BASKA")
    with pytest.raises(PackageRefused, match="category"):
        read_package(made.zip())


def test_missing_core_is_refused() -> None:
    made = hand_made()
    del made.parts[CORE_PART]
    with pytest.raises(PackageRefused, match="core properties"):
        read_package(made.zip())


def test_missing_metadata_is_refused() -> None:
    made = hand_made()
    del made.parts["/Ustveri/Ustveri.xml"]
    with pytest.raises(PackageRefused) as refused:
        read_package(made.zip())
    assert (refused.value.rule_id, refused.value.code) == ("EYP-6", "USTVERI_BILESENI_YOK")


@pytest.mark.parametrize("target", ["Ustveri/Ustveri.xml", "/Ustveri/Ustveri.xml", "./Ustveri/../Ustveri/Ustveri.xml"])
def test_relative_and_absolute_targets_are_resolved(target: str) -> None:
    made = hand_made()
    made.relations["/"][1] = ("IdUstveri", RELATIONS + "ustveri", target)
    assert read_package(made.zip()).part(Component.METADATA) == "/Ustveri/Ustveri.xml"


def test_relationship_type_case_does_not_count() -> None:
    made = hand_made()
    rows = made.relations["/"]
    made.relations["/"] = [(i, t.replace("paketozeti", "PaketOzeti"), target) for i, t, target in rows]
    assert read_package(made.zip()).part(Component.PACKAGE_DIGEST) == "/PaketOzeti/PaketOzeti.xml"


def test_component_without_relationship_is_found_by_name_and_reported() -> None:
    made = hand_made()
    made.relations["/"] = [row for row in made.relations["/"] if row[0] != "IdNihaiUstveri"]
    package = open_package(made.zip())
    assert package.part(Component.FINAL_METADATA) == "/NihaiUstveri/NihaiUstveri.xml"
    assert [problem.type.name for problem in package.problems] == ["RELATIONSHIP_MISSING"]


def test_percent_encoded_part_name_is_found() -> None:
    made = hand_made()
    made.parts["/UstYazi/%C3%BCst.pdf"] = made.parts.pop("/UstYazi/ustyazi.pdf")
    made.relations["/"][0] = ("IdUstYazi", RELATIONS + "ustyazi", "/UstYazi/üst.pdf")
    assert read_package(made.zip()).part(Component.COVER_LETTER) == "/UstYazi/üst.pdf"


def test_dangling_relationship_is_remembered() -> None:
    made = hand_made()
    del made.parts["/Muhur/MuhurCades.imz"]
    assert Component.SEAL in open_package(made.zip()).dangling


def test_1x_namespaces_and_root_are_read() -> None:
    old = METADATA.replace("UstVeri", "Ustveri").replace("Ustveri-2", "Ustveri-1").replace("Tipler-2", "Tipler-1")
    old = old.replace(
        "<t:GuvenlikKodu>YOK", "<t:Tarih>2014-01-02T00:00:00</t:Tarih><t:BelgeNo>42</t:BelgeNo><t:GuvenlikKodu>TSD"
    )
    made = hand_made(old)
    made.parts[CORE_PART] = core(version="1.3")
    del made.parts["/NihaiUstveri/NihaiUstveri.xml"]
    package = read_package(made.zip())
    assert package.metadata is not None
    assert (package.document_no, package.metadata.grade) == ("42", Grade.NONE)


def test_nil_grade_end_is_without_end() -> None:
    nil = '<t:GuvenlikKoduGecerlilikTarihi xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'
    metadata = read_package(hand_made(METADATA.replace("<t:MimeTuru>", nil + "<t:MimeTuru>", 1)).zip()).metadata
    assert metadata is not None
    assert (metadata.grade_until, metadata.grade_unlimited) == (None, True)


def test_path_and_open_file_are_read_like_bytes(tmp_path: Path) -> None:
    data = hand_made().zip()
    path = tmp_path / "renamed.zip"
    path.write_bytes(data)
    with read_package(path) as by_path, read_package(io.BytesIO(data)) as by_file:
        assert by_path.document_id == by_file.document_id == DOCUMENT_ID


@pytest.mark.parametrize(
    "broken",
    [
        METADATA[:200],
        METADATA.replace("<UstVeri", '<!DOCTYPE UstVeri [<!ENTITY a "b">]><UstVeri', 1),
        "<a>" * 100 + "</a>" * 100,
        "<r>" + "<a/>" * 100_001 + "</r>",
        "\x00",
        "",
        "<r>&undefined;</r>",
    ],
    ids=["truncated", "doctype", "deep", "many", "nul", "empty", "entity"],
)
def test_broken_metadata_is_refused_as_structure(broken: str) -> None:
    with pytest.raises(PackageRefused) as refused:
        read_package(hand_made(broken).zip())
    assert (refused.value.rule_id, refused.value.code) == ("EYP-9", "XML_BROKEN")


def test_wrong_encoding_is_refused_as_structure() -> None:
    made = hand_made()
    made.parts["/Ustveri/Ustveri.xml"] = METADATA.encode("iso-8859-9")
    with pytest.raises(PackageRefused) as refused:
        read_package(made.zip())
    assert refused.value.code == "XML_BROKEN"


def test_utf16_metadata_is_read() -> None:
    made = hand_made()
    made.parts["/Ustveri/Ustveri.xml"] = ('<?xml version="1.0" encoding="utf-16"?>' + METADATA).encode("utf-16")
    assert read_package(made.zip()).document_id == DOCUMENT_ID


def test_broken_final_metadata_does_not_hide_the_metadata() -> None:
    made = hand_made()
    made.parts["/NihaiUstveri/NihaiUstveri.xml"] = b"<broken"
    package = open_package(made.zip())
    assert package.metadata is not None
    assert [problem.part for problem in package.problems] == ["/NihaiUstveri/NihaiUstveri.xml"]
