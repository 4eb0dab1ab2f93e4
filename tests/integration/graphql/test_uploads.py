"""Uploading bytes before the mutation that names them."""

import hashlib
from typing import Any

from archive.storage import BlobDigest


def upload(door: Any, content: bytes, who: str = "elif.arslan") -> Any:
    return door.client.post("/graphql/uploads", content=content, headers={"Authorization": f"Bearer demo-{who}"})


def test_uploaded_bytes_are_kept_under_their_digest(door: Any) -> None:
    content = b"%PDF-1.4 letter" * 100_000
    answer = upload(door, content)

    assert answer.status_code == 201
    assert answer.json() == {"digest": hashlib.sha256(content).hexdigest(), "size": len(content)}
    assert door.services.blobs.read(BlobDigest.of(content)) == content


def test_draft_takes_an_uploaded_cover_letter(door: Any) -> None:
    digest = upload(door, b"%PDF-1.4 another letter").json()["digest"]
    mutation = """mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) {
      __typename ... on DocumentChanged { document { body { digest size name } } } ... on Refusal { messageTr } } }"""
    body = {"digest": digest, "name": "ustyazi.pdf", "mediaType": "application/pdf"}
    given = {"requestKey": door.key(), "direction": "OUTGOING", "unit": "24301051", "subject": "İzin", "body": body}
    found = door.data(mutation, input=given)["draftDocument"]

    assert found["document"]["body"] == {"digest": digest, "size": 23, "name": "ustyazi.pdf"}


def test_file_that_was_never_uploaded_is_refused_by_name(door: Any) -> None:
    mutation = "mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) { __typename } }"
    body = {"digest": "ab" * 32, "name": "yok.pdf", "mediaType": "application/pdf"}
    given = {"requestKey": door.key(), "direction": "OUTGOING", "unit": "24301051", "subject": "İzin", "body": body}

    assert door.data(mutation, input=given)["draftDocument"]["__typename"] == "BlobMissingRefusal"


def test_auditor_uploads_nothing_and_the_attempt_is_an_event(door: Any) -> None:
    answer = upload(door, b"x", "zeynep.sahin")

    assert answer.status_code == 403
    assert door.topics()[-1] == "access.denied"


def test_nobody_uploads_without_signing_in(door: Any) -> None:
    assert door.client.post("/graphql/uploads", content=b"x").status_code == 401
