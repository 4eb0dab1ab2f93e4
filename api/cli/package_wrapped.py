"""`kutuk package wrapped`: packages of which only the encrypted form is kept (S1-ŞİF-4, S1-ŞİF-5)."""

import argparse
from typing import Any

from api.cli.exits import Exit
from api.cli.output import say, say_json


def list_wrapped(options: argparse.Namespace) -> int:
    """Every package that came encrypted and was never opened; recorded as a read.

    Encryption certificates are not for keeping things, and whoever retires a key makes these unreadable for ever.
    """
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from domain.access import exported

    with open_services(settings_of_process()) as services:
        found = _wrapped(services)
        with recorded_read(services) as reads:
            reads.note(exported, element_type="wrapped_packages", format="json", result_count=len(found))
    if options.json:
        say_json({"packages": found})
    else:
        for item in found:
            say(f"{item['document']}  {item['received_at']}  {item['package_id'] or '–'}  {item['file']}")
    return Exit.EXPIRING if found else Exit.OK


def _wrapped(services: Any) -> list[dict[str, Any]]:
    """One pass over all events; only arrivals that are still wrapped are held."""
    from projections.folding import decode

    waiting: dict[Any, dict[str, Any]] = {}
    for event in services.book.iterate(1, services.book.head()[0]):
        if event.topic == "document.decrypted":
            waiting.pop(event.stream_id, None)
        elif event.topic == "document.received":
            said = decode(event).payload
            if said["encrypted"]:
                waiting[event.stream_id] = {
                    "document": str(event.stream_id),
                    "received_at": said["received_at"],
                    "package_id": said["package_id"],
                    "file": said["package"]["name"],
                }
    return list(waiting.values())
