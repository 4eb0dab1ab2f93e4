"""`kutuk seal renew`: renew the evidence beside day seals before it weakens."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from api.cli.exits import Exit
from api.cli.hash_names import hash_name
from api.cli.output import remark, say, say_json

if TYPE_CHECKING:
    from api.procedures.seal_renewal import RenewalOutcome


def configure_renewing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--before",
        type=date.fromisoformat,
        required=True,
        metavar="GÜN",
        help="kanıtı bu günden önce zayıflayan mühürler (evidence that weakens before this day)",
    )
    parser.add_argument(
        "--hash-tree", type=hash_name, metavar="ÖZET", help="hepsine bu özetle yeni zincir (a new chain by this hash)"
    )
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=renew_seals)


def renew_seals(options: argparse.Namespace) -> int:
    """One token for all seals whose newest certificate, or whose hash, ends before the day; each is checked first."""
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from domain.events import day_interval

    before = day_interval(options.before)[0]
    with open_services(settings_of_process()) as services:
        renewer = services.seal_renewer()
        due = renewer.due(before)
        outcome = renewer.renew(due, before, options.hash_tree)
    if options.json:
        say_json(_json(options.before, len(due), outcome))
    else:
        _say(outcome, len(due))
    return _exit(outcome, len(due))


def _exit(outcome: RenewalOutcome, due: int) -> Exit:
    if any(item.broken for item in outcome.refused):
        return Exit.BROKEN
    if outcome.unavailable:
        return Exit.AUTHORITY
    if outcome.refused:
        return Exit.UNDECIDED
    return Exit.OK if due else Exit.NOTHING


def _json(before: date, due: int, outcome: RenewalOutcome) -> dict[str, Any]:
    return {
        "before": before.isoformat(),
        "due": due,
        "renewed": [
            {
                "day": item.day.isoformat(),
                "method": item.method.value,
                "gen_time": item.gen_time.isoformat(),
                "authority": item.authority,
                "test": item.test,
            }
            for item in outcome.renewed
        ],
        "refused": [
            {"day": item.day.isoformat(), "code": item.code, "broken": item.broken, "message": item.message}
            for item in outcome.refused
        ],
        "unavailable": list(outcome.unavailable),
    }


def _say(outcome: RenewalOutcome, due: int) -> None:
    from timestamping.cms import in_turkish

    say(f"zayıflayacak mühür: {due}; yenilenen: {len(outcome.renewed)}")
    for item in outcome.renewed:
        say(f"yenilendi {item.day} {item.gen_time} {item.method.value} {item.authority}{' TEST' if item.test else ''}")
    for refused in outcome.refused:
        say(f"yenilenemedi {refused.day} [{refused.code}] {in_turkish(refused.code)}")
        remark(f"  {refused.message}")
    for reason in outcome.unavailable:
        remark(f"  {reason}")
