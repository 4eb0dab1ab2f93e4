"""Events as they were written in November 2026: their leaves and their meaning must stay what they were, for ever.

Lines are only ever added to ``events-….jsonl``. When a type changes its form, raise its SCHEMA and write the upcaster;
do not touch the line.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import domain.access
import domain.days
import domain.numbering.events
import domain.signatures
from domain.events import GENESIS_LEAF, Fact, RecordedEvent, fact_from_record, fact_to_state, recomputed_leaf
from domain.signatures import SignatureLevel

FILES = sorted(Path(__file__).parent.glob("events-*.jsonl"))
ROOMS = (domain.access, domain.days, domain.numbering.events, domain.signatures)
"""Imported because a topic is known once its class is."""


def events(file: Path) -> list[RecordedEvent]:
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        RecordedEvent(
            line["position"],
            UUID(line["stream_id"]),
            line["version"],
            line["recorded_at"],
            line["topic"],
            line["state"].encode(),
            bytes.fromhex(line["leaf"]),
        )
        for line in lines
    ]


ALL = [
    pytest.param(event, id=f"{file.stem}-{event.position}-{event.topic}") for file in FILES for event in events(file)
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_leaves_of_old_events_are_what_they_were(file: Path) -> None:
    last: dict[UUID, bytes] = {}
    for event in events(file):
        assert recomputed_leaf(event, last.get(event.stream_id, GENESIS_LEAF)) == event.leaf
        last[event.stream_id] = event.leaf


@pytest.mark.parametrize("event", ALL)
def test_old_event_still_loads_as_its_fact(event: RecordedEvent) -> None:
    fact = fact_from_record(event.topic, event.state, event.stream_id, event.version)
    assert isinstance(fact, Fact)
    assert event.topic == fact.TOPIC


@pytest.mark.parametrize("event", ALL)
def test_old_event_of_an_unchanged_form_would_be_written_the_same(event: RecordedEvent) -> None:
    fact = fact_from_record(event.topic, event.state, event.stream_id, event.version)
    assert isinstance(fact, Fact)
    if json.loads(event.state)["schema"] == fact.SCHEMA:
        assert fact_to_state(fact) == event.state


def test_signature_raised_by_the_first_version_is_known_to_go_on() -> None:
    signature: Any = None
    for event in events(Path(__file__).with_name("events-2026-11-signatures.jsonl")):
        fact = fact_from_record(event.topic, event.state, event.stream_id, event.version)
        assert isinstance(fact, Fact)
        signature = fact.mutate(signature)
    assert (signature.level, signature.next_level, signature.due) == (SignatureLevel.T, SignatureLevel.XL, None)
    assert not signature.planned
