"""Enclosures, references and recipients: only well-formed ones, in their order, and only while drafting."""

from dataclasses import replace

import pytest

from domain.documents import (
    AddEnclosure,
    AddRecipient,
    AddReference,
    Distribution,
    Enclosure,
    EnclosureAdded,
    EnclosureKind,
    EnclosureRemoved,
    Recipient,
    RecipientAdded,
    RecipientRemoved,
    Reference,
    ReferenceAdded,
    ReferenceRemoved,
    RemoveEnclosure,
    RemoveRecipient,
    RemoveReference,
    StoredFile,
)
from domain.documents.errors import (
    EnclosureFileError,
    EnclosureFormatError,
    EnclosureOmittedError,
    EnclosureSigningError,
    NotAnEditorError,
    OmittedEnclosureUnknownError,
    PartExistsError,
    PartUnknownError,
    RecipientViaUnknownError,
    ReferenceDateError,
    ReferenceIncompleteError,
)
from domain.documents.moves import PartsClosedError
from domain.parties import (
    DetsisNumberError,
    InstitutionIncompleteError,
    KepAddressError,
    LegalPersonIncompleteError,
    NationalIdError,
    Party,
    PartyKind,
    PersonNameError,
)
from testkit.letters import LETTER, MINISTRY, TO_MINISTRY, drafted, routed
from testkit.people import STRANGER

REPORT = Enclosure(
    "e1", "Rapor", EnclosureKind.FILE, True, StoredFile("34" * 32, 900, "application/pdf", "Rapor.PDF"), page_count=12
)
LINK = Enclosure("e2", "Harita", EnclosureKind.LINK, location="https://example.gov.tr/harita")
BOX = Enclosure("e3", "Numune", EnclosureKind.PHYSICAL, location="Depo 3")
OLD = Reference("i1", "2024-02-01", "Adalet Bakanlığı", "E-24301050-010-7")
YOUNG = Reference("i2", "2024-03-05", "Adalet Bakanlığı", "E-24301050-010-9")
CITIZEN = Party(PartyKind.NATURAL_PERSON, given_names="Ayşe", surname="Yılmaz Kaya", national_id="10000000146")


@pytest.mark.parametrize("enclosure", [REPORT, LINK, BOX], ids=["file", "link", "physical"])
def test_enclosure_of_each_kind_is_added(enclosure: Enclosure) -> None:
    assert drafted().when(AddEnclosure(LETTER, enclosure)).then_one(EnclosureAdded).enclosure == enclosure


def test_enclosure_id_is_used_once() -> None:
    story = drafted().given(AddEnclosure(LETTER, REPORT))
    story.when(AddEnclosure(LETTER, replace(LINK, id="e1"))).then_refused(PartExistsError, "K-7")


@pytest.mark.parametrize(
    "enclosure",
    [replace(REPORT, file=None), replace(LINK, location=None), replace(BOX, file=REPORT.file)],
    ids=["file without bytes", "link without address", "object with bytes"],
)
def test_enclosure_without_what_its_kind_needs_is_refused(enclosure: Enclosure) -> None:
    drafted().when(AddEnclosure(LETTER, enclosure)).then_refused(EnclosureFileError, "K-20")


@pytest.mark.parametrize("enclosure", [LINK, BOX], ids=["link", "physical"])
def test_enclosure_that_is_no_file_cannot_be_signed(enclosure: Enclosure) -> None:
    drafted().when(AddEnclosure(LETTER, replace(enclosure, signed=True))).then_refused(EnclosureSigningError, "K-20")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("program.exe", "application/x-msdownload"),
        ("makro.docm", "application/vnd.ms-word.document.macroEnabled.12"),
        ("rapor.pdf", "text/plain"),
        ("rapor", "application/pdf"),
    ],
)
def test_enclosure_format_off_the_list_is_refused(name: str, media_type: str) -> None:
    enclosure = replace(REPORT, file=StoredFile("34" * 32, 9, media_type, name))
    drafted().when(AddEnclosure(LETTER, enclosure)).then_refused(EnclosureFormatError, "S2-ı-6")


def test_enclosure_is_removed_by_id_and_named_in_the_fact() -> None:
    story = drafted().given(AddEnclosure(LETTER, REPORT))
    assert story.when(RemoveEnclosure(LETTER, "e1")).then_one(EnclosureRemoved).name == "Rapor"
    assert story.document(LETTER).content.enclosures == ()


def test_enclosure_that_is_not_there_cannot_be_removed() -> None:
    drafted().when(RemoveEnclosure(LETTER, "e1")).then_refused(PartUnknownError, "K-7")


def test_enclosure_listed_as_omitted_cannot_be_removed() -> None:
    other = replace(TO_MINISTRY, id="r2", omitted_enclosures=("e1",))
    story = drafted().given(AddEnclosure(LETTER, REPORT), AddRecipient(LETTER, other))
    story.when(RemoveEnclosure(LETTER, "e1")).then_refused(EnclosureOmittedError, "S2-ı-8")


def test_references_stand_oldest_first_whatever_the_order_of_adding() -> None:
    story = drafted().given(AddReference(LETTER, YOUNG), AddReference(LETTER, OLD))
    assert story.document(LETTER).content.marked_references == (("a)", OLD), ("b)", YOUNG))


def test_reference_marks_follow_the_turkish_alphabet() -> None:
    references = [replace(OLD, id=f"i{day}", date=f"2024-02-{day:02}") for day in range(1, 13)]
    story = drafted().given(*(AddReference(LETTER, reference) for reference in references))
    marks = [mark for mark, _ in story.document(LETTER).content.marked_references]
    assert marks == ["a)", "b)", "c)", "ç)", "d)", "e)", "f)", "g)", "ğ)", "h)", "ı)", "i)"]


@pytest.mark.parametrize("date", ["2026-11-22", "2024-02-30", "01.02.2024", "20240201"])
def test_reference_date_must_be_a_past_day(date: str) -> None:
    drafted().when(AddReference(LETTER, replace(OLD, date=date))).then_refused(ReferenceDateError, "S2-g-5")


def test_reference_of_today_is_added() -> None:
    drafted().when(AddReference(LETTER, replace(OLD, date="2026-11-21"))).then(ReferenceAdded)


def test_reference_that_names_nothing_is_refused() -> None:
    drafted().when(AddReference(LETTER, Reference("i1", "2024-02-01"))).then_refused(ReferenceIncompleteError, "S2-g-7")


def test_reference_without_date_is_an_anonymous_application() -> None:
    undated = Reference("i1", None, note="İsimsiz ve Tarihsiz Başvuru")
    drafted().when(AddReference(LETTER, undated)).then(ReferenceAdded)


def test_reference_without_date_and_note_is_refused() -> None:
    drafted().when(AddReference(LETTER, replace(OLD, date=None))).then_refused(ReferenceIncompleteError, "S2-g-7")


def test_reference_is_removed() -> None:
    story = drafted().given(AddReference(LETTER, OLD)).when(RemoveReference(LETTER, "i1"))
    story.then(ReferenceRemoved)
    assert story.document(LETTER).content.references == ()


@pytest.mark.parametrize(
    "party",
    [
        CITIZEN,
        Party(PartyKind.LEGAL_PERSON, name="Örnek A.Ş.", register_scheme="MERSIS", register_no="0922003497008217"),
        replace(MINISTRY, unit="Bilgi İşlem Genel Müdürlüğü", kep_address="adaletbakanligi@hs01.kep.tr"),
    ],
    ids=["person", "company", "institution"],
)
def test_recipient_of_each_kind_is_added(party: Party) -> None:
    fact = (
        drafted()
        .when(AddRecipient(LETTER, Recipient("r2", party, Distribution.FOR_INFORMATION)))
        .then_one(RecipientAdded)
    )
    assert fact.recipient.party == party


@pytest.mark.parametrize(
    ("party", "refusal", "rule_id"),
    [
        (replace(MINISTRY, detsis_no="04301050"), DetsisNumberError, "N-8"),
        (replace(MINISTRY, detsis_no=None), InstitutionIncompleteError, "S2-f-4"),
        (replace(MINISTRY, name=None), InstitutionIncompleteError, "S2-f-4"),
        (replace(MINISTRY, kep_address="kurum@kurum.gov.tr"), KepAddressError, "KEP-7"),
        (replace(CITIZEN, national_id="12345678901"), NationalIdError, "N-7"),
        (replace(CITIZEN, surname=None), PersonNameError, "N-6"),
        (replace(CITIZEN, name="Ayşe Yılmaz Kaya"), PersonNameError, "N-6"),
        (Party(PartyKind.LEGAL_PERSON), LegalPersonIncompleteError, "S2-f-1"),
    ],
)
def test_recipient_with_a_wrong_identity_is_refused(party: Party, refusal: type, rule_id: str) -> None:
    drafted().when(AddRecipient(LETTER, Recipient("r2", party, Distribution.FOR_ACTION))).then_refused(refusal, rule_id)


def test_refused_identity_number_is_not_kept_in_the_refusal() -> None:
    recipient = Recipient("r2", replace(CITIZEN, national_id="12345678901"), Distribution.FOR_ACTION)
    kept = drafted().when(AddRecipient(LETTER, recipient)).then_refused(NationalIdError, "N-7")
    assert "12345678901" not in str(kept)


def test_omitted_enclosure_must_exist() -> None:
    recipient = replace(TO_MINISTRY, id="r2", omitted_enclosures=("e1",))
    drafted().when(AddRecipient(LETTER, recipient)).then_refused(OmittedEnclosureUnknownError, "S2-ı-8")


def test_recipient_through_another_needs_that_other() -> None:
    recipient = replace(TO_MINISTRY, id="r2", via="r9")
    drafted().when(AddRecipient(LETTER, recipient)).then_refused(RecipientViaUnknownError, "S2-f-9")


def test_recipient_through_which_others_are_written_to_stays() -> None:
    story = drafted().given(AddRecipient(LETTER, replace(TO_MINISTRY, id="r2", via="r1")))
    story.when(RemoveRecipient(LETTER, "r1")).then_refused(RecipientViaUnknownError, "S2-f-9")


def test_recipient_is_removed() -> None:
    story = drafted().when(RemoveRecipient(LETTER, "r1"))
    story.then(RecipientRemoved)
    assert story.document(LETTER).content.recipients == ()


@pytest.mark.parametrize(
    "command",
    [
        AddEnclosure(LETTER, REPORT),
        RemoveEnclosure(LETTER, "e1"),
        AddReference(LETTER, OLD),
        RemoveReference(LETTER, "i1"),
        AddRecipient(LETTER, replace(TO_MINISTRY, id="r2")),
        RemoveRecipient(LETTER, "r1"),
    ],
    ids=lambda command: type(command).__name__,
)
def test_parts_of_a_routed_document_stay_as_they_are(command: object) -> None:
    routed().when(command).then_refused(PartsClosedError, "SM-4")


def test_parts_are_added_by_editors_only() -> None:
    drafted().when(AddEnclosure(LETTER, REPORT), by=STRANGER).then_refused(NotAnEditorError, "SM-2")
