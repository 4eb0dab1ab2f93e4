"""Encrypted and update packages: rules 49 to 52, from outside and inside."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from archive.eyazisma import (
    CheckOptions,
    Component,
    Institution,
    PackageReport,
    ReadLimits,
    check_package,
    open_package,
)
from archive.eyazisma.encryption import EnvelopeOptions, SoftwareKey
from archive.eyazisma.writing import MissingStepError, write_encrypted_package
from testkit.building import built_bytes
from testkit.certificates import Kind, made_certificate
from testkit.packages import BASE, CORE_RELATION, RELATIONS, HandMade, core, hand_made
from timestamping.cms import Certificate

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY = SoftwareKey(Certificate(made_certificate(PRIVATE, Kind.ENCRYPTION)), PRIVATE)
OTHER = SoftwareKey(Certificate(made_certificate(PRIVATE, Kind.ENCRYPTION, serial=2)), PRIVATE)
INSTITUTION = Institution("24301050", unit_no="24301051")
PLAIN = built_bytes("full.json")


def encrypted(plain: bytes = PLAIN) -> bytes:
    target = io.BytesIO()
    with open_package(plain) as opened:
        write_encrypted_package(
            plain,
            opened,
            target,
            certificates=[KEY.certificate],
            targets=(INSTITUTION,),
            id_="AAAAAAAA-62F4-4A3E-8B1D-7E9F0A1B2C3D",
            content_id="bbbbbbbb-62F4-4A3E-8B1D-7E9F0A1B2C3D",
            now=NOW,
            creator=INSTITUTION,
            envelope=EnvelopeOptions(),
        )
    return target.getvalue()


def check(data: bytes, key: SoftwareKey | None = None) -> PackageReport:
    return check_package(data, CheckOptions(at=NOW, keys=() if key is None else (key,)))


def names(report: PackageReport) -> set[str]:
    return {finding.type.name for finding in report.findings}


def grave(report: PackageReport) -> set[str]:
    """Fatal findings and errors without those that test certificates always bring."""
    found = {f.type.name for f in report.findings if f.severity.value in "FE"}
    return found - {"SIGNATURE_INDETERMINATE", "LEVEL_TOO_LOW", "INNER_INVALID"}


def changed(data: bytes, old: str, new: bytes | None) -> bytes:
    """The package with the entry whose name begins with `old` replaced or dropped."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            if not name.startswith(old):
                archive.writestr(name, source.read(name))
            elif new is not None:
                archive.writestr(name, new)
    return target.getvalue()


def test_encrypted_package_opens_to_a_sound_one() -> None:
    report = check(encrypted(), KEY)
    assert (grave(report), report.inner is not None) == (set(), True)


def test_encrypted_package_leaks_no_subject() -> None:
    with open_package(encrypted()) as package:
        assert package.core is not None
        assert (package.core.subject, package.core.created) == (None, None)


def test_encrypted_package_names_part_by_upper_case_guid() -> None:
    names_ = zipfile.ZipFile(io.BytesIO(encrypted())).namelist()
    assert "SifreliIcerik/BBBBBBBB-62F4-4A3E-8B1D-7E9F0A1B2C3D" in names_


def test_encrypted_package_without_key_is_undecided() -> None:
    report = check(encrypted())
    assert (report.verdict, "CONTENT_NOT_OPENED" in names(report)) == ("indeterminate", True)


def test_encrypted_package_with_the_wrong_key_is_undecided() -> None:
    report = check(encrypted(), OTHER)
    assert (report.verdict, "CONTENT_NOT_OPENED" in names(report)) == ("indeterminate", True)


def test_plain_content_is_opened_with_a_loud_error() -> None:
    report = check(changed(encrypted(), "SifreliIcerik/", PLAIN))
    assert grave(report) == {"CONTENT_NOT_ENCRYPTED"}


def test_content_that_is_nothing_known_is_fatal() -> None:
    assert "CONTENT_UNREADABLE" in grave(check(changed(encrypted(), "SifreliIcerik/", b"hello"), KEY))


def envelope() -> bytes:
    """The content of the encrypted package, as it lies there."""
    with open_package(encrypted()) as package:
        data = package.read(Component.ENCRYPTED_CONTENT)
    assert data is not None
    return data


@pytest.mark.parametrize("garbage", [b"\x30\x80garbage", b"\x30\x03\x02\x01\x00", b"\x30"])
def test_content_that_only_begins_like_an_envelope_is_fatal_without_any_key(garbage: bytes) -> None:
    assert "CONTENT_UNREADABLE" in grave(check(changed(encrypted(), "SifreliIcerik/", garbage)))


def test_envelope_that_was_cut_is_fatal_without_any_key() -> None:
    assert "CONTENT_UNREADABLE" in grave(check(changed(encrypted(), "SifreliIcerik/", envelope()[:-50])))


def test_missing_content_is_fatal() -> None:
    found = grave(check(changed(encrypted(), "SifreliIcerik/", None), KEY))
    assert found == {"ENCRYPTED_CONTENT_MISSING", "RELATIONSHIP_DANGLING"}


def test_missing_information_is_fatal() -> None:
    found = grave(check(changed(encrypted(), "SifreliIcerikBilgisi/", None), KEY))
    assert found == {"ENCRYPTION_INFO_MISSING", "RELATIONSHIP_DANGLING"}


def test_clear_list_that_is_not_the_inner_one_is_fatal() -> None:
    with open_package(encrypted()) as package:
        clear = b"".join(package.chunks("/NihaiOzet/NihaiOzet.xml"))
    forged = changed(encrypted(), "NihaiOzet/NihaiOzet.xml", clear.replace(b"A", b"B", 1))
    assert "CLEAR_DIGEST_DIFFERS" in grave(check(forged, KEY))


def test_missing_clear_list_is_fatal() -> None:
    assert "CLEAR_DIGEST_MISSING" in grave(check(changed(encrypted(), "NihaiOzet/", None), KEY))


def test_broken_inside_is_told_with_its_place() -> None:
    broken = changed(PLAIN, "UstYazi/", b"forged")
    findings = check(changed(encrypted(), "SifreliIcerik/", broken)).findings
    places = {finding.part for finding in findings if finding.type.name == "HASHLER_ESIT_DEGIL"}
    assert places == {"/SifreliIcerik/BBBBBBBB-62F4-4A3E-8B1D-7E9F0A1B2C3D!/UstYazi/UstYazi.pdf"}


def test_encrypted_inside_encrypted_is_fatal() -> None:
    assert "INNER_KIND_WRONG" in grave(check(changed(encrypted(), "SifreliIcerik/", encrypted()), KEY))


def test_unfinished_package_is_not_encrypted() -> None:
    with pytest.raises(MissingStepError):
        encrypted(changed(PLAIN, "NihaiOzet/NihaiOzet.xml", None))


INFO = f"""<GuncellemeBilgisi xmlns="{BASE}Tipler-2"><Guncellemeler><GuncellemeTuru>GuvenlikKodu</GuncellemeTuru>
<GuvenlikKoduDegisiklikBilgisi><YeniGizlilikDerecesi>YOK</YeniGizlilikDerecesi>
<DegistirmeTarihi>2026-01-01T00:00:00+03:00</DegistirmeTarihi><Aciklama>a</Aciklama>
<KomisyonKarariBelgeNo>1</KomisyonKarariBelgeNo><KomisyonKarariBelgeId>2</KomisyonKarariBelgeId>
</GuvenlikKoduDegisiklikBilgisi></Guncellemeler></GuncellemeBilgisi>"""


def update(original: bytes, info: str = INFO, extension: str = "eyp") -> HandMade:
    """An update package made by hand."""
    made = HandMade()
    part = f"/OrijinalPaket/OrijinalPaket.{extension}"
    made.parts = {
        "/GuncellemeBilgisi/GuncellemeBilgisi.xml": info.encode(),
        part: original,
        "/docProps/core.xml": core("RESMIYAZISMA/GUNCELLEME", "2.1"),
        "/Muhur/MuhurCades.imz": b"\x01\x02\x03",
    }
    made.digest("NihaiOzet", list(made.parts)[:3])
    made.relations = {
        "/": [
            ("a", RELATIONS + "guncellemebilgisi", "/GuncellemeBilgisi/GuncellemeBilgisi.xml"),
            ("b", RELATIONS + "orijinalpaket", part),
            ("c", RELATIONS + "nihaiozet", "/NihaiOzet/NihaiOzet.xml"),
            ("d", CORE_RELATION, "/docProps/core.xml"),
        ],
        "/NihaiOzet/NihaiOzet.xml": [("m", RELATIONS + "muhurcades", "../Muhur/MuhurCades.imz")],
    }
    return made


def test_update_package_around_a_sound_one_is_sound() -> None:
    assert grave(check(update(PLAIN).zip())) == {"SIGNATURE_NOT_CMS"}


def test_update_package_around_an_encrypted_one_is_fatal() -> None:
    assert "INNER_KIND_WRONG" in grave(check(update(encrypted()).zip()))


@pytest.mark.parametrize(
    ("part", "name", "code"),
    [
        ("/GuncellemeBilgisi/GuncellemeBilgisi.xml", "GUNCELLEME_BILGISI_BILESENI_YOK", 33),
        ("/OrijinalPaket/OrijinalPaket.eyp", "ORIJINAL_PANEL_BILESENI_YOK", 35),
    ],
)
def test_missing_component_of_an_update_has_its_code(part: str, name: str, code: int) -> None:
    made = update(PLAIN)
    del made.parts[part]
    found = {f.type.name: f.type.code for f in check(made.zip()).findings}
    assert found[name] == code


@pytest.mark.parametrize(
    ("dropped", "code"), [(0, 34), (1, 36), (2, 24)], ids=["update information", "original package", "core"]
)
def test_part_that_the_update_list_lacks_has_its_code(dropped: int, code: int) -> None:
    made = update(PLAIN)
    covered = list(made.parts)[:3]
    made.digest("NihaiOzet", [part for index, part in enumerate(covered) if index != dropped])
    assert code in {f.type.code for f in check(made.zip()).findings}


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("<Aciklama>a<", "<Aciklama><", "CHANGE_FIELD_EMPTY"),
        (">YOK<", ">TSD<", "CHANGE_FIELD_WRONG"),
        ("2026-01-01T00:00:00+03:00", "0001-01-01", "CHANGE_FIELD_WRONG"),
        (">GuvenlikKodu<", ">Baska<", "CHANGE_FIELD_WRONG"),
        (
            INFO[INFO.index("<GuvenlikKoduDeg") : INFO.index("</Guncellemeler>")],
            '<x xmlns="urn:x"/>',
            "CHANGE_NOT_UNDERSTOOD",
        ),
        (INFO[INFO.index("<Guncellemeler>") : INFO.index("</GuncellemeBilgisi>")], "", "CHANGE_MISSING"),
    ],
)
def test_wrong_update_information_is_found(old: str, new: str, name: str) -> None:
    assert old in INFO
    assert name in names(check(update(PLAIN, INFO.replace(old, new)).zip()))


def test_chain_of_updates_is_followed_to_its_end() -> None:
    once = update(changed(PLAIN, "UstYazi/", b"forged")).zip()
    twice = update(once, extension="eypg").zip()
    found = {f.part for f in check(twice).findings if f.type.name == "HASHLER_ESIT_DEGIL"}
    assert found == {"/OrijinalPaket/OrijinalPaket.eypg!/OrijinalPaket/OrijinalPaket.eyp!/UstYazi/UstYazi.pdf"}


def test_chain_longer_than_the_limit_is_stopped() -> None:
    data = hand_made().zip()
    for _ in range(4):
        data = update(data, extension="eypg").zip()
    report = check_package(data, CheckOptions(at=NOW, limits=ReadLimits(nesting=3)))
    assert "NESTING_TOO_DEEP" in names(report)


def test_json_of_a_report_holds_the_package_inside() -> None:
    shown = check(encrypted(), KEY).as_json()
    inner = shown["inner"]
    assert isinstance(inner, dict)
    assert (shown["kind"], inner["kind"]) == ("eyps", "eyp")
