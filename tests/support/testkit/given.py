"""Given what happened, when a command comes, then these facts or this refusal: the shortest way to test a rule.

Everything runs through the real command methods over a book in memory, so a story also proves that each fact survives
its stored bytes, that refusals are recorded and that nothing refused leaves a trace in a document.
"""

from datetime import datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from domain.access import CommandRefused
from domain.documents import Document
from domain.events import Context, Fact, Origin, Refusal
from domain.ledger.commands import Ledger, Rules
from domain.ledger.store import Receipt
from testkit.clock import START, FixedClock
from testkit.memory_book import MemoryBook
from testkit.people import AYSE, Person

F = TypeVar("F", bound=Fact)
ORIGIN = "kutuk/24301050"


class Story:
    """One scenario. Each command is a request of its own unless a key is given."""

    def __init__(self, start: datetime = START, rules: Rules | None = None) -> None:
        self.clock = FixedClock(start)
        self.book = MemoryBook()
        self.ledger = Ledger(self.book, rules or Rules(ORIGIN))
        self.facts: list[Fact] = []
        """What the last command led to."""
        self.refusal: Refusal | None = None
        self.receipt: Receipt | None = None
        self._keys = 0

    def given(self, *commands: Any, by: Person = AYSE) -> Self:
        """Commands that happened before; a refusal here is a fault of the test."""
        for command in commands:
            self.when(command, by=by)
            assert self.refusal is None, f"{type(command).__name__} was refused: {self.refusal}"
        return self

    def when(self, command: Any, *, by: Person = AYSE, key: str | None = None) -> Self:
        """The command under test."""
        self._keys += 1
        context = Context(by.actor, Origin("cli"), key or f"request-{self._keys}")
        before = len(self.book.events)
        self.refusal, self.receipt = None, None
        try:
            self.receipt = self.ledger.submit(command, context, by.roles, self.clock())
        except Refusal as refusal:
            self.refusal = refusal
        self.facts = self.book.facts(before)
        return self

    def then(self, *kinds: type[Fact]) -> list[Any]:
        """The facts it led to, of exactly these kinds, in order; they are handed back for a closer look."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert [type(fact).TOPIC for fact in self.facts] == [kind.TOPIC for kind in kinds]
        return self.facts

    def then_one(self, kind: type[F]) -> F:
        """The single fact it led to."""
        fact = self.then(kind)[0]
        assert isinstance(fact, kind)
        return fact

    def then_refused(self, refusal: type[Refusal], rule_id: str) -> CommandRefused:
        """The refusal, under its rule; the only fact it left, which is handed back."""
        assert type(self.refusal) is refusal, f"expected {refusal.__name__}, got {self.refusal!r} and {self.facts}"
        assert refusal.rule_id == rule_id
        kept = self.facts
        assert len(kept) == 1
        assert isinstance(kept[0], CommandRefused)
        assert kept[0].rule_id == rule_id
        return kept[0]

    def document(self, document_id: UUID) -> Document:
        """The document as it stands."""
        document = self.book.find(document_id, Document)
        assert document is not None
        return document
