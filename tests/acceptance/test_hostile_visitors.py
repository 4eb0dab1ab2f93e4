"""What a hostile visitor tries at the pages: forged cookies and forms, addresses that lead away, scripts."""

import re
from urllib.parse import quote, urljoin, urlsplit
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser

from testkit.browsing import person, visitor
from testkit.started import Kutuk

AWAY = (
    "//evil.example/x",
    "https://evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\t\\evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "/%09//evil.example",
    "///evil.example",
    " //evil.example",
)
SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
DRAFT = """mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) {
  __typename ... on DocumentChanged { documentId } ... on Refusal { ruleId } } }"""


def test_forged_cookie_is_nobody(demo: Kutuk) -> None:
    with demo.signed_in("zeynep.sahin") as client:
        cookie = client.cookies["kutuk_session"]
    payload, _, signature = cookie.rpartition(".")
    forged = ("x", cookie[:-2], f"{payload}.{signature[::-1]}", cookie.replace(cookie[:4], "AAAA"), "a.b.c")
    answers = [
        httpx.get(f"{demo.address}/belgeler", headers={"Cookie": f"kutuk_session={value}"}, trust_env=False)
        for value in forged
    ]

    assert {answer.status_code for answer in answers} == {303}
    assert {urlsplit(answer.headers["location"]).path for answer in answers} == {"/giris"}


def test_session_cookie_is_kept_from_scripts_and_other_sites(demo: Kutuk) -> None:
    with httpx.Client(base_url=demo.address, trust_env=False) as client:
        found = re.search(r'name="token" value="(\w+)"', client.get("/giris").text)
        assert found is not None
        sent = client.post("/giris", data={"token": found[1], "person": "zeynep.sahin", "next": "/"})

    words = sent.headers["set-cookie"].lower()
    assert "httponly" in words
    assert "samesite=lax" in words


@pytest.mark.parametrize("token", ["", "0" * 64, "ç"])
def test_sign_in_with_a_forged_form_is_refused(demo: Kutuk, token: str) -> None:
    sent = httpx.post(f"{demo.address}/giris", data={"token": token, "person": "zeynep.sahin"}, trust_env=False)

    assert sent.status_code == 400
    assert "set-cookie" not in sent.headers


def test_form_of_a_visitor_does_not_sign_somebody_out(demo: Kutuk) -> None:
    found = re.search(r'name="token" value="(\w+)"', httpx.get(f"{demo.address}/giris", trust_env=False).text)
    assert found is not None
    with demo.signed_in("zeynep.sahin") as client:
        answer = client.post("/cikis", data={"token": found[1]}, headers={"Origin": "https://evil.example"})
        still = client.get("/gunler").status_code

    assert answer.headers.get("set-cookie") is None
    assert still == 200


@pytest.mark.parametrize("away", AWAY)
def test_sign_in_leads_nowhere_else(demo: Kutuk, away: str) -> None:
    with httpx.Client(base_url=demo.address, trust_env=False) as client:
        found = re.search(r'name="token" value="(\w+)"', client.get("/giris", params={"geri": away}).text)
        assert found is not None
        sent = client.post("/giris", data={"token": found[1], "person": "zeynep.sahin", "next": away})

    target = urlsplit(urljoin(demo.address, sent.headers["location"]))
    assert (target.scheme, target.netloc) == ("http", urlsplit(demo.address).netloc)


@pytest.mark.browser
def test_choice_of_language_leads_a_browser_nowhere_else(demo: Kutuk, browser: Browser) -> None:
    ends = []
    with visitor(browser, demo.address) as (page, troubles):
        for away in AWAY:
            page.goto(f"/dil/en?geri={quote(away, safe='')}")
            ends.append(page.url.startswith(f"{demo.address}/"))

    assert all(ends)
    assert not [said for said in troubles.said if said.startswith("outside")]


@pytest.mark.browser
def test_script_in_a_subject_is_shown_as_text(demo: Kutuk, browser: Browser) -> None:
    given = {"requestKey": str(uuid4()), "direction": "OUTGOING", "unit": "24301052", "subject": SCRIPT}
    drafted = demo.data_of(DRAFT, "mehmet.kaya", input=given)["draftDocument"]
    with person(browser, demo.address, "zeynep.sahin") as (page, troubles):
        page.goto(f"/belgeler/{drafted['documentId']}")
        heading = page.get_by_role("heading", level=1).inner_text()
        page.goto(f"/belgeler?ara={quote(SCRIPT)}")
        page.goto("/belgeler")
        listed = [item.inner_text() for item in page.locator("a.subject").all()]

    assert heading == SCRIPT
    assert SCRIPT in listed
    assert troubles.said == []


@pytest.mark.parametrize(
    "path",
    ["/belgeler/not-a-uuid", "/gunler/2026-13-99", "/gunler?ay=x", "/olaylar/0", "/belgeler?sonra=%00", "/dil/xx"],
)
def test_odd_addresses_are_answered_without_a_fault(demo: Kutuk, path: str) -> None:
    with demo.signed_in("zeynep.sahin") as client:
        answer = client.get(path)

    assert answer.status_code < 500
    assert "Traceback" not in answer.text


def test_pages_send_their_security_headers(demo: Kutuk) -> None:
    with demo.signed_in("zeynep.sahin") as client:
        headers = client.get("/belgeler").headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
