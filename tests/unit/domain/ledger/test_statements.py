"""The files of SQL and what the code asks of them."""

import re
from pathlib import Path

import domain.ledger.store
from domain.ledger.store.migration import migrations
from domain.ledger.store.statements import statements

SOURCES = Path(domain.ledger.store.__file__).parent.glob("*.py")


def test_every_statement_is_used_and_every_used_one_exists() -> None:
    asked = {
        name
        for source in SOURCES
        for name in re.findall(r'(?:statement\(|_events\(|else )"(\w+)"|"(\w+_backwards)"', source.read_text())
        for name in name
        if name
    }
    assert asked == set(statements())


def test_statements_say_what_they_are_for() -> None:
    assert all(text.startswith(b"-- ") for text in statements().values())


def test_migrations_are_numbered_without_gaps() -> None:
    assert [int(migration.name[:4]) for migration in migrations()] == list(range(1, len(migrations()) + 1))
