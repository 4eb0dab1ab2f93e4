"""The letter of a draft through the GraphQL door: checked, and shown with its findings."""

import json
from typing import Any

from archive.rendering import draw_letter
from domain.letters import read_letter
from domain.letters.rules.sample import patched

DRAFT = """mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) {
  __typename ... on DocumentChanged { documentId } } }"""
CHECK = """mutation ($input: CheckLetterInput!) { checkLetter(input: $input) {
  __typename
  ... on DocumentChanged { document { letter {
    digest judgedOn current findings { rule section severity place textTr } } } }
  ... on Refusal { ruleId messageTr } } }"""
ROUTE = """mutation ($input: RouteForInitialsInput!) { routeForInitials(input: $input) {
  __typename ... on Refusal { ruleId messageTr } } }"""
LETTER = "query ($id: UUID!) { document(id: $id) { letter { current findings { rule severity } } } }"


def drafted(door: Any, **more: Any) -> str:
    given = {
        "requestKey": door.key(),
        "direction": "OUTGOING",
        "unit": "24301051",
        "subject": "Personel Görevlendirmesi",
        **more,
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


def routed(door: Any, document: str) -> dict[str, Any]:
    signer = {"order": 1, "personId": "p1", "name": "Ayşe Işık", "title": "Bakan", "unit": "24301051", "rank": 1}
    given = {"requestKey": door.key(), "documentId": document, "steps": [], "signers": [signer | {"authority": "a1"}]}
    return dict(door.data(ROUTE, input=given)["routeForInitials"])


def test_a_page_that_is_not_the_letters_does_not_go_out(door: Any) -> None:
    page = draw_letter(read_letter(patched({"document_no": None, "enclosures": None, "subject": "Başka Konu"}))).pdf
    digest = door.services.blobs.put(page).hex
    body = {"digest": digest, "name": "yazi.pdf", "mediaType": "application/pdf"}
    document = drafted(door, body=body)
    checked(door, document, written())
    found = routed(door, document)
    assert (found["__typename"], found["ruleId"]) == ("LetterPageDiffersRefusal", "S2-r-5")
    assert "(subject)" in found["messageTr"]


def test_the_page_of_the_letter_is_no_hindrance(door: Any) -> None:
    page = draw_letter(read_letter(json.loads(written()))).pdf
    body = {"digest": door.services.blobs.put(page).hex, "name": "yazi.pdf", "mediaType": "application/pdf"}
    document = drafted(door, body=body)
    checked(door, document, written())
    assert routed(door, document)["__typename"] != "LetterPageDiffersRefusal"
