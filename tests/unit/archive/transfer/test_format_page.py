"""The specimens on the format page are what the code makes; they are made again here."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from archive.storage import MemoryBlobStore
from testkit.evidence_packages import SealedLedger, Story, members_of
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger
from timestamping.tsa.authority import TestPki

PAGE = Path(__file__).parents[4] / "docs" / "formats" / "evidence-package.md"
DAY = date(2026, 11, 17)
DOCUMENT = UUID("01936f00-0000-7000-8000-000000000001")
EXPORTED = datetime(2026, 11, 19, 8, tzinfo=UTC)


class PlainLedger(SealedLedger):
    """Sealed with the test's own tokens, which are the same in every run."""

    seal_day = MemoryLedger.seal_day


@cache
def members() -> dict[str, bytes]:
    """The specimen of the other format pages, and a day without events after it."""
    noon = datetime(2026, 11, 17, 9, tzinfo=UTC)
    ledger = PlainLedger(TestPki.make(noon))
    ledger.append(UUID(int=1), "ledger.opened", {"institution": DETSIS}, noon)
    drafted = {"direction": "outgoing", "medium": "E"}
    ledger.append(DOCUMENT, "document.drafted", drafted, noon + timedelta(minutes=1), request_key="taslak-1")
    viewed = {
        "element_type": "document",
        "element_id": str(DOCUMENT),
        "element_label": None,
        "document_ids": [str(DOCUMENT)],
        "version": 1,
        "part": "history",
        "purpose": None,
    }
    ledger.append(UUID(int=2), "access.viewed", viewed, noon + timedelta(minutes=2))
    for day in range(2):
        ledger.close_day(DAY + timedelta(days=day), datetime(2026, 11, 17 + day, 21, 0, 5, tzinfo=UTC))
        ledger.seal_day(DAY + timedelta(days=day), datetime(2026, 11, 17 + day, 21, 0, 7, tzinfo=UTC))
    told = Story(ledger, MemoryBlobStore(), ledger.pki)
    return members_of(told.package(document=DOCUMENT, exported_at=EXPORTED))


def line(name: str, number: int) -> str:
    return members()[name].decode().splitlines()[number]


SPECIMENS: list[Callable[[], str]] = [
    lambda: re.sub(r"(\n    \{[^}]*\},?){12}", "\n    …", members()["MANIFEST.json"].decode(), count=1),
    lambda: members()["MANIFEST.note"].decode(),
    lambda: line("events.jsonl", 1),
    lambda: line("proofs/inclusion.jsonl", 1),
    lambda: line("proofs/consistency.jsonl", 0),
    lambda: line("proofs/streams.jsonl", 0),
    lambda: line("proofs/streams.jsonl", 1),
]


@pytest.mark.parametrize("number", range(len(SPECIMENS)))
def test_page_shows_what_the_code_makes(number: int) -> None:
    blocks = re.findall(r"^```(?:json|text)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) == len(SPECIMENS)
    assert blocks[number].rstrip("\n") == SPECIMENS[number]().rstrip("\n")


def test_key_of_the_specimen_is_that_of_the_other_pages() -> None:
    assert members()["ledger/verifier-key.txt"] == f"{SIGNER.verifier.text()}\n".encode()
