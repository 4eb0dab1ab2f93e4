"""A draft's letter is checked and kept; one that a rule rejects does not go out for initials (SM-6)."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from domain.documents import (
    AddRecipient,
    CheckLetter,
    Content,
    EditDraft,
    Enclosure,
    EnclosureKind,
    LetterChecked,
    Recipient,
    RemoveRecipient,
    RoutedForInitials,
)
from domain.documents.circulation_errors import WarningsNotAcceptedError
from domain.documents.errors import LimitExceededError, NotAnEditorError
from domain.documents.letter_errors import LetterOutdatedError, LetterRejectedError, LetterUnreadableError
from domain.documents.lettering import differences
from domain.documents.moves import PartsClosedError
from domain.ledger.commands import Rules
from domain.letters import Distribution, Severity, read_letter
from domain.letters.rules.sample import patched
from domain.parties import Party, PartyKind
from testkit.given import ORIGIN, Story
from testkit.letter_examples import example_data
from testkit.letters import CODE, DRAFT, LETTER, NUMBER, ROUTE, routed
from testkit.people import STRANGER, UNIT

JUSTICE = Party(PartyKind.INSTITUTION, name="Adalet Bakanlığı", detsis_no="24310000")
TO_JUSTICE = Recipient("r1", JUSTICE, Distribution.FOR_ACTION)
HEALTH = {"kind": "institution", "name": "Sağlık Bakanlığı", "detsis_no": "24330000"}
BY_LAW = {"kind": "institution", "name": "Adalet Bakanlığı", "detsis_no": "24310000"}
PLACES = {"kind": "distribution_places", "party": None}


def numbered_with_rules() -> Story:
    """The numbered letter in a ledger whose rules know the tables of the examples."""
    story = Story(rules=Rules(ORIGIN, letter_data=example_data()))
    return story.given(DRAFT, AddRecipient(LETTER, TO_JUSTICE), NUMBER)


def letter_of(story: Story, **changes: Any) -> CheckLetter:
    """A letter that says what the draft says, with changes."""
    content = story.document(LETTER).content
    address = f"https://dogrulama.ornek.gov.tr/b/{CODE}"
    base = patched(
        {
            "letterhead": {"detsis_no": UNIT},
            "document_no": content.document_no,
            "date": None,
            "references": None,
            "enclosures": None,
            "verification": {"code": CODE, "address": address},
            "signers": [{"given_names": "Deniz", "surname": "Er", "title": "Genel Müdür"}],
        }
    )
    return CheckLetter(LETTER, json.dumps(patched(changes, base), ensure_ascii=False))


def routable(story: Story) -> Any:
    """The routing command that accepts everything the letter left open."""
    letter = story.document(LETTER).content.letter
    assert letter is not None
    return type(ROUTE)(LETTER, ROUTE.steps, ROUTE.signers, letter.doubted)


def test_a_letter_is_kept_with_everything_that_was_found() -> None:
    story = numbered_with_rules()
    fact = story.when(letter_of(story, subject="Başka Konu")).then_one(LetterChecked)
    rejected = [finding.rule_id for finding in fact.findings if finding.severity is Severity.REJECT]
    assert rejected == ["S2-e-5"]
    assert fact.letter_digest == sha256(fact.specification.encode()).hexdigest()


def test_initials_of_the_letter_are_not_kept() -> None:
    story = numbered_with_rules()
    fact = story.when(letter_of(story)).then_one(LetterChecked)
    assert "initials" not in json.loads(fact.specification)
    assert "Zeynep" not in fact.specification


def test_a_rejected_letter_keeps_its_document_from_going_out() -> None:
    story = numbered_with_rules()
    story.given(letter_of(story, body=[{"text": "Uygun  görülmüştür."}]))
    refused = story.when(routable(story)).then_refused(LetterRejectedError, "SM-6")
    assert "S2-ğ-3" in refused.message_tr


def test_a_sound_letter_lets_its_document_go_out() -> None:
    story = numbered_with_rules()
    story.given(letter_of(story))
    story.when(routable(story)).then(RoutedForInitials)


def test_what_the_letter_left_open_must_be_accepted() -> None:
    story = numbered_with_rules()
    story.given(letter_of(story, contact={"person": None}))
    refused = story.when(ROUTE).then_refused(WarningsNotAcceptedError, "SM-6")
    assert "S2-n-2" in refused.message_tr


def test_a_draft_without_a_letter_goes_out_as_before() -> None:
    numbered_with_rules().when(ROUTE).then(RoutedForInitials)


def test_a_change_of_the_draft_asks_for_the_letter_again() -> None:
    story = numbered_with_rules()
    story.given(letter_of(story), EditDraft(LETTER, subject="Yeni Konu"))
    story.when(routable(story)).then_refused(LetterOutdatedError, "S2-r-5")


def test_a_letter_given_again_takes_the_place_of_the_first() -> None:
    story = numbered_with_rules()
    story.given(letter_of(story, subject="konu."), letter_of(story))
    story.when(routable(story)).then(RoutedForInitials)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"document_no": "E-67915368-903.07.02-99"}, "document_no"),
        ({"enclosures": [{"name": "Liste"}]}, "enclosures"),
        ({"urgency": "urgent"}, "urgency"),
        ({"addressee": {"party": HEALTH}}, "addressee"),
        ({"addressee": PLACES, "distribution": [{"party": BY_LAW}, {"party": HEALTH}]}, "addressee"),
        (
            {"addressee": PLACES, "distribution": [{"party": BY_LAW, "distribution": "for_information"}]},
            "addressee",
        ),
        ({"verification": {"code": "A" * 16, "address": "https://d.gov.tr/" + "A" * 16}}, "verification.code"),
    ],
)
def test_letter_and_draft_say_the_same(change: dict[str, Any], place: str) -> None:
    story = numbered_with_rules()
    fact = story.when(letter_of(story, **change)).then_one(LetterChecked)
    assert ("S2-r-5", place) in {(finding.rule_id, finding.place) for finding in fact.findings}


def test_a_recipient_that_the_letter_does_not_name_is_found() -> None:
    story = numbered_with_rules()
    other = Party(PartyKind.INSTITUTION, name="Sağlık Bakanlığı", detsis_no="24330000")
    story.given(AddRecipient(LETTER, Recipient("r2", other, Distribution.FOR_INFORMATION)))
    fact = story.when(letter_of(story)).then_one(LetterChecked)
    assert ["Sağlık Bakanlığı" in one.text_tr for one in fact.findings if one.place == "addressee"] == [True]


def test_who_passes_a_letter_on_is_a_recipient_of_the_draft() -> None:
    story = numbered_with_rules()
    other = Party(PartyKind.INSTITUTION, name="Sağlık Bakanlığı", detsis_no="24330000")
    story.given(
        AddRecipient(LETTER, Recipient("r2", other, Distribution.FOR_INFORMATION)),
        RemoveRecipient(LETTER, "r1"),
        AddRecipient(LETTER, replace(TO_JUSTICE, via="r2")),
    )
    fact = story.when(letter_of(story, addressee={"via": HEALTH})).then_one(LetterChecked)
    assert [one for one in fact.findings if one.place == "addressee"] == []


def test_two_enclosures_are_not_one_of_both_names() -> None:
    letter = read_letter(patched({"enclosures": [{"name": "Liste; Rapor"}]}))
    content = Content(
        enclosures=(Enclosure("e1", "Liste", EnclosureKind.PHYSICAL), Enclosure("e2", "Rapor", EnclosureKind.PHYSICAL))
    )
    assert "enclosures" in {one.place for one in differences(letter, content)}


@pytest.mark.parametrize("text", ["", "{", "[]", "1", '{"kind": "mektup"}', "[" * 50_000])
def test_what_is_no_letter_is_refused_without_its_content(text: str) -> None:
    story = numbered_with_rules()
    refused = story.when(CheckLetter(LETTER, text)).then_refused(LetterUnreadableError, "S2-r-1")
    assert "mektup" not in refused.message_tr


def test_a_letter_has_a_limit() -> None:
    story = numbered_with_rules()
    story.when(CheckLetter(LETTER, " " * 300_000)).then_refused(LimitExceededError, LimitExceededError.rule_id)


def test_a_letter_with_more_findings_than_anybody_reads_is_refused() -> None:
    story = numbered_with_rules()
    body = [{"text": "Uygun  görülmüştür ."}] * 400
    story.when(letter_of(story, body=body)).then_refused(LimitExceededError, LimitExceededError.rule_id)


def test_only_who_may_edit_the_draft_gives_its_letter() -> None:
    story = numbered_with_rules()
    story.when(letter_of(story), by=STRANGER).then_refused(NotAnEditorError, NotAnEditorError.rule_id)


def test_a_document_that_is_out_takes_no_letter() -> None:
    story = routed()
    story.when(CheckLetter(LETTER, "{}")).then_refused(PartsClosedError, PartsClosedError.rule_id)


def test_content_without_a_letter_has_the_digest_it_always_had() -> None:
    """The value recorded in events written before letters were kept."""
    assert Content(subject="Konu").digest == "6eeea2503ab677d54b5501ccad0f902e3d0c2c14bee90bd009ab25f3f3cdf73e"
