"""Any letter: either a clear refusal, or a page that says exactly what the letter says; never a broken page."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.rendering import WordTooWideError, compare_page, draw_letter
from archive.rendering.fonts import drawable
from archive.rendering.page_text import page_texts
from domain.events import Refusal
from domain.letters import Paragraph, Table
from testkit.pages import letter, person

LETTERS = sorted(one for one in drawable("Tinos") if not one.isspace() and ord(one) < 0x250)
WORD = st.text(st.sampled_from(LETTERS), min_size=1, max_size=14)
SENTENCE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
SIGNERS = st.lists(st.builds(lambda name, title: person(f"{name} X", title), NAME, NAME), min_size=1, max_size=6)
SENTENCE_OF_LAW = "Görevlendirilecek personelin bilgileri ile birlikte çalışma esasları değerlendirilmektedir. "


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    subject=SENTENCE,
    body=st.lists(SENTENCE.map(lambda text: {"text": text}), min_size=1, max_size=6),
    signers=SIGNERS,
    enclosures=st.lists(SENTENCE.map(lambda name: {"name": name[:250]}), max_size=6),
    table=st.lists(st.lists(SENTENCE, min_size=2, max_size=2), max_size=3),
    urgency=st.sampled_from(["normal", "urgent"]),
)
def test_any_letter_is_drawn_as_it_is_or_refused(body: list[Any], table: list[list[str]], **parts: Any) -> None:
    blocks = [*body, *([{"rows": table}] if table else ())]
    try:
        one = letter(body=blocks, **parts)
        page = draw_letter(one)
    except Refusal:
        return
    assert compare_page(page.pdf, one) == ()


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_at_all_is_drawn_as_it_is_or_refused(text: str) -> None:
    one = replace(letter(), body=(Paragraph(text),))
    try:
        page = draw_letter(one)
    except Refusal:
        return
    assert compare_page(page.pdf, one) == ()


def test_long_last_paragraph_begins_on_the_page_where_there_is_room() -> None:
    long = replace(letter(), body=(Paragraph("Giriş."), Paragraph(SENTENCE_OF_LAW * 80)))
    assert SENTENCE_OF_LAW.split()[0] in page_texts(draw_letter(long).pdf)[0]


def test_word_that_would_run_into_the_next_cell_is_refused() -> None:
    wide = Table((("Muvaffakiyetsizleştiriciler",) * 12,) * 2)
    with pytest.raises(WordTooWideError, match="table"):
        draw_letter(replace(letter(), body=(wide,)))


def test_drawing_in_several_threads_gives_the_same_bytes() -> None:
    letters = [letter(subject=f"Konu {number}") for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda one: draw_letter(one).pdf, letters))
    assert together == [draw_letter(one).pdf for one in letters]
