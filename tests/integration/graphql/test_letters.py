"""The letter of a draft through the GraphQL door: checked, and shown with its findings."""

import json
from typing import Any

from domain.letters.rules.sample import patched

DRAFT = """mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) {
  __typename ... on DocumentChanged { documentId } } }"""
CHECK = """mutation ($input: CheckLetterInput!) { checkLetter(input: $input) {
  __typename
  ... on DocumentChanged { document { letter {
    digest judgedOn current findings { rule section severity place textTr } } } }
  ... on Refusal { ruleId messageTr } } }"""
LETTER = "query ($id: UUID!) { document(id: $id) { letter { current findings { rule severity } } } }"


def drafted(door: Any) -> str:
    given = {
        "requestKey": door.key(),
        "direction": "OUTGOING",
        "unit": "24301051",
        "subject": "Personel Görevlendirmesi",
    }
    return str(door.data(DRAFT, input=given)["draftDocument"]["documentId"])


def checked(door: Any, document: str, specification: str) -> dict[str, Any]:
    given = {"requestKey": door.key(), "documentId": document, "specification": specification}
    return dict(door.data(CHECK, input=given)["checkLetter"])


def written(**changes: Any) -> str:
    return json.dumps(patched({"document_no": None, "enclosures": None, **changes}), ensure_ascii=False)


def test_a_checked_letter_shows_its_findings(door: Any) -> None:
    found = checked(door, drafted(door), written(signers=[]))["document"]["letter"]
    rejected = [one["rule"] for one in found["findings"] if one["severity"] == "REJECT"]
    assert (found["current"], rejected) == (True, ["S2-h-4"])


def test_a_draft_without_a_letter_shows_none(door: Any) -> None:
    assert door.data(LETTER, id=drafted(door))["document"]["letter"] is None


def test_what_is_no_letter_is_a_named_refusal(door: Any) -> None:
    found = checked(door, drafted(door), '{"kind": "mektup"}')
    assert (found["__typename"], found["ruleId"]) == ("LetterUnreadableRefusal", "S2-r-1")


def test_a_letter_is_an_event_with_a_label(door: Any) -> None:
    checked(door, drafted(door), written())
    assert "document.letter_checked" in door.topics()
