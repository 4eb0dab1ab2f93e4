"""The pages in a real browser: each role sees what is its own, at two widths, by keyboard, without a complaint."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from archive.rendering.page_text import compact, page_texts
from testkit.browsing import NARROW, WIDE, overflow, person, visitor
from testkit.lived_ledger import days_ago
from testkit.started import Kutuk

pytestmark = pytest.mark.browser

EVERY_PAGE = ("/belgeler", "/defterler", "/gunler", "/imzalar", "/denetim")
ALLOWED = {
    "elif.arslan": ("/belgeler", "/defterler", "/gunler"),
    "mehmet.kaya": ("/belgeler", "/defterler", "/gunler"),
    "ayse.isik": ("/belgeler", "/defterler", "/gunler"),
    "huseyin.celik": EVERY_PAGE,
    "zeynep.sahin": EVERY_PAGE,
    "can.ozturk": ("/gunler", "/imzalar"),
}
YESTERDAY = f"/gunler/{days_ago(1)}"


def open_letter(page: Page) -> None:
    """Open the letter that went its whole way on the first day of the demo."""
    page.goto("/belgeler?ara=görevlendirmesi")
    page.get_by_role("link", name="Personel Görevlendirmesi").first.click()
    page.wait_for_load_state("load")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
@pytest.mark.parametrize("who", ALLOWED)
def test_pages_of_a_role_show_without_a_complaint(
    demo: Kutuk, browser: Browser, tmp_path: Path, who: str, size: tuple[int, int]
) -> None:
    wide = {}
    with person(browser, demo.address, who, size) as (page, troubles):
        for path in (*ALLOWED[who], YESTERDAY):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            page.screenshot(path=tmp_path / f"{path.strip('/').replace('/', '-')}.png", full_page=True)
            wide[path] = overflow(page)

    assert troubles.said == []
    assert wide == dict.fromkeys(wide, 0)


@pytest.mark.parametrize("who", ALLOWED)
def test_menu_offers_just_the_pages_of_the_role(demo: Kutuk, browser: Browser, who: str) -> None:
    with person(browser, demo.address, who) as (page, _):
        page.goto("/gunler")
        offered = [link.get_attribute("href") for link in page.locator("header nav a").all()]

    assert sorted(filter(None, offered)) == sorted(ALLOWED[who])


@pytest.mark.parametrize("who", ["elif.arslan", "can.ozturk"])
def test_pages_of_other_roles_are_refused(demo: Kutuk, who: str) -> None:
    refused = [path for path in EVERY_PAGE if path not in ALLOWED[who]]
    with demo.signed_in(who) as client:
        answers = {path: client.get(path) for path in refused}

    assert {answer.status_code for answer in answers.values()} == {403}
    assert all("yetkiniz yok" in answer.text for answer in answers.values())


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "390"])
def test_document_shows_its_timeline_and_state_of_proof(
    demo: Kutuk, browser: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    with person(browser, demo.address, "zeynep.sahin", size) as (page, troubles):
        open_letter(page)
        page.screenshot(path=tmp_path / "belge.png", full_page=True)
        titles = [item.inner_text() for item in page.locator("ol.timeline h3").all()]
        proof = page.locator(".verdict").inner_text()
        beyond = overflow(page)

    assert [word for word in ("Taslak açıldı", "Paraflandı", "İmzalandı") if any(word in item for item in titles)] == [
        "Taslak açıldı",
        "Paraflandı",
        "İmzalandı",
    ]
    assert "mühürlü günlerin içindedir" in proof
    assert (troubles.said, beyond) == ([], 0)


def test_reads_of_a_document_can_be_shown_and_hidden(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "zeynep.sahin") as (page, _):
        open_letter(page)
        page.reload()
        before = page.locator("ol.timeline li.read").count()
        page.get_by_role("link", name="Görüntülemeleri göster").click()
        page.wait_for_load_state("load")
        shown = page.locator("ol.timeline li.read")
        texts = [item.inner_text() for item in shown.all()]
        page.get_by_role("link", name="Görüntülemeleri gizle").click()
        page.wait_for_load_state("load")
        after = page.locator("ol.timeline li.read").count()

    assert (before, after) == (0, 0)
    assert any("Zeynep Şahin" in text for text in texts)


@pytest.mark.parametrize("words", ["görevlendirmesi", "GÖREVLENDİRMESİ", "Görevlendirme", "24301050-774"])
def test_search_knows_turkish_letters(demo: Kutuk, browser: Browser, words: str) -> None:
    with person(browser, demo.address, "huseyin.celik") as (page, _):
        page.goto("/belgeler")
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_load_state("load")
        subjects = [item.inner_text() for item in page.locator("a.subject").all()]

    assert "Personel Görevlendirmesi" in subjects


def test_search_that_finds_nothing_says_so_with_its_filter(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "huseyin.celik") as (page, _):
        page.goto("/belgeler?ara=ığdırlıoğlu")
        said = page.locator(".notice").inner_text()

    assert "Bu süzgece uyan kayıt yok" in said
    assert "ığdırlıoğlu" in said


def test_calendar_leaves_no_day_out(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "can.ozturk") as (page, _):
        page.goto(f"/gunler?ay={days_ago(1):%Y-%m}")
        numbers = [item.inner_text() for item in page.locator("ol.calendar .date").all()]
        sealed = page.locator(f"a[href='{YESTERDAY}']").inner_text()

    first = days_ago(1).replace(day=1)
    month = (first + timedelta(days=32)).replace(day=1) - first
    assert numbers == [str(number) for number in range(1, month.days + 1)]
    assert "✓" in sealed
    assert "TEST" in sealed


def test_day_shows_report_seal_and_red_test_mark(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "zeynep.sahin") as (page, _):
        page.goto(YESTERDAY)
        mark = page.locator("p.lead .test")
        text, colour = mark.inner_text(), mark.evaluate("node => getComputedStyle(node).color")
        note = page.locator("pre.evidence").inner_text()
        rows = page.locator("table tbody tr").count()

    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))
    assert "TEST" in text
    assert red > 120
    assert max(green, blue) < red / 2
    assert note.startswith("kutuk/24301050\n")
    assert rows > 5


def test_day_offers_its_report_on_paper(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "zeynep.sahin") as (page, _):
        page.goto(YESTERDAY)
        link = page.get_by_role("link", name="Raporu indir (PDF)").get_attribute("href")
        answer = page.request.get(f"{demo.address}{link}")
        text = compact("".join(page_texts(answer.body())))

    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert f'filename="gunluk-rapor-{days_ago(1)}.pdf"' in answer.headers["content-disposition"]
    assert compact(f"Günlük rapor {days_ago(1):%d.%m.%Y}") in text
    assert "TESTDAMGASI" in text
    assert "AyşeIşık" in text


def test_register_book_lists_numbers_and_voided_ones(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "elif.arslan") as (page, _):
        page.goto("/defterler")
        books = page.locator("select[name=defter]")
        books.select_option(books.locator("option", has_text="Giden evrak defteri").first.get_attribute("value"))
        page.get_by_role("button", name="Ara").click()
        page.wait_for_load_state("load")
        text = page.locator("main").inner_text()

    assert "24301050-774" in text
    assert "geçersiz" in text


def test_signatures_page_shows_archive_form_with_its_dates_and_history(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "can.ozturk") as (page, _):
        page.goto("/imzalar")
        counts = page.locator("table").first.inner_text()
        renewals = page.locator("table.stack tbody tr").filter(has_text="Arşiv damgası yenilenecek")
        row = renewals.first.inner_text()
        renewals.first.locator("summary").click()
        steps = renewals.first.locator("ol li").all_inner_texts()

    assert "Arşiv damgası yenilenecek" in counts
    assert "A → A" in row
    assert [step.split(" · ")[2] for step in steps if "güçlendirildi" in step] == ["T", "XL", "A"]


def test_audit_page_filters_by_person_and_echoes_it(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "zeynep.sahin") as (page, _):
        page.goto("/denetim?kisi=mehmet.kaya")
        rows = [item.inner_text() for item in page.locator("table tbody tr").all()]

    assert rows
    assert all("Mehmet Kaya" in row for row in rows)


def test_keyboard_reaches_the_content_first_and_shows_where_it_is(demo: Kutuk, browser: Browser) -> None:
    focused = "document.activeElement.className + '|' + getComputedStyle(document.activeElement).outlineStyle"
    with person(browser, demo.address, "zeynep.sahin") as (page, _):
        page.goto("/belgeler")
        page.keyboard.press("Tab")
        first = page.evaluate(focused)
        seen = []
        for _ in range(12):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))

    assert first == "skip|solid"
    assert set(seen) == {"solid"}


def test_pages_work_without_scripts(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "zeynep.sahin", scripts=False) as (page, _):
        open_letter(page)
        heading = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("button", name="Oturumu kapat").click()
        page.wait_for_load_state("load")

        assert page.url.endswith("/giris")
    assert heading == "Personel Görevlendirmesi"


def test_language_is_remembered(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "zeynep.sahin") as (page, _):
        page.goto("/belgeler")
        page.get_by_role("link", name="English").click()
        page.wait_for_load_state("load")
        here = page.url
        page.goto("/gunler")
        heading = page.get_by_role("heading", level=1).inner_text()

    assert here.endswith("/belgeler")
    assert heading == "Calendar of daily reports"


def test_visitor_is_led_to_the_sign_in_and_back(demo: Kutuk, browser: Browser) -> None:
    with visitor(browser, demo.address) as (page, troubles):
        page.goto("/denetim?kisi=mehmet.kaya")
        asked = page.url
        page.locator("button[value='zeynep.sahin']").click()
        page.wait_for_load_state("load")
        came = page.url

    assert "/giris?" in asked
    assert came.endswith("/denetim?kisi=mehmet.kaya")
    assert troubles.said == []


def test_what_an_auditor_looks_at_stands_in_the_tail_of_the_events(demo: Kutuk, browser: Browser) -> None:
    with person(browser, demo.address, "zeynep.sahin") as (page, _):
        page.goto("/denetim?kisi=can.ozturk")
        open_letter(page)
        document = page.url.rpartition("/")[2]
        page.goto(YESTERDAY)
    reads = [
        line
        for line in demo.run("events", "tail", "--jsonl").lines()
        if line["topic"].startswith("access.") and line["state"]["actor"]["id"] == "zeynep.sahin"
    ]
    session = [line for line in reads if line["state"]["payload"].get("element_id") == document][-1]
    own = [line for line in reads if line["state"]["origin"]["session"] == session["state"]["origin"]["session"]]

    assert [line["topic"] for line in own] == [
        "access.signed_in",
        "access.searched",
        "access.searched",
        "access.searched",
        "access.viewed",
        "access.viewed",
    ]
    assert own[-1]["state"]["payload"]["element_id"] == str(days_ago(1))
    assert {line["state"]["origin"]["client"] for line in own} == {"web"}
