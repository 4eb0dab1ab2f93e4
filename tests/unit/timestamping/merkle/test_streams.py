"""The day's stream tree: who was touched, and the proof that nobody else was."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.merkle import (
    EMPTY_ROOT,
    AbsenceProof,
    ProofError,
    StreamHead,
    StreamTree,
    TreeHead,
    streams_head,
    verify_stream_absence,
    verify_stream_inclusion,
)


def head(number: int, version: int = 3) -> StreamHead:
    return StreamHead(UUID(int=number), version, sha256(b"%d" % number).digest())


NUMBERS = st.sets(st.integers(0, 400), max_size=60)


@settings(max_examples=80, deadline=None)
@given(NUMBERS, st.integers(0, 400))
def test_every_stream_is_proved_present_or_absent(numbers: set[int], asked: int) -> None:
    tree = StreamTree(head(number) for number in numbers)
    if asked in numbers:
        verify_stream_inclusion(tree.inclusion_proof(UUID(int=asked)), tree.head())
    else:
        verify_stream_absence(UUID(int=asked), tree.absence_proof(UUID(int=asked)), tree.head())


@settings(max_examples=40, deadline=None)
@given(NUMBERS)
def test_streamed_root_equals_the_tree_held_in_memory(numbers: set[int]) -> None:
    rows = sorted((head(n).stream_id.bytes, head(n).version, head(n).leaf) for n in numbers)
    assert streams_head(rows) == StreamTree(head(number) for number in numbers).head()


@settings(max_examples=80, deadline=None)
@given(st.sets(st.integers(0, 400), min_size=1, max_size=60), st.data())
def test_touched_stream_cannot_be_passed_off_as_absent(numbers: set[int], data: st.DataObject) -> None:
    hidden = data.draw(st.sampled_from(sorted(numbers)))
    tree = StreamTree(head(number) for number in numbers)
    ordered = sorted(numbers)
    at = ordered.index(hidden)
    left = tree.inclusion_proof(UUID(int=ordered[at - 1])) if at else None
    right = tree.inclusion_proof(UUID(int=ordered[at + 1])) if at + 1 < len(ordered) else None
    with pytest.raises(ProofError) as refused:
        verify_stream_absence(UUID(int=hidden), AbsenceProof(left, right), tree.head())
    assert refused.value.reason in {"gap", "neighbours"}


def test_empty_day_has_the_empty_root() -> None:
    assert StreamTree([]).head() == TreeHead(0, EMPTY_ROOT)


def test_neighbour_on_the_wrong_side_is_refused() -> None:
    tree = StreamTree([head(1), head(5)])
    proof = tree.absence_proof(UUID(int=3))
    with pytest.raises(ProofError) as refused:
        verify_stream_absence(UUID(int=7), proof, tree.head())
    assert refused.value.reason == "order"


def test_stream_head_with_another_version_is_not_in_the_tree() -> None:
    tree = StreamTree([head(1), head(5)])
    proof = tree.inclusion_proof(UUID(int=5))
    with pytest.raises(ProofError) as refused:
        verify_stream_inclusion(replace(proof, head=replace(proof.head, version=2)), tree.head())
    assert refused.value.reason == "root"


def test_absence_of_a_touched_stream_is_not_proved() -> None:
    with pytest.raises(ProofError) as refused:
        StreamTree([head(1)]).absence_proof(UUID(int=1))
    assert refused.value.reason == "present"


def test_stream_stands_once_in_a_day() -> None:
    with pytest.raises(ProofError) as refused:
        StreamTree([head(1), head(1, version=4)])
    assert refused.value.reason == "twice"


def test_leaf_data_is_id_version_and_leaf() -> None:
    assert head(1, version=2).leaf_data() == bytes(15) + b"\x01" + bytes(7) + b"\x02" + sha256(b"1").digest()
