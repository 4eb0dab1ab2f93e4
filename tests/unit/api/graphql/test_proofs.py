"""Inclusion proofs of events: given once the day is sealed, and they verify without us."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from api.graphql.context import KutukInfo
from api.graphql.enums import ProofStatus
from api.graphql.events import EventType, inclusion_proof, status_of
from domain.events import RecordedEvent, micros, moment
from projections.days import DaySeal, DayState, LedgerDay
from projections.days.view import empty_day
from testkit.clock import START
from timestamping.merkle import TreeHead, TreeReader, leaf_hash, naive_root, verify_inclusion

LEAVES = [leaf_hash(f"event {number}".encode()) for number in range(300)]
CLOSED_AT = 290
"""Position of ``day.closed``: the size of the tree that the seal is of."""


class Tree:
    """The tree over `LEAVES`, without stored tiles."""

    def read(self, level: int, index: int) -> bytes:
        assert level == 0
        return b"".join(LEAVES[index * 256 : (index + 1) * 256])

    def leaves(self, first: int, count: int) -> bytes:
        return b"".join(LEAVES[first : first + count])

    def inclusion(self, position: int, size: int) -> tuple[bytes, ...]:
        return TreeReader(size, self, self).inclusion_proof(position - 1, size)


def day(seal: DaySeal | None, closed: int | None = CLOSED_AT) -> LedgerDay:
    state = DayState.SEALED if seal else DayState.CLOSED
    return replace(empty_day(START.date(), START.date()), state=state, closed_position=closed, seal=seal)


SEAL = DaySeal("checkpoint text", "token", "sha512", "TSA", "http://tsa", START, "1.2", "7", True, False, START, 295)


@dataclass
class Days:
    """The only day there is."""

    found: LedgerDay | None

    async def load(self, key: date) -> LedgerDay | None:
        return self.found


async def all_run(*views: str) -> None:
    """No view stopped."""


def info(found: LedgerDay | None) -> KutukInfo:
    """As much of a resolver's info as a proof needs."""
    context = SimpleNamespace(
        loaders=SimpleNamespace(day=Days(found)), services=SimpleNamespace(proofs=Tree()), running=all_run
    )
    return cast(KutukInfo, SimpleNamespace(context=context))


@pytest.mark.parametrize("position", [1, 2, 255, 256, 257, 290])
def test_proof_of_a_sealed_event_verifies(position: int) -> None:
    leaf = LEAVES[position - 1]
    proof = asyncio.run(inclusion_proof(info(day(SEAL)), position, leaf, START))
    assert proof is not None
    path = tuple(bytes.fromhex(step) for step in proof.path)

    head = TreeHead(proof.tree_size, naive_root(LEAVES[:CLOSED_AT]))
    verify_inclusion(leaf, proof.leaf_index, head, path)
    assert (proof.checkpoint, proof.day) == ("checkpoint text", date(2026, 11, 21))


@pytest.mark.parametrize("found", [None, day(None), day(None, closed=None)])
def test_event_of_a_day_that_is_not_sealed_has_no_proof(found: LedgerDay | None) -> None:
    assert asyncio.run(inclusion_proof(info(found), 1, LEAVES[0], START)) is None


def test_event_is_as_firm_as_its_day() -> None:
    assert status_of(day(SEAL)) is ProofStatus.SEALED
    assert status_of(day(None)) is ProofStatus.CLOSED
    assert status_of(day(None, closed=None)) is ProofStatus.PROVISIONAL
    assert status_of(None) is ProofStatus.PROVISIONAL


@pytest.mark.parametrize("state", [b"", b"{", b"[]", b"\xff\xfe", b"{}", b'{"occurred_at": 7}'])
def test_event_whose_bytes_cannot_be_read_is_still_listed(state: bytes) -> None:
    event = RecordedEvent(7, UUID(int=1), 1, micros(START), "document.folded", state, bytes(32))
    found: Any = EventType.of(event)

    assert (found.position, found.topic, found.known) == (7, "document.folded", False)
    assert found.recorded_at.utc == moment(micros(START))


def test_moments_show_istanbul_beside_utc() -> None:
    event = RecordedEvent(7, UUID(int=1), 1, micros(START), "document.folded", b"{}", bytes(32))

    assert EventType.of(event).recorded_at.istanbul == "21.11.2026 12:00:00"
