"""`kutuk seal`: close the days that are over and seal the days that are closed; `renew` keeps old seals provable."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from api.cli.seal_renewing import configure_renewing

if TYPE_CHECKING:
    from api.procedures.days import SealOutcome


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=date.fromisoformat, metavar="GÜN", help="yalnız bu gün, YYYY-AA-GG")
    parser.add_argument("--catch-up", action="store_true", help="mühür bekleyen bütün günler")
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=False)
    text = "zayıflayacak mühürlerin kanıtını yenile (renew seals in time)"
    configure_renewing(actions.add_parser("renew", help=text, description=text))


def run(options: argparse.Namespace) -> int:
    """Close what is over, then seal: the given day, or (with --catch-up, or without a day) every closed one."""
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process

    with open_services(settings_of_process()) as services:
        keeper = services.days()
        closed = keeper.close_due()
        days = [options.date] if options.date else keeper.unsealed()
        outcomes = [keeper.seal(day) for day in days]
        debt = keeper.unsealed()
    if options.json:
        say_json({"closed": _days(closed), "seals": [_seal(item) for item in outcomes], "debt": _days(debt)})
    else:
        for day in closed:
            say(f"kapatıldı {day}")
        for item in outcomes:
            say(
                f"mühürlendi {item.day} {item.gen_time} {item.authority}"
                if item.sealed
                else f"mühürlenemedi {item.day}"
            )
            for reason in item.reasons:
                remark(f"  {reason}")
        say(f"mühür bekleyen gün: {len(debt)}")
    if not outcomes and not closed:
        return Exit.NOTHING
    return Exit.OK if all(item.sealed for item in outcomes) else Exit.AUTHORITY


def _days(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _seal(outcome: SealOutcome) -> dict[str, Any]:
    return {
        "day": outcome.day.isoformat(),
        "sealed": outcome.sealed,
        "gen_time": outcome.gen_time.isoformat() if outcome.gen_time else None,
        "authority": outcome.authority,
        "reasons": list(outcome.reasons),
    }
