"""Commands a second, eight writers at once, against the stock recorder; and what a tailing reader sees meanwhile."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import Final
from uuid import UUID

from eventsourcing.application import Application

from domain.documents import Direction as DocumentDirection
from domain.documents import Document, DraftDocument, EditDraft
from domain.documents.drafting import draft, edit
from domain.events import Actor, Context, Origin, plain_value, request_digest
from domain.ledger.commands import Ledger, Rules, StoredBook
from domain.ledger.store import EventBook, RequestEntry
from domain.parties import Act, Role
from tests.benchmarks.figures import Direction, Rounds, Row, Target, alternate, rate
from tests.benchmarks.ground import INSTITUTION, Ground, Site
from tests.benchmarks.identifiers import new_id
from tests.benchmarks.slow_disk import MORE_MILLISECONDS, preload, why_not

WRITERS: Final = 8
EDITS: Final = 4
"""Edits that follow each draft: streams stay as short as those of letters."""
ROLES: Final = frozenset({Role.DRAFTER})
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Ask:
    """One command on its way: what is asked, by whom and when, and the digest of the request."""

    command: DraftDocument | EditDraft
    act: Act
    request: RequestEntry


Decide = Callable[[Ask, Document | None], Document]


def ask(command: DraftDocument | EditDraft, actor: Actor) -> Ask:
    """A command as a door hands it over."""
    key = f"bench-{next(_numbers)}"
    digest = request_digest({"command": type(command).__name__, "body": plain_value(command)})
    context = Context(actor, Origin("graphql", "10.0.0.7", "s-1"), key, None, digest)
    return Ask(command, Act(context, datetime.now(UTC), ROLES), RequestEntry(f"{actor.id}/{key}", digest))


def decided(asked: Ask, document: Document | None) -> Document:
    """The model decides, roles and state checked; the document then holds one new event."""
    match asked.command:
        case DraftDocument() as command:
            return draft(command, asked.act)
        case EditDraft() as command:
            assert document is not None
            edit(document, command, asked.act)
            return document


def write(carry_out: Callable[[Ask, Document | None], Document | None], actor: Actor, commands: int) -> None:
    """One writer: drafts a letter, edits it a few times, and so on; one event a command."""
    document, document_id = None, UUID(int=0)
    for number in range(commands):
        if number % (EDITS + 1) == 0:
            document, document_id = None, new_id()
            asked = ask(DraftDocument(document_id, DocumentDirection.OUTGOING, actor.unit, "Görevlendirme"), actor)
        else:
            asked = ask(EditDraft(document_id, subject=f"Personel Görevlendirmesi {number}"), actor)
        document = carry_out(asked, document)


def rate_of(carry_out: Callable[[Ask, Document | None], Document | None], commands: int) -> float:
    """Commands a second of all writers together, from the common start to the last answer."""
    start = threading.Barrier(WRITERS + 1)

    def writer(number: int) -> None:
        actor = Actor(f"memur-{number}", "Ayşe Işık", "Memur", INSTITUTION)
        start.wait()
        write(carry_out, actor, commands)

    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(writer, number) for number in range(WRITERS)]
        start.wait()
        began = time.perf_counter()
        for future in running:
            future.result()
        return WRITERS * commands / (time.perf_counter() - began)


class StockLibrary(Application[UUID]):
    """The library as it comes, with its PostgreSQL recorder."""

    name = "stock"


def saves(site: Site, commands: int, rounds: int) -> Rounds:
    """Decide and save, the document in the writer's hand."""
    with (
        closing(EventBook(site.dsn, site.schema)) as book,
        closing(StockLibrary(site.stock_environment("stock"))) as stock,
    ):

        def ours(asked: Ask, document: Document | None) -> Document:
            document = decided(asked, document)
            book.save(document, request=asked.request)
            return document

        def peer(asked: Ask, document: Document | None) -> Document:
            document = decided(asked, document)
            stock.save(document)
            return document

        for warm in (ours, peer):
            rate_of(warm, 20)
        return alternate(lambda: rate_of(ours, commands), lambda: rate_of(peer, commands), rounds)


def whole_commands(site: Site, commands: int, rounds: int) -> Rounds:
    """Load, decide and save: the command methods as doors call them."""
    with (
        closing(EventBook(site.dsn, site.schema)) as book,
        closing(StockLibrary(site.stock_environment("stock"))) as stock,
    ):
        ledger = Ledger(StoredBook(book), Rules(f"kutuk/{INSTITUTION}"))

        def ours(asked: Ask, document: Document | None) -> None:
            context = replace(asked.act.context, request_digest=None)
            ledger.submit(asked.command, context, asked.act.roles, asked.act.now)

        def peer(asked: Ask, document: Document | None) -> None:
            loaded: Document | None = None
            if isinstance(asked.command, EditDraft):
                loaded = stock.repository.get(asked.command.document_id)
            stock.save(decided(asked, loaded))

        for warm in (ours, peer):
            rate_of(warm, 20)
        return alternate(lambda: rate_of(ours, commands), lambda: rate_of(peer, commands), rounds)


def measure_commands(ground: Ground) -> list[Row]:
    """On the disk as it is."""
    with ground.site() as site:
        found = saves(site, ground.size(300, 100), ground.size(5, 3))
        whole = whole_commands(site, ground.size(150, 60), ground.size(5, 3))
    return [
        _row("commands/s, 8 writers", found, 3.0, _SAVE_NOTE),
        _row("whole commands/s, 8 writers", whole, None, _WHOLE_NOTE),
    ]


def measure_commands_on_slow_disk(ground: Ground) -> list[Row]:
    """The same with a disk that takes a millisecond more for each flush."""
    work = f"commands/s, 8 writers, +{MORE_MILLISECONDS} ms a flush"
    reason = why_not()
    if reason:
        target = Target(Direction.AT_LEAST, 5.0)
        return [Row(work, "–", "–", None, target, f"skipped: {reason}")]
    server = ground.server("slow", preload(ground.folder))
    with ground.site(server) as site:
        found = saves(site, ground.size(200, 60), ground.size(5, 3))
    return [_row(work, found, 5.0, _SLOW_NOTE)]


def measure_lost_events(ground: Ground) -> list[Row]:
    """Events that a reader misses which tails while eight writers write."""
    with ground.site() as site, closing(EventBook(site.dsn, site.schema)) as book:
        seen: list[int] = []
        with book.subscribe() as tail:

            def follow() -> None:
                for event in tail:
                    seen.append(event.position)

            reader = threading.Thread(target=follow, daemon=True)
            reader.start()

            def ours(asked: Ask, document: Document | None) -> Document:
                document = decided(asked, document)
                book.save(document, request=asked.request)
                return document

            rate_of(ours, ground.size(1_000, 200))
            head, _ = book.head()
            until = time.monotonic() + 30
            while tail.position < head and time.monotonic() < until:
                time.sleep(0.05)
            tail.stop()
            reader.join()
    lost = head - len(set(seen) & set(range(1, head + 1)))
    target = Target(Direction.AT_MOST, 0, "lost")
    row = Row("events lost for a tailing reader", f"{lost} of {head:,}", "", float(lost), target, _TAIL_NOTE)
    return [row]


def _row(work: str, found: Rounds, limit: float | None, note: str) -> Row:
    target = None if limit is None else Target(Direction.AT_LEAST, limit)
    return Row(work, rate(found.our_median, "command"), rate(found.peer_median, "command"), found.ratio, target, note)


_SAVE_NOTE = (
    "eight threads of one process draft and edit letters, one event a save, the document in hand. Ours:"
    " `EventBook.save` as the role that may only SELECT and call `append_events`, with request key, leaf, gapless"
    " position and group commit. Peer: `Application.save` of the stock library with its PostgreSQL recorder, as"
    " superuser, the same model deciding the same commands, the same bytes stored (our mapper), no request keys."
)
_WHOLE_NOTE = (
    "the same through the command methods: ours looks up the request key, loads, decides, saves (`Ledger.submit`);"
    " the peer loads from its repository, decides, saves. For comparison, without a target."
)
_SLOW_NOTE = (
    "as the first row, on a server whose fsync, fdatasync and sync_file_range take 1 ms longer (a preloaded library)."
)
_TAIL_NOTE = (
    "one `EventTail` follows from the first event while eight writers save; positions it was not given, until the head."
)
