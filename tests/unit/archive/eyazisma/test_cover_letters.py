"""The format of the cover letter: what it claims, what rides in it, what it brings (rule 10)."""

import io
import random
import zipfile
import zlib
from datetime import UTC, datetime

import pytest

from archive.eyazisma import CheckOptions, check_package
from archive.eyazisma.rules.cover_letter import LetterScan
from archive.eyazisma.rules.pdf_marks import NAMES, STREAMS
from testkit.packages import LETTER_PARTS, hand_made, redigest

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CLAIM = b"<pdfaid:part>3</pdfaid:part>"
LETTER = "/UstYazi/ustyazi.pdf"


def found(letter: bytes) -> dict[str, str]:
    """Findings of rule 10 by name, with their severity."""
    made = hand_made()
    made.parts[LETTER] = letter
    made.digest("ParafOzeti", LETTER_PARTS)
    redigest(made)
    report = check_package(made.zip(), CheckOptions(at=NOW))
    return {each.type.name: each.severity.value for each in report.findings if each.type.rule == 10}


def pdf(*objects: bytes, claim: bytes = CLAIM) -> bytes:
    """A PDF as far as a scan goes: a claim, objects, an end."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 2))
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Metadata/Subtype/XML>>stream\n"
        + claim
        + b"\nendstream\nendobj\n"
        + body
        + b"%%EOF"
    )


def stream(dictionary: bytes, content: bytes, *, packed: bool = True) -> bytes:
    """A stream object, packed or plain."""
    data = zlib.compress(content) if packed else content
    filter_ = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s%s/Length %d>>\nstream\r\n%s\nendstream" % (dictionary, filter_, len(data), data)


def office(*names: str, types: str = "<Types/>") -> bytes:
    """An office file with these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, b"x" * 100)
    return target.getvalue()


WORD = office("word/document.xml")
BEGUN = zlib.compress(bytes(1 << 20))[:200]
"""A packed stream that never ends."""
EMBEDDED = b"/Type/EmbeddedFile"


def test_pdfa_without_attachment_has_nothing() -> None:
    assert found(pdf(b"<</Type/Catalog>>")) == {}


def test_claim_in_a_packed_description_counts() -> None:
    assert found(pdf(stream(b"/Type/Metadata", CLAIM), claim=b"")) == {}


def test_pdf_without_claim_is_a_warning() -> None:
    assert found(pdf(claim=b"")) == {"COVER_LETTER_NOT_PDFA": "W"}


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_pdfa_3_with_an_attached_word_file_is_fatal_whatever_its_name(packed: bool) -> None:
    letter = pdf(b"<</Type/Filespec/F(veri.bin)/EF<</F 3 0 R>>>>", stream(EMBEDDED, WORD, packed=packed))
    assert found(letter) == {"COVER_LETTER_WORD_ATTACHED": "F"}


def test_old_word_file_attached_is_told_by_its_content() -> None:
    content = b"\xd0\xcf\x11\xe0" + bytes(500) + "WordDocument\0".encode("utf-16-le")
    assert found(pdf(stream(EMBEDDED, content))) == {"COVER_LETTER_WORD_ATTACHED": "F"}


@pytest.mark.parametrize(
    "specification",
    [
        b"<</Type/Filespec/F(ek.docx)/UF(ek.docx)/EF<</F 9 0 R>>>>",
        b"<</Type/Filespec/UF(\xfe\xff\0e\0k\0.\0d\0o\0c)/EF<</F 9 0 R>>>>",
        b"<</EF 9 0 R/F(ek.DOCM)>>",
    ],
)
def test_name_of_an_attached_word_file_counts_in_packed_objects(specification: bytes) -> None:
    letter = pdf(stream(b"/Type/ObjStm/N 1/First 4", b"9 0 " + specification))
    assert found(letter) == {"COVER_LETTER_WORD_ATTACHED": "F"}


def test_stated_type_of_an_attached_word_file_counts() -> None:
    stated = EMBEDDED + b"/Subtype/application#2Fvnd.openxmlformats-officedocument.wordprocessingml.document"
    assert found(pdf(stream(stated, b"not looked at"))) == {"COVER_LETTER_WORD_ATTACHED": "F"}


def test_other_attachment_is_an_error_for_a_person_to_decide() -> None:
    letter = pdf(b"<</Type/Filespec/F(fatura.xml)/EF<</F 3 0 R>>>>", stream(EMBEDDED, b"<Invoice/>"))
    assert found(letter) == {"COVER_LETTER_ATTACHMENT": "E"}


def test_name_written_with_escapes_is_the_same_name() -> None:
    assert found(pdf(b"<</Names<</#45mbedded#46iles 3 0 R>>>>")) == {"COVER_LETTER_ATTACHMENT": "E"}


def test_title_that_names_a_word_file_is_no_attachment() -> None:
    assert found(pdf(b"<</Title(Microsoft Word - yazi.docx)>>", stream(b"/Type/ObjStm", b"/Title(yazi.docx)"))) == {}


def test_encrypted_pdf_is_said_to_be_unseen() -> None:
    assert found(pdf(b"<</Encrypt 9 0 R>>")) == {"COVER_LETTER_UNSEEN": "W"}


@pytest.mark.parametrize(
    "letter",
    [
        office("word/document.xml", "word/vbaProject.bin"),
        office(
            "word/document.xml",
            "word/anything.bin",
            types='<Default ContentType="application/vnd.ms-office.vbaProject"/>',
        ),
        office(
            "word/document.xml",
            types='<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
        ),
        b"\xd0\xcf\x11\xe0" + bytes(700) + "_VBA_PROJECT".encode("utf-16-le"),
    ],
    ids=["by its name", "under another name", "by the type of the document", "in the older file"],
)
def test_word_letter_with_macros_is_fatal(letter: bytes) -> None:
    assert found(letter)["COVER_LETTER_MACRO"] == "F"


def test_word_letter_without_macros_is_no_pdfa_only() -> None:
    assert found(WORD) == {"COVER_LETTER_NOT_PDFA": "W"}


def test_broken_office_letter_is_a_finding() -> None:
    assert "ZIP_BROKEN" in {
        each.type.name for each in check_package(_with_letter(WORD[:-40]), CheckOptions(at=NOW)).findings
    }


def _with_letter(letter: bytes) -> bytes:
    made = hand_made()
    made.parts[LETTER] = letter
    return made.zip()


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_marks_are_found_across_pieces(cut: int) -> None:
    letter = pdf(stream(EMBEDDED, WORD), bytes(5000))
    scan = LetterScan()
    for start in range(0, len(letter), cut * 13):
        scan.feed(letter[start : start + cut * 13])
    scan.close()
    assert scan.pdf is not None
    assert (scan.pdf.pdfa, "word" in scan.pdf.found) == (True, True)


@pytest.mark.parametrize(
    ("hostile", "marks"),
    [
        (pdf(stream(b"/Type/ObjStm", bytes(60 << 20))), {"partly"}),
        (pdf(*[b"<</ObjStm>>stream\n" + BEGUN for _ in range(STREAMS + 5)]), {"partly"}),
        (pdf(stream(b"/Type/ObjStm", zlib.compress(zlib.compress(bytes(30 << 20))))), set()),
        (b"%PDF-" + b"/ObjStm" * (NAMES + 5), {"partly"}),
        (b"%PDF-" + b"/EmbeddedFile stream\n" * (NAMES + 5), {"attachment", "partly"}),
    ],
    ids=["bomb", "many streams", "packed in packed", "names only", "begun and never ended"],
)
def test_hostile_pdf_is_looked_at_up_to_a_bound_and_said_to_be(hostile: bytes, marks: set[str]) -> None:
    scan = LetterScan()
    for start in range(0, len(hostile), 1 << 20):
        scan.feed(hostile[start : start + (1 << 20)])
    scan.close()
    assert scan.pdf is not None
    assert scan.pdf.found == marks


def test_broken_copies_of_a_letter_are_looked_at_without_complaint() -> None:
    letter = pdf(
        b"<</Type/Filespec/F(veri.bin)/EF<</F 3 0 R>>>>", stream(EMBEDDED, WORD), stream(b"/Type/ObjStm", WORD)
    )
    chance = random.Random(7)
    for _ in range(300):
        broken = bytearray(letter)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(broken))
            broken[at : at + chance.randint(0, 40)] = chance.randbytes(chance.randint(0, 40))
        scan = LetterScan()
        size = chance.randint(1, 4000)
        for start in range(0, len(broken), size):
            scan.feed(bytes(broken[start : start + size]))
        scan.close()
        assert scan.pdf is None or scan.pdf.found <= {"attachment", "word", "encrypted", "partly"}
