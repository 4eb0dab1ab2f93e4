"""Cards and histories: given events, when folded, then rows."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.documents.events import (
    Answered,
    Assigned,
    Cancelled,
    ClosedWithoutAnswer,
    EnclosureRemoved,
    Filed,
    Invalidated,
    Received,
    RecipientRemoved,
    Registered,
    ReturnedForCorrection,
    ReturnedToRegistry,
    SignatureRefused,
    UrgencySet,
    Validated,
)
from domain.documents.values import Channel, IncomingMetadata, PackageVerdict, StoredFile
from domain.filing import Classification, Urgency
from domain.signatures import Indication, SignatureLevel
from domain.signatures.events import Validated as SignatureValidated
from domain.signatures.values import PolicyVersions
from projections.documents import Card, Documents, as_of, difference
from projections.folding import Entry, decode, fold_all
from testkit.view_events import DIGEST, DRAFTER, START, UNIT, EventMaker, document_id, party, signature_id


@pytest.fixture
def given() -> EventMaker:
    return EventMaker()


def card(given: EventMaker) -> Card:
    found = as_of(given.events).card
    assert found is not None
    return found


def changes(given: EventMaker, position: int) -> list[tuple[str, object, object]]:
    """Field changes in the history row of an event."""
    view = fold_all(Documents(), [decode(event) for event in given.events])
    (row,) = (row for row in view.logs["document_history"].rows if row[1] == position)
    return [(item["field"], item["old"], item["new"]) for item in json.loads(row[13])]


def receive(given: EventMaker) -> UUID:
    stream = document_id(1)
    given.add(
        Received,
        stream,
        channel=Channel.UPLOAD,
        package=StoredFile(DIGEST, 100, "application/zip", "paket.eyp"),
        package_id="5F1D",
        encrypted=False,
        sender=party("Çankaya Belediyesi"),
        message_id=None,
        received_at=START,
    )
    return stream


def validate(given: EventMaker, stream: UUID) -> None:
    given.add(Validated, stream, verdict=PackageVerdict.PASSED, findings=(), profile="P4", trust_list_version=None)


def register(given: EventMaker, stream: UUID) -> None:
    metadata = IncomingMetadata(
        subject="Yol Çalışması",
        document_no="E-67915368-903.07.02-4752",
        document_date="2026-11-19",
        classification=Classification.OFFICIAL_USE,
        signers=("Ali Veli",),
    )
    given.add(
        Registered,
        stream,
        registration_no=17,
        register_id=document_id(99),
        unit=UNIT,
        year=2026,
        metadata=metadata,
        due_at=START + timedelta(days=3),
        acceptance_deadline=None,
    )


def assign(given: EventMaker, stream: UUID) -> None:
    given.add(Assigned, stream, unit="12345678", person_id="can.su", person_name="Can Su", note=None, due_at=None)


def registered(given: EventMaker) -> UUID:
    stream = receive(given)
    validate(given, stream)
    register(given, stream)
    return stream


def test_draft_is_held_by_its_drafter(given: EventMaker) -> None:
    given.draft(1)
    found = card(given)
    assert (found.state, found.direction, found.holder_id) == ("draft", "outgoing", DRAFTER.id)


def test_numbered_draft_carries_its_number(given: EventMaker) -> None:
    number = given.number(given.draft(1), 42)
    found = card(given)
    assert (found.state, found.document_no, found.registration_no) == ("numbered", number, 42)


def test_document_in_the_chain_is_held_by_the_next_in_turn(given: EventMaker) -> None:
    stream = given.draft(1)
    given.route(stream)
    before = card(given).holder_id
    given.initial(stream)
    assert (before, card(given).holder_id) == ("ayse.isik", "ibrahim.ozturk")


def test_signed_document_has_the_date_of_its_last_stamp(given: EventMaker) -> None:
    given.life(1)
    found = card(given)
    assert (found.state, found.document_date, found.signature_count) == ("signed", "2026-11-20", 1)


def test_raised_signature_raises_the_level_of_the_card(given: EventMaker) -> None:
    stream = given.draft(1)
    given.route(stream)
    given.initial(stream)
    given.sign(stream, 1)
    before = card(given).signature_level
    given.raise_signature(1)
    assert (before, card(given).signature_level) == ("BES", "T")


def test_weakest_signature_gives_the_level_of_the_card(given: EventMaker) -> None:
    stream = given.draft(1)
    given.attach(stream, 1, SignatureLevel.XL)
    given.attach(stream, 2, SignatureLevel.BES)
    assert (card(given).signature_level, card(given).signature_count) == ("BES", 2)


def test_seal_is_no_signature_of_a_person(given: EventMaker) -> None:
    stream = given.life(1)
    given.seal(stream, 9)
    found = card(given)
    assert (found.state, found.signature_count, len(found.signatures)) == ("sealed", 1, 2)


def test_judged_signature_shows_its_verdict(given: EventMaker) -> None:
    stream = given.draft(1)
    given.attach(stream, 1)
    given.add(
        SignatureValidated,
        signature_id(1),
        digest=DIGEST,
        level=SignatureLevel.BES,
        indication=Indication.INDETERMINATE,
        sub_indication=None,
        intact=True,
        findings=(),
        judged_at=START,
        policies=PolicyVersions(),
        due=None,
        next_level=None,
        weakens=None,
    )
    (signature,) = card(given).signatures
    assert (signature.indication, signature.intact) == ("INDETERMINATE", True)


def test_document_given_back_to_its_drafter_keeps_its_number(given: EventMaker) -> None:
    stream = given.draft(1)
    given.number(stream, 42)
    given.route(stream)
    given.add(ReturnedForCorrection, stream, person_id="x", voided_initials=(), voided_signatures=(), reason="eksik")
    assert card(given).state == "numbered"


def test_refused_signature_leaves_partial_signatures_void(given: EventMaker) -> None:
    stream = given.draft(1)
    given.route(stream)
    given.initial(stream)
    given.sign(stream, 1)
    given.add(SignatureRefused, stream, person_id="x", voided_initials=(1,), voided_signatures=(signature_id(1),))
    found = card(given)
    assert (found.state, found.signature_count, found.signatures[0].void) == ("draft", 0, True)


def test_cancelled_document_is_marked_and_held_by_nobody(given: EventMaker) -> None:
    stream = given.draft(1)
    given.add(Cancelled, stream, document_no=None, reason="vazgeçildi")
    found = card(given)
    assert (found.state, found.cancelled, found.holder_id) == ("cancelled", True, None)


def test_removed_parts_are_gone_from_the_card(given: EventMaker) -> None:
    stream = given.draft(1)
    given.furnish(stream)
    given.address(stream, "Çankaya Belediyesi", "r1")
    given.address(stream, "Dış İşleri", "r2")
    given.add(EnclosureRemoved, stream, enclosure_id="e1", name="Liste", content_digest=DIGEST)
    given.add(RecipientRemoved, stream, recipient_id="r1", content_digest=DIGEST)
    found = card(given)
    assert (found.enclosures, found.counterparty, found.counterparties) == ((), "Dış İşleri", 1)


def test_removed_recipient_is_named_in_the_history(given: EventMaker) -> None:
    stream = given.draft(1)
    given.address(stream, "Çankaya Belediyesi")
    given.add(RecipientRemoved, stream, recipient_id="r1", content_digest=DIGEST)
    assert changes(given, 3) == [("recipients", "Çankaya Belediyesi", None)]


def test_grade_and_urgency_stand_on_the_card(given: EventMaker) -> None:
    stream = given.draft(1)
    given.grade(stream, Classification.OFFICIAL_USE)
    given.add(
        UrgencySet,
        stream,
        urgency=Urgency.DATED,
        previous=Urgency.NORMAL,
        due_duration="P3D",
        content_digest=DIGEST,
    )
    found = card(given)
    assert (found.classification, found.urgency, found.due_duration) == ("HZO", "GNL", "P3D")


def test_received_package_has_no_known_grade_yet(given: EventMaker) -> None:
    receive(given)
    found = card(given)
    assert (found.state, found.direction, found.classification) == ("received", "incoming", None)


def test_registered_document_shows_what_its_package_says(given: EventMaker) -> None:
    registered(given)
    found = card(given)
    assert (found.subject, found.sender_no, found.registration_no) == ("Yol Çalışması", "E-67915368-903.07.02-4752", 17)
    assert (found.classification, found.counterparty) == ("HZO", "Çankaya Belediyesi")
    assert found.due_at == START + timedelta(days=3)


def test_invalid_package_keeps_its_findings_in_sight(given: EventMaker) -> None:
    stream = receive(given)
    given.add(Invalidated, stream, verdict=PackageVerdict.FAILED, findings=(), profile=None, trust_list_version=None)
    assert (card(given).state, card(given).verdict) == ("invalid", "failed")


def test_assigned_document_is_held_by_the_assignee(given: EventMaker) -> None:
    assign(given, registered(given))
    found = card(given)
    assert (found.state, found.holder_id, found.holder_unit) == ("assigned", "can.su", "12345678")


def test_document_returned_to_the_registry_is_held_by_nobody(given: EventMaker) -> None:
    stream = registered(given)
    assign(given, stream)
    given.add(ReturnedToRegistry, stream, from_unit="12345678", from_person_id=None, reason="bizde değil")
    assert (card(given).state, card(given).holder_unit) == ("registered", None)


def test_answered_document_names_its_answer(given: EventMaker) -> None:
    stream = registered(given)
    assign(given, stream)
    given.add(Answered, stream, reply_document_id=document_id(2), reply_document_no="E-1", within_due=True)
    assert (card(given).state, card(given).answered_by) == ("answered", document_id(2))


def test_closed_document_is_closed(given: EventMaker) -> None:
    stream = registered(given)
    given.add(ClosedWithoutAnswer, stream, within_due=None, reason="bilgi için")
    assert card(given).state == "closed"


def test_filed_document_has_its_place_and_its_period(given: EventMaker) -> None:
    stream = given.life(1)
    given.add(
        Filed,
        stream,
        file_code="903.07.02",
        file_plan_version="2025",
        file_id="D-1",
        retention_years=10,
        disposition_code="C",
        translation_document_id=None,
    )
    found = card(given)
    assert (found.state, found.file_id, found.retention_years) == ("filed", "D-1", 10)


def test_edit_names_old_and_new_subject(given: EventMaker) -> None:
    given.edit(given.draft(1, "Eski"), "Eski", "Yeni")
    assert changes(given, 2) == [("subject", "Eski", "Yeni")]


def test_event_of_a_newer_type_is_in_the_history_and_changes_no_field(given: EventMaker) -> None:
    stream = given.draft(1)
    before = card(given)
    given.add_unknown(stream)
    assert changes(given, 2) == []
    assert difference(before, card(given)) == ()


def test_document_opened_by_a_newer_type_has_a_history_but_no_card(given: EventMaker) -> None:
    given.add_unknown(document_id(1))
    assert as_of(given.events).card is None
    assert changes(given, 1) == []


def test_fold_does_not_change_what_other_projections_read(given: EventMaker) -> None:
    given.life(1)
    registered(given)
    entries: list[Entry] = [decode(event) for event in given.events]
    fold_all(Documents(), entries)
    assert entries == [decode(event) for event in given.events]


def test_as_of_a_position_is_the_card_of_then(given: EventMaker) -> None:
    stream = given.draft(1, "Eski")
    given.edit(stream, "Eski", "Yeni")
    found = as_of(given.events, position=1)
    assert found.card is not None
    assert (found.card.subject, found.position, found.events) == ("Eski", 1, 1)


def test_as_of_a_time_takes_what_was_recorded_until_then(given: EventMaker) -> None:
    stream = given.draft(1, "Eski")
    given.edit(stream, "Eski", "Yeni")
    found = as_of(given.events, at=START + timedelta(milliseconds=500))
    assert found.card is not None
    assert found.card.subject == "Eski"


def test_as_of_a_time_before_its_first_event_is_nothing(given: EventMaker) -> None:
    given.draft(1)
    assert as_of(given.events, at=datetime(2020, 1, 1, tzinfo=UTC)).card is None


def test_difference_names_the_fields_that_changed(given: EventMaker) -> None:
    stream = given.draft(1, "Eski")
    before = card(given)
    given.edit(stream, "Eski", "Yeni")
    (found,) = difference(before, card(given))
    assert (found.field, found.before, found.after) == ("subject", "Eski", "Yeni")
