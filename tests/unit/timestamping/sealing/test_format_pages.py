"""The specimens on the format pages are what the code makes; each is made again here."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from domain.events import decode_state, encode_state
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger
from timestamping.checkpoints import TlogProof
from timestamping.merkle import StreamHead, StreamTree, TreeHead, TreeReader, verify_consistency

PAGES = Path(__file__).parents[4] / "docs" / "formats"
DAY = date(2026, 11, 17)
DOCUMENT = UUID("01936f00-0000-7000-8000-000000000001")


@cache
def specimen() -> MemoryLedger:
    """Three events, closed and sealed."""
    ledger = MemoryLedger()
    noon = datetime(2026, 11, 17, 9, tzinfo=UTC)
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
    ledger.close_day(DAY, datetime(2026, 11, 17, 21, 0, 5, tzinfo=UTC))
    ledger.seal_day(DAY, datetime(2026, 11, 17, 21, 0, 7, tzinfo=UTC))
    return ledger


def note() -> str:
    checkpoint: str = decode_state(specimen().rows[5].state)["payload"]["checkpoint"]
    return checkpoint


def proof() -> TlogProof:
    reader = TreeReader(5, specimen(), specimen())
    return TlogProof(1, reader.inclusion_proof(1, 4), note().encode())


def consistency() -> tuple[bytes, ...]:
    return TreeReader(5, specimen(), specimen()).consistency_proof(3, 4)


def stream_heads() -> list[StreamHead]:
    rows = [specimen().rows[position] for position in (1, 2, 3)]
    heads = [StreamHead(row.stream_id, row.version, row.leaf) for row in rows]
    return sorted(heads, key=lambda head: head.stream_id.bytes)


def statement() -> dict[str, object]:
    payload: dict[str, object] = decode_state(specimen().rows[4].state)["payload"]
    return payload


SPECIMENS: dict[str, list[Callable[[], str]]] = {
    "checkpoint": [note, lambda: SIGNER.verifier.text()],
    "tree-proofs": [
        lambda: proof().render().decode(),
        lambda: specimen().rows[2].leaf.hex(),
        lambda: "\n".join(value.hex() for value in consistency()),
        lambda: "\n".join(head.leaf_data().hex() for head in stream_heads()),
    ],
    "day-statement": [lambda: encode_state(statement()).decode()],
    "daily-report": [lambda: specimen().reports[bytes.fromhex(str(statement()["report"]))].decode()],
}


@pytest.mark.parametrize("page", SPECIMENS)
def test_page_shows_what_the_code_makes(page: str) -> None:
    blocks = re.findall(r"^```\w+\n(.*?)^```$", (PAGES / f"{page}.md").read_text(encoding="utf-8"), re.M | re.S)
    assert [block.rstrip("\n") for block in blocks] == [made().rstrip("\n") for made in SPECIMENS[page]]


def test_specimen_proof_holds() -> None:
    assert proof().verify(specimen().rows[2].leaf, SIGNER.name, [SIGNER.verifier]).head.size == 4


def test_specimen_consistency_holds() -> None:
    reader = TreeReader(5, specimen(), specimen())
    verify_consistency(TreeHead(3, reader.root(3)), TreeHead(4, reader.root(4)), consistency())


def test_specimen_statement_names_the_stream_tree() -> None:
    head = StreamTree(stream_heads()).head()
    assert statement()["streams"] == {"count": head.size, "root": head.root.hex()}
