"""`kutuk letter render`: pages of files, exit codes, the JSON contract."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.cli.exits import Exit
from api.cli.main import main
from archive.rendering.page_text import page_texts
from testkit.json_shapes import differences
from testkit.pages import ORDINARY
from testkit.source_tree import ROOT

SCHEMA = json.loads((ROOT / "tests" / "acceptance" / "schemas" / "letter-render.json").read_text("utf-8"))
Write = Callable[..., Path]
PAPER = {
    "medium": "mandatory_physical",
    "physical_reason": "legislation",
    "document_no": "Z-67915368-903.07.02-4752",
    "verification": None,
    "initials": [{"given_names": "Barış", "surname": "Uslu", "title": "Memur", "day": "2024-03-14", "method": "hand"}],
}
WITHOUT_NUMBER_SIGN = {"document_no": "67915368-903.07.02-4752"}


@pytest.fixture
def specified(tmp_path: Path) -> Write:
    def write(**changes: Any) -> Path:
        path = tmp_path / "yazi.json"
        given = {name: value for name, value in {**ORDINARY, **changes}.items() if value is not None}
        path.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
        return path

    return write


def render(*words: object) -> int:
    return main(["letter", "render", *map(str, words)])


def test_render_writes_the_page(specified: Write, tmp_path: Path) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(), out) == Exit.OK
    assert "E-67915368-903.07.02-4752" in page_texts(out.read_bytes())[0]


def test_render_writes_the_same_bytes_again(specified: Write, tmp_path: Path) -> None:
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    render(specified(), one)
    render(specified(), two)
    assert one.read_bytes() == two.read_bytes()


def test_render_overwrites_only_when_asked(specified: Write, tmp_path: Path) -> None:
    out = tmp_path / "yazi.pdf"
    out.write_bytes(b"kept")
    assert render(specified(), out) == Exit.REFUSED
    assert out.read_bytes() == b"kept"
    assert render(specified(), out, "--replace") == Exit.OK
    assert out.read_bytes().startswith(b"%PDF")


def test_render_refuses_what_the_rules_reject(
    specified: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(**WITHOUT_NUMBER_SIGN), out) == Exit.REFUSED
    assert not out.exists()
    assert "S2-ç-" in capsys.readouterr().err


def test_render_draws_a_rejected_letter_as_a_draft_that_says_so(specified: Write, tmp_path: Path) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(**WITHOUT_NUMBER_SIGN), out, "--draft") == Exit.OK
    assert page_texts(out.read_bytes())[0].startswith("TASLAK")


@pytest.mark.parametrize(("copy", "shown"), [("institution", True), ("recipient", False)])
def test_render_draws_initials_on_the_institutions_copy_only(
    specified: Write, tmp_path: Path, copy: str, shown: bool
) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(**PAPER), out, "--copy", copy, "--draft") == Exit.OK
    assert ("USLU" in page_texts(out.read_bytes())[0]) is shown


def test_render_leaves_the_date_out_for_the_signers(specified: Write, tmp_path: Path) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(), out, "--unsigned", "--draft") == Exit.OK
    assert "15.03.2024" not in page_texts(out.read_bytes())[0]


def test_render_dates_the_page_by_the_istanbul_day_of_the_last_signature(specified: Write, tmp_path: Path) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(date=None), out, "--dated-at", "2024-03-14T21:30:00+00:00") == Exit.OK
    assert "15.03.2024" in page_texts(out.read_bytes())[0]


def test_render_asks_for_the_offset_of_an_instant(specified: Write, tmp_path: Path) -> None:
    assert render(specified(), tmp_path / "yazi.pdf", "--dated-at", "2024-03-14T21:30:00") == Exit.REFUSED


def test_render_refuses_a_page_that_differs_from_the_metadata(
    specified: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(metadata={"subject": "Başka Konu"}), out, "--draft", "--json") == Exit.REFUSED
    said = json.loads(capsys.readouterr().out)
    assert said["verdict"] == "differs"
    assert [one["field"] for one in said["differences"]] == ["subject"]
    assert not out.exists()


@pytest.mark.parametrize("text", ["Konu 😀", "x" * 400, "Konu \u202e"])
def test_render_refuses_what_cannot_be_drawn_in_words(
    specified: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    out = tmp_path / "yazi.pdf"
    assert render(specified(subject=text), out, "--draft") == Exit.REFUSED
    assert not out.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_render_does_not_follow_a_logo_out_of_the_folder(specified: Write, tmp_path: Path) -> None:
    (tmp_path.parent / "logo.png").write_bytes(b"\x89PNG")
    head = {**ORDINARY["letterhead"], "logos": [{"file": "../logo.png"}]}
    assert render(specified(letterhead=head), tmp_path / "yazi.pdf", "--draft") == Exit.REFUSED


@pytest.mark.parametrize("changes", [{}, WITHOUT_NUMBER_SIGN, {"metadata": {"subject": "Başka Konu"}}])
@pytest.mark.parametrize("draft", [(), ("--draft",)])
def test_json_of_render_keeps_its_contract(
    specified: Write,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changes: dict[str, Any],
    draft: tuple[str, ...],
) -> None:
    render(specified(**changes), tmp_path / "yazi.pdf", "--json", *draft)
    assert list(differences(json.loads(capsys.readouterr().out), SCHEMA)) == []
