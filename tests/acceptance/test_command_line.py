"""The command line as a contract: exit codes, JSON shapes, data on stdout and nothing else, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from testkit.json_shapes import differences
from testkit.official_line import OfficialLine
from testkit.spoiling import spoiled
from testkit.started import Finished, Installation

pytestmark = pytest.mark.postgres

SCHEMAS = Path(__file__).parent / "schemas"
Command = Callable[[OfficialLine, Path], Finished]


def _run(*words: str) -> Command:
    return lambda line, package: line.ledger.installation.run(
        *(word.format(document=line.document, package=package) for word in words)
    )


JSON_COMMANDS: dict[str, Command] = {
    "verify": _run("verify", "--json"),
    "seal": lambda line, _: line.sealing,
    "package-import": lambda line, _: line.imports[0],
    "package-show": _run("package", "show", "--json", "{package}"),
    "doctor": _run("doctor", "--json"),
    "rebuild-check": _run("rebuild", "--check", "--json"),
    "rebuild": _run("rebuild", "search", "--json"),
    "upgrade-status": _run("upgrade", "status", "--json"),
    "asof": _run("asof", "{document}", "--position", "50", "--json"),
}


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", JSON_COMMANDS)
def test_json_of_a_command_is_what_its_schema_says(line: OfficialLine, official_package: Path, name: str) -> None:
    done = JSON_COMMANDS[name](line, official_package)

    assert done.code == 0, done.err
    assert list(differences(done.json(), schema(name))) == []


def test_every_tailed_event_is_what_its_schema_says(line: OfficialLine) -> None:
    done = line.ledger.installation.run("events", "tail", "--jsonl", "--after", "3", "--limit", "60")
    lines = done.lines()

    assert done.code == 0
    assert [item["position"] for item in lines] == list(range(4, 64))
    assert [found for item in lines for found in differences(item, schema("event"))] == []


def test_failing_verification_keeps_its_shape(line: OfficialLine) -> None:
    with spoiled(line.ledger, ["UPDATE events SET topic = 'x.y' WHERE notification_id = 9"]) as installation:
        done = installation.run("verify", "--json")

    assert list(differences(done.json(), schema("verify"))) == []


def test_changed_cell_of_a_view_is_shown_with_its_row(line: OfficialLine) -> None:
    change = "UPDATE document_cards SET subject = 'Başka' WHERE subject = 'e-Yazışma Test Paketi'"
    with spoiled(line.ledger, [change]) as installation:
        checked = installation.run("rebuild", "documents", "--check", "--json")
        rebuilt = installation.run("rebuild", "documents")
        again = installation.run("rebuild", "documents", "--check")
    (projection,) = checked.json()["projections"]

    assert (checked.code, checked.json()["equal"]) == (7, False)
    assert projection["rows"] == 1
    assert line.document in str(projection["differences"])
    assert (rebuilt.code, again.code) == (0, 0)


def test_same_question_of_the_past_has_the_same_answer(line: OfficialLine) -> None:
    words = ("asof", line.document, "--at", f"{line.first_day}T23:00+03:00", "--json")
    first, second = (line.ledger.installation.run(*words) for _ in range(2))

    assert first.out == second.out
    assert first.json()["final"] is True
    assert first.json()["card"]["state"] == "filed"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("verify", "--from", "1999-01-01", "--to", "1999-01-02"), 4),
        (("events", "tail", "--after", "999999"), 4),
        (("export", "daily-report", "1999-01-01"), 4),
        (("asof", "00000000-0000-0000-0000-000000000000", "--position", "5"), 4),
        (("rebuild", "nosuchview", "--check"), 2),
        (("seal", "--date", "1999-01-01"), 2),
        (("verify", "--from", "yesterday"), 2),
        (("nosuchcommand",), 2),
        ((), 2),
        (("package", "show", "/nonexistent.eyp"), 2),
        (("verify", "--pin", "/nonexistent.txt"), 2),
        (("verify", "--key", "not a key"), 2),
        (("verify", "--trust", "/nonexistent"), 3),
    ],
)
def test_exit_code_says_what_happened(line: OfficialLine, words: tuple[str, ...], code: int) -> None:
    done = line.ledger.installation.run(*words)

    assert done.code == code, done.err
    assert "Traceback" not in done.out + done.err
    assert done.out == "" or code in (3, 4)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KUTUK_PORT", "99999"),
        ("KUTUK_INSTITUTION", "DROP TABLE"),
        ("KUTUK_TSA", "ftp://example.org"),
        ("KUTUK_PROT", "8020"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
    ],
)
def test_bad_setting_is_refused_by_its_name(tmp_path: Path, variable: str, value: str) -> None:
    variables = {"KUTUK_INSTITUTION": "24301050", variable: value}
    refused = Installation(tmp_path / "data", variables).run("doctor")

    assert refused.code == 2
    assert variable in refused.err
    assert "Traceback" not in refused.err


def test_help_lists_every_command_in_turkish_and_english(tmp_path: Path) -> None:
    shown = Installation(tmp_path / "data").run("--help")

    assert shown.code == 0
    assert "verify" in shown.out
    assert "(recompute and verify the ledger)" in " ".join(shown.out.split())
    assert not (tmp_path / "data").exists()
