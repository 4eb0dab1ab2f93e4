"""Rules 38, 39, 45 to 48: real CMS signatures inside packages."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from archive.eyazisma import CheckOptions, PackageReport, check_package
from archive.signatures import SignedAttributes, sign_attached, sign_detached
from testkit.certificates import Kind, made_certificate
from testkit.packages import FINAL_METADATA, HandMade, core, hand_made, redigest
from timestamping.cms import Certificate, build_signed_data, build_signer_info, oids, port_of_key, read_signed_data

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
KEY = ec.generate_private_key(ec.SECP256R1())
PERSON = Certificate(made_certificate(KEY, Kind.PERSON))
SEAL = Certificate(made_certificate(KEY, Kind.SEAL, institution="Örnek Kurum 82223362"))
ENCRYPTION = Certificate(made_certificate(KEY, Kind.ENCRYPTION))


def attached(content: bytes, certificate: Certificate = PERSON) -> bytes:
    return sign_attached(content, certificate, port_of_key(KEY), SignedAttributes(NOW))


def signed(signer: Certificate = PERSON, sealer: Certificate = SEAL) -> HandMade:
    """A package with attached signatures over its own lists, made in the order of the guide."""
    made = hand_made(initials=False)
    made.parts["/Imzalar/ImzaCades.imz"] = attached(made.parts["/PaketOzeti/PaketOzeti.xml"], signer)
    redigest(made)
    made.parts["/Muhur/MuhurCades.imz"] = attached(made.parts["/NihaiOzet/NihaiOzet.xml"], sealer)
    return made


def check(made: HandMade) -> PackageReport:
    return check_package(made.zip(), CheckOptions(at=NOW))


def names(made: HandMade, part: str) -> set[str]:
    return {finding.type.name for finding in check(made).findings if finding.part == part}


def test_signature_over_the_list_without_trust_is_undecided_and_too_low() -> None:
    assert names(signed(), "/Imzalar/ImzaCades.imz") == {"SIGNATURE_INDETERMINATE", "LEVEL_TOO_LOW"}


def test_signature_report_is_part_of_the_json() -> None:
    shown = check(signed()).as_json()["signatures"]
    assert isinstance(shown, list)
    assert [(each["purpose"], each["level"], each["intact"]) for each in shown] == [
        ("signature", "BES", True),
        ("seal", "BES", True),
    ]


def test_signature_over_another_list_is_found() -> None:
    made = signed()
    made.parts["/Imzalar/ImzaCades.imz"] = attached(b"<PaketOzeti/>")
    assert "SIGNED_CONTENT_DIFFERS" in names(made, "/Imzalar/ImzaCades.imz")


def test_changed_list_is_found_although_the_signature_verifies() -> None:
    made = signed()
    made.parts["/PaketOzeti/PaketOzeti.xml"] += b"\n"
    assert "SIGNED_CONTENT_DIFFERS" in names(made, "/Imzalar/ImzaCades.imz")


def test_detached_signature_is_found() -> None:
    made = signed()
    content = made.parts["/PaketOzeti/PaketOzeti.xml"]
    made.parts["/Imzalar/ImzaCades.imz"] = sign_detached(content, PERSON, port_of_key(KEY), SignedAttributes(NOW))
    assert "SIGNATURE_DETACHED" in names(made, "/Imzalar/ImzaCades.imz")


def test_broken_signature_value_is_invalid() -> None:
    made = signed()
    data = made.parts["/Imzalar/ImzaCades.imz"]
    made.parts["/Imzalar/ImzaCades.imz"] = data[:-1] + bytes([data[-1] ^ 1])
    assert "SIGNATURE_INVALID" in names(made, "/Imzalar/ImzaCades.imz")


def test_content_changed_inside_the_signature_is_invalid() -> None:
    made = signed()
    data = made.parts["/Imzalar/ImzaCades.imz"]
    made.parts["/Imzalar/ImzaCades.imz"] = data.replace(b"PaketOzeti", b"PAKETOZETI", 1)
    assert {"SIGNATURE_INVALID", "SIGNED_CONTENT_DIFFERS"} <= names(made, "/Imzalar/ImzaCades.imz")


@pytest.mark.parametrize("data", [b"", b"\x30\x80", b"PK\x03\x04", b"\x30\x84\xff\xff\xff\xff", bytes(1000)])
def test_what_is_no_signature_is_named(data: bytes) -> None:
    made = signed()
    made.parts["/Muhur/MuhurCades.imz"] = data
    assert names(made, "/Muhur/MuhurCades.imz") == {"SIGNATURE_NOT_CMS"}


def test_encryption_certificate_may_not_sign() -> None:
    assert "ENCRYPTION_CERTIFICATE_SIGNS" in names(signed(signer=ENCRYPTION), "/Imzalar/ImzaCades.imz")


def test_seal_certificate_may_not_sign() -> None:
    assert "SIGNED_WITH_SEAL" in names(signed(signer=SEAL), "/Imzalar/ImzaCades.imz")


def test_person_may_not_seal() -> None:
    assert "SEALED_BY_PERSON" in names(signed(sealer=PERSON), "/Muhur/MuhurCades.imz")


def test_seal_by_an_institution_and_signature_by_a_person_are_right() -> None:
    wrong = {"ENCRYPTION_CERTIFICATE_SIGNS", "SIGNED_WITH_SEAL", "SEALED_BY_PERSON"}
    assert {f.type.name for f in check(signed()).findings} & wrong == set()


def test_encryption_certificate_may_not_seal() -> None:
    assert "ENCRYPTION_CERTIFICATE_SIGNS" in names(signed(sealer=ENCRYPTION), "/Muhur/MuhurCades.imz")


@pytest.mark.parametrize(
    ("institution", "found"),
    [
        ("Örnek Kurum", set()),
        ("ÖRNEK KURUM ELEKTRONİK MÜHÜR", set()),
        ("82223362 e-Mühür", set()),
        ("Birim 12345678", set()),
        ("Başka Kurum 24301050", {"SEAL_OF_ANOTHER"}),
        ("Örnek Kurum 24301050", {"SEAL_INSTITUTION_UNPROVEN"}),
        ("Örnek Kurumu", {"SEAL_INSTITUTION_UNPROVEN"}),
        ("Başka Kurum", {"SEAL_INSTITUTION_UNPROVEN"}),
        ("Başka Kurum 182223362", {"SEAL_INSTITUTION_UNPROVEN"}),
    ],
)
def test_seal_must_be_that_of_the_institution_that_made_the_letter(institution: str, found: set[str]) -> None:
    sealer = Certificate(made_certificate(KEY, Kind.SEAL, institution=institution))
    of_institution = {"SEAL_OF_ANOTHER", "SEAL_INSTITUTION_UNPROVEN"}
    assert names(signed(sealer=sealer), "/Muhur/MuhurCades.imz") & of_institution == found


def twice(content: bytes) -> bytes:
    """Two parallel signers in one file."""
    one = attached(content)
    port = port_of_key(KEY)
    info = read_signed_data(one).signer_infos.children[0].tlv
    other = build_signer_info(PERSON, port, [])
    return build_signed_data(oids.DATA, content, [info, other], [SEAL.der, PERSON.der], [port.digest])


def test_second_signer_on_a_seal_is_a_warning() -> None:
    made = signed()
    made.parts["/Muhur/MuhurCades.imz"] = twice(made.parts["/NihaiOzet/NihaiOzet.xml"])
    assert "SEAL_SIGNERS" in names(made, "/Muhur/MuhurCades.imz")


def test_second_signer_on_an_update_seal_is_fatal() -> None:
    made = signed()
    made.parts["/docProps/core.xml"] = core("RESMIYAZISMA/GUNCELLEME", "2.1")
    made.parts["/Muhur/MuhurCades.imz"] = twice(made.parts["/NihaiOzet/NihaiOzet.xml"])
    assert "UPDATE_SEAL_SIGNERS" in names(made, "/Muhur/MuhurCades.imz")


def test_more_signers_stated_than_in_the_file_is_found() -> None:
    made = signed()
    one = FINAL_METADATA[FINAL_METADATA.index("<t:Imza>") : FINAL_METADATA.index("</t:BelgeImzalar>")]
    made.parts["/NihaiUstveri/NihaiUstveri.xml"] = FINAL_METADATA.replace(one, one + one).encode()
    assert "SIGNERS_DIFFER" in names(made, "/Imzalar/ImzaCades.imz")


def test_another_citizen_stated_than_in_the_certificate_is_found() -> None:
    made = signed()
    made.parts["/NihaiUstveri/NihaiUstveri.xml"] = FINAL_METADATA.replace("10000000146", "10000000078").encode()
    assert "SIGNERS_DIFFER" in names(made, "/Imzalar/ImzaCades.imz")


def test_removed_initials_do_not_fail_the_package() -> None:
    made = hand_made()
    before = {f.type.name for f in check(made).findings}
    del made.parts["/Paraflar/ParafImzaCades.imz"]
    added = {f.type.name for f in check(made).findings} - before
    assert added == {"PARAF_IMZA_BILESENI_YOK"}
