"""A page that differs from its letter does not go out for initials (S2-r-5)."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from api.procedures.letter_pages import differing_places
from archive.rendering import draw_letter
from archive.storage import MemoryBlobStore
from domain.documents import Content, SignerStep, StoredFile
from domain.letters import Letter, Signer, letter_specification
from testkit.pages import letter

SIGNERS = (Signer("Deniz", "Er", "Genel Müdür"), Signer("Elif", "Işık", "Bakan"))
STEPS = tuple(
    SignerStep(order, f"p{order}", name, title, "24301050", order, "a1")
    for order, (name, title) in enumerate((("Deniz Er", "Genel Müdür"), ("Elif Işık", "Bakan")), 1)
)
SAID = replace(letter(), signers=SIGNERS)
RANKED = replace(SAID, signers=tuple(replace(one, rank=place) for place, one in enumerate(SIGNERS, 1)))


def places(
    pdf: bytes, said: Letter = SAID, *, media_type: str = "application/pdf", steps: tuple[SignerStep, ...] = STEPS
) -> tuple[str, ...]:
    """What is found when a document with this page and letter is to go out."""
    blobs = MemoryBlobStore()
    file = StoredFile(blobs.put(pdf).hex, len(pdf), media_type, "ust-yazi.pdf")
    content = Content(subject=said.subject, body=file)
    text = json.dumps(letter_specification(said), ensure_ascii=False)
    checked = content.with_letter(sha256(text.encode()).hexdigest(), content.digest, ())
    return differing_places(checked, text, blobs, steps)


def test_the_page_of_the_letter_goes_out() -> None:
    assert places(draw_letter(RANKED).pdf) == ()


@pytest.mark.parametrize(
    ("drawn", "place"),
    [
        (replace(RANKED, subject="Başka Konu"), "subject"),
        (replace(RANKED, document_no="E-67915368-903.07.02-1"), "document_no"),
        (replace(RANKED, signers=RANKED.signers[:1]), "signers"),
        (replace(RANKED, body=RANKED.body[:1]), "body"),
    ],
)
def test_a_page_of_another_letter_is_named(drawn: Letter, place: str) -> None:
    assert place in places(draw_letter(drawn).pdf)


def test_a_page_marked_as_a_draft_does_not_go_out() -> None:
    assert places(draw_letter(RANKED, draft=True).pdf) != ()


def test_others_than_those_on_the_page_do_not_sign() -> None:
    other = (STEPS[0], replace(STEPS[1], name="Veli Can"))
    assert "signers" in places(draw_letter(RANKED).pdf, steps=other)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.4", b"%PDF-1.4" + b"\0" * 500, draw_letter(RANKED).pdf[:2000]])
def test_what_cannot_be_read_is_no_page(pdf: bytes) -> None:
    assert places(pdf) == ("page",)


def test_another_spelling_of_the_type_is_no_way_around() -> None:
    assert places(b"", media_type="Application/PDF; version=1.4") == ("page",)


def test_a_word_file_is_left_to_people() -> None:
    assert places(b"PK", media_type="application/vnd.openxmlformats") == ()


def test_a_page_of_another_program_holds_the_facts() -> None:
    drawn = draw_letter(RANKED).pdf.replace(b"Typst", b"Other")
    assert places(drawn) == ()
    assert places(draw_letter(replace(RANKED, subject="Başka Konu")).pdf.replace(b"Typst", b"Other")) == ("subject",)
