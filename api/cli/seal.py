"""`kutuk seal`: close the days that are over and seal the days that are closed."""

import argparse
from datetime import date

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", type=date.fromisoformat, metavar="GÜN", help="yalnız bu gün, YYYY-AA-GG")
    parser.add_argument("--catch-up", action="store_true", help="mühür bekleyen bütün günler")
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=run)


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
        say_json(
            {
                "closed": [day.isoformat() for day in closed],
                "seals": [
                    {
                        "day": item.day.isoformat(),
                        "sealed": item.sealed,
                        "gen_time": item.gen_time.isoformat() if item.gen_time else None,
                        "authority": item.authority,
                        "reasons": list(item.reasons),
                    }
                    for item in outcomes
                ],
                "debt": [day.isoformat() for day in debt],
            }
        )
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
