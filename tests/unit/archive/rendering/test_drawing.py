"""Drawing: same bytes, pages, copies, and what cannot be drawn."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.rendering import (
    LogoUnusableError,
    UndrawableCharacterError,
    WordTooWideError,
    compare_page,
    draw_letter,
    unsigned_letter,
)
from archive.rendering.fonts import drawable
from archive.rendering.page_data import page_data, shown_date
from archive.rendering.page_text import compact, page_texts
from domain.letters import Enclosure, Letterhead, Logo, Metadata, Paragraph
from testkit.pages import letter

TURKISH = "AaBbCcÇçDdEeFfGgĞğHhIıİiJjKkLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZzÂâÎîÛû₺’“”"
LOGO = Letterhead("67915368", ("T.C.", "ÖRNEK BAKANLIĞI"), logos=(Logo("logo.png"),))


def test_drawing_twice_gives_the_same_bytes() -> None:
    assert draw_letter(letter()).pdf == draw_letter(letter()).pdf


def test_drawing_dates_the_file_by_the_letter() -> None:
    assert b"D:20240315" in draw_letter(letter()).pdf


def test_drawing_declares_pdf_a_1_level_a() -> None:
    pdf = draw_letter(letter()).pdf
    assert pdf.startswith(b"%PDF-1.4")
    assert b"<pdfaid:part>1</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf


@pytest.mark.parametrize("family", ["Tinos", "Arimo"])
def test_fonts_have_every_turkish_letter(family: str) -> None:
    assert set(TURKISH) <= drawable(family)


@pytest.mark.parametrize(
    "text", ["😀", "שלום", "مرحبا", "\u202e", "a\x07", "\x00", "अ", "\u200b", "e\u0301", "\t", "中"]
)
def test_text_that_would_show_as_boxes_or_change_its_order_is_refused(text: str) -> None:
    with pytest.raises(UndrawableCharacterError) as refused:
        draw_letter(replace(letter(), body=(Paragraph(f"Metin {text} sonu."),)))
    assert "body[0].text" in refused.value.message_tr


def test_refusal_names_the_character() -> None:
    with pytest.raises(UndrawableCharacterError, match=r"U\+1F600 😀"):
        draw_letter(replace(letter(), subject="Konu 😀"))


@pytest.mark.parametrize("family", ["Tinos", "Arimo"])
def test_every_drawable_character_is_read_back_as_itself(family: str) -> None:
    letters = sorted(one for one in drawable(family) if not one.isspace() and ord(one) < 0x2000)
    font = "times_new_roman" if family == "Tinos" else "arial"
    text = " ".join("".join(letters[place : place + 8]) for place in range(0, len(letters), 8))
    assert unicodedata.is_normalized("NFC", text)
    assert compact(text) in compact(
        "".join(page_texts(draw_letter(letter(layout={"font": font}, body=[{"text": text}])).pdf))
    )


def test_word_without_a_place_to_break_is_refused_with_its_field() -> None:
    with pytest.raises(WordTooWideError, match="subject"):
        draw_letter(replace(letter(), subject="x" * 2000))


def test_subject_of_two_thousand_characters_gives_a_right_page() -> None:
    long = replace(letter(), subject="Çok Uzun Bir Konu " * 111)
    assert compare_page(draw_letter(long).pdf, long) == ()


def test_three_hundred_enclosures_give_a_list_of_their_own() -> None:
    many = replace(letter(), enclosures=tuple(Enclosure(f"Çizelge {number}") for number in range(300)))
    found = draw_letter(many)
    assert found.enclosures_apart
    assert compare_page(found.pdf, many) == ()


def test_nothing_in_a_text_is_read_as_markup() -> None:
    text = "#panic() *kalın* _eğik_ $x^2$ `kod` = Başlık @ref <etiket> \\ // yorum [x] \" ' ~ --- ..."
    marked = replace(letter(), subject=text[:60], body=(Paragraph(text),))
    assert compact(text) in compact(page_texts(draw_letter(marked).pdf)[0])


def test_marks_of_code_in_an_address_do_not_reach_the_image() -> None:
    bent = replace(letter(), verification=replace(letter().verification, address='https://a/"><script>'))  # type: ignore[type-var]
    assert draw_letter(bent).pages == 1


def test_unsigned_electronic_letter_shows_no_date_even_where_one_was_guessed() -> None:
    assert "15.03.2024" not in page_texts(draw_letter(unsigned_letter(letter())).pdf)[0]


def test_unsigned_paper_letter_keeps_its_date() -> None:
    paper = letter(medium="mandatory_physical", physical_reason="legislation", verification=None)
    assert unsigned_letter(paper) == paper


def test_date_of_the_final_metadata_is_shown_as_its_istanbul_day() -> None:
    stamped = Metadata(dated_at=datetime(2024, 3, 14, 21, 30, tzinfo=UTC))
    undated = replace(unsigned_letter(letter()), metadata=stamped)
    assert shown_date(undated).day == datetime(2024, 3, 15).date()
    assert "15.03.2024" in page_texts(draw_letter(undated).pdf)[0]


def test_draft_says_so_on_the_page() -> None:
    assert page_texts(draw_letter(letter(), draft=True).pdf)[0].startswith("TASLAK")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "put the file"),
        ({"logo.png": b"GIF89a"}, "PNG without transparency"),
        ({"logo.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 17 + b"\x06" + b"\x00" * 40}, "PNG without transparency"),
        ({"logo.png": b"\xff\xd8\xff" + b"\x00" * (1 << 18)}, "below 256 kB"),
    ],
)
def test_unusable_logo_is_refused(files: dict[str, bytes], reason: str) -> None:
    with pytest.raises(LogoUnusableError, match=reason):
        draw_letter(replace(letter(), letterhead=LOGO), logos=files)


def test_broken_image_is_refused_not_drawn() -> None:
    with pytest.raises(LogoUnusableError):
        draw_letter(replace(letter(), letterhead=LOGO), logos={"logo.png": b"\xff\xd8\xff broken"})


def test_page_data_hold_no_initials_for_an_electronic_letter() -> None:
    signed = letter(initials=[{"given_names": "Barış", "surname": "Uslu", "title": "Memur"}])
    assert page_data(signed, ())["initials"] == []
