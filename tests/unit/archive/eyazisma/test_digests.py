"""Digests: both compared, full coverage, official codes, withheld enclosures."""

import base64
import hashlib

import pytest

from archive.eyazisma import Recipient, check_digests, open_package
from testkit.packages import (
    FINAL_DIGEST_PARTS,
    LETTER_PARTS,
    METADATA,
    PACKAGE_DIGEST_PARTS,
    SIGNED_ENCLOSURE,
    HandMade,
    hand_made,
    redigest,
)

PACKAGE_DIGEST = "/PaketOzeti/PaketOzeti.xml"
FINAL_DIGEST = "/NihaiOzet/NihaiOzet.xml"


def codes(made: HandMade, recipient: str | None = None) -> set[int]:
    """Official codes of everything found."""
    package = open_package(made.zip())
    verdicts = check_digests(package, None if recipient is None else Recipient(recipient))
    return {each.type.code for verdict in verdicts for each in verdict.findings if each.type.code is not None}


def names(made: HandMade, recipient: str | None = None) -> list[str]:
    """Names of everything found, in order."""
    package = open_package(made.zip())
    verdicts = check_digests(package, None if recipient is None else Recipient(recipient))
    return [each.type.name for verdict in verdicts for each in verdict.findings]


def rewritten(part: str, old: str, new: str) -> HandMade:
    """A package with one list of digests changed by hand (first occurrence)."""
    made = hand_made()
    text = made.parts[part].decode()
    assert old in text
    made.parts[part] = text.replace(old, new, 1).encode()
    if part == PACKAGE_DIGEST:
        made.digest("NihaiOzet", FINAL_DIGEST_PARTS)
    return made


def test_sound_package_has_no_digest_finding() -> None:
    assert names(hand_made()) == []


def test_sound_package_has_three_lists_with_all_their_parts() -> None:
    verdicts = check_digests(open_package(hand_made().zip()))
    assert [(each.document.value, each.references) for each in verdicts] == [
        ("ParafOzeti", len(LETTER_PARTS)),
        ("PaketOzeti", len(PACKAGE_DIGEST_PARTS)),
        ("NihaiOzet", len(FINAL_DIGEST_PARTS)),
    ]


@pytest.mark.parametrize("part", FINAL_DIGEST_PARTS)
def test_changed_byte_of_a_covered_part_is_found(part: str) -> None:
    made = hand_made()
    data = made.parts[part]
    made.parts[part] = data + b" " if part.endswith((".xml", ".pdf")) else data[:-1] + bytes([data[-1] ^ 1])
    package = open_package(made.zip())
    changed = {each.part for verdict in check_digests(package) for each in verdict.findings if each.type.code == 15}
    assert changed == {part}


@pytest.mark.parametrize("algorithm", ["sha384", "sha512"])
def test_each_of_the_two_digests_is_compared(algorithm: str) -> None:
    letter = hand_made().parts["/UstYazi/ustyazi.pdf"]
    right = base64.b64encode(hashlib.new(algorithm, letter).digest()).decode()
    wrong = base64.b64encode(hashlib.new(algorithm, b"other").digest()).decode()
    assert codes(rewritten(PACKAGE_DIGEST, right, wrong)) == {15}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("xmldsig-more#sha384", "xmlenc#sha512", 30),
        ("http://www.w3.org/2001/04/xmlenc#sha512", "http://www.w3.org/2001/04/xmlenc#sha256", 31),
        ("http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2000/09/xmldsig#sha1", 12),
        ("http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#ripemd160", 12),
        ("http://www.w3.org/2001/04/xmldsig-more#sha384", "urn:unknown", 12),
        ('Algorithm="http://www.w3.org/2001/04/xmldsig-more#sha384"', 'Algorithm=""', 11),
        ('<p:DigestMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#sha384"/>', "", 10),
        ('URI="/Ustveri/Ustveri.xml"', 'URI=""', 9),
        ('URI="/Ustveri/Ustveri.xml"', 'URI="/Yok/Yok.xml"', 13),
    ],
)
def test_reference_of_wrong_form_gets_its_official_code(old: str, new: str, code: int) -> None:
    assert code in codes(rewritten(FINAL_DIGEST, old, new))


def test_reference_without_items_is_code_28() -> None:
    made = hand_made()
    made.parts[FINAL_DIGEST] = made.parts[FINAL_DIGEST].replace(
        b"</NihaiOzet>", b'<p:Reference URI="/Ekler/Cizelge1.txt"/></NihaiOzet>'
    )
    assert 28 in codes(made)


def test_reference_with_one_item_is_code_29() -> None:
    made = hand_made()
    text = made.parts[FINAL_DIGEST].decode()
    start = text.index("<p:DigestItem>")
    made.parts[FINAL_DIGEST] = (text[:start] + text[text.index("</p:DigestItem>") + 15 :]).encode()
    assert 29 in codes(made)


def test_empty_reference_is_code_8() -> None:
    made = hand_made()
    made.parts[FINAL_DIGEST] = made.parts[FINAL_DIGEST].replace(b"</NihaiOzet>", b"<p:Reference/></NihaiOzet>")
    assert codes(made) == {8}


@pytest.mark.parametrize(
    ("root", "listed", "dropped", "code"),
    [
        ("PaketOzeti", PACKAGE_DIGEST_PARTS, "/Ustveri/Ustveri.xml", 3),
        ("PaketOzeti", PACKAGE_DIGEST_PARTS, "/UstYazi/ustyazi.pdf", 7),
        ("NihaiOzet", FINAL_DIGEST_PARTS, "/Ustveri/Ustveri.xml", 19),
        ("NihaiOzet", FINAL_DIGEST_PARTS, "/UstYazi/ustyazi.pdf", 21),
        ("NihaiOzet", FINAL_DIGEST_PARTS, "/Imzalar/ImzaCades.imz", 23),
        ("NihaiOzet", FINAL_DIGEST_PARTS, "/docProps/core.xml", 24),
    ],
)
def test_uncovered_part_gets_its_official_code(root: str, listed: list[str], dropped: str, code: int) -> None:
    made = hand_made()
    made.digest(root, [part for part in listed if part != dropped])
    if root == "PaketOzeti":
        made.digest("NihaiOzet", FINAL_DIGEST_PARTS)
    assert codes(made) == {code}


@pytest.mark.parametrize(("dropped", "code"), [("/UstYazi/ustyazi.pdf", 26), ("/Ustveri/Ustveri.xml", 27)])
def test_part_uncovered_by_the_initials_digest_gets_its_code(dropped: str, code: int) -> None:
    made = hand_made()
    made.digest("ParafOzeti", [part for part in LETTER_PARTS if part != dropped])
    redigest(made)
    assert codes(made) == {code}


@pytest.mark.parametrize(
    "dropped",
    [
        "/NihaiUstveri/NihaiUstveri.xml",
        "/PaketOzeti/PaketOzeti.xml",
        "/Ekler/Cizelge1.txt",
        "/ParafOzeti/ParafOzeti.xml",
    ],
)
def test_part_the_official_verifier_would_let_go_is_demanded(dropped: str) -> None:
    made = hand_made()
    made.digest("NihaiOzet", [part for part in FINAL_DIGEST_PARTS if part != dropped])
    assert names(made) == ["PART_NOT_COVERED"]


def test_covered_unsigned_enclosure_is_found() -> None:
    made = hand_made()
    made.digest("NihaiOzet", [*FINAL_DIGEST_PARTS, "/ImzasizEkler/taslak.txt"])
    assert names(made) == ["UNSIGNED_ENCLOSURE_COVERED"]


def test_external_reference_in_the_final_digest_is_refused() -> None:
    assert "EXTERNAL_REFERENCE" in names(rewritten(FINAL_DIGEST, "bilesen#dahili", "bilesen#harici"))


@pytest.mark.parametrize("part", [PACKAGE_DIGEST, FINAL_DIGEST])
def test_part_of_the_package_called_external_is_compared_all_the_same(part: str) -> None:
    made = rewritten(part, "bilesen#dahili", "bilesen#harici")
    made.parts["/Ustveri/Ustveri.xml"] += b" "
    package = open_package(made.zip())
    found = {v.document.value: {each.type.code for each in v.findings} for v in check_digests(package)}
    assert 15 in found[part.rsplit("/", 1)[-1].removesuffix(".xml")]


def test_white_space_around_a_uri_is_no_part_of_it() -> None:
    assert names(rewritten(FINAL_DIGEST, 'URI="/Ustveri/Ustveri.xml"', 'URI=" /Ustveri/Ustveri.xml&#10;"')) == []


def test_removed_initials_signature_is_a_note() -> None:
    made = hand_made()
    del made.parts["/Paraflar/ParafImzaCades.imz"]
    verdicts = check_digests(open_package(made.zip()))
    assert ({each.type.code for v in verdicts for each in v.findings}, all(v.passed for v in verdicts)) == ({32}, True)


WITHHELD = METADATA.replace(
    "</t:DagitimTuru></t:Dagitim>",
    "</t:DagitimTuru><t:KonulmamisEkListesi><t:KonulmamisEk>"
    f"<t:EkId>{SIGNED_ENCLOSURE.lower()}</t:EkId></t:KonulmamisEk></t:KonulmamisEkListesi></t:Dagitim>",
)
INSTITUTION = METADATA[METADATA.index("<t:KurumKurulus>") : METADATA.index("</t:KurumKurulus>") + 17]
LEGAL = '<t:TuzelSahis><t:Id schemeID="MERSIS">0922003497008217</t:Id></t:TuzelSahis>'
PERSON = (
    "<t:GercekSahis><t:Kisi><t:IlkAdi>A</t:IlkAdi><t:Soyadi>B</t:Soyadi></t:Kisi><t:TCKN>10000000146</t:TCKN>"
    "</t:GercekSahis>"
)


@pytest.mark.parametrize(
    ("party", "recipient", "found"),
    [
        (INSTITUTION, "24301050", ["ENCLOSURE_WITHHELD"] * 3),
        (INSTITUTION, "24301051", ["ENCLOSURE_WITHHELD"] * 3),
        (INSTITUTION, "24322010", ["PAKET_BILESENI_ALINAMADI"] * 3),
        (INSTITUTION, None, ["PAKET_BILESENI_ALINAMADI"] * 3),
        (LEGAL, "0922003497008217", ["ENCLOSURE_WITHHELD"] * 3),
        (LEGAL, "0922003497008218", ["PAKET_BILESENI_ALINAMADI"] * 3),
        (PERSON, "10000000146", ["ENCLOSURE_WITHHELD"] * 3),
    ],
    ids=["institution", "its unit", "another", "nobody stated", "legal person", "another legal person", "person"],
)
def test_withheld_enclosure_may_be_absent_for_its_recipient_only(
    party: str, recipient: str | None, found: list[str]
) -> None:
    made = hand_made(WITHHELD.replace(INSTITUTION, party, 1))
    del made.parts["/Ekler/Cizelge1.txt"]
    made.relations["/"] = [row for row in made.relations["/"] if not row[0].startswith("IdEk_")]
    assert names(made, recipient) == found


def test_enclosure_absent_but_not_withheld_is_found_even_for_a_recipient() -> None:
    made = hand_made()
    del made.parts["/Ekler/Cizelge1.txt"]
    assert codes(made, "24301050") == {13}


def test_digest_id_must_be_the_document_id() -> None:
    found = names(rewritten(PACKAGE_DIGEST, 'Id="6F1C9A52', 'Id="7F1C9A52'))
    assert found == ["DIGEST_ID_DIFFERS"]


def test_missing_digest_id_is_found() -> None:
    assert names(rewritten(PACKAGE_DIGEST, ' Id="6F1C9A52-0B7E-4D3A-9C55-2F8E41D07A10"', "")) == ["DIGEST_ID_MISSING"]


def test_disagreeing_references_of_one_part_are_found() -> None:
    made = hand_made()
    wrong = b'<p:Reference URI="/ustveri/USTVERI.xml"/></NihaiOzet>'
    made.parts[FINAL_DIGEST] = made.parts[FINAL_DIGEST].replace(b"</NihaiOzet>", wrong)
    assert "REFERENCE_REPEATED" in names(made)


def test_unreadable_list_is_code_1_and_others_are_still_checked() -> None:
    made = hand_made()
    made.parts[PACKAGE_DIGEST] = b"<broken"
    assert codes(made) == {1, 15}
