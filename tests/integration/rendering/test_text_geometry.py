"""Text and closing parts of the page, measured (S2-ğ to S2-j)."""

from itertools import pairwise

import pytest

from archive.rendering import Copy, draw_letter
from testkit.pages import NEAR, MeasuredPage, drawn, letter, measured, needs_poppler, person, pitch

pytestmark = needs_poppler
LONG = "Görevlendirilecek personelin bilgileri ile birlikte çalışma esasları değerlendirilmektedir. "
CLOSING = {"text": "Bilgilerini ve gereğini arz ederim."}
MINISTER = person("Ali KAYA", "Bakan", 9)
DIRECTOR = person("Ayşe IŞIK", "Genel Müdür", 7)
HEAD = person("Ömer ÇALIŞKAN", "Daire Başkanı", 5)
MANAGER = person("Gül ŞAHİN", "Şube Müdürü", 3)
TWO_ENCLOSURES = [{"name": "Rapor", "extent": "12 sayfa"}, {"name": "Personel Listesi"}]


def near(value: float) -> object:
    """Equal within the tolerance of geometric rules."""
    return pytest.approx(value, abs=NEAR)


def entry(name: str, purpose: str = "for_action", **more: object) -> dict[str, object]:
    """One line of a distribution."""
    return {"party": {"kind": "institution", "name": name}, "distribution": purpose, **more}


@pytest.fixture(scope="module")
def page() -> MeasuredPage:
    return drawn(
        body=[{"text": LONG * 3}, {"text": LONG * 2}, CLOSING],
        references=[{"date": "2024-02-01", "document_no": "E-12345678-903.07.02-101"}],
        enclosures=TWO_ENCLOSURES,
        distribution=[
            entry("Adalet Bakanlığı"),
            entry("İçişleri Bakanlığı", omitted_enclosures=[2]),
            entry("Sayıştay Başkanlığı", "for_information"),
        ],
    )[0]


def test_s2_ğ_2_one_blank_line_between_references_and_text(page: MeasuredPage) -> None:
    assert page.line("Görevlendirilecek").top - page.line("İlgi").top == near(2 * pitch())


def test_s2_ğ_2_two_blank_lines_between_addressee_and_text() -> None:
    page = drawn()[0]
    assert page.line("İhtiyaç").top - page.line("(Bilgi").top == near(3 * pitch())


def test_s2_ğ_5_paragraphs_begin_12_5_mm_inside(page: MeasuredPage) -> None:
    beginnings = [line.left for line in page.lines if line.text.startswith(("Görevlendirilecek", "Bilgilerini"))]
    assert beginnings[0] == near(27.5)
    assert beginnings[-1] == near(27.5)


def test_s2_ğ_5_text_is_justified_at_both_sides(page: MeasuredPage) -> None:
    second = page.lines[page.lines.index(page.line("Görevlendirilecek")) + 1]
    assert (second.left, second.right) == (near(15), near(195))


def test_s2_ğ_6_no_blank_line_between_paragraphs(page: MeasuredPage) -> None:
    first, last = page.line("Görevlendirilecek").top, page.line("Bilgilerini").top
    tops = [line.top for line in page.lines if first - NEAR < line.top < last + NEAR]
    assert all(below - above == near(pitch()) for above, below in pairwise(tops))


def test_s2_ğ_7_marked_paragraph_begins_with_its_mark() -> None:
    page = drawn(body=[{"text": "Birinci husus.", "mark": "a)"}, CLOSING])[0]
    assert page.line("a) Birinci husus.").left == near(27.5)


def test_s2_ğ_8_heading_on_the_first_page_only_and_signature_on_the_last_only() -> None:
    pages = drawn(body=[{"text": LONG * 12}] * 8 + [CLOSING], enclosures=TWO_ENCLOSURES)
    assert len(pages) > 1
    assert ["Sayı" in one.text and "ADALET BAKANLIĞINA" in one.text for one in pages].count(True) == 1
    assert "Sayı" in pages[0].text
    assert ["Ayşe IŞIK" in one.text for one in pages].count(True) == 1
    assert "Ayşe IŞIK" in pages[-1].text
    assert "Ek:" in pages[-1].text


@pytest.mark.parametrize("blank_lines", [2, 3, 4])
def test_s2_h_1_two_to_four_blank_lines_before_the_signature(blank_lines: int) -> None:
    page = drawn(layout={"signature_blank_lines": blank_lines})[0]
    assert page.run("Ayşe IŞIK").top - page.line("Bilgilerini").top == near((blank_lines + 1) * pitch())


def test_s2_h_1_name_and_title_are_centred_to_each_other_at_the_far_right(page: MeasuredPage) -> None:
    name, title = page.run("Ayşe IŞIK"), page.line("Personel Genel Müdürü")
    assert title.right == near(195)
    assert name.middle == near(title.middle)


def test_s2_h_5_nothing_stands_between_text_and_name(page: MeasuredPage) -> None:
    closing, name = page.line("Bilgilerini").top, page.run("Ayşe IŞIK").top
    assert [line.text for line in page.lines if closing + NEAR < line.top < name - NEAR] == []


def test_s2_h_13_delegate_has_three_lines() -> None:
    page = drawn(signers=[person("Ayşe IŞIK", "Genel Müdür", capacity="delegate", on_behalf_of="Bakan")])[0]
    name, office, title = page.run("Ayşe IŞIK"), page.run("Bakan a."), page.run("Genel Müdür")
    assert (office.top - name.top, title.top - office.top) == (near(pitch()), near(pitch()))
    assert (office.middle, title.middle) == (near(name.middle), near(name.middle))


def test_s2_h_15_acting_signer_has_two_lines() -> None:
    page = drawn(signers=[person("Ayşe IŞIK", "Daire Başkanı", capacity="acting", on_behalf_of="Rektör")])[0]
    assert page.run("Rektör V.").top - page.run("Ayşe IŞIK").top == near(pitch())
    assert "Daire Başkanı" not in page.text


def test_s2_h_16_of_two_signers_the_higher_stands_right() -> None:
    page = drawn(signers=[MINISTER, DIRECTOR])[0]
    assert page.run("Ali KAYA").left > page.run("Ayşe IŞIK").right
    assert page.run("Ali KAYA").top == near(page.run("Ayşe IŞIK").top)


@pytest.mark.parametrize("signers", [[HEAD, DIRECTOR, MINISTER], [MANAGER, MINISTER, DIRECTOR, HEAD]])
def test_s2_h_17_of_more_signers_the_highest_stands_far_left(signers: list[dict[str, object]]) -> None:
    page = drawn(signers=signers)[0]
    named = sorted(signers, key=lambda one: -int(str(one["rank"])))
    places = [page.run(f"{one['given_names']} {one['surname']}") for one in named]
    assert all(left.right < right.left for left, right in pairwise(places))


@pytest.mark.parametrize("count", [3, 4])
def test_s2_h_17_long_names_break_rather_than_leave_their_row(count: int) -> None:
    long = person("Abdurrahman Nureddin KARAOSMANOĞLU YILMAZ", "Genel Müdür Yardımcısı", 8)
    page = drawn(signers=[MINISTER, long, DIRECTOR, HEAD][:count])[0]
    first, last = page.run("Ali KAYA"), page.run([None, None, "Ayşe IŞIK", "Ömer ÇALIŞKAN"][count - 1] or "")
    assert (first.top, first.right < last.left) == (near(last.top), True)


def test_s2_ı_1_enclosures_follow_the_signature_at_the_left(page: MeasuredPage) -> None:
    label = page.word("Ek:")
    assert label.left == near(15)
    assert label.top > page.line("Personel Genel Müdürü").top


def test_s2_ı_2_enclosures_of_an_approval_follow_the_approving_office() -> None:
    page = drawn(kind="approval", approval={"approver": MINISTER}, enclosures=TWO_ENCLOSURES)[0]
    assert page.word("Ek:").top > page.run("Ali KAYA").top


def test_s2_ı_3_single_enclosure_stands_beside_its_label() -> None:
    assert drawn(enclosures=TWO_ENCLOSURES[:1])[0].line("Ek:").text == "Ek: Rapor (12 sayfa)"


def test_s2_ı_3_several_enclosures_are_numbered_under_their_label(page: MeasuredPage) -> None:
    rows = [page.line(beginning) for beginning in ("Ek:", "1- Rapor (12 sayfa)", "2- Personel Listesi")]
    assert [round((below.top - above.top) / pitch()) for above, below in pairwise(rows)] == [1, 1]


def test_s2_ı_7_list_that_alone_would_overflow_stands_on_its_own_page() -> None:
    many = [{"name": f"Görevlendirme Çizelgesi {number}"} for number in range(1, 41)]
    pages = drawn(enclosures=many)
    assert len(pages) == 2
    assert pages[0].line("Ek:").text == "Ek: Ek Listesi"
    assert pages[1].line("EK LİSTESİ").middle == near(105)
    assert pages[1].line("40-").text == "40- Görevlendirme Çizelgesi 40"


def test_s2_ı_7_list_that_would_not_add_a_page_stays_in_the_letter() -> None:
    pages = drawn(body=[{"text": LONG * 12}] * 4 + [CLOSING], enclosures=TWO_ENCLOSURES)
    assert len(pages) == 2
    assert "EK LİSTESİ" not in pages[-1].text


def test_s2_i_1_no_distribution_without_recipients() -> None:
    assert "Dağıtım" not in drawn()[0].text


def test_s2_i_2_signature_then_enclosures_then_distribution(page: MeasuredPage) -> None:
    assert page.run("Ayşe IŞIK").top < page.word("Ek:").top < page.word("Dağıtım:").top
    assert page.word("Dağıtım:").left == near(15)


def test_s2_i_4_for_information_stands_beside_for_action_from_the_middle(page: MeasuredPage) -> None:
    action, information = page.word("Gereği:"), page.word("Bilgi:")
    assert action.top - page.word("Dağıtım:").top == near(pitch())
    assert information.top == near(action.top)
    assert information.left == near(105)
    assert page.run("Sayıştay Başkanlığına").left == near(105)


def test_s2_i_5_without_information_names_stand_directly_under_the_label() -> None:
    page = drawn(distribution=[entry("Adalet Bakanlığı"), entry("İçişleri Bakanlığı")])[0]
    assert "Gereği:" not in page.text
    assert page.line("Adalet Bakanlığına").top - page.word("Dağıtım:").top == near(pitch())


def test_s2_ı_8_recipient_without_an_enclosure_says_which(page: MeasuredPage) -> None:
    assert page.run("İçişleri Bakanlığına (Ek-2 konulmadı)").left == near(15)


def test_s2_i_7_long_distribution_stands_on_its_own_page() -> None:
    pages = drawn(distribution=[entry(f"{number}. Bölge Müdürlüğü") for number in range(1, 61)])
    assert pages[0].line("Dağıtım:").text == "Dağıtım: Dağıtım Listesi"
    assert pages[1].line("DAĞITIM LİSTESİ").middle == near(105)
    assert "60. Bölge" in pages[-1].text


def test_only_the_list_that_overflows_leaves_the_letter() -> None:
    many = [entry(f"{number}. Bölge Müdürlüğü") for number in range(1, 61)]
    found = draw_letter(letter(distribution=many, enclosures=TWO_ENCLOSURES))
    assert (found.enclosures_apart, found.distribution_apart) == (False, True)


def test_s2_j_3_approval_stands_in_the_middle_after_the_proposer() -> None:
    page = drawn(kind="approval", approval={"approver": MINISTER})[0]
    word, name, title = page.word("OLUR"), page.run("Ali KAYA"), page.line("Bakan")
    assert word.top > page.run("Ayşe IŞIK").top
    assert (word.middle, name.middle, title.middle) == (near(105), near(105), near(105))
    assert (name.top - word.top, title.top - name.top) == (near(pitch()), near(pitch()))


def test_s2_j_5_approval_on_paper_leaves_room_for_date_and_signature() -> None:
    page = drawn(
        kind="approval",
        medium="mandatory_physical",
        physical_reason="legislation",
        document_no="Z-67915368-903.07.02-4752",
        verification=None,
        approval={"approver": MINISTER},
    )[0]
    assert page.run("Ali KAYA").top - page.word("OLUR").top > 4 * pitch() - NEAR
    assert page.line("…/…/……").middle == near(105)


def test_s2_j_6_concurrence_stands_left_between_the_blocks() -> None:
    page = drawn(kind="approval", approval={"approver": MINISTER, "concurrences": [HEAD]})[0]
    words, name = page.line("Uygun görüşle arz ederim."), page.run("Ömer ÇALIŞKAN")
    assert words.left == near(15)
    assert page.run("Ayşe IŞIK").top < words.top < name.top < page.word("OLUR").top
    assert page.run("Daire Başkanı").middle == near(name.middle)


def test_s2_k_8_initials_stand_on_the_institutions_paper_copy_only() -> None:
    paper = letter(
        medium="mandatory_physical",
        physical_reason="legislation",
        document_no="Z-67915368-903.07.02-4752",
        verification=None,
        initials=[{"given_names": "Barış", "surname": "Uslu", "title": "Memur", "day": "2024-03-14"}],
    )
    kept = measured(draw_letter(paper, copy=Copy.INSTITUTION).pdf)[0]
    sent = measured(draw_letter(paper, copy=Copy.RECIPIENT).pdf)[0]
    assert kept.line("14.03.2024 Memur Barış USLU").left == near(15)
    assert kept.line("14.03.2024").top > kept.run("Ayşe IŞIK").top
    assert "USLU" not in sent.text


@pytest.mark.parametrize("copy", list(Copy))
def test_s2_k_3_no_initials_on_the_page_of_an_e_signed_letter(copy: Copy) -> None:
    signed = letter(initials=[{"given_names": "Barış", "surname": "Uslu", "title": "Memur", "day": "2024-03-14"}])
    assert "USLU" not in measured(draw_letter(signed, copy=copy).pdf)[0].text
