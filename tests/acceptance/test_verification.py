"""Verification by code, through the door: no sign-in, one line, recorded (DV-3 to DV-6)."""

import httpx

from testkit.started import PLAIN, Kutuk

CODES = "{ documents(first: 50) { edges { node { documentNo verificationCode state classification } } } }"


def asked(demo: Kutuk, path: str) -> httpx.Response:
    """The answer to a visitor nobody knows."""
    with httpx.Client(base_url=demo.address, timeout=60, trust_env=False, verify=PLAIN) as client:
        return client.get(path)


def documents(demo: Kutuk, *states: str, grade: str = "NONE") -> list[tuple[str, str]]:
    """Number and code of the documents in some states."""
    nodes = [edge["node"] for edge in demo.data_of(CODES, "zeynep.sahin")["documents"]["edges"]]
    return [
        (node["documentNo"], node["verificationCode"])
        for node in nodes
        if node["state"] in states and node["classification"] == grade and node["verificationCode"]
    ]


def test_code_of_a_signed_letter_answers_a_stranger(demo: Kutuk) -> None:
    number, code = documents(demo, "SIGNED", "SEALED", "FILED")[0]
    typed, scanned = asked(demo, f"/dogrula?kod={code}"), asked(demo, f"/dogrula/{code}")
    assert (typed.status_code, scanned.status_code) == (200, 200)
    assert f"{number} sayılı" in typed.text
    assert "Bu kodla bir belge vardır" in scanned.text


def test_graded_letter_tells_a_stranger_only_that_it_exists(demo: Kutuk) -> None:
    number, code = documents(demo, "SIGNED", grade="OFFICIAL_USE")[0]
    answer = asked(demo, f"/dogrula/{code}")
    assert answer.status_code == 200
    assert number not in answer.text
    assert "başka bilgi verilmez" in answer.text


def test_codes_of_drafts_and_cancelled_letters_are_no_codes(demo: Kutuk) -> None:
    answers = [asked(demo, f"/dogrula/{code}") for _, code in documents(demo, "CANCELLED", "NUMBERED", "INITIALLING")]
    assert len(answers) > 1
    assert {answer.status_code for answer in answers} == {404}


def test_unknown_code_is_answered_without_a_hint(demo: Kutuk) -> None:
    answer = asked(demo, "/dogrula/AAAABBBBCCCCDDDD")
    assert answer.status_code == 404
    assert "doğrulanabilen bir belge yoktur" in answer.text


def test_hostile_text_comes_back_as_text(demo: Kutuk) -> None:
    answer = asked(demo, "/dogrula?kod=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>" not in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]


def test_query_is_recorded_before_the_answer_leaves(demo: Kutuk) -> None:
    asked(demo, "/dogrula/AAAABBBBCCCCEEEE")
    query = (
        '{ auditEntries(first: 100, filter: {topic: "access.verified"}) { edges { node { elementId actor { id } } } } }'
    )
    edges = demo.data_of(query, "zeynep.sahin")["auditEntries"]["edges"]
    assert ("AAAABBBBCCCCEEEE", "visitor") in [
        (edge["node"]["elementId"], edge["node"]["actor"]["id"]) for edge in edges
    ]
