"""`kutuk asof`: the state of a document at a time or position, marked final (sealed) or provisional."""

import argparse
from datetime import datetime
from typing import Any
from uuid import UUID

from api.cli.exits import Exit
from api.cli.output import say, say_json


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", type=UUID, metavar="BELGE", help="belgenin kimliği (document id)")
    when = parser.add_mutually_exclusive_group(required=True)
    when.add_argument("--at", type=_instant, metavar="AN", help="an, ör. 2026-03-12T14:00+03:00 (time)")
    when.add_argument("--position", type=int, metavar="N", help="defterdeki sıra (position)")
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Fold the document's events up to then; recorded as a read."""
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.snapshots import document_as_of
    from api.composition.starting import settings_of_process
    from domain.access import viewed
    from domain.events import micros

    with open_services(settings_of_process()) as services:
        book = services.book
        upto = options.position or book.first_position_at(micros(options.at) + 1) - 1
        found = document_as_of(services, options.document, upto)
        with recorded_read(services) as reads:
            reads.note(
                viewed,
                element_type="document",
                element_id=str(options.document),
                document_ids=(options.document,) if found else (),
                part=f"asof:{upto}",
            )
    if found is None:
        return Exit.NOTHING
    if options.json:
        say_json(found)
    else:
        _say(found)
    return Exit.OK


def _say(found: dict[str, Any]) -> None:
    mark = "kesin (mühürlü) / final" if found["final"] else "geçici (mühürsüz) / provisional"
    say(f"{found['position']}. sıra itibarıyla, {mark}")
    for name, value in found["card"].items():
        if value not in (None, "", [], {}):
            say(f"  {name}: {value}")


def _instant(text: str) -> datetime:
    """An ISO instant; without a zone it is Istanbul time."""
    from domain.events import ISTANBUL

    instant = datetime.fromisoformat(text)
    if not 1970 <= instant.year < 9999:
        raise argparse.ArgumentTypeError(f"{text}: 1970 ile 9998 arasında bir yıl (a year from 1970 to 9998)")
    return instant if instant.tzinfo else instant.replace(tzinfo=ISTANBUL)
