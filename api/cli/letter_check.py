"""`kutuk letter check`: every rule of a letter's sections, all findings at once; needs no ledger, writes nothing."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from domain.letters import LetterFinding, LetterSpecificationError, Severity

_VERDICTS: Final = {
    "passed": (Exit.OK, "kurallara uyuyor"),
    "rejected": (Exit.REFUSED, "reddedildi"),
    "undecided": (Exit.UNDECIDED, "kesinleştirilemedi: sorulanları yanıtlayın"),
}
_SEVERITIES: Final = {Severity.REJECT: "ret", Severity.ASK: "soru", Severity.WARN: "uyarı"}


def configure_check(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    text = "yazı belirtimini bütün kurallarla denetle (check a letter specification)"
    check = actions.add_parser("check", help=text, description=text)
    check.set_defaults(run=check_letter_file)
    check.add_argument("specification", type=Path, metavar="BELİRTİM", help="yazının JSON belirtimi")
    check.add_argument(
        "--date",
        type=date.fromisoformat,
        metavar="GÜN",
        help="kurallarına göre denetlenecek gün, ör. 2024-03-15; yoksa yazının tarihi, o da yoksa bugün",
    )
    check.add_argument("--data", type=Path, metavar="KLASÖR", help="CSV tabloları ve settings.json (tables, settings)")
    check.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")


def check_letter_file(options: argparse.Namespace) -> int:
    """Exit code 0: no rule rejects or asks; 2: one rejects, or the specification cannot be read; 3: one only asks."""
    from api.cli.letter_files import read_data, read_specification
    from api.composition.identifiers import now
    from domain.events import istanbul_day
    from domain.letters import RULE_TABLE, check_letter, judged_on

    data, settings = read_data(options.data)
    try:
        letter = read_specification(options.specification)
    except LetterSpecificationError as refusal:
        if not options.json:
            raise
        say_json(_unreadable(options.specification.name, refusal))
        return Exit.REFUSED
    on = options.date or judged_on(letter, istanbul_day(now()))
    findings = check_letter(letter, on, data, settings)
    verdict = _verdict(findings)
    if options.json:
        say_json(
            {
                "file": options.specification.name,
                "date": on.isoformat(),
                "verdict": verdict,
                "rules": sum(1 for _ in RULE_TABLE.in_force(on)),
                "findings": [finding.as_json() for finding in findings],
                "problems": [],
            }
        )
    else:
        _say_findings(options.specification.name, on, verdict, findings)
    return _VERDICTS[verdict][0]


def _verdict(findings: tuple[LetterFinding, ...]) -> str:
    severities = {finding.severity for finding in findings}
    if Severity.REJECT in severities:
        return "rejected"
    return "undecided" if Severity.ASK in severities else "passed"


def _unreadable(name: str, refusal: LetterSpecificationError) -> dict[str, Any]:
    problems = [problem.as_json() for problem in refusal.problems]
    return {"file": name, "date": None, "verdict": "unreadable", "rules": 0, "findings": [], "problems": problems}


def _say_findings(name: str, on: date, verdict: str, findings: tuple[LetterFinding, ...]) -> None:
    from domain.turkish import date_in_digits

    say(f"{name}: {_VERDICTS[verdict][1]} ({verdict}), {date_in_digits(on)}")
    for finding in findings:
        say(f"  [{finding.rule_id}] {_SEVERITIES[finding.severity]} {finding.place}")
        say(f"      {finding.text_tr}")
        remark(f"      {finding.text_en}")
