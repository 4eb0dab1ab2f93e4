"""`kutuk verify`: recompute everything that can be recomputed, and name the first thing that does not fit."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=date.fromisoformat, metavar="GÜN", help="ilk gün, YYYY-AA-GG")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="GÜN", help="son gün, YYYY-AA-GG")
    parser.add_argument("--full", action="store_true", help="bütün defter (aralık verilmezse zaten öyle)")
    parser.add_argument(
        "--pin", type=Path, action="append", default=[], metavar="DOSYA", help="saklanan denetim noktası"
    )
    parser.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven kökleri; verilmezse kurulumunki")
    parser.add_argument("--key", metavar="ANAHTAR", help="defterin doğrulama anahtarı (C2SP); verilmezse defterdeki")
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Verify; writes nothing anywhere and uses no network."""
    from api.composition.starting import settings_of_process
    from api.composition.verifying import verify_stored

    settings = settings_of_process()
    report = verify_stored(
        settings,
        first=None if options.full else options.first,
        last=None if options.full else options.last,
        pins=[_pin(path) for path in options.pin],
        trust=options.trust,
        key=options.key,
        progress=_progress if sys.stderr.isatty() else None,
    )
    if options.json:
        say_json(as_json(report))
    else:
        _say(report)
    return exit_code(report)


def _pin(path: Path) -> bytes:
    """A kept checkpoint. Raises SetUpError when the file cannot be read."""
    from api.composition.refusals import SetUpError

    try:
        return path.read_bytes()
    except OSError as error:
        raise SetUpError(
            f"Saklanan denetim noktası okunamıyor: {path} ({error.strerror}).",
            f"The kept checkpoint cannot be read: {path} ({error.strerror}).",
        ) from error


def exit_code(report: Any) -> Exit:
    """The exit code that belongs to a report."""
    if report.nothing_in_range and not report.findings:
        return Exit.NOTHING
    return {"passed": Exit.OK, "failed": Exit.BROKEN, "indeterminate": Exit.UNDECIDED}[report.outcome.value]


def as_json(report: Any) -> dict[str, Any]:
    """The report as `--json` prints it; keys are a contract."""
    return {
        "verdict": report.outcome.value,
        "nothing_in_range": report.nothing_in_range,
        "events": report.events,
        "first_position": report.first_position,
        "last_position": report.last_position,
        "days": report.days,
        "sealed_days": report.sealed_days,
        "streams": report.streams,
        "root": report.head.root.hex() if report.head else None,
        "first": _finding(report.first) if report.first else None,
        "findings": [_finding(item) for item in report.findings],
        "counts": dict(report.counts),
    }


def _finding(found: Any) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.kind.name,
        "severity": found.kind.severity.value,
        "position": found.position,
        "day": found.day.isoformat() if found.day else None,
        "message": found.message_tr,
        "message_en": found.message_en,
        "remedy": found.kind.remedy_tr,
    }


def _say(report: Any) -> None:
    words = {"passed": "SAĞLAM", "failed": "BOZUK", "indeterminate": "KARAR VERİLEMEDİ"}
    first = f"{report.first.code} {report.first.message_tr}" if report.first else "yok"
    say(
        f"{words[report.outcome.value]}: günler {report.sealed_days}/{report.days} mühürlü; "
        f"olay {report.events}; akış {report.streams}; ilk hata: {first}"
    )
    if report.nothing_in_range:
        say("Bu aralıkta hiçbir olay ve gün yok (nothing in range).")
    for found in report.findings:
        say(f"  [{found.code}] {found.kind.severity.value}: {found.message_tr}")
        say(f"      {found.message_en}")
        say(f"      → {found.kind.remedy_tr}")


def _progress(position: int) -> None:
    if position % 50_000 == 0:
        remark(f"… {position}")
