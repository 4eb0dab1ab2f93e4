"""Intake: what is registered, what is invalid and why, what is linked, and what the sender is told."""

import io
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.procedures.intake import IntakeEnd
from archive import eyazisma
from archive.eyazisma.encryption import EnvelopeOptions, SoftwareKey
from archive.eyazisma.model import GradeChange, Institution, Moment
from archive.eyazisma.writing import UpdateBuilder, write_encrypted_package
from domain.documents import Document, DocumentState, PackageVerdict, RejectDocument, incoming_document_id
from domain.events import Context
from domain.filing import Classification
from domain.ledger import RequestKeyConflictError
from domain.turkish import second_business_day_end
from testkit.building import built_bytes, institution_seals
from testkit.certificates import Kind, made_certificate
from testkit.clock import START
from testkit.intake_desk import Office, StumbledError, Stumbling
from testkit.packages import DOCUMENT_ID, FINAL_METADATA, METADATA, hand_made, redigest
from timestamping.cms import Certificate

BELGE_ID = incoming_document_id(DOCUMENT_ID, "")
_PRIVATE = ec.derive_private_key(0xABCDEF, ec.SECP256R1())
OUR_KEY = SoftwareKey(Certificate(made_certificate(_PRIVATE, Kind.ENCRYPTION, serial=0x7A)), _PRIVATE)
CREATOR = Institution("24301050", None, None, "24301051")


def package(metadata: str = METADATA, date: str = "2026-11-20T10:30:00+03:00") -> bytes:
    made = hand_made(metadata)
    made.parts["/NihaiUstveri/NihaiUstveri.xml"] = FINAL_METADATA.replace("2026-11-20T10:30:00+03:00", date).encode()
    redigest(made)
    return made.zip()


def graded(grade: str, date: str = "2026-11-20T10:30:00+03:00") -> bytes:
    return package(METADATA.replace(">YOK<", f">{grade}<"), date)


def broken() -> bytes:
    """Same BelgeId, but the letter was exchanged."""
    made = hand_made()
    made.parts["/UstYazi/ustyazi.pdf"] += b"!"
    return made.zip()


def encrypted(plain: bytes) -> bytes:
    target = io.BytesIO()
    with eyazisma.open_package(plain) as opened:
        write_encrypted_package(
            plain,
            opened,
            target,
            certificates=[OUR_KEY.certificate],
            targets=(Institution("24301050"),),
            id_="6F1C9A52-0B7E-4D3A-9C55-2F8E41D07AFF",
            content_id="6F1C9A52-0B7E-4D3A-9C55-2F8E41D07AFE",
            now=START,
            creator=CREATOR,
            envelope=EnvelopeOptions(),
        )
    return target.getvalue()


def regraded(plain: bytes, grade: str) -> bytes:
    change = GradeChange(
        "GuvenlikKodu", grade, Moment("2026-11-20T12:00:00+03:00"), "Yeniden değerlendirme", "E-1", DOCUMENT_ID
    )
    target = io.BytesIO()
    with eyazisma.open_package(plain) as opened:
        builder = UpdateBuilder(
            plain,
            opened,
            change,
            id_="6F1C9A52-0B7E-4D3A-9C55-2F8E41D07ABC",
            creator=CREATOR,
            created=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        )
    builder.add_seal(institution_seals(builder.final_digest))
    builder.write(target)
    return target.getvalue()


def document(office: Office, of: str = DOCUMENT_ID) -> Document:
    found = office.ledger.document(incoming_document_id(of, ""))
    assert found is not None
    return found


def test_package_with_dummy_signatures_is_registered_as_undecided() -> None:
    office = Office()
    found = office.take_in(package())
    assert (found.end, found.verdict, found.document_id) == (
        IntakeEnd.REGISTERED,
        PackageVerdict.INDETERMINATE,
        BELGE_ID,
    )
    assert office.topics(BELGE_ID) == ["document.received", "document.validated", "document.registered"]
    assert {item.rule for item in found.findings if item.severity == "F"} == {"EYP-46"}


def test_package_with_short_lived_signatures_is_registered_as_undecided_and_they_begin_their_life() -> None:
    office = Office()
    found = office.take_in(built_bytes("simple.json"))
    assert (found.end, found.verdict, found.signatures) == (IntakeEnd.REGISTERED, PackageVerdict.INDETERMINATE, 2)
    assert office.all_topics().count("signature.attached") == 2


def test_registered_package_knows_until_when_it_may_be_rejected() -> None:
    office = Office()
    found = office.take_in(package())
    registration = document(office).registration
    assert registration is not None
    assert registration.acceptance_deadline == found.reject_by == second_business_day_end(START)


def test_exchanged_letter_is_invalid_and_the_sender_is_told_what_was_read() -> None:
    office = Office()
    found = office.take_in(broken())
    assert (found.end, found.verdict) == (IntakeEnd.INVALID, PackageVerdict.FAILED)
    assert office.topics(found.document_id) == ["document.received", "document.invalidated"]
    assert found.notice is not None
    assert (found.notice.package_id, found.notice.document_no) == (DOCUMENT_ID, "E-82223362-010.06.01-7")
    assert "EYP-43" in found.notice.reason


def test_file_that_is_no_package_is_kept_and_told_without_invented_data() -> None:
    office = Office()
    found = office.take_in(b"%PDF-1.4 no package", "mektup.eyp")
    assert found.end is IntakeEnd.INVALID
    assert found.notice is not None
    assert (found.notice.package_id, found.notice.date, found.notice.document_no, found.notice.subject) == (
        "mektup.eyp",
        None,
        None,
        None,
    )
    assert [blob.hex for blob in office.blobs.digests()]


def test_signature_that_is_missing_makes_the_package_invalid() -> None:
    made = hand_made()
    del made.parts["/Imzalar/ImzaCades.imz"]
    assert Office().take_in(made.zip()).end is IntakeEnd.INVALID


def test_signature_over_something_else_makes_the_package_invalid() -> None:
    made = hand_made(signature=institution_seals(b"something else"))
    found = Office().take_in(made.zip())
    assert found.end is IntakeEnd.INVALID
    assert "EYP-45" in {item.rule for item in found.findings}


@pytest.mark.parametrize(
    ("grade", "date", "rule"),
    [
        ("GZL", "2026-11-20T10:30:00+03:00", "CF-1"),
        ("CGZ", "2026-11-20T10:30:00+03:00", "CF-1"),
        ("OZL", "2026-11-20T10:30:00+03:00", "CF-3"),
        ("OZL", "2021-03-01T10:30:00+03:00", "CF-1"),
        ("HZO", "2019-03-01T10:30:00+03:00", "CF-1"),
    ],
)
def test_grade_that_may_not_be_electronic_on_its_date_is_invalid(grade: str, date: str, rule: str) -> None:
    found = Office().take_in(graded(grade, date))
    assert (found.end, found.findings[0].rule) == (IntakeEnd.INVALID, rule)
    assert found.notice is not None
    assert rule in found.notice.reason


def test_official_use_is_registered_since_2020() -> None:
    assert Office().take_in(graded("HZO")).end is IntakeEnd.REGISTERED


def test_same_package_again_writes_nothing() -> None:
    office, raw = Office(), package()
    office.take_in(raw)
    before = office.all_topics()
    assert office.take_in(raw).end is IntakeEnd.DUPLICATE
    assert office.all_topics() == before


def test_other_package_of_the_same_belge_id_is_linked_once_and_not_registered_anew() -> None:
    office = Office()
    office.take_in(package())
    other = package(date="2026-11-20T10:30:01+03:00")
    ends = [office.take_in(other).end for _ in range(2)]
    assert ends == [IntakeEnd.DUPLICATE, IntakeEnd.DUPLICATE]
    assert office.topics(BELGE_ID)[3:] == ["document.duplicate_received"]
    assert office.all_topics().count("document.registered") == 1


def test_broken_package_does_not_keep_the_sound_one_out() -> None:
    office = Office()
    assert office.take_in(broken()).end is IntakeEnd.INVALID
    assert office.take_in(package()).end is IntakeEnd.REGISTERED


def test_broken_package_is_not_hidden_behind_the_sound_one() -> None:
    office = Office()
    office.take_in(package())
    found = office.take_in(broken())
    assert (found.end, found.document_id == BELGE_ID) == (IntakeEnd.INVALID, False)


def test_sound_package_after_a_broken_one_is_still_one_document() -> None:
    office = Office()
    for each in (broken(), package(), package(date="2026-11-20T10:30:01+03:00"), package()):
        office.take_in(each)
    assert office.all_topics().count("document.registered") == 1


def test_encrypted_package_is_opened_and_the_plain_one_kept() -> None:
    office = Office(keys=(OUR_KEY,))
    plain = package()
    found = office.take_in(encrypted(plain), "paket.eyps")
    assert (found.end, found.document_id) == (IntakeEnd.REGISTERED, BELGE_ID)
    opened = document(office).plain
    assert opened is not None
    assert (opened.key_id, opened.package.name) == ("7a", "paket.eyp")
    assert plain in [office.blobs.read(digest) for digest in office.blobs.digests()]
    assert office.topics(BELGE_ID)[:3] == ["document.received", "document.decrypted", "document.validated"]


def test_plain_package_after_its_encrypted_copy_is_a_duplicate() -> None:
    office = Office(keys=(OUR_KEY,))
    office.take_in(encrypted(package()))
    assert office.take_in(package()).end is IntakeEnd.DUPLICATE


def test_package_that_no_key_opens_is_invalid_and_tells_nothing_of_its_letter() -> None:
    found = Office().take_in(encrypted(package()))
    assert found.end is IntakeEnd.INVALID
    assert found.notice is not None
    assert (found.notice.document_no, found.notice.date, found.notice.subject) == (None, None, None)
    assert "EYP-49" in found.notice.reason


def test_update_package_is_its_own_document_with_the_new_grade() -> None:
    office = Office()
    found = office.take_in(regraded(package(), "HZO"))
    assert found.end is IntakeEnd.REGISTERED
    registration = document(office, "6F1C9A52-0B7E-4D3A-9C55-2F8E41D07ABC").registration
    assert registration is not None
    assert registration.metadata.classification is Classification.OFFICIAL_USE
    assert registration.metadata.references[-1].document_id == BELGE_ID


def test_update_to_a_paper_grade_is_invalid() -> None:
    found = Office().take_in(regraded(package(), "GZL"))
    assert (found.end, found.findings[0].rule) == (IntakeEnd.INVALID, "CF-1")


def test_rejected_package_that_comes_again_says_so() -> None:
    office = Office()
    raw = broken()
    found = office.take_in(raw)
    assert found.notice is not None
    command = RejectDocument(found.document_id, "EYP-43", found.notice.reason)
    office.ledger.submit(command, office.desk().context("reject"))
    assert office.take_in(raw).end is IntakeEnd.REJECTED
    state = office.ledger.document(found.document_id)
    assert state is not None
    assert state.state is DocumentState.REJECTED


def test_findings_are_kept_gravest_first() -> None:
    severities = [item.severity for item in Office().take_in(broken()).findings]
    assert severities == sorted(severities, key="FEWN".index)


def test_package_taken_in_twice_at_once_goes_on_where_the_other_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()

    def taken_meanwhile(command: object, context: Context) -> object:
        """Another desk takes every step of the same package just before this one does."""
        submit(command, context)
        raise RequestKeyConflictError(context.request_key)

    submit = office.ledger.submit
    monkeypatch.setattr(office.ledger, "submit", taken_meanwhile)
    assert office.take_in(broken()).end is IntakeEnd.INVALID
    assert office.all_topics() == ["document.received", "document.invalidated"]


def _facts(office: Office) -> list[tuple[str, str]]:
    return sorted((str(event.stream_id), event.topic) for event in office.book.events)


@pytest.mark.parametrize("kind", ["sound", "broken", "encrypted", "unreadable"])
def test_intake_killed_between_any_two_steps_is_finished_by_the_next_run(kind: str) -> None:
    """A crash before or after every write to store and ledger; the end is what an undisturbed run leaves (KEP-8)."""
    raw = {"sound": package(), "broken": broken(), "encrypted": encrypted(package()), "unreadable": b"no zip"}[kind]
    whole = Office(keys=(OUR_KEY,))
    whole.take_in(raw)
    assert whole.stumbling.steps > 4
    for step in range(1, whole.stumbling.steps + 1):
        office = Office(keys=(OUR_KEY,), stumbling=Stumbling(before=step))
        with pytest.raises(StumbledError):
            office.take_in(raw)
        office.take_in(raw)
        assert _facts(office) == _facts(whole), f"killed before step {step}"
        assert list(office.blobs.digests()) == list(whole.blobs.digests())
