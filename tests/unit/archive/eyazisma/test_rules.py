"""Rules 1 to 42 and 49 to 52: each broken package gets the finding of its rule, and no other that was not there."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from archive.eyazisma import ALL_FINDINGS, CheckOptions, PackageReport, Recipient, check_package
from testkit.packages import (
    BASE,
    CORE_PART,
    CORE_RELATION,
    DOCUMENT_ID,
    FINAL_METADATA,
    METADATA,
    REFERENCE_ID,
    RELATIONS,
    SIGNED_ENCLOSURE,
    UNSIGNED_ENCLOSURE,
    HandMade,
    core,
    hand_made,
    redigest,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def report(made: HandMade, **options: object) -> PackageReport:
    """The check of a package whose digests are renewed first, so that only the wanted fault is in it."""
    return check_package(made.zip(), CheckOptions(at=NOW, **options))  # type: ignore[arg-type]


def names(made: HandMade, **options: object) -> set[str]:
    return {finding.type.name for finding in report(made, **options).findings}


SOUND = names(hand_made())


def with_metadata(old: str, new: str) -> HandMade:
    assert old in METADATA, old
    made = hand_made(METADATA.replace(old, new, 1))
    made.digest("ParafOzeti", ["/Ustveri/Ustveri.xml", "/UstYazi/ustyazi.pdf", "/Ekler/Cizelge1.txt"])
    redigest(made)
    return made


def with_final(old: str, new: str) -> HandMade:
    assert old in FINAL_METADATA, old
    return with_part("/NihaiUstveri/NihaiUstveri.xml", FINAL_METADATA.replace(old, new, 1).encode())


def with_part(part: str, data: bytes) -> HandMade:
    made = hand_made()
    made.parts[part] = data
    made.digest("ParafOzeti", ["/Ustveri/Ustveri.xml", "/UstYazi/ustyazi.pdf", "/Ekler/Cizelge1.txt"])
    redigest(made)
    return made


def changed(change: Callable[[HandMade], object]) -> HandMade:
    made = hand_made()
    change(made)
    return made


def without(*parts: str) -> Callable[[HandMade], None]:
    def change(made: HandMade) -> None:
        for part in parts:
            del made.parts[part]
        made.relations = {
            source: [row for row in rows if row[2].lstrip("./") not in {part.lstrip("/") for part in parts}]
            for source, rows in made.relations.items()
            if source not in parts
        }
        redigest(made)

    return change


def related(source: str, *rows: tuple[str, str, str]) -> Callable[[HandMade], None]:
    return lambda made: made.relations[source].extend(rows)


def moved(old: str, new: str) -> Callable[[HandMade], None]:
    def change(made: HandMade) -> None:
        made.parts[new] = made.parts.pop(old)
        made.relations = {
            source: [(i, t, new if target.lstrip("./") == old.lstrip("/") else target) for i, t, target in rows]
            for source, rows in made.relations.items()
        }

    return change


OWN_ID = '<t:OzId schemeID="GUID">1</t:OzId>'
PERSON = "<t:GercekSahis><t:Kisi>{}</t:Kisi>{}</t:GercekSahis>"
NAME = (
    '<t:IlkAdi languageID="tr">A</t:IlkAdi><t:Soyadi languageID="tr">B</t:Soyadi><t:Unvan languageID="tr">C</t:Unvan>'
)
REST = '<t:TCKN>{}</t:TCKN><t:Gorev languageID="tr">D</t:Gorev>'
INSTITUTION = METADATA[
    METADATA.index("<t:KurumKurulus>") : METADATA.index("</t:KurumKurulus>") + len("</t:KurumKurulus>")
]
LEGAL = '<t:TuzelSahis><t:Id schemeID="{}">{}</t:Id><t:Adi languageID="tr">X</t:Adi><t:IletisimBilgisi/></t:TuzelSahis>'
DUE = "<t:DagitimTuru>GRG</t:DagitimTuru>"
CONTACT = "<t:IletisimBilgisi>"
EXTERNAL = '<t:Tur>HRF</t:Tur><t:Ad languageID="tr">x</t:Ad><t:SiraNo>2</t:SiraNo>{}<t:ImzaliMi>false</t:ImzaliMi>{}'
UNSIGNED_FIELDS = METADATA[
    METADATA.index("<t:Tur>", METADATA.index(UNSIGNED_ENCLOSURE)) : METADATA.index("</t:Ek></t:Ekler>")
]
NO_FILE = without("/ImzasizEkler/taslak.txt")


def as_link(link: str, digest: str = "") -> HandMade:
    made = with_metadata(UNSIGNED_FIELDS, EXTERNAL.format(link, digest))
    NO_FILE(made)
    return made


NAMELESS = NAME.replace(">A<", "> <")
NO_DIGEST = '<t:Ozet><t:OzetAlgoritmasi Algorithm=""/><t:OzetDegeri/></t:Ozet>'
SIGNER = FINAL_METADATA[FINAL_METADATA.index("<t:Imza>") : FINAL_METADATA.index("</t:BelgeImzalar>")]
SERVICE = "<t:HeyskListesi><t:Heysk><t:Kod>0</t:Kod><t:Ad>a</t:Ad></t:Heysk></t:HeyskListesi><t:DogrulamaBilgisi>"


def plan(entry: str) -> str:
    return f"<t:SdpBilgisi><t:AnaSdp>{entry}</t:AnaSdp></t:SdpBilgisi><t:DogrulamaBilgisi>"


def withheld(id_: str) -> str:
    one = f"<t:KonulmamisEk><t:EkId>{id_}</t:EkId></t:KonulmamisEk>"
    return f"<t:KonulmamisEkListesi>{one}</t:KonulmamisEkListesi>"


def enclosed(id_: str, part: str) -> HandMade:
    return changed(related("/", ("IdImzasizEk_" + id_, RELATIONS + "imzasizEk", part)))


CASES: list[tuple[str, HandMade]] = [
    # A
    ("CORE_REPEATED", changed(related("/", ("rId9", CORE_RELATION, "/Ustveri/Ustveri.xml")))),
    ("CONTENT_TYPE_WRONG", with_part(CORE_PART, core().replace(b"application/eyazisma", b"application/x"))),
    ("CORE_IDENTIFIER_DIFFERS", with_part(CORE_PART, core(id_=REFERENCE_ID))),
    ("CORE_IDENTIFIER_CASE", with_part(CORE_PART, core(id_=DOCUMENT_ID.lower()))),
    ("CORE_SUBJECT_DIFFERS", with_part(CORE_PART, core(subject="Başka"))),
    ("RELATIONSHIP_EXTERNAL", changed(related("/", ("x", 'urn:x" TargetMode="External', "http://example.org/")))),
    ("RELATIONSHIP_INVALID", changed(related("/", ("x", "urn:x", "../../out")))),
    ("RELATIONSHIP_DANGLING", changed(related("/", ("x", RELATIONS + "belgehedef", "/BelgeHedef/BelgeHedef.xml")))),
    ("CONTENT_TYPE_UNKNOWN", changed(lambda made: made.parts.update({"/baska.bin": b"x"}))),
    ("PART_UNKNOWN", changed(lambda made: made.parts.update({"/UstYazi/ikinci.pdf": b"x"}))),
    ("FINAL_METADATA_MISSING", changed(without("/NihaiUstveri/NihaiUstveri.xml"))),
    ("SEAL_MISSING", changed(without("/Muhur/MuhurCades.imz"))),
    ("IMZA_BILESENI_YOK", changed(without("/Imzalar/ImzaCades.imz"))),
    (
        "COMPONENT_REPEATED",
        changed(related("/", ("x", RELATIONS + "ustveri", "/NihaiUstveri/NihaiUstveri.xml"))),
    ),
    ("PART_URI_VARIANT", changed(moved("/Muhur/MuhurCades.imz", "/Muhurler/MuhurCades.imz"))),
    ("PART_URI_WRONG", changed(moved("/Muhur/MuhurCades.imz", "/Baska/MuhurCades.imz"))),
    (
        "RELATIONSHIP_SOURCE_WRONG",
        changed(
            lambda made: made.relations.update(
                {"/": [*made.relations["/"], ("M", RELATIONS + "muhurcades", "/Muhur/MuhurCades.imz")]}
                | {"/NihaiOzet/NihaiOzet.xml": []}
            )
        ),
    ),
    ("XML_ROOT_WRONG", with_metadata(f'{BASE}Ustveri-2"', f'{BASE}Ustveri-3"')),
    ("XML_STRUCTURE", with_final("</t:Tarih>", "</t:Tarih><t:Baska/>")),
    ("XML_BROKEN", with_part("/NihaiUstveri/NihaiUstveri.xml", b"<x")),
    ("COVER_LETTER_NOT_PDFA", with_part("/UstYazi/ustyazi.pdf", b"%PDF-1.4 plain")),
    ("PART_NAME_WHITESPACE", changed(moved("/ImzasizEkler/taslak.txt", "/ImzasizEkler/tas lak.txt"))),
    # B
    ("FIELD_EMPTY", with_metadata("application/pdf", "")),
    ("VERIFICATION_ADDRESS_ODD", with_metadata("https://www.turkiye.gov.tr/belge-dogrulama", "yok")),
    ("DUE_INVALID", with_metadata(DUE, DUE + "<t:Miat>yarın</t:Miat>")),
    ("DUE_INTEGER", with_metadata(DUE, DUE + "<t:Miat>864000000000</t:Miat>")),
    ("DUE_ZERO", with_metadata(DUE, DUE + "<t:Miat>0</t:Miat>")),
    ("DUE_MISSING", with_metadata("<t:Ivedilik>NRM", "<t:Ivedilik>GNL")),
    ("OWN_ID_INCOMPLETE", with_metadata(OWN_ID, "<t:OzId>1</t:OzId>")),
    ("OWN_ID_MISSING", with_metadata(OWN_ID, "")),
    ("DATE_IN_METADATA", with_metadata("<t:GuvenlikKodu>", "<t:BelgeNo>7</t:BelgeNo><t:GuvenlikKodu>")),
    ("LEGACY_GRADE_CODE", with_metadata("YOK", "TSD")),
    ("CODE_UNKNOWN", with_metadata("YOK", "XXX")),
    ("LEGACY_URGENCY_CODE", with_metadata("NRM", "IVD")),
    ("GRADE_RESTRICTED", with_metadata("YOK", "OZL")),
    ("ID_NOT_GUID", with_metadata(REFERENCE_ID, "bir")),
    ("ID_EMPTY", with_metadata(f'Value="{REFERENCE_ID}"', "")),
    ("ID_REPEATED", with_metadata(REFERENCE_ID, UNSIGNED_ENCLOSURE)),
    ("ID_NOT_UPPER", with_metadata(REFERENCE_ID, REFERENCE_ID.lower())),
    ("LANGUAGE_INVALID", with_metadata(">tur<", ">tr<")),
    ("FILE_CODE_EMPTY", with_metadata("<t:DogrulamaBilgisi>", plan("<t:Kod>010</t:Kod><t:Ad/>"))),
    ("FILE_CODE_FORM", with_metadata("<t:DogrulamaBilgisi>", plan("<t:Kod>10</t:Kod><t:Ad>a</t:Ad>"))),
    ("SERVICE_INVALID", with_metadata("<t:DogrulamaBilgisi>", SERVICE)),
    ("WITHHELD_UNKNOWN", with_metadata(DUE, DUE + withheld(REFERENCE_ID))),
    # C
    ("ORDER_INVALID", with_metadata("<t:SiraNo>2", "<t:SiraNo>1")),
    ("ORDER_INVALID", with_metadata("<t:SiraNo>1", "<t:SiraNo>0")),
    ("FILE_FIELDS_MISSING", with_metadata("<t:MimeTuru>text/plain</t:MimeTuru>", "")),
    ("LINK_MISSING", as_link("")),
    ("LINK_NO_URL", as_link("<t:Referans>dosya</t:Referans>")),
    ("EXTERNAL_DIGEST_INCOMPLETE", as_link("<t:Referans>http://a.b/c</t:Referans>", NO_DIGEST)),
    ("ENCLOSURE_FILE_MISSING", changed(NO_FILE)),
    ("ENCLOSURE_UNDECLARED", enclosed(REFERENCE_ID, "/docProps/core.xml")),
    ("ENCLOSURE_UNRELATED", changed(lambda made: made.parts.update({"/ImzasizEkler/fazla.txt": b"x"}))),
    ("ENCLOSURE_FILE_SHARED", enclosed(UNSIGNED_ENCLOSURE + "2", "/ImzasizEkler/taslak.txt")),
    ("ENCLOSURE_SIGNED_DISAGREES", changed(moved("/ImzasizEkler/taslak.txt", "/Ekler/taslak.txt"))),
    ("ENCLOSURE_SIGNED_UNSAID", with_metadata("<t:ImzaliMi>false</t:ImzaliMi>", "")),
    ("ENCLOSURE_NAME_DIFFERS", changed(moved("/ImzasizEkler/taslak.txt", "/ImzasizEkler/baska.txt"))),
    ("ENCLOSURE_TITLE_MISSING", with_metadata('<t:Ad languageID="tr">Taslak</t:Ad>', "")),
    ("LABEL_UNUSUAL", with_metadata("<t:Etiket>a", "<t:Etiket>b")),
    ("REFERENCE_TITLE_MISSING", with_metadata('<t:Ad languageID="tr">Yazınız</t:Ad>', "")),
    ("REFERENCE_ENCLOSURE_UNKNOWN", with_metadata("</t:Etiket>", f"</t:Etiket><t:EkId>{REFERENCE_ID}</t:EkId>")),
    # D
    ("DETSIS_NO_INVALID", with_metadata("<t:KKK>24301050", "<t:KKK>02430105")),
    ("UNIT_NO_MISSING", with_metadata("<t:BirimKKK>24301051</t:BirimKKK>", "")),
    ("UNIT_NO_INVALID", with_metadata("<t:BirimKKK>24301051", "<t:BirimKKK>1")),
    ("LEGACY_UNIT_CODE", with_metadata("</t:KKK>", "</t:KKK><t:BYK>1</t:BYK>")),
    ("LEGAL_ID_INCOMPLETE", with_metadata(INSTITUTION, LEGAL.format("", "1"))),
    ("LEGAL_SCHEME_UNKNOWN", with_metadata(INSTITUTION, LEGAL.format("BASKA", "1"))),
    ("NAME_INCOMPLETE", with_metadata(INSTITUTION, PERSON.format(NAMELESS, REST.format("10000000146")))),
    ("PERSON_DETAIL_MISSING", with_metadata(INSTITUTION, PERSON.format(NAME, ""))),
    ("CITIZEN_NO_INVALID", with_metadata(INSTITUTION, PERSON.format(NAME, REST.format("10000000147")))),
    ("PARTY_DETAIL_MISSING", with_metadata('<t:Adi languageID="tr">Adalet Bakanlığı</t:Adi>', "")),
    ("EMAIL_INVALID", with_metadata(CONTACT, CONTACT + "<t:EPosta>ad@</t:EPosta>")),
    ("CONTACT_ODD", with_metadata(CONTACT, CONTACT + "<t:Telefon>bilinmiyor</t:Telefon>")),
    ("TEXT_EMPTY", with_metadata(">Çizelge<", "><")),
    ("LANGUAGE_TAG_MISSING", with_final(' languageID="tr"', "")),
    # E
    ("FINAL_FIELD_MISSING", with_final("<t:BelgeNo>E-82223362-010.06.01-7", "<t:BelgeNo>")),
    ("SIGNER_MISSING", with_final(SIGNER, "")),
    ("PURPOSE_MISSING", with_final('<t:Amac languageID="tr">İmza</t:Amac>', "")),
    ("LEGACY_REVERSAL", with_final("</t:Amac>", "</t:Amac><t:TCYK/>")),
]

ALSO: dict[str, set[str]] = {
    "SEAL_MISSING": {"SIGNATURE_NOT_CMS"},
    "ID_NOT_GUID": {"XML_STRUCTURE"},
    "XML_BROKEN": {"FINAL_FIELD_MISSING"},
    "XML_ROOT_WRONG": {"USTVERI_BILESENI_YOK"},
    "CONTENT_TYPE_UNKNOWN": {"PART_UNKNOWN"},
    "RELATIONSHIP_DANGLING": {"BELGEHEDEF_BILESENI_YOK"},
    "ENCLOSURE_UNDECLARED": {"UNSIGNED_ENCLOSURE_COVERED"},
    "ENCLOSURE_FILE_SHARED": {"ENCLOSURE_UNDECLARED"},
    "NAME_INCOMPLETE": {"TEXT_EMPTY"},
    "SIGNER_MISSING": {"XML_STRUCTURE"},
    "PART_NAME_WHITESPACE": {"ENCLOSURE_NAME_DIFFERS"},
}
"""Findings that must or may come along because two rules look at the same fault."""


@pytest.mark.parametrize(("name", "made"), CASES, ids=[f"{i}-{name}" for i, (name, _) in enumerate(CASES)])
def test_broken_package_gets_the_finding_of_its_rule(name: str, made: HandMade) -> None:
    found = names(made) - SOUND - ALSO.get(name, set())
    assert found == {name} - SOUND


def test_sound_package_has_only_what_dummy_signatures_bring() -> None:
    assert {"SIGNATURE_NOT_CMS", "UNSIGNED_ENCLOSURE_UNPROTECTED"} == SOUND


def test_every_rule_has_at_least_one_kind_of_finding() -> None:
    assert {kind.rule for kind in ALL_FINDINGS} == set(range(1, 53))


def test_every_official_code_has_exactly_one_kind_of_finding() -> None:
    assert sorted(kind.code for kind in ALL_FINDINGS if kind.code is not None) == list(range(1, 37))


def test_names_of_findings_are_unique() -> None:
    assert len({kind.name for kind in ALL_FINDINGS}) == len(ALL_FINDINGS)


def test_macro_in_an_office_letter_is_fatal() -> None:
    made = with_part("/UstYazi/ustyazi.pdf", b"PK\x03\x04 ... word/vbaProject.bin ...")
    assert {"COVER_LETTER_MACRO", "COVER_LETTER_NOT_PDFA"} <= names(made)


def test_mark_across_two_pieces_is_seen() -> None:
    filler = b" " * ((1 << 18) - 4 - len(b"%PDF-1.4"))
    made = with_part("/UstYazi/ustyazi.pdf", b"%PDF-1.4" + filler + b"pdfaid:part")
    assert "COVER_LETTER_NOT_PDFA" not in names(made)


def test_file_named_after_the_document_is_usual() -> None:
    assert "FILE_NAME_UNUSUAL" not in names(hand_made(), file_name=f"{DOCUMENT_ID}.eyp")


def test_file_named_otherwise_is_a_warning() -> None:
    assert "FILE_NAME_UNUSUAL" in names(hand_made(), file_name="yazi.eyp")


def test_restricted_grade_is_an_error_on_new_letters() -> None:
    assert "GRADE_RESTRICTED_NEW" in names(with_metadata("YOK", "OZL"), creating=True)


def test_withheld_enclosure_without_stated_recipient_is_a_warning() -> None:
    made = with_metadata(DUE, DUE + withheld(UNSIGNED_ENCLOSURE))
    NO_FILE(made)
    assert names(made) - SOUND == {"ENCLOSURE_FILE_WITHHELD"}


def test_withheld_enclosure_is_a_note_for_its_recipient() -> None:
    made = with_metadata(DUE, DUE + withheld(UNSIGNED_ENCLOSURE))
    NO_FILE(made)
    assert names(made, recipient=Recipient("24301050")) - SOUND == {"ENCLOSURE_WITHHELD"}


def test_letter_retargeted_to_a_covered_enclosure_is_found() -> None:
    made = hand_made()
    made.relations["/"][0] = ("IdUstYazi", RELATIONS + "ustyazi", "/Ekler/Cizelge1.txt")
    assert "PART_URI_WRONG" in names(made)


def test_swapped_enclosures_are_noticed_by_their_names() -> None:
    made = hand_made()
    made.relations["/"][2:4] = [
        ("IdEk_" + SIGNED_ENCLOSURE, RELATIONS + "ek", "/ImzasizEkler/taslak.txt"),
        ("IdImzasizEk_" + UNSIGNED_ENCLOSURE, RELATIONS + "imzasizEk", "/Ekler/Cizelge1.txt"),
    ]
    assert {"ENCLOSURE_SIGNED_DISAGREES", "ENCLOSURE_NAME_DIFFERS"} <= names(made)


def test_first_fault_does_not_hide_later_ones() -> None:
    made = with_part(CORE_PART, core(version="0.9"))
    made.parts["/NihaiUstveri/NihaiUstveri.xml"] = b"<broken"
    made.parts["/UstYazi/ustyazi.pdf"] += b"!"
    assert {"VERSION_UNSUPPORTED", "XML_BROKEN", "HASHLER_ESIT_DEGIL"} <= names(made)


def test_file_that_is_no_package_is_a_report_with_one_finding() -> None:
    checked = check_package(b"no zip", CheckOptions(at=NOW, file_name="x.eyp"))
    assert (checked.kind, checked.verdict, [f.type.name for f in checked.findings]) == (None, "failed", ["ZIP_BROKEN"])


def test_messages_are_given_in_both_languages() -> None:
    finding = report(hand_made()).findings[0]
    assert finding.message_tr != finding.message_en
