"""Cards of drafts with a letter: what the rules found, and whether it still stands."""

import json

from domain.documents import CheckLetter, EditDraft
from domain.letters.rules.sample import patched
from projections.documents import Documents
from projections.folding import decode, fold_all
from testkit.given import Story
from testkit.letters import LETTER, drafted

LETTER_TEXT = json.dumps(patched({"subject": "konu.", "document_no": None}), ensure_ascii=False)


def card(story: Story) -> dict[str, object]:
    view = fold_all(Documents(), [decode(event) for event in story.book.events])
    row = view.keyed["document_cards"].get(str(LETTER)) or view.keyed["document_cards"].get(LETTER)
    assert row is not None
    return dict(row)


def stands(found: dict[str, object]) -> bool:
    letter = found["letter"]
    assert isinstance(letter, dict)
    return bool(letter["content_digest"] == found["content_digest"])


def test_a_card_shows_what_the_rules_found() -> None:
    letter = card(drafted().given(CheckLetter(LETTER, LETTER_TEXT)))["letter"]
    assert isinstance(letter, dict)
    assert {"S2-e-3", "S2-e-5"} <= {finding["rule_id"] for finding in letter["findings"]}


def test_a_draft_without_a_letter_has_none() -> None:
    assert card(drafted())["letter"] is None


def test_a_letter_is_current_until_the_draft_changes() -> None:
    story = drafted().given(CheckLetter(LETTER, LETTER_TEXT))
    before = card(story)
    after = card(story.given(EditDraft(LETTER, subject="Başka")))
    fresh = [stands(found) for found in (before, after)]
    assert fresh == [True, False]
