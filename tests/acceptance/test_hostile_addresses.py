"""Addresses nobody would follow on purpose: each is answered in order, with the headers that protect the reader."""

import httpx
import pytest

from testkit.started import Kutuk

AUDITOR = "zeynep.sahin"


@pytest.mark.parametrize(
    "path",
    [
        "/belgeler?durum=%00",
        "/belgeler?yon=%00",
        "/denetim?kisi=%00",
        "/denetim?bas=0001-01-01",
        "/denetim?son=9999-12-31",
        "/gunler?ay=0001-01",
        "/gunler?ay=9999-12",
        "/olaylar/99999999999999999999999",
    ],
)
def test_impossible_values_are_no_faults(demo: Kutuk, path: str) -> None:
    with demo.signed_in(AUDITOR) as client:
        answer = client.get(path)

    assert answer.status_code in (200, 400, 404)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_document_management_system_cannot_sign_in_on_a_page(demo: Kutuk) -> None:
    with httpx.Client(base_url=demo.address) as client:
        token = client.get("/giris").text.partition('name="token" value="')[2].partition('"')[0]
        answer = client.post("/giris", data={"token": token, "person": "ebys"})

    assert answer.status_code == 400
    assert "Set-Cookie" not in answer.headers
