"""When the demo may seed a data folder: a real ledger is never touched, half a demo is made anew."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import pytest

from api.composition import demo
from api.composition.database import Database
from api.composition.refusals import SetUpError
from api.composition.settings import Settings
from domain.ledger.store import LedgerRecorder, NewEvent
from domain.ledger.store.database import LedgerDatabase
from testkit.postgres import ClonedDatabase

pytestmark = pytest.mark.postgres


class BegunError(Exception):
    """The demo came as far as living its first day."""


@pytest.fixture
def remade(monkeypatch: pytest.MonkeyPatch) -> list[Database]:
    """Databases that were dropped and made anew; the story itself is not lived."""
    found: list[Database] = []

    def live(*_: object) -> None:
        raise BegunError

    monkeypatch.setattr(demo, "remake_database", found.append)
    monkeypatch.setattr(demo, "_live", live)
    return found


def seed(database: ClonedDatabase, folder: Path) -> None:
    ours = Database(database.dsn, database.schema, database.admin_dsn, embedded=True)
    demo.seed_demo(cast(Settings, SimpleNamespace(data=folder)), ours, lambda line: None)


def record_something(database: ClonedDatabase) -> None:
    with closing(LedgerRecorder(LedgerDatabase(database.dsn, database.schema))) as recorder:
        recorder.append([NewEvent(UUID(int=1), None, "document.drafted", b"{}")])


def test_ledger_that_is_no_demo_is_refused(database: ClonedDatabase, tmp_path: Path, remade: list[Database]) -> None:
    record_something(database)
    with pytest.raises(SetUpError):
        seed(database, tmp_path)
    assert remade == []


def test_demo_killed_while_it_was_seeded_is_made_anew(
    database: ClonedDatabase, tmp_path: Path, remade: list[Database]
) -> None:
    with pytest.raises(BegunError):
        seed(database, tmp_path)
    record_something(database)
    with pytest.raises(BegunError):
        seed(database, tmp_path)
    assert [item.schema for item in remade] == [database.schema]
