"""Upper part of the page, measured: margins, letterhead, number, date, subject, addressee, references (S2-a to g)."""

import struct
import zlib

import pytest

from archive.rendering import draw_letter
from testkit.pages import NEAR, MeasuredPage, drawn, letter, measured, needs_poppler, pictures, pitch

pytestmark = needs_poppler
LONG_SUBJECT = "Yurt Dışında Geçici Olarak Görevlendirilecek Personelin Yol Giderlerinin Karşılanması"
TWO_REFERENCES = [
    {"date": "2024-02-01", "document_no": "E-12345678-903.07.02-101", "sender": "İçişleri Bakanlığı"},
    {
        "date": "2024-03-05",
        "document_no": "E-12345678-903.07.02-400",
        "sender": "Çevre, Şehircilik ve İklim Değişikliği Bakanlığı Coğrafi Bilgi Sistemleri Genel Müdürlüğü",
    },
]


def near(value: float) -> object:
    """Equal within the tolerance of geometric rules."""
    return pytest.approx(value, abs=NEAR)


def picture_of(width: int, height: int) -> bytes:
    """A blue PNG without transparency."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\x00\x00\xff" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def is_blue(red: int, green: int, blue: int) -> bool:
    """Part of the picture."""
    return blue > 200 and max(red, green) < 60


@pytest.fixture(scope="module")
def page() -> MeasuredPage:
    return drawn(subject=LONG_SUBJECT, references=TWO_REFERENCES)[0]


def test_s2_a_1_no_ink_outside_margins_of_15_mm() -> None:
    full = letter(
        classification="official_use",
        urgency="urgent",
        body=[{"text": "Görevlendirilecek personelin bilgileri aşağıdadır. " * 60}] * 3,
    )
    for one in pictures(draw_letter(full).pdf):
        left, top, right, bottom = one.ink()
        assert left >= 15 - NEAR
        assert top >= 15 - NEAR
        assert right <= 195 + NEAR
        assert bottom <= 282 + NEAR


def test_s2_a_2_with_a_logo_the_top_margin_is_5_mm() -> None:
    with_logo = letter(
        letterhead={
            "detsis_no": "67915368",
            "lines": ["T.C.", "ÖRNEK BAKANLIĞI", "Birim"],
            "logos": [{"file": "a.png", "detsis_no": "67915368"}],
        }
    )
    pdf = draw_letter(with_logo, logos={"a.png": picture_of(40, 40)}).pdf
    left, top, *_ = pictures(pdf)[0].ink(is_blue)
    assert (left, top) == (near(15), near(5))
    assert measured(pdf)[0].line("T.C.").top == near(5)


def test_s2_a_2_without_a_logo_the_top_margin_stays_15_mm(page: MeasuredPage) -> None:
    assert page.line("T.C.").top == near(15)


def test_s2_b_3_two_logos_stand_at_both_sides_of_the_letterhead() -> None:
    logos = [{"file": "a.png"}, {"file": "b.png"}]
    two = letter(letterhead={"detsis_no": "67915368", "lines": ["T.C.", "ÖRNEK BAKANLIĞI", "Birim"], "logos": logos})
    pdf = draw_letter(two, logos={"a.png": picture_of(50, 40), "b.png": picture_of(50, 40)}).pdf
    left, _, right, bottom = pictures(pdf)[0].ink(is_blue)
    assert (left, right) == (near(15), near(195))
    assert bottom < measured(pdf)[0].line("Sayı").top
    assert measured(pdf)[0].line("T.C.").middle == near(105)


def test_s2_c_1_letterhead_lines_are_centred(page: MeasuredPage) -> None:
    for beginning in ("T.C.", "ÖRNEK BAKANLIĞI", "Personel Genel Müdürlüğü"):
        assert page.line(beginning).middle == near(105)


def test_s2_ç_4_number_stands_left_two_blank_lines_below_the_letterhead(page: MeasuredPage) -> None:
    number = page.line("Sayı")
    assert number.left == near(15)
    assert number.top - page.line("Personel Genel Müdürlüğü").top == near(3 * pitch())


def test_s2_d_1_date_stands_on_the_line_of_the_number_flush_right(page: MeasuredPage) -> None:
    date = page.word("15.03.2024")
    assert date.top == near(page.line("Sayı").top)
    assert date.right == near(195)


def test_s2_d_2_month_in_letters_is_drawn_so() -> None:
    assert drawn(date={"day": "2019-10-10", "style": "words"})[0].line("Sayı").text.endswith("10 Ekim 2019")


def test_s2_d_5_date_of_minutes_may_stand_at_the_end_of_the_text() -> None:
    page = drawn(kind="minutes", date={"day": "2024-03-15", "at_end": True}, document_no=None)[0]
    assert "Sayı" not in page.text
    assert page.line("15.03.2024").top == near(page.line("Bilgilerini").top + pitch())


def test_s2_d_6_a_letter_that_is_not_signed_shows_no_date() -> None:
    assert drawn(date=None)[0].line("Sayı").text == "Sayı : E-67915368-903.07.02-4752"


def test_s2_e_1_subject_stands_directly_under_the_number(page: MeasuredPage) -> None:
    assert page.line("Konu").top - page.line("Sayı").top == near(pitch())


def test_s2_e_2_subject_does_not_cross_the_middle_of_the_writing_area(page: MeasuredPage) -> None:
    below = [line for line in page.lines if page.line("Konu").top <= line.top < page.line("ADALET").top]
    assert len(below) > 1
    assert all(line.right <= 105 + NEAR for line in below)


def test_s2_e_4_second_line_of_the_subject_leaves_the_label_empty(page: MeasuredPage) -> None:
    text_begins = page.line("Konu").words[2].left
    second = next(line for line in page.lines if line.top > page.line("Konu").top + NEAR)
    assert second.left == near(text_begins)


def test_s2_f_2_addressee_is_centred_two_blank_lines_below_the_subject(page: MeasuredPage) -> None:
    addressee = page.line("ADALET BAKANLIĞINA")
    last = max(line.top for line in page.lines if line.top < addressee.top - NEAR)
    assert addressee.middle == near(105)
    assert addressee.top - last == near(3 * pitch())


def test_s2_f_5_unit_stands_in_parentheses_on_the_next_line(page: MeasuredPage) -> None:
    unit = page.line("(Bilgi İşlem Genel Müdürlüğü)")
    assert unit.middle == near(105)
    assert unit.top - page.line("ADALET").top == near(pitch())


def test_s2_f_7_address_is_centred_below_the_addressee() -> None:
    party = {"kind": "natural_person", "given_names": "Ali", "surname": "Kaya", "address": "Gül Sokak No: 1\nÇANKAYA"}
    page = drawn(addressee={"kind": "natural_person", "party": party})[0]
    assert [page.line(one).middle for one in ("Sayın", "Gül", "ÇANKAYA")] == [near(105)] * 3


def test_s2_g_2_references_begin_two_blank_lines_below_the_addressee(page: MeasuredPage) -> None:
    label = page.word("İlgi")
    assert label.left == near(15)
    assert label.top - page.line("(Bilgi").top == near(3 * pitch())


def test_s2_g_3_colons_stand_on_one_vertical_line(page: MeasuredPage) -> None:
    colons = [page.line(label).words[1] for label in ("Sayı", "Konu", "İlgi")]
    assert [word.text for word in colons] == [":", ":", ":"]
    assert max(word.left for word in colons) - min(word.left for word in colons) < 0.05


def test_s2_g_4_wrapped_reference_leaves_label_and_mark_empty(page: MeasuredPage) -> None:
    second = page.line("b)")
    wrapped = next(line for line in page.lines if line.top > second.top + NEAR)
    assert wrapped.left == near(second.words[1].left)


def test_s2_g_6_marks_stand_under_each_other(page: MeasuredPage) -> None:
    assert page.word("a)").left == near(page.word("b)").left)


def test_y_7_1_text_is_set_in_12_points_of_times_metrics(page: MeasuredPage) -> None:
    # “Sayı” in Times New Roman 12: S 556, a 444, y 500, ı 278 thousandths of an em.
    word = page.word("Sayı")
    assert word.right - word.left == pytest.approx((556 + 444 + 500 + 278) * 12 / 1000 * 25.4 / 72, abs=0.1)


def test_y_7_1_arial_is_set_in_11_points() -> None:
    page = drawn(layout={"font": "arial"})[0]
    # “Sayı” in Arial 11: S 667, a 556, y 500, ı 278.
    word = page.word("Sayı")
    assert word.right - word.left == pytest.approx((667 + 556 + 500 + 278) * 11 / 1000 * 25.4 / 72, abs=0.1)
    assert page.line("Konu").top - word.top == pytest.approx(11 * 1.150 * 25.4 / 72, abs=NEAR)
