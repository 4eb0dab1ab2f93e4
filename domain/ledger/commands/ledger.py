"""The ledger as its callers see it: a command goes in, a receipt or a refusal comes out."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from domain.access import RecordReads, read_stream_of
from domain.documents import NumberDocument, RegisterDocument
from domain.events import Context, Refusal, istanbul_day, plain_value, request_digest
from domain.ledger.commands.books import FactBook
from domain.ledger.commands.days import DAY_COMMANDS
from domain.ledger.commands.documents import DOCUMENT_COMMANDS
from domain.ledger.commands.errors import ContentionError
from domain.ledger.commands.handling import Handler, Rules
from domain.ledger.commands.refusing import refusal_fact, repeated_refusal
from domain.ledger.commands.signatures import SIGNATURE_COMMANDS
from domain.ledger.store import Receipt, RequestEntry, VersionConflictError
from domain.parties import Act, Role

COMMANDS: Final[dict[type, Handler]] = {**DOCUMENT_COMMANDS, **DAY_COMMANDS, **SIGNATURE_COMMANDS}
"""Every command and what decides it."""

_MOST_ATTEMPTS: Final = 64
"""Protects a request from waiting for ever on a stream that others keep changing."""
_LONGEST_PAUSE: Final = 0.02


class Ledger:
    """The command methods of one institution's book; safe to use from several threads."""

    def __init__(self, book: FactBook, rules: Rules) -> None:
        self._book = book
        self._rules = rules
        self._turns: dict[tuple[str, str], threading.Lock] = {}
        self._turns_guard = threading.Lock()

    def submit(self, command: Any, context: Context, roles: Iterable[str], now: datetime) -> Receipt:
        """Decide a command and append what it leads to, once for each request key of an actor.

        The same key with the same body gives the same receipt (``replayed``) or the same refusal again; only the
        ledger's own processes, which knock with the same key until a day is over, are decided anew after a refusal.

        Raises a Refusal when a rule says no (recorded as ``command.refused``), RequestKeyConflictError when the key
        was used with another body, ContentionError and the store's errors when it could not be written.
        """
        digest = request_digest({"command": type(command).__name__, "body": plain_value(command)})
        request = RequestEntry(f"{context.actor.id}/{context.request_key}", digest)
        before = self._book.replay(request.key, request.digest)
        if before is not None:
            return self._same_answer(before)
        act = Act(replace(context, request_digest=digest), now, frozenset(roles))
        try:
            with self._turn(command):
                receipt = self._decide(command, act, request)
        except Refusal as refusal:
            answered = self._refused(command, refusal, act, request)
            if answered is None:
                raise
            receipt = answered
        return self._same_answer(receipt)

    def record_reads(self, command: RecordReads) -> Receipt:
        """Append reads, before the answers they are about leave (design §4); order of the batch is kept."""
        facts = [
            read.as_fact(read_stream_of(istanbul_day(read.at), command.process), version=1) for read in command.reads
        ]
        return self._book.append_facts(facts)

    def _decide(self, command: Any, act: Act, request: RequestEntry) -> Receipt:
        """Load, decide and save; whoever comes second to a stream loads and decides again."""
        handle = COMMANDS[type(command)]
        for attempt in range(_MOST_ATTEMPTS):
            try:
                return self._book.save(*handle(self._book, command, act, self._rules), request=request)
            except VersionConflictError:
                time.sleep(min(0.001 * attempt, _LONGEST_PAUSE))
        raise ContentionError(f"{type(command).__name__} met {_MOST_ATTEMPTS} version conflicts in a row")

    def _refused(self, command: Any, refusal: Refusal, act: Act, request: RequestEntry) -> Receipt | None:
        """Record a refusal; or the receipt of the same request, when it was answered while this one was decided.

        Raises RequestKeyConflictError when the key was used meanwhile with another body: then the rule said no only
        because another process had done the work already.
        """
        remembered = None if act.has(Role.SYSTEM) else request
        if remembered is None:
            meanwhile = self._book.replay(request.key, request.digest)
            if meanwhile is not None:
                return meanwhile
        receipt = self._book.append_facts([refusal_fact(command, refusal, act)], remembered)
        return receipt if receipt.replayed else None

    def _same_answer(self, receipt: Receipt) -> Receipt:
        """The receipt, or the refusal that a repeated request got the first time."""
        if receipt.replayed and receipt.last_position >= receipt.first_position:
            event = self._book.event_at(receipt.first_position)
            refusal = repeated_refusal(event) if event else None
            if refusal is not None:
                raise refusal
        return receipt

    @contextmanager
    def _turn(self, command: Any) -> Iterator[None]:
        """Let threads that want the next number of one register wait here, instead of conflicting in the store."""
        match command:
            case NumberDocument():
                key = ("outgoing", command.detsis_no)
            case RegisterDocument():
                key = ("incoming", command.unit)
            case _:
                yield
                return
        with self._turns_guard:
            turn = self._turns.setdefault(key, threading.Lock())
        with turn:
            yield
