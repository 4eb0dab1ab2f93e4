"""Cards of packages on their way in: opened, linked, sent back."""

from dataclasses import replace
from uuid import UUID

from domain.documents import (
    Channel,
    Finding,
    PackageVerdict,
    RecordDecryption,
    RecordDuplicate,
    RecordPackageCheck,
    RejectDocument,
    StoredFile,
)
from domain.turkish import second_business_day_end
from projections.documents import Documents
from projections.folding import decode, fold_all
from testkit.clock import START
from testkit.given import Story
from testkit.letters import ARRIVAL, PASSED, RECEIVE, received, registered
from testkit.people import REGISTRAR, SYSTEM

PLAIN = StoredFile("34" * 32, 40_000, "application/eyazisma", "a.eyp")
FAILED = RecordPackageCheck(ARRIVAL, PackageVerdict.FAILED, (Finding("15", "EYP-43", "F", "Özet tutmuyor"),))
REJECT = RejectDocument(ARRIVAL, "EYP-43", "Özet tutmuyor.", subject="Personel", evidence_ids=("d-1",))


def card(story: Story, document_id: UUID = ARRIVAL) -> dict[str, object]:
    view = fold_all(Documents(), [decode(event) for event in story.book.events])
    row = view.keyed["document_cards"].get(str(document_id)) or view.keyed["document_cards"].get(document_id)
    assert row is not None
    return dict(row)


def test_rejected_package_shows_what_its_sender_was_told() -> None:
    found = card(received().given(FAILED, by=SYSTEM).given(REJECT, by=REGISTRAR))
    assert (found["state"], found["verdict"], found["subject"]) == ("rejected", "failed", "Personel")
    rejection = found["rejection"]
    assert isinstance(rejection, dict)
    assert (rejection["reason_text"], rejection["evidence_ids"]) == ("Özet tutmuyor.", ["d-1"])


def test_rejected_package_shows_until_when_that_was_possible() -> None:
    found = card(received().given(FAILED, by=SYSTEM).given(REJECT, by=REGISTRAR))
    deadline = found["acceptance_deadline"]
    assert isinstance(deadline, int)
    assert deadline == int(second_business_day_end(START).timestamp()) * 1_000_000 + 999_999


def test_package_shows_until_when_it_may_be_rejected_from_its_arrival_on() -> None:
    """Also an invalid one, which is never registered: that one above all is to be sent back in time."""
    arrived, invalid = card(received()), card(received().given(FAILED, by=SYSTEM))
    expected = int(second_business_day_end(START).timestamp()) * 1_000_000 + 999_999
    assert (arrived["acceptance_deadline"], invalid["acceptance_deadline"]) == (expected, expected)


def test_opened_package_keeps_the_encrypted_one_as_what_came() -> None:
    story = received().given(RecordDecryption(ARRIVAL, PLAIN, "0a"), by=SYSTEM)
    found = card(story)
    package = found["package"]
    assert isinstance(package, dict)
    assert (found["state"], package["digest"]) == ("decrypted", RECEIVE.package.digest)


def test_duplicate_leaves_the_state_as_it_is() -> None:
    story = registered().given(RecordDuplicate(ARRIVAL, Channel.UPLOAD, PLAIN, START), by=SYSTEM)
    assert card(story)["state"] == "registered"


def test_package_that_was_not_rejected_has_no_rejection() -> None:
    assert card(received().given(replace(PASSED), by=SYSTEM))["rejection"] is None
