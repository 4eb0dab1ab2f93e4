"""The daily report on paper: every line of the stored file, nothing read as markup, the same bytes each time."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from archive.rendering import ReportUnreadableError
from archive.rendering.daily_report import MAX_LINES, ReportSeal, draw_daily_report, literal
from archive.rendering.page_text import compact, page_texts
from archive.storage import BlobDamagedError, BlobDigest

ACTS = {"document.drafted": "Taslak açıldı", "access.viewed": "Görüntülendi"}
DETSIS = "24301050"
SEAL = ReportSeal(datetime(2026, 11, 17, 21, 0, 7, tzinfo=UTC), "zd.ornek.gov.tr", test=False, late=False)
TEST_SEAL = ReportSeal(SEAL.at, "deneme damgası", test=True, late=True)


def line(place: int, **changes: Any) -> dict[str, Any]:
    return {
        "action": "document.drafted",
        "actor": {"id": "ayse.isik", "name": "Ayşe Işık", "title": "Şube Müdürü", "unit": DETSIS},
        "category": "GR-1",
        "element_id": f"01936f00-0000-7000-8000-{place:012}",
        "element_label": None,
        "element_type": "document",
        "late": False,
        "occurred_at": "2026-11-17T09:01:02.000000Z",
        "outcome": "ok",
        "rule_id": None,
        "seq": place,
        **changes,
    }


def report(lines: Iterable[dict[str, Any]], **changes: Any) -> bytes:
    listed = list(lines)
    header = {
        "counts": {"GR-1": len(listed)} if listed else {},
        "entry_count": len(listed),
        "first_seq": 1,
        "format": "kutuk-daily-report-1",
        "institution_detsis": DETSIS,
        "last_seq": len(listed),
        "previous_report_digest": None,
        "report_date": "2026-11-17",
        "sequence_no": 3,
        **changes,
    }
    return b"".join(json.dumps(item, ensure_ascii=False).encode() + b"\n" for item in (header, *listed))


def drawn(stored: bytes, seal: ReportSeal | None = SEAL, **changes: Any) -> bytes:
    pieces = (stored[place : place + 100] for place in range(0, len(stored), 100))
    digest = sha256(stored).hexdigest()
    return draw_daily_report(pieces, digest=digest, institution="Örnek Kurum", seal=seal, acts=ACTS, **changes)


def words(pdf: bytes) -> str:
    """All text of the pages, without white space: where a line breaks is the page's business."""
    return compact("".join(page_texts(pdf)))


def said(*lines: dict[str, Any], **changes: Any) -> str:
    return words(drawn(report(lines, **changes)))


def test_drawing_twice_gives_the_same_bytes() -> None:
    stored = report([line(1), line(2)])
    assert drawn(stored) == drawn(stored)


def test_file_declares_pdf_a_1_level_a_and_the_day() -> None:
    pdf = drawn(report([line(1)]))
    assert b"<pdfaid:part>1</pdfaid:part>" in pdf
    assert b"D:20261117" in pdf


def test_every_line_stands_with_all_its_values() -> None:
    text = said(*(line(place) for place in range(1, 121)))
    missing = [
        place
        for place in range(1, 121)
        if f"{place}12:01:02Taslakaçıldıekleme(GR-1)AyşeIşık·ŞubeMüdürü01936f00-0000-7000-8000-{place:012}tamam"
        not in text
    ]
    assert missing == []


def test_head_of_the_table_stands_on_every_page() -> None:
    pages = page_texts(drawn(report(line(place) for place in range(1, 121))))
    assert len(pages) > 2
    assert all("SıranoSaatİşlemvetürKişiÖğeSonuç" in compact(page) for page in pages)
    assert [f"Sayfa{number}/{len(pages)}" in compact(page) for number, page in enumerate(pages, 1)] == [True] * len(
        pages
    )


def test_head_names_institution_day_sequence_digest_and_counts() -> None:
    stored = report([line(1)], counts={"GR-10": 1234, "GR-2": 7, "bilinmeyen": 1})
    text = words(drawn(stored))
    expected = ("Günlükrapor17.11.2026", "ÖrnekKurum(DETSİS24301050)", "Günün sırası3", sha256(stored).hexdigest())
    assert [part for part in expected if compact(part) not in text] == []
    assert "GR-2değiştirme7GR-10mühür/şifre1.234–bilinmeyen1" in text


def test_seal_is_told_in_turkish_time_with_its_authority() -> None:
    text = words(drawn(report([line(1)])))
    assert "18.11.202600:00:07(Türkiyesaati)Damgayıverenzd.ornek.gov.tr" in text
    assert "TEST" not in text


def test_test_stamp_is_marked_and_a_late_one_is_called_late() -> None:
    assert "geçmühürlendiTESTDAMGASI" in words(drawn(report([line(1)]), TEST_SEAL))


def test_day_without_a_seal_waits_for_it() -> None:
    assert "mühürbekliyor" in words(drawn(report([line(1)]), None))


def test_day_without_events_says_so() -> None:
    assert "hiçbirişlemkaydedilmemiştir" in said()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>Ali</b> & #set text(red) *kalın* _x_ $a^2$ @ref [y] `z`", None),
        ('"); #panic("x") //', None),
        ("\\u{41} \\ \\*", None),
        ("ÇĞİÖŞÜ çğıöşü Ââ Îî Ûû ₺", None),
        ("Ali\nVeli\t\x00\x1b", "Ali[U+000A]Veli[U+0009][U+0000][U+001B]"),
        ("a\u202egnp.exe\u200b", "a[U+202E]gnp.exe[U+200B]"),
        ("شعر 😀 中", "[U+0634][U+0639][U+0631] [U+1F600] [U+4E2D]"),
    ],
)
def test_name_is_shown_letter_by_letter(name: str, shown: str | None) -> None:
    text = said(line(1, actor={"id": "x", "name": name, "title": None}))
    assert compact(shown or name) in text


@pytest.mark.parametrize("column", ["element_label", "rule_id", "action", "category"])
def test_word_without_a_place_to_break_is_broken_and_kept_whole(column: str) -> None:
    word = "W" * 250
    pages = page_texts(drawn(report([line(1, **{column: word})])))
    assert word in compact("".join(pages))
    assert max(len(run) for page in pages for run in page.split()) < 80


def test_very_long_value_is_cut_with_a_sign() -> None:
    assert literal("a" * 301) == "a" * 300 + "…"


def test_refusal_names_its_rule() -> None:
    assert "retS2-d-6" in said(line(1, outcome="refused", rule_id="S2-d-6"))


def test_late_line_shows_its_own_date() -> None:
    assert "16.11.202623:59:59(geç)" in said(line(1, occurred_at="2026-11-16T20:59:59.000000Z", late=True))


def test_act_that_has_no_word_stands_by_its_name() -> None:
    assert "document.beamed_upbilinmeyen" in said(line(1, action="document.beamed_up", category="bilinmeyen"))


def test_line_of_an_unreadable_event_stands_all_the_same() -> None:
    bare = {"action": "document.edited", "category": "bilinmeyen", "event_digest": "ab", "outcome": "unreadable"}
    assert "1–document.editedbilinmeyen––okunamadı" in said({**bare, "seq": 1})


def test_day_beyond_the_limit_says_where_its_lines_are() -> None:
    text = words(drawn(report(line(place) for place in range(1, 5)), limit=3))
    assert "gunluk-rapor-2026-11-17.jsonl" in text
    assert "GR-1ekleme4" in text
    assert "AyşeIşık" not in text


def test_day_at_the_limit_has_its_lines() -> None:
    assert "AyşeIşık" in words(drawn(report(line(place) for place in range(1, 4)), limit=3))


def test_lines_of_very_much_text_are_left_out_as_a_whole() -> None:
    text = said(*(line(place, element_label="W" * 400, rule_id="W" * 400) for place in range(1, 2001)))
    assert "gunluk-rapor-2026-11-17.jsonl" in text
    assert "AyşeIşık" not in text


def test_limit_keeps_within_the_lists_of_pdf_a_1() -> None:
    assert MAX_LINES < 8191


def test_damage_found_at_the_end_of_the_file_stops_the_drawing() -> None:
    def damaged() -> Iterable[bytes]:
        yield report(line(place) for place in range(1, 4))
        raise BlobDamagedError(digest=BlobDigest("ab" * 32))

    with pytest.raises(BlobDamagedError):
        draw_daily_report(damaged(), digest="ab" * 32, institution=DETSIS, seal=None, acts=ACTS, limit=1)


@pytest.mark.parametrize("stored", [b"", b"\n", b"[]\n", b'{"format":"kutuk-daily-report-2"}\n', b"%PDF", b"\xff\n"])
def test_file_that_is_no_daily_report_is_refused(stored: bytes) -> None:
    with pytest.raises(ReportUnreadableError, match="kutuk-daily-report-1"):
        drawn(stored)
