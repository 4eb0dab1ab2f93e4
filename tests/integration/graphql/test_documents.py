"""Documents through the GraphQL door: made by mutations, answered from views, every read recorded."""

from typing import Any

DRAFT = """
mutation ($input: DraftDocumentInput!) {
  draftDocument(input: $input) {
    __typename
    ... on DocumentChanged { documentId position replayed visible document { subject state version } }
    ... on Refusal { ruleId code field messageTr messageEn }
  }
}
"""
UNIT = "24301051"


def draft_input(door: Any, **changes: Any) -> dict[str, Any]:
    return {"requestKey": door.key(), "direction": "OUTGOING", "unit": UNIT, "subject": "İzin talebi"} | changes


def drafted(door: Any, **changes: Any) -> str:
    found = door.data(DRAFT, input=draft_input(door, **changes))["draftDocument"]
    assert found["__typename"] == "DocumentChanged", found
    return str(found["documentId"])


def test_draft_is_answered_from_the_view_that_has_reached_it(door: Any) -> None:
    found = door.data(DRAFT, input=draft_input(door))["draftDocument"]

    assert found["visible"] is True
    assert found["document"] == {"subject": "İzin talebi", "state": "DRAFT", "version": 1}


def test_same_request_key_and_body_give_the_same_answer(door: Any) -> None:
    given = draft_input(door)
    first = door.data(DRAFT, input=given)["draftDocument"]
    second = door.data(DRAFT, input=given)["draftDocument"]

    assert second["replayed"] is True
    assert (second["documentId"], second["position"]) == (first["documentId"], first["position"])


def test_same_request_key_with_another_body_is_a_conflict(door: Any) -> None:
    given = draft_input(door)
    door.data(DRAFT, input=given)
    found = door.data(DRAFT, input=given | {"subject": "Başka konu"})["draftDocument"]

    assert found["__typename"] == "RequestKeyReusedRefusal"


def test_numbering_twice_with_one_key_gives_one_number(door: Any) -> None:
    document = drafted(door)
    number = """
    mutation ($input: NumberDocumentInput!) { numberDocument(input: $input) {
      __typename ... on DocumentChanged { replayed document { documentNo verificationCode } }
      ... on Refusal { ruleId messageTr } } }
    """
    given = {"requestKey": door.key(), "documentId": document, "detsisNo": UNIT, "fileCode": "903.07.02"}
    first = door.data(number, input=given)["numberDocument"]
    second = door.data(number, input=given)["numberDocument"]

    assert first["__typename"] == "DocumentChanged", first
    assert second["document"] == first["document"]
    assert len(first["document"]["verificationCode"]) == 16


def test_refusal_of_the_model_is_a_named_member_of_the_union_and_an_event(door: Any) -> None:
    found = door.data(DRAFT, input=draft_input(door, subject=""))["draftDocument"]

    assert found["__typename"] == "SubjectMissingRefusal"
    assert found["ruleId"] == "S2-r-1"
    assert "command.refused" in door.topics()


def test_viewed_document_is_an_event_before_the_answer(door: Any) -> None:
    document = drafted(door)
    found = door.data("query ($id: UUID!) { document(id: $id) { subject } }", id=document)

    assert found["document"]["subject"] == "İzin talebi"
    assert door.topics()[-1] == "access.viewed"


def test_answer_is_not_given_when_the_read_cannot_be_recorded(door: Any) -> None:
    document = drafted(door)
    door.fail_reads.append(OSError("disk full"))
    answer = door.ask("query ($id: UUID!) { document(id: $id) { subject } }", id=document)
    door.fail_reads.clear()

    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "READ_NOT_RECORDED"


def test_search_is_recorded_with_person_names_masked(door: Any) -> None:
    drafted(door, subject="Ayşe Yılmaz hakkında")
    query = "query ($text: String!) { searchDocuments(text: $text, first: 10) { edges { node { subject } } } }"
    found = door.data(query, text="Ayşe Yılmaz")
    recorded = door.book.read(0, 1_000)[-1]

    assert len(found["searchDocuments"]["edges"]) == 1
    assert recorded.topic == "access.searched"
    assert "Yılmaz" not in recorded.state.decode()


def test_history_names_who_changed_what(door: Any) -> None:
    document = drafted(door)
    edit = """mutation ($input: EditDraftInput!) { editDraft(input: $input) { __typename } }"""
    door.data(edit, input={"requestKey": door.key(), "documentId": document, "subject": "Yeni konu"})
    query = """query ($id: UUID!) { document(id: $id) { history(first: 10) {
      edges { node { topic label actor { name } changes { field old new } proofStatus event { leaf proof { day } } } }
      pageInfo { hasNextPage } filters { name value } } } }"""
    history = door.data(query, id=document)["document"]["history"]
    last = history["edges"][-1]["node"]

    assert [edge["node"]["topic"] for edge in history["edges"]] == ["document.drafted", "document.edited"]
    assert last["actor"]["name"] == "Elif Arslan"
    assert {"field": "subject", "old": "İzin talebi", "new": "Yeni konu"} in last["changes"]
    assert last["proofStatus"] == "PROVISIONAL"
    assert last["event"]["proof"] is None


def test_as_of_and_difference_tell_two_times_apart(door: Any) -> None:
    document = drafted(door)
    before = door.book.head()[0]
    edit = """mutation ($input: EditDraftInput!) { editDraft(input: $input) { __typename } }"""
    door.data(edit, input={"requestKey": door.key(), "documentId": document, "subject": "Yeni konu"})
    query = """query ($id: UUID!, $then: PointInput!, $now: PointInput!) { document(id: $id) {
      asOf(point: $then) { final document { subject } }
      difference(from: $then, to: $now) { final changes { field old new } } } }"""
    points = {"then": {"position": before}, "now": {"position": door.book.head()[0]}}
    found = door.data(query, id=document, **points)["document"]

    assert found["asOf"] == {"final": False, "document": {"subject": "İzin talebi"}}
    assert {"field": "subject", "old": "İzin talebi", "new": "Yeni konu"} in found["difference"]["changes"]


def test_ebys_acts_for_the_person_it_names(door: Any) -> None:
    person = {"id": "ali.can", "name": "Ali Can", "title": "Memur", "unit": UNIT, "duties": ["DRAFTER"]}
    answer = door.data(DRAFT, "ebys", input=draft_input(door, actingPerson=person))["draftDocument"]
    drafted_event = door.book.read(int(answer["position"]) - 1, 1)[0]

    assert answer["__typename"] == "DocumentChanged", answer
    assert '"id":"ali.can"' in drafted_event.state.decode()
    assert '"session":"ebys:ebys"' in drafted_event.state.decode()


def test_ebys_that_names_nobody_is_refused(door: Any) -> None:
    found = door.data(DRAFT, "ebys", input=draft_input(door))["draftDocument"]

    assert found["__typename"] == "ActingPersonMissingRefusal"
