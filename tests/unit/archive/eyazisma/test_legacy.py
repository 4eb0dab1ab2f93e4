"""Packages of 1.x: other names, one digest, lists of signatures instead of final metadata, and their tolerances."""

from datetime import UTC, datetime

import pytest

from archive.eyazisma import CheckOptions, Component, Grade, PackageKind, check_package, open_package, read_package
from archive.eyazisma.model import Institution, Urgency
from testkit.packages import (
    CORE_PART,
    CORE_RELATION,
    LEGACY_COVERED,
    RELATIONS,
    SHA256,
    HandMade,
    core,
    hand_made_legacy,
    legacy_digest_document,
)

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def severities(made: HandMade) -> dict[str, str]:
    report = check_package(made.zip(), CheckOptions(at=NOW))
    return {finding.type.name: finding.severity.value for finding in report.findings}


def grave(made: HandMade) -> set[str]:
    return {name for name, severity in severities(made).items() if severity in "FE"} - {"SIGNATURE_NOT_CMS"}


def test_old_package_has_nothing_grave() -> None:
    assert grave(hand_made_legacy()) == set()


def test_old_package_is_read_into_the_same_model() -> None:
    package = read_package(hand_made_legacy().zip())
    assert package.metadata is not None
    assert (package.major, package.document_no, package.metadata.grade) == (1, "12345678-010-99", Grade.NONE)
    assert package.metadata.distributions[0].urgency is Urgency.URGENT
    assert package.date is not None
    assert package.date.text == "2014-03-05T10:00:00"
    assert package.signatures[0].signer is not None


def test_old_package_names_its_targets() -> None:
    target = read_package(hand_made_legacy().zip()).targets[0]
    assert isinstance(target, Institution)
    assert target.detsis_no == "24301050"


def test_old_institution_number_of_14_hex_digits_is_accepted() -> None:
    made = hand_made_legacy()
    made.parts["/BelgeHedef/BelgeHedef.xml"] = made.parts["/BelgeHedef/BelgeHedef.xml"].replace(
        b"24301050", b"A1B2C3D4E5F607"
    )
    assert "DETSIS_NO_INVALID" not in severities(made)


@pytest.mark.parametrize("part", LEGACY_COVERED)
def test_changed_part_of_an_old_package_is_found(part: str) -> None:
    made = hand_made_legacy()
    made.parts[part] += b" "
    assert "HASHLER_ESIT_DEGIL" in grave(made)


@pytest.mark.parametrize(
    ("part", "code"), [("/BelgeHedef/BelgeHedef.xml", 5), ("/UstYazi/ustyazi.pdf", 7), ("/Ustveri/Ustveri.xml", 3)]
)
def test_part_that_the_old_list_lacks_has_its_code(part: str, code: int) -> None:
    made = hand_made_legacy()
    covered = [each for each in LEGACY_COVERED if each != part]
    made.parts["/PaketOzeti/PaketOzeti.xml"] = legacy_digest_document("PaketOzeti", made.parts, covered)
    report = check_package(made.zip(), CheckOptions(at=NOW))
    assert code in {finding.type.code for finding in report.findings}


@pytest.mark.parametrize(
    ("dropped", "code"), [("/BelgeHedef/BelgeHedef.xml", 20), ("/Imzalar/BelgeImza.xml", 22), (CORE_PART, 24)]
)
def test_part_that_the_old_final_list_lacks_has_its_code(dropped: str, code: int) -> None:
    made = hand_made_legacy()
    final = [
        *LEGACY_COVERED,
        "/Imzalar/BelgeImza.xml",
        "/PaketOzeti/PaketOzeti.xml",
        "/Imzalar/ImzaCades.imz",
        CORE_PART,
    ]
    made.parts["/NihaiOzet/NihaiOzet.xml"] = legacy_digest_document(
        "NihaiOzet", made.parts, [each for each in final if each != dropped]
    )
    report = check_package(made.zip(), CheckOptions(at=NOW))
    assert code in {finding.type.code for finding in report.findings}


def test_old_package_without_seal_and_final_list_is_complete() -> None:
    made = hand_made_legacy()
    del made.parts["/NihaiOzet/NihaiOzet.xml"], made.parts["/Muhurler/MuhurCades.imz"]
    made.relations["/"] = [row for row in made.relations["/"] if row[0] != "IdNihaiOzet"]
    del made.relations["/NihaiOzet/NihaiOzet.xml"]
    assert grave(made) == set()


def test_old_package_without_targets_is_a_warning() -> None:
    made = hand_made_legacy()
    del made.parts["/BelgeHedef/BelgeHedef.xml"]
    assert severities(made)["BELGEHEDEF_BILESENI_YOK"] == "W"


def test_old_digest_by_sha1_is_still_compared() -> None:
    made = hand_made_legacy()
    part = "/PaketOzeti/PaketOzeti.xml"
    made.parts[part] = made.parts[part].replace(SHA256.encode(), b"http://www.w3.org/2000/09/xmldsig#sha1", 1)
    assert {"HASHLER_ESIT_DEGIL"} <= grave(made)
    assert "DESTEKLENMEYEN_OZETMODU" not in grave(made)


def old_encrypted() -> HandMade:
    """An encrypted 1.3 package with plain content, as public samples have it."""
    made, inner = HandMade(), hand_made_legacy()
    content = "/SifreliIcerik/6F1C9A52-0B7E-4D3A-9C55-2F8E41D07A10.eyp"
    info = b'<SifreliIcerikBilgisi xmlns="urn:dpt:eyazisma:schema:xsd:SifreliIcerikBilgisi-1" Id="" Version="1.4"/>'
    made.parts = {
        content: inner.zip(),
        "/SifreliIcerikBilgisi/SifreliIcerikBilgisi.xml": info,
        "/PaketOzeti/PaketOzeti.xml": inner.parts["/PaketOzeti/PaketOzeti.xml"],
        "/BelgeHedef/BelgeHedef.xml": inner.parts["/BelgeHedef/BelgeHedef.xml"],
        CORE_PART: core("RESMIYAZISMA/SIFRELI", "1.3"),
    }
    made.relations = {
        "/": [
            ("a", RELATIONS + "sifreliicerik", content),
            ("b", RELATIONS + "sifreliicerikbilgisi", "SifreliIcerikBilgisi/SifreliIcerikBilgisi.xml"),
            ("c", RELATIONS + "paketozeti", "PaketOzeti/PaketOzeti.xml"),
            ("d", RELATIONS + "belgehedef", "BelgeHedef/BelgeHedef.xml"),
            ("e", CORE_RELATION, "docProps/core.xml"),
        ]
    }
    return made


def test_old_encrypted_package_is_opened_and_compared() -> None:
    assert grave(old_encrypted()) - {"INNER_INVALID"} == {"CONTENT_NOT_ENCRYPTED"}


def test_old_encrypted_package_keeps_its_kind_and_clear_list() -> None:
    package = open_package(old_encrypted().zip())
    assert (package.kind, package.part(Component.PACKAGE_DIGEST)) == (
        PackageKind.ENCRYPTED,
        "/PaketOzeti/PaketOzeti.xml",
    )


def test_forged_target_of_an_old_encrypted_package_is_found_before_opening() -> None:
    made = old_encrypted()
    made.parts["/BelgeHedef/BelgeHedef.xml"] += b" "
    made.parts = {name: data for name, data in made.parts.items() if not name.startswith("/SifreliIcerik/")}
    assert "HASHLER_ESIT_DEGIL" in grave(made)


def _renewed(made: HandMade) -> HandMade:
    final = [
        *LEGACY_COVERED,
        "/Imzalar/BelgeImza.xml",
        "/PaketOzeti/PaketOzeti.xml",
        "/Imzalar/ImzaCades.imz",
        CORE_PART,
    ]
    made.parts["/PaketOzeti/PaketOzeti.xml"] = legacy_digest_document("PaketOzeti", made.parts, LEGACY_COVERED)
    made.parts["/NihaiOzet/NihaiOzet.xml"] = legacy_digest_document("NihaiOzet", made.parts, final)
    return made


def _with_metadata(old: str, new: str) -> HandMade:
    made = hand_made_legacy()
    text = made.parts["/Ustveri/Ustveri.xml"].decode()
    assert old in text
    made.parts["/Ustveri/Ustveri.xml"] = text.replace(old, new).encode()
    return _renewed(made)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_every_old_version_is_read_alike(version: str) -> None:
    made = hand_made_legacy()
    made.parts[CORE_PART] = made.parts[CORE_PART].replace(b"<version>1.3<", f"<version>{version}<".encode())
    assert grave(_renewed(made)) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<Olusturan>", "<Dil/><Olusturan>"),
        ("<Olusturan>", "<Ilgiler/><Olusturan>"),
        ("<DosyaAdi>ustyazi.pdf", "<IlgiliListesi/><DosyaAdi>ustyazi.pdf"),
        ("<DagitimListesi>", "<OzId/><DagitimListesi>"),
        ("<Miat>0</Miat>", "<Miat/>"),
        ("<Miat>0</Miat>", "<KonulmamisEkListesi/>"),
        ("<Miat>0</Miat>", "<Miat>864000000000</Miat>"),
        ("<Aciklama/>", "<Aciklama/><Referans/><OzId/>"),
        ("<IletisimBilgisi/>", "<IletisimBilgisi><Telefon/><EPosta/><WebAdresi/><Il/></IletisimBilgisi>"),
    ],
)
def test_empty_optional_element_of_an_old_package_is_an_absent_one(old: str, new: str) -> None:
    assert grave(_with_metadata(old, new)) == set()


def test_number_of_ticks_for_a_due_time_is_only_a_warning_in_an_old_package() -> None:
    assert severities(_with_metadata("<Miat>0<", "<Miat>864000000000<"))["DUE_INTEGER_LEGACY"] == "W"
