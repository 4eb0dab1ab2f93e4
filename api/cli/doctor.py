"""`kutuk doctor`: can I trust what I see? Every check is tried for real, none is a mere connection test (S1)."""

import argparse
from typing import Any

from api.cli.exits import Exit
from api.cli.output import say, say_json

_SIGNS = {"ok": "✓", "warn": "⚠", "fail": "✗"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run all checks; 0 when all are well or only warn, 1 when one failed."""
    from api.composition.examining import examine
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process

    with open_services(settings_of_process()) as services:
        found = examine(services)
    if options.json:
        say_json({"checks": [_json(item) for item in found]})
    else:
        for item in found:
            say(f"{_SIGNS[item.state]} {item.name:<14} {item.message_tr}")
    return Exit.BROKEN if any(item.state == "fail" for item in found) else Exit.OK


def _json(item: Any) -> dict[str, Any]:
    return {"name": item.name, "state": item.state, "message": item.message_tr, "message_en": item.message_en}
