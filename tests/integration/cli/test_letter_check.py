"""`kutuk letter check` as a person types it: exit codes, JSON by its schema, clear words for files that will not do."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import main
from domain.letters.rules.sample import patched
from testkit.json_shapes import differences
from testkit.letter_examples import DATA
from testkit.source_tree import ROOT

SCHEMA = json.loads((ROOT / "tests" / "acceptance" / "schemas" / "letter-check.json").read_text("utf-8"))


def written(folder: Path, **changes: Any) -> Path:
    path = folder / "yazi.json"
    path.write_text(json.dumps(patched(changes), ensure_ascii=False), "utf-8")
    return path


def checked(spoken: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, Any]]:
    code = main(["letter", "check", "--json", *map(str, words)])
    found = json.loads(spoken.readouterr().out)
    assert list(differences(found, SCHEMA)) == []
    return code, found


def test_a_letter_that_keeps_every_rule_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(capsys, written(tmp_path), "--data", DATA)
    assert (code, found["verdict"], found["findings"]) == (0, "passed", [])


def test_a_warning_does_not_stop_a_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(capsys, written(tmp_path, contact={"person": None}), "--data", DATA)
    assert (code, [one["severity"] for one in found["findings"]]) == (0, ["warn"])


def test_a_rejected_letter_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(capsys, written(tmp_path, subject="konu."), "--data", DATA)
    assert (code, found["verdict"], found["findings"][0]["rule"]) == (2, "rejected", "S2-e-3")


def test_what_is_not_known_is_asked_and_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(capsys, written(tmp_path))
    assert (code, {one["severity"] for one in found["findings"]}) == (3, {"ask"})


def test_the_day_decides_which_rules_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graded = written(tmp_path, classification="official_use", classification_confirmed_by="Ayşe IŞIK")
    rules = [
        {one["rule"] for one in checked(capsys, graded, "--data", DATA, "--date", day)[1]["findings"]}
        for day in ("2020-06-30", "2024-03-15")
    ]
    assert ["CF-1" in found for found in rules] == [True, False]


def test_an_unreadable_specification_is_told_with_all_its_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = checked(capsys, written(tmp_path, kind="mektup", subject=3), "--data", DATA)
    assert (code, found["verdict"], len(found["problems"])) == (2, "unreadable", 2)


def test_people_read_findings_in_turkish_and_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", "check", str(written(tmp_path, subject="konu.")), "--data", str(DATA)]) == 2
    said = capsys.readouterr()
    assert "[S2-e-3] ret subject" in said.out
    assert "Write the subject with a capital" in said.err


def test_settings_of_the_institution_are_read_beside_the_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for table in DATA.glob("*.csv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    (tmp_path / "settings.json").write_text(json.dumps({"severities": {"S2-n-2": "reject"}}), "utf-8")
    assert checked(capsys, written(tmp_path, contact={"person": None}), "--data", tmp_path)[0] == 2


@pytest.mark.parametrize("settings", [[], {"renk": 1}, {"severities": {"S2-c-2": "off"}}, {"contact_pages": "yarım"}])
def test_settings_that_will_not_do_are_refused(
    settings: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(settings), "utf-8")
    assert main(["letter", "check", str(written(tmp_path)), "--data", str(tmp_path)]) == 2
    assert "[Y-36-1]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", [b"", b"[1]", b"{", b'{"a": 1, "a": 2}', b"\xff\xfe\x00", b"[" * 100_000, b'{"kind": NaN}']
)
def test_files_that_hold_no_letter_get_a_clear_word(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bozuk.json"
    path.write_bytes(content)
    assert main(["letter", "check", str(path)]) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said


def test_a_missing_file_and_a_missing_folder_get_a_clear_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["letter", "check", str(tmp_path / "yok.json")]) == 2
    assert main(["letter", "check", str(written(tmp_path)), "--data", str(tmp_path / "yok")]) == 2
    assert "yok" in capsys.readouterr().err
