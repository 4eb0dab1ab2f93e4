"""`kutuk rebuild`: make views again from the events, or (--check) prove that they equal them."""

import argparse
from typing import Any

from api.cli.exits import Exit
from api.cli.output import say, say_json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="AD", help="yalnız bu izdüşüm (one projection)")
    parser.add_argument("--check", action="store_true", help="yalnız karşılaştır, hiçbir şey yazma (compare only)")
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check or rebuild; a difference found by --check is exit code 7, an unknown name 2."""
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from projections.runner import Rebuilder, UnknownProjectionError

    with open_services(settings_of_process()) as services:
        rebuilder = Rebuilder(services.database.dsn, services.database.schema, services.book)
        try:
            if options.check:
                return _checked(rebuilder.check(options.name), as_json=options.json)
            rebuilt = rebuilder.rebuild(options.name)
        except UnknownProjectionError as error:
            from api.composition.refusals import SetUpError

            raise SetUpError(f"Böyle bir izdüşüm yok: {options.name}.", str(error)) from error
    if options.json:
        say_json(
            {
                "rebuilt": [
                    {"name": r.name, "position": r.position, "removed": r.removed, "written": r.written}
                    for r in rebuilt
                ]
            }
        )
    else:
        for report in rebuilt:
            say(f"{report.name}: sıra {report.position}; kaldırılan satır {report.removed}, yazılan {report.written}")
    return Exit.OK


def _checked(reports: Any, *, as_json: bool) -> int:
    total = sum(report.rows for report in reports)
    if as_json:
        say_json({"equal": total == 0, "projections": [_report_json(report) for report in reports]})
    else:
        say(f"{len(reports)} izdüşümde {total} satır farklı (rows that differ).")
        for report in reports:
            for item in report.differences:
                say(f"  {_words(item)}")
    return Exit.OK if total == 0 else Exit.DIFFERENT


def _report_json(report: Any) -> dict[str, Any]:
    return {
        "name": report.name,
        "position": report.position,
        "rows": report.rows,
        "by_table": dict(report.by_table),
        "differences": [_difference_json(item) for item in report.differences],
    }


def _difference_json(item: Any) -> dict[str, Any]:
    import dataclasses

    return {field.name: str(getattr(item, field.name)) for field in dataclasses.fields(item)}


def _words(item: Any) -> str:
    return "  ".join(f"{name}={value}" for name, value in _difference_json(item).items())
