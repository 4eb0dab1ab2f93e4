"""`kutuk export`: events, the history of a document, and daily reports as stored."""

import argparse
import sys
from datetime import date
from uuid import UUID

from api.cli.exits import Exit
from api.cli.output import remark


def configure(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar="NE", required=True)
    report = kinds.add_parser("daily-report", help="bir günün raporu, saklandığı gibi (report of a day, as stored)")
    report.add_argument("day", type=date.fromisoformat, metavar="GÜN", help="kapanmış gün, YYYY-AA-GG (a closed day)")
    report.set_defaults(run=export_report)
    document = kinds.add_parser("document", help="bir belgenin ve imzalarının bütün olayları, JSONL (whole history)")
    document.add_argument("document", type=UUID, metavar="BELGE", help="belgenin kimliği (document id)")
    document.set_defaults(run=export_document)
    events = kinds.add_parser("events", help="bir aralığın olayları, JSONL (events of a range)")
    events.add_argument("--from", dest="first", type=int, default=1, metavar="N", help="ilk sıra")
    events.add_argument("--to", dest="last", type=int, metavar="N", help="son sıra; verilmezse sonuna kadar")
    events.set_defaults(run=export_events)


def export_report(options: argparse.Namespace) -> int:
    """The report's bytes on stdout; their SHA-256 is the one the day's statement names."""
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from archive.storage import BlobDigest
    from domain.access import exported

    with open_services(settings_of_process()) as services:
        closed = services.days().closed(options.day)
        if closed is None:
            remark(f"{options.day} kapatılmamış (not closed).")
            return Exit.NOTHING
        with recorded_read(services) as reads:
            reads.note(
                exported,
                element_type="daily_report",
                element_id=options.day.isoformat(),
                format="jsonl",
                result_count=closed.statement.count,
            )
        for piece in services.blobs.chunks(BlobDigest(closed.statement.report.hex())):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    return Exit.OK


def export_document(options: argparse.Namespace) -> int:
    """Every event of the document and of its signatures on stdout, in the order of the ledger, one object a line."""
    from api.cli.events import say_event
    from api.composition.evidence import evidence_gatherer
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from domain.access import exported

    with open_services(settings_of_process()) as services:
        with evidence_gatherer(services) as gatherer:
            history = list(gatherer.history(options.document))
        if not history:
            remark(f"{options.document} kimlikli belge yok (no such document).")
            return Exit.NOTHING
        with recorded_read(services) as reads:
            reads.note(
                exported,
                element_type="document",
                element_id=str(options.document),
                document_ids=(options.document,),
                format="jsonl",
                result_count=len(history),
            )
        for event in history:
            say_event(event, jsonl=True)
    return Exit.OK


def export_events(options: argparse.Namespace) -> int:
    """Events on stdout, one JSON object a line, memory flat."""
    from api.cli.events import say_event
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from domain.access import exported

    with open_services(settings_of_process()) as services:
        head = services.book.head()[0]
        last = head if options.last is None else min(options.last, head)
        count = max(last - options.first + 1, 0)
        with recorded_read(services) as reads:
            filters = (f"from={options.first}", f"to={last}")
            reads.note(exported, element_type="events", format="jsonl", filters=filters, result_count=count)
        for event in services.book.iterate(options.first, last):
            say_event(event, jsonl=True)
    return Exit.OK if count else Exit.NOTHING
