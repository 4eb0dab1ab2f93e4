"""`kutuk events tail`: the events as they come, one JSON object a line; resumes by position."""

import argparse
from typing import Any

from api.cli.exits import Exit
from api.cli.output import say, say_jsonl


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    tail = actions.add_parser("tail", help="olayları sırayla akıtır (tail the events)")
    tail.add_argument("--after", type=_position, default=0, metavar="N", help="bu sıradan sonrası (positions after N)")
    tail.add_argument("--limit", type=int, metavar="N", help="en çok N olay, sonra bit (at most N events)")
    tail.add_argument("--follow", action="store_true", help="yenilerini bekle (wait for new events)")
    tail.add_argument("--jsonl", action="store_true", help="satır başına bir JSON (one JSON object a line)")
    tail.set_defaults(run=run)


def _position(text: str) -> int:
    """A position in the ledger, or 0 for its beginning."""
    if not text.isdecimal() or int(text) >= 2**63:
        raise argparse.ArgumentTypeError(f"{text}: 0 veya daha büyük bir sıra (a position of 0 or more)")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Print events after a position, oldest first; with --follow until told to stop. Reading is recorded."""
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from domain.access import exported

    printed = 0
    with open_services(settings_of_process()) as services:
        head = services.book.head()[0]
        last = min(head, options.after + options.limit) if options.limit else head
        with recorded_read(services) as reads:
            reads.note(
                exported,
                element_type="events",
                format="jsonl" if options.jsonl else "text",
                filters=(f"after={options.after}",),
                result_count=max(last - options.after, 0),
            )
        if options.follow:
            return _follow(services, options)
        for event in services.book.iterate(options.after + 1, last):
            say_event(event, jsonl=options.jsonl)
            printed += 1
    return Exit.OK if printed else Exit.NOTHING


def _follow(services: Any, options: argparse.Namespace) -> int:
    left = options.limit
    with services.book.subscribe(options.after) as tail:
        for event in tail:
            say_event(event, jsonl=options.jsonl)
            if left is not None and (left := left - 1) <= 0:
                break
    return Exit.OK


def say_event(event: Any, *, jsonl: bool) -> None:
    """One event on one line; `state` is shown decoded, the bytes under the leaf are its canonical form."""
    from domain.events import decode_state, moment

    recorded = moment(event.recorded_at).isoformat().replace("+00:00", "Z")
    if not jsonl:
        say(f"{event.position:>9}  {recorded}  {event.topic:<32}  {event.stream_id}:{event.version}")
        return
    say_jsonl(
        {
            "position": event.position,
            "stream": str(event.stream_id),
            "version": event.version,
            "recorded_at": recorded,
            "recorded_at_micros": event.recorded_at,
            "topic": event.topic,
            "leaf": event.leaf.hex(),
            "state": decode_state(event.state),
        }
    )
