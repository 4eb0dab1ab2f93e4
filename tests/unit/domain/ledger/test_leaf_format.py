"""The specimen of docs/formats/leaf.md is what the code computes."""

import hashlib
import re
from pathlib import Path
from uuid import UUID

import pytest

from domain.events import GENESIS_LEAF, RecordedEvent, decode_state, encode_state, envelope, recomputed_leaf

PAGE = (Path(__file__).parents[4] / "docs" / "formats" / "leaf.md").read_text(encoding="utf-8")
STATE = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)[0].encode()
ENVELOPE_LINES, LEAF = re.findall(r"```text\n(.*?)\n```", PAGE, re.DOTALL)
ENVELOPE = bytes.fromhex("".join(line.split("  ")[0] for line in ENVELOPE_LINES.splitlines()))
STREAM = UUID("019aa4f0-6c00-7000-8000-000000000001")
RECORDED_AT = 1795242600000000


def test_envelope_of_the_page_is_ours() -> None:
    digest = hashlib.sha256(STATE).digest()
    ours = envelope(1, STREAM, 1, RECORDED_AT, "document.drafted", len(STATE), digest, GENESIS_LEAF)
    assert ours == ENVELOPE


def test_leaf_of_the_page_is_ours() -> None:
    event = RecordedEvent(1, STREAM, 1, RECORDED_AT, "document.drafted", STATE, b"")
    assert recomputed_leaf(event, GENESIS_LEAF).hex() == LEAF


def test_leaf_of_the_page_is_the_hash_of_its_envelope() -> None:
    assert hashlib.sha256(b"\0" + ENVELOPE).hexdigest() == LEAF


def test_state_of_the_page_is_canonical() -> None:
    assert encode_state(decode_state(STATE)) == STATE


@pytest.mark.parametrize("said", [f"{len(STATE)} bytes", f"{len(ENVELOPE)} bytes"])
def test_lengths_that_the_page_names_are_right(said: str) -> None:
    assert said in PAGE
