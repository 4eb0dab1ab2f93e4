"""How outcomes of commands become exit codes and sentences."""

from types import SimpleNamespace

import pytest

from api.cli.exits import Exit
from api.cli.failures import report
from api.cli.main import build_parser, main
from api.cli.verify import exit_code
from api.composition.refusals import SetUpError
from api.procedures.days import DayNotToBeSealedError
from timestamping.sealing import Outcome


def test_exit_codes_are_those_of_the_design() -> None:
    assert {item.name: item.value for item in Exit} == {
        "OK": 0,
        "BROKEN": 1,
        "REFUSED": 2,
        "UNDECIDED": 3,
        "NOTHING": 4,
        "AUTHORITY": 5,
        "EXPIRING": 6,
        "DIFFERENT": 7,
        "FAULT": 70,
    }


@pytest.mark.parametrize(
    ("outcome", "nothing", "findings", "code"),
    [
        (Outcome.PASSED, False, (), Exit.OK),
        (Outcome.FAILED, False, ("x",), Exit.BROKEN),
        (Outcome.INDETERMINATE, False, ("x",), Exit.UNDECIDED),
        (Outcome.INDETERMINATE, True, (), Exit.NOTHING),
        (Outcome.FAILED, True, ("x",), Exit.BROKEN),
    ],
)
def test_verdict_becomes_its_exit_code(outcome: Outcome, nothing: bool, findings: tuple[str, ...], code: Exit) -> None:
    assert exit_code(SimpleNamespace(outcome=outcome, nothing_in_range=nothing, findings=findings)) is code


def test_refusal_is_two_and_names_its_rule_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    code = report(DayNotToBeSealedError(day="2026-11-21"))
    said = capsys.readouterr()

    assert (code, said.out) == (2, "")
    assert said.err.count("[GR-R2]") == 2


def test_set_up_error_is_two_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    code = report(SetUpError("Türkçe", "English"))
    said = capsys.readouterr()

    assert (code, said.out) == (2, "")
    assert "Türkçe" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("words", [(), ("nosuch",), ("verify", "--from", "x"), ("events",), ("package",)])
def test_bad_words_are_two_with_usage_on_stderr(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr()

    assert (ended.value.code, said.out) == (2, "")
    assert "usage: kutuk" in said.err


def test_only_the_chosen_command_is_loaded() -> None:
    parser = build_parser("verify")

    assert parser.parse_args(["verify", "--json"]).json is True
    assert not hasattr(parser.parse_args(["serve"]), "run")


def test_interrupted_command_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.cli.schema.run", interrupted)
    code = main(["schema"])

    assert code == 130
    assert "Traceback" not in capsys.readouterr().err
