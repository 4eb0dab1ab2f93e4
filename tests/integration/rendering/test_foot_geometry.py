"""Foot and marks of the page, measured: verification, contact, urgency, grade, page numbers (S2-m to S2-p, DV-3)."""

import pytest
import zxingcpp

from archive.rendering import draw_letter
from testkit.pages import DOTS, NEAR, ORDINARY, MeasuredPage, drawn, is_red, letter, measured, needs_poppler, pictures

pytestmark = needs_poppler
LONG = [
    {"text": "Görevlendirilecek personelin bilgileri ile birlikte çalışma esasları değerlendirilmektedir. " * 12}
] * 8
STATEMENT = "Bu belge, güvenli elektronik imza ile imzalanmıştır."


def near(value: float) -> object:
    """Equal within the tolerance of geometric rules."""
    return pytest.approx(value, abs=NEAR)


@pytest.fixture(scope="module")
def page() -> MeasuredPage:
    return drawn()[0]


@pytest.fixture(scope="module")
def pages() -> list[MeasuredPage]:
    return drawn(body=LONG, urgency="urgent", classification="official_use", personal=True)


def rule_height(pdf: bytes) -> float:
    """Height of the line over the contact block, in millimetres: the widest run of dark dots."""
    picture = pictures(pdf)[0]
    row_bytes = picture.width * 3
    darkness = [
        sum(value < 128 for value in picture.dots[y * row_bytes : (y + 1) * row_bytes : 3])
        for y in range(picture.height)
    ]
    return darkness.index(max(darkness)) * 25.4 / DOTS


def test_s2_m_1_statement_stands_in_the_line_above_the_code(page: MeasuredPage) -> None:
    statement, code = page.line(STATEMENT), page.line("Belge Doğrulama Kodu:")
    assert statement.text == STATEMENT
    assert 0 < code.top - statement.top < 8 * 1.2 * 25.4 / 72


def test_s2_m_2_code_stands_above_the_line_of_the_contact_block(page: MeasuredPage) -> None:
    height = rule_height(draw_letter(letter()).pdf)
    code, contact = page.line("Belge Doğrulama Kodu:"), page.line("Örnek Mahallesi")
    assert code.text.startswith("Belge Doğrulama Kodu: K7M2Q9X4T8B3N6PW")
    assert code.words[0].bottom < height < contact.top


def test_s2_m_1_paper_letters_have_no_verification() -> None:
    pages = drawn(
        medium="mandatory_physical",
        physical_reason="legislation",
        document_no="Z-67915368-903.07.02-4752",
        verification=None,
    )
    assert STATEMENT not in pages[0].text
    assert "Doğrulama" not in pages[0].text


def codes(pdf: bytes) -> list[zxingcpp.Barcode]:
    """What a reader of codes finds on page 1."""
    picture = pictures(pdf)[0]
    grey = bytes(picture.dots[::3])  # must outlive the view, which does not keep it
    view = zxingcpp.ImageView(grey, picture.width, picture.height, zxingcpp.ImageFormat.Lum)
    return list(zxingcpp.read_barcodes(view))


def test_dv_3_karekod_decodes_to_the_printed_address(page: MeasuredPage) -> None:
    address = ORDINARY["verification"]["address"]
    assert [code.text for code in codes(draw_letter(letter()).pdf)] == [address]
    assert address in page.line("Belge Doğrulama Kodu:").text
    assert ORDINARY["verification"]["code"] in address


def test_s2_m_3_karekod_stands_at_the_far_right_of_the_contact_block(page: MeasuredPage) -> None:
    corners = codes(draw_letter(letter()).pdf)[0].position
    quiet_zone = 2.5
    assert corners.top_right.x * 25.4 / DOTS == pytest.approx(195 - quiet_zone, abs=1)
    assert corners.top_left.y * 25.4 / DOTS > page.line("Belge Doğrulama Kodu:").top
    assert corners.bottom_left.y * 25.4 / DOTS < 282 + NEAR


def test_s2_n_1_sender_stands_left_and_s2_n_2_the_person_to_ask_right(page: MeasuredPage) -> None:
    assert page.word("Örnek").left == near(15)
    assert page.run("Bilgi için: Mehmet DEMİR").left > 105
    assert page.run("Bilgi için: Mehmet DEMİR").top == near(page.word("Örnek").top)


def test_s2_n_3_contact_stands_at_the_end_of_the_page(page: MeasuredPage) -> None:
    _, _, _, bottom = pictures(draw_letter(letter()).pdf)[0].ink()
    assert page.line("Örnek Mahallesi").top > 250
    assert bottom == pytest.approx(282, abs=2.5)


def test_cf_6_contact_stands_on_every_page(pages: list[MeasuredPage]) -> None:
    assert len(pages) > 2
    assert all("Örnek Mahallesi" in one.text and STATEMENT in one.text for one in pages)


def test_cf_6_contact_stands_on_the_last_page_when_set_so() -> None:
    pages = drawn(body=LONG, layout={"contact_pages": "last"})
    assert ["Örnek Mahallesi" in one.text for one in pages] == [False] * (len(pages) - 1) + [True]


def test_s2_ö_4_urgency_stands_at_the_top_right_of_page_1_only(pages: list[MeasuredPage]) -> None:
    mark = pages[0].line("ACELE")
    assert mark.right == near(195)
    assert mark.top < pages[0].line("T.C.").top
    assert not any("ACELE" in one.text for one in pages[1:])


def test_s2_ö_4_urgency_is_red() -> None:
    _, top, right, bottom = pictures(draw_letter(letter(urgency="urgent")).pdf)[0].ink(is_red)
    assert right == near(195)
    assert top == pytest.approx(15.5, abs=NEAR)
    assert bottom - top < 4


def test_s2_ö_5_personal_letters_say_so_on_page_1(pages: list[MeasuredPage]) -> None:
    assert pages[0].line("KİŞİYE ÖZEL").right == near(195)
    assert not any("KİŞİYE" in one.text for one in pages[1:])


def test_grade_stands_at_top_and_bottom_of_every_page(pages: list[MeasuredPage]) -> None:
    for one in pages:
        marks = [line for line in one.lines if line.text == "HİZMETE ÖZEL"]
        assert [line.middle for line in marks] == [near(105), near(105)]
        assert marks[0] is not one.lines[-1]
        assert marks[0].top < 20 < 270 < marks[1].top


def test_s2_p_1_pages_are_numbered_below_the_contact_block(pages: list[MeasuredPage]) -> None:
    for number, one in enumerate(pages, 1):
        line = one.line(f"{number}/{len(pages)}")
        assert line.middle == near(105)
        assert line.top > one.line("Telefon:").top


def test_s2_p_1_single_page_has_no_number(page: MeasuredPage) -> None:
    assert "1/1" not in page.text


def test_y_7_1_contact_data_are_8_points(page: MeasuredPage) -> None:
    first, second = page.line("Örnek Mahallesi"), page.line("Telefon:")
    assert second.top - first.top == pytest.approx(8 * 1.149 * 25.4 / 72, abs=0.1)


def test_n_13_both_readers_give_back_the_same_code_points() -> None:
    letters = "ĞğİıŞşÇçÖöÜüÂâÎîÛû₺’“”–…fi fl ffi"
    pdf = draw_letter(letter(body=[{"text": f"Harfler {letters} sonu."}])).pdf
    assert f"Harfler {letters} sonu." in measured(pdf)[0].text
